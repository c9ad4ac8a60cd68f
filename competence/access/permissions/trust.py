"""What those may do who run the product and watch over it; the values are labels."""

from competence.access.permissions.base import Permission


class MayTrail(Permission):
    """Who did and who saw what about whom."""

    LOOKS = "Se, hvem der har set noget om en selv"
    BREACHES = "Se, hvad en konto har læst mellem to tidspunkter"
    TAKE_BREACHES = "Hente som fil, hvad en konto har læst"


class MayGlass(Permission):
    """HR's way to one person's content, for a reason and half an hour; the thing is a Glass."""

    OWN = "Se, hvornår man selv har brudt glasset"
    BREAK = "Bryde glasset for én person, med en begrundelse"
    READ = "Læse bag det glas, man selv har brudt"
    KNOW = "Vide, at glasset er brudt for en selv"
    FOLLOW = "Se hver gang, HR har brudt glasset"


class MayReview(Permission):
    """Twice a year, who can see what, looked through and signed by leaders; the thing is a RightsSheet."""

    FOLLOW = "Følge gennemgangene af, hvem der kan se hvad"
    BEGIN = "Begynde en gennemgang af, hvem der kan se hvad"
    TAKE = "Hente en gennemgang som fil"
    HANDLE = "Notere, at det, en leder skrev ikke passer, er rettet"
    OWN = "Se, hvilke gennemgange man er spurgt om som leder"
    READ = "Læse en leders gennemgang af, hvem der kan se hvad"
    SIGN = "Skrive under på, hvem der kan se hvad om dem, man leder"


class MayOperation(Permission):
    """How the system itself is."""

    READ = "Se, hvordan systemet har det"
