"""A talk that two people are in, for tests that need one."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from competence.conversations.models import AgreedLevel, Conversation, Note
from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import State
from competence.db import db
from competence.frameworks.models import Competence, ScaleLevel
from competence.people.models import Person
from tests.make import NOW, make_conversation

_keys = iter(range(10**6))


@dataclass(frozen=True)
class Talk:
    """A conversation, and the addresses of its pages."""

    conversation: Conversation

    @property
    def page(self) -> str:
        return f"/conversations/{self.conversation.pid}"

    @property
    def talk(self) -> str:
        return f"{self.page}/talk"

    @property
    def notes(self) -> str:
        return f"{self.page}/notes"


def make_talk(
    subject: Person, leader: Person, kind: Kind = Kind.MUS, state: State = State.TALKING, at: datetime | None = None
) -> Talk:
    """A talk that goes on now."""
    return Talk(make_conversation(subject, leader, kind, state, at or datetime.now(UTC)))


def make_note(talk: Talk, author: Person, text: str, topic: str = "rest", leader: Person | None = None) -> Note:
    """A note somebody wrote; leader: in whose seat, that of the talk's leader without one."""
    note = Note(
        conversation=talk.conversation, author=author, text=text, topic=topic, at=NOW, key=f"key{next(_keys)}",
        leader_id=(leader or talk.conversation.leader).id,
    )  # fmt: skip
    db.session.add(note)
    db.session.flush()
    return note


def make_level(
    talk: Talk, competence: Competence, value: int, by: Person, confirmed_by: Person | None = None
) -> AgreedLevel:
    """A level somebody proposed; agreed on where the other one confirmed it."""
    on_the_scale = select(ScaleLevel).where(ScaleLevel.version_id == competence.version_id, ScaleLevel.value == value)
    made = AgreedLevel(
        conversation_id=talk.conversation.id, competence=competence, level=db.session.scalars(on_the_scale).one(),
        proposed_by_id=by.id,
        confirmed_by_id=confirmed_by.id if confirmed_by else None, confirmed_at=NOW if confirmed_by else None,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made
