"""The dialogue about a step: whose turn it is, what leads where, how long each part takes, and who may not decide."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Conflict, Refusal

PANEL = 2
ASKED = _l("En medarbejder beder om dit blik på et trin")
PANEL_ASKED = _l("Du er bedt om at sidde i fagligt forum")
MOVED = _l("Der er nyt i en dialog om et trin")
ANSWERED = _l("Der er svar på det trin, du har bedt om")
LATE = _l("En dialog om et trin venter på dig")
LONGEST = 4000


class State(Enum):
    """Where a dialogue stands."""

    DRAFT = "with the employee, for their eyes only"
    WITH_LEADER = "the leader is asked for their view"
    VIEWED = "the leader has said their view, and may ask a panel or answer"
    WITH_PANEL = "two colleagues are asked"
    ANSWERED = "answered"
    WITHDRAWN = "taken back by the employee"


class Action(Enum):
    """What may be done to it."""

    EDIT = "write in the dossier"
    ASK = "ask for the step"
    WITHDRAW = "take it back"
    HAND_OVER = "hand it over to a new leader"
    VIEW = "say the leader's view"
    CONVENE = "ask a panel of two"
    DECLARE = "declare whether one is free to judge"
    REPLACE = "ask somebody else instead"
    ASSESS = "say the panel member's view"
    CLOSE_PANEL = "both have said theirs"
    ANSWER = "answer with reasons and next steps"


NEXT: dict[tuple[State, Action], State] = {
    (State.DRAFT, Action.EDIT): State.DRAFT,
    (State.DRAFT, Action.ASK): State.WITH_LEADER,
    (State.WITH_LEADER, Action.VIEW): State.VIEWED,
    (State.WITH_LEADER, Action.WITHDRAW): State.WITHDRAWN,
    (State.WITH_LEADER, Action.HAND_OVER): State.WITH_LEADER,
    (State.VIEWED, Action.CONVENE): State.WITH_PANEL,
    (State.VIEWED, Action.ANSWER): State.ANSWERED,
    (State.VIEWED, Action.WITHDRAW): State.WITHDRAWN,
    (State.VIEWED, Action.HAND_OVER): State.WITH_LEADER,
    (State.WITH_PANEL, Action.DECLARE): State.WITH_PANEL,
    (State.WITH_PANEL, Action.REPLACE): State.WITH_PANEL,
    (State.WITH_PANEL, Action.ASSESS): State.WITH_PANEL,
    (State.WITH_PANEL, Action.CLOSE_PANEL): State.VIEWED,
    (State.WITH_PANEL, Action.WITHDRAW): State.WITHDRAWN,
    (State.WITH_PANEL, Action.HAND_OVER): State.WITH_LEADER,
}
OPEN = frozenset({State.DRAFT, State.WITH_LEADER, State.VIEWED, State.WITH_PANEL})
DAYS = {State.WITH_LEADER: 14, State.VIEWED: 14, State.WITH_PANEL: 21}  # how long each part may take


class NotNow(Conflict):
    message = _l("Det kan ikke gøres, som det står nu. Gå tilbage til siden, og se, hvor det er nået til.")


class AlreadyOpen(Conflict):
    message = _l("Du har allerede et trin i gang. Afslut det, eller træk det tilbage, før du beder om et til.")


class NothingSaid(Refusal):
    message = _l("Skriv et par sætninger om, hvorfor du beder om trinnet.")


class NoLeader(Conflict):
    message = _l("Vi kan ikke se, hvem der er din leder, så der er ingen at spørge. Skriv til HR, så retter de det.")


class SameLeader(Conflict):
    message = _l("Det ligger allerede hos den, der er din leder i dag.")


class OwnCase(Conflict):
    message = _l("Ingen afgør sin egen sag. Spørg en anden.")


class IsTheLeader(Refusal):
    message = _l("Fagligt forum er to andre end lederen. Vælg en anden.")


class SamePersonTwice(Refusal):
    message = _l("Vælg to forskellige kolleger.")


class NobodyOfThatAddress(Refusal):
    message = _l("Der er ingen i huset med adressen %(email)s.")


class PanelHasBeen(Conflict):
    message = _l("Fagligt forum har allerede sagt sit. Svar nu.")


class PanelIsNeeded(Conflict):
    message = _l("Du har oplyst en binding. Spørg fagligt forum, før du svarer.")


class DeclareFirst(Conflict):
    message = _l("Sig først, om du er fri til at vurdere sagen.")


class AlreadySaid(Conflict):
    message = _l("Du har allerede sagt dit, og det kan ikke ændres.")


def follow(state: State, action: Action) -> State:
    """Return the state an action leads to. Raises NotNow where it cannot be done, and then nothing changes."""
    try:
        return NEXT[state, action]
    except KeyError:
        raise NotNow from None


def due_on(state: State, today: date) -> date | None:
    """Return the day a part that begins today should be done; None where nobody is waited for."""
    return today + timedelta(days=DAYS[state]) if state in DAYS else None


def refuse_own(subject_id: int, author_id: int) -> None:
    """Raise OwnCase for somebody who would judge their own case."""
    if subject_id == author_id:
        raise OwnCase


def refuse_seat(person_id: int, subject_id: int, leaders: Collection[int], seated: Collection[int]) -> None:
    """Raise OwnCase, IsTheLeader or SamePersonTwice for somebody who may not sit on the panel.

    leaders: those in the leader's seat; seated: who sits, or sat, on it already.
    """
    refuse_own(subject_id, person_id)
    if person_id in leaders:
        raise IsTheLeader
    if person_id in seated:
        raise SamePersonTwice


def refuse_answer(*, leader_is_bound: bool, panel_has_said: bool) -> None:
    """Raise PanelIsNeeded where a leader with a declared tie would answer without two others having said theirs."""
    if leader_is_bound and not panel_has_said:
        raise PanelIsNeeded
