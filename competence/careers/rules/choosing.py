"""What somebody says of a step, and what is refused, in words that say what to do instead."""

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Conflict, Refusal

LONGEST_NOTE = 1000
WAITS_FOR_LEADER = _l("En medarbejder har delt et karriereønske med dig")


class NoModel(Conflict):
    message = _l("Der er ikke udgivet en karrieremodel endnu. Kom igen, når HR har gjort den klar.")


class NoLeader(Conflict):
    message = _l("Vi kan ikke se, hvem der er din leder, så der er ingen at dele med. Skriv til HR, så retter de det.")


class AlreadyShared(Conflict):
    message = _l("Det er allerede delt med din leder. Du kan trække det tilbage, hvis du vil.")


class NotShared(Conflict):
    message = _l("Det er ikke delt, så der er ikke noget at trække tilbage.")


class NoteTooLong(Refusal):
    message = _l("Det er for langt. Skriv højst 1.000 tegn, så er det også lettere at tale om.")


def refuse_long(note: str) -> None:
    """Raise NoteTooLong for what is not a few sentences."""
    if len(note) > LONGEST_NOTE:
        raise NoteTooLong
