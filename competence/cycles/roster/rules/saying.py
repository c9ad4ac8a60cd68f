"""What was decided about somebody, and why, as a sentence: one for HR and the leader, one for the person."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from competence.cycles.roster.rules.deciding import Kind


@dataclass(frozen=True)
class Who:
    """Whom a decision names; leader and former are "" where there is none."""

    name: str
    leader: str = ""
    former: str = ""
    day: str = ""


TOLD = {
    Kind.INVITE: _l("%(name)s er kommet til, siden runden åbnede, og bliver inviteret."),
    Kind.REJOIN: _l("%(name)s er ansat igen og er med i runden på ny."),
    Kind.REST: _l(
        "%(name)s har orlov fra %(day)s. Runden hviler til efter orloven; ingen minder om den, og en planlagt "
        "samtale aflyses."
    ),
    Kind.RESUME: _l("%(name)s er tilbage fra orlov og er med i runden igen."),
    Kind.LEAVE: _l(
        "%(name)s er ikke længere ansat og går ud af runden. Ingen minder om den, og en planlagt samtale aflyses."
    ),
    Kind.HAND_OVER: _l("%(leader)s er nu nærmeste leder for %(name)s og får lederens plads i runden."),
    Kind.EMPTY_SEAT: _l("%(name)s har ingen nærmeste leder lige nu. Vælg en, så samtalen kan holdes."),
    Kind.SECOND_PLACE: _l(
        "%(name)s har en ansættelse mere fra %(day)s. Der er stadig ét spejl og én samtale; spejlet spørger til "
        "begge roller."
    ),
    Kind.RETURN_TALK: _l(
        "%(name)s er tilbage %(day)s. En samtale om at komme godt i gang igen planlægges med %(leader)s."
    ),
    Kind.ONBOARDING_TALK: _l("%(name)s begyndte %(day)s. En samtale om de første måneder planlægges med %(leader)s."),
}
TOLD_TO_ONESELF = {
    Kind.INVITE: _l("Du er kommet til, siden runden åbnede, og er inviteret."),
    Kind.REJOIN: _l("Du er ansat igen og er med i runden på ny."),
    Kind.REST: _l(
        "Du har orlov fra %(day)s. Runden hviler for dig til efter orloven; du får ingen påmindelser, og en planlagt "
        "samtale er aflyst."
    ),
    Kind.RESUME: _l("Du er tilbage fra orlov og er med i runden igen."),
    Kind.LEAVE: _l("Du er ikke længere ansat og er gået ud af runden."),
    Kind.HAND_OVER: _l("%(leader)s er nu din nærmeste leder og har fået lederens plads over for dig i runden."),
    Kind.EMPTY_SEAT: _l("Du har ingen nærmeste leder lige nu. HR kan se det og finder en, der holder samtalen."),
    Kind.SECOND_PLACE: _l(
        "Du har en ansættelse mere fra %(day)s. Du har stadig ét spejl og én samtale; spejlet spørger til begge roller."
    ),
    Kind.RETURN_TALK: _l(
        "Velkommen tilbage %(day)s. En samtale om at komme godt i gang igen er planlagt med %(leader)s."
    ),
    Kind.ONBOARDING_TALK: _l("Du begyndte %(day)s. En samtale om de første måneder er planlagt med %(leader)s."),
}
AFTER_ANOTHER = _l("Det, der var delt med %(former)s, følger ikke med.")
TAKES_THE_SEAT = _l("%(leader)s får lederens plads.")
OWN_NEW_LEADER = _l("%(leader)s er nu din leder i runden.")


def sentence(kind: Kind, who: Who, *, own: bool = False) -> str:
    """Return what is decided and why; own: the reader is the person.

    A planned talk of the round speaks for itself and has no sentence here. Where a seat goes from one leader to
    another in the same moment, that stands behind it, and what it means for what was shared.
    """
    values = {"name": who.name, "leader": who.leader, "former": who.former, "day": who.day}
    parts = [(TOLD_TO_ONESELF if own else TOLD)[kind]]
    if who.former and who.leader and kind is not Kind.HAND_OVER:
        parts.append(OWN_NEW_LEADER if own else TAKES_THE_SEAT)
    if who.former and who.leader:
        parts.append(AFTER_ANOTHER)
    return " ".join(str(part) % values for part in parts)
