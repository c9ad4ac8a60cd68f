"""What one may do about learning; the value is the label."""

from competence.access.permissions.base import Permission


class MaySeats(Permission):
    """Seats where more wish one than there are; the thing is a SeatLine."""

    WISH = "Dele et ønske om en plads med HR og tage det tilbage"
    READ = "Se, hvad der blev af et ønske om en plads"
    ANSWER = "Sige ja eller nej til en plads, man får tilbudt"
    DISTRIBUTE = "Fordele pladser efter delte ønsker og sige, hvad vagterne kan undvære"


class MayFund(Permission):
    """Den Kommunale Kompetencefond; the thing is an Education of a signed plan."""

    PREPARE = "Gøre en ansøgning til kompetencefonden klar"
    EDIT = "Skrive fondens regler og puljeåbninger ind"


class MayShares(Permission):
    """How learning is shared, as published numbers of crowds."""

    READ = "Se, hvordan timer og penge til læring fordeler sig"
    PUBLISH = "Udgive et halvårs tal for læring, én gang"


class MayOffer(Permission):
    """What the house offers to learn; the thing is an Offer."""

    BROWSE = "Se læringstilbud og melde sig til"
    READ = "Læse et læringstilbud"
    CREATE = "Lave læringstilbud, indlæse og hente dem som fil"
    KEEP = "Rette et læringstilbud og dets hold, og skrive, hvem der var med"


class MaySignup(Permission):
    """That somebody takes part in learning; the thing is a Signup."""

    READ = "Se en tilmelding"
    KEEP = "Melde fra, og svare på, om man har brugt det"
    DECIDE = "Sige ja eller nej til læring, der koster tid eller penge"
    TEAM = "Se, hvad dem, man leder, beder om at lære"


class MayOpening(Permission):
    """Who is open to being asked; the thing is an Opening."""

    FIND = "Finde og spørge kolleger, der selv har åbnet for det, og åbne sig selv"
    KEEP = "Trække sin egen åbning tilbage"


class MayPair(Permission):
    """Two who can teach each other; the thing is a Pair."""

    ANSWER = "Se og svare på et forslag om at være makkere"


class MayHelp(Permission):
    """Help for a project or a community."""

    TAKE_PART = "Bede om hjælp til et projekt, og sige, hvad man vil hjælpe med"


class MayHelpRequest(Permission):
    """One request for help; the thing is a HelpRequest."""

    READ = "Læse et ønske om hjælp"
    ANSWER = "Tilbyde at hjælpe"
    CLOSE = "Lukke sit eget ønske om hjælp"
