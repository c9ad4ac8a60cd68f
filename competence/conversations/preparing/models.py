"""What somebody wrote before a talk, one answer for each question, and whether it lies on the table."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayConversation
from competence.conversations.guides.models import Question
from competence.conversations.models import Conversation
from competence.db import Model, Moment
from competence.people.models import Person
from competence.privacy.declare import Keep, Personal
from competence.privacy.keystore.columns import Sealed, SealedText, Sealing


class PreparedAnswer(Model):
    """One author's words to one question of a talk: theirs alone, until they share them with the other one.

    seat_id: the leader in whose seat, or with whom, the author shared it; a new leader in the seat never gets it.
    """

    __tablename__ = "prepared_answer"
    __table_args__ = (UniqueConstraint("conversation_id", "author_id", "question_id"),)
    __privacy__ = Personal(
        about="author_id",
        purpose="Så du kan forberede dig til en samtale. Kun du ser det, indtil du deler det.",
        keep=Keep.UNTIL_DELETED,
        also=("conversation_id", "seat_id"),
        title="Forberedelse til samtaler",
        since=("saved_at",),
        words=("text",),
        seen=MayConversation.TAKE_PART,
        thing="conversation_id",
        also_shown="conversation_id.subject_id",
        when="shared_at",
    )
    __sealed__ = Sealing("talk")

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("guide_question.id"), index=True)
    _text: Mapped[str] = mapped_column("text", SealedText)
    text = Sealed[str]()
    saved_at: Mapped[datetime] = mapped_column(Moment)
    shared_at: Mapped[datetime | None] = mapped_column(Moment)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    conversation: Mapped[Conversation] = relationship()
    author: Mapped[Person] = relationship(foreign_keys=[author_id])
    question: Mapped[Question] = relationship()

    __mapper_args__ = {"version_id_col": version}

    def is_shared_in(self, conversation: Conversation) -> bool:
        """Return whether it lies on the table, with the one who sits in the leader's seat today."""
        return self.shared_at is not None and self.seat_id == conversation.leader_id
