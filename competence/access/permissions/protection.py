"""What those may do who look after what the house knows about people; the values are labels."""

from competence.access.permissions.base import Permission


class MayPrivacy(Permission):
    """What the house knows about people, and how it is kept and deleted."""

    READ_RECORD = "Læse fortegnelsen over det, systemet ved om mennesker"
    RETENTION = "Se, hvad der slettes i dag, fordi tiden er gået"
    HOLD = "Holde et menneskes oplysninger tilbage fra sletning, mens en sag har brug for dem"
    ERASURES = "Se, hvem der er bedt om at slette oplysninger om"
    ASK_ERASURE = "Bede om, at et menneskes oplysninger slettes"
    CONFIRM_ERASURE = "Bekræfte eller afslå, at et menneskes oplysninger slettes"


class MayMine(Permission):
    """What the house knows about oneself."""

    READ = "Se alt, hvad systemet ved om en selv"
    TAKE = "Hente alt, hvad systemet ved om en selv, som en pakke"
    CORRECT = "Skrive en rettelse ved siden af det, der står om en selv"


class MayRestriction(Permission):
    """Keeping what is held about somebody from use; the thing is a Restriction."""

    ASK = "Få brugen af sine egne oplysninger begrænset, og selv ophæve det"
    READ = "Se, hvis oplysninger der er begrænset, og hvorfor"
    LIFT = "Varsle, at en begrænsning bliver ophævet, og hvorfor"


class MayCorrection(Permission):
    """Somebody's words beside a record about them; the thing is a Correction."""

    READ = "Læse en rettelse: den, der skrev den, og den, der passer oplysningen"
