"""What a team's talk asks of those who call it and of what they agree on."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _l

from competence.conversations.rules.steps import State
from competence.feedback.retrospectives.rules import agreed_text
from competence.web.refusals import Conflict, Refusal


class NobodyCalled(Refusal):
    message = _l("Vælg mindst to, du leder, til samtalen.")


class NotOneYouLead(Refusal):
    message = _l("Du kan kun indkalde dem, du leder. Hent siden igen, og vælg blandt dem, der står der.")


class NoAgreementYet(Conflict):
    message = _l("Aftaler skrives, mens I taler sammen, eller bagefter. Samtalen er ikke begyndt endnu.")


class UnknownLead(Refusal):
    message = _l("Vælg en tovholder, der er med i samtalen.")


class UnknownStanding(Refusal):
    message = _l("Vælg, hvordan aftalen står: på vej, nået, justeret eller droppet.")


def check_called(chosen: Collection[int], led: Collection[int]) -> None:
    """Refuse a team of fewer than two, or with somebody the leader does not lead."""
    if not set(chosen) <= set(led):
        raise NotOneYouLead
    if len(set(chosen)) < 2:
        raise NobodyCalled


def agreement_text(state: State, text: str) -> str:
    """Return an agreement as it is kept. Raises NoAgreementYet, NothingWritten."""
    if state not in (State.TALKING, State.HELD):
        raise NoAgreementYet
    return agreed_text(text)
