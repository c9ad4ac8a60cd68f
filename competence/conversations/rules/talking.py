"""What may be written in a talk: short notes that are never changed, and a level only where the two want the same."""

from competence.conversations.rules.refusals import (
    NoteTooLong,
    NothingWritten,
    NotTalking,
    OtherConfirms,
)
from competence.conversations.rules.steps import Side, State
from competence.web.text import kept_text

LONGEST_NOTE = 1000


def check_talking(state: State) -> None:
    """Refuse to write in a talk that has not begun, or is over. Raises NotTalking."""
    if state is not State.TALKING:
        raise NotTalking


def note_text(sent: str) -> str:
    """Return a note as it is kept. Raises NothingWritten, NoteTooLong."""
    text = kept_text(sent, LONGEST_NOTE, NoteTooLong)
    if not text:
        raise NothingWritten
    return text


def check_confirming(proposed_by: Side, side: Side) -> None:
    """Refuse to agree with oneself: a level is agreed when the other side says yes. Raises OtherConfirms."""
    if proposed_by is side:
        raise OtherConfirms
