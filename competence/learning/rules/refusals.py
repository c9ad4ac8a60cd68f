"""What learning refuses, in words that say what to do instead."""

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Conflict, Refusal


class NotOffered(Conflict):
    message = _l("Tilbuddet er taget af. Se de andre tilbud, eller spørg HR, om det kommer igen.")


class CalledOff(Conflict):
    message = _l("Holdet er aflyst. Vælg et andet, eller spørg den, der holder det.")


class HasBegun(Conflict):
    message = _l("Det er begyndt. Tal med den, der holder det.")


class SignedUpAlready(Conflict):
    message = _l("Du er allerede tilmeldt. Se det under »Det, du lærer«.")


class NotSignedUp(Conflict):
    message = _l("Du er ikke tilmeldt, så der er ikke noget at melde fra til.")


class NoLeaderToAsk(Conflict):
    message = _l(
        "Det koster tid eller penge, og vi kan ikke se, hvem der er din leder. Skriv til HR, så retter de det."
    )


class AnsweredAlready(Conflict):
    message = _l("Der er allerede svaret, eller der er meldt fra. Se, hvordan det står nu.")


class NotHeldYet(Conflict):
    message = _l("Det er ikke holdt endnu. Skriv, hvem der var med, når det er.")


class NoSeatHere(Conflict):
    message = _l("Kun dem, der har en plads, kan noteres som fremmødt. Giv personen en plads først.")


class ChangedMeanwhile(Conflict):
    message = _l("Nogen har ændret det, mens du skrev. Se det, der står nu, og skriv dit igen.")


class NoCatalogue(Conflict):
    message = _l("Der er ikke udgivet et kompetencekatalog endnu, så vi kan ikke sige, hvad tilbuddet fører til.")


class CodeTaken(Conflict):
    message = _l("Der er allerede et tilbud med den kode. Vælg en anden.")


class TooLong(Refusal):
    message = _l("Det er for langt. Skriv højst 2.000 tegn.")
