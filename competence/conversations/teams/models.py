"""What a team agreed on and how it stands, and who asked for a talk of their own."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayTeamTalk
from competence.conversations.models import Conversation
from competence.db import Model, Moment, enum
from competence.people.models import Person
from competence.plans.rules.words import Standing
from competence.privacy.declare import Erase, Keep, Personal


class IndividualRequest(Model):
    """That somebody in a team wants a MUS of their own; seen by nobody, and one must be held."""

    __tablename__ = "individual_request"
    __privacy__ = Personal(
        about="person_id",
        purpose="Så du får en samtale på tomandshånd. Ingen i teamet kan se det.",
        keep=Keep.UNTIL_NEXT_TALK,
        also=("conversation_id",),
        title="At du har bedt om din egen samtale",
        under="conversation_id",
    )

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(Moment)


class TeamAgreement(Model):
    """What a team agreed on, who keeps hold of it (tovholder), and by when."""

    __tablename__ = "team_agreement"
    __privacy__ = Personal(
        about="lead_id",
        purpose="Så teamet kan følge op på det, I har aftalt.",
        keep=Keep.AGREEMENT,
        also=("conversation_id",),
        title="Aftaler i teamet, du står for",
        under="conversation_id",
        words=("what",),
        seen=MayTeamTalk.TAKE_PART,
        thing="conversation_id",
        erase=Erase.SHARED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(Text)
    lead_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    due_on: Mapped[date]

    conversation: Mapped[Conversation] = relationship()
    lead: Mapped[Person] = relationship()
    standings: Mapped[list["TeamStanding"]] = relationship(cascade="all, delete-orphan", order_by="TeamStanding.id")

    @property
    def latest(self) -> "TeamStanding | None":
        """What was last said of how it stands."""
        return self.standings[-1] if self.standings else None


class TeamStanding(Model):
    """That somebody in the team said how an agreement stands, in a word, and when."""

    __tablename__ = "team_standing"
    __privacy__ = Personal(
        about="author_id",
        purpose="Så teamet kan følge op på det, I har aftalt.",
        keep=Keep.AGREEMENT,
        also=("agreement_id",),
        title="Hvordan det går med teamets aftaler",
        under="agreement_id",
        words=("word",),
        seen=MayTeamTalk.TAKE_PART,
        thing="agreement_id.conversation_id",
        erase=Erase.SHARED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("team_agreement.id", ondelete="CASCADE"), index=True)
    standing: Mapped[Standing] = mapped_column(enum(Standing))
    word: Mapped[str] = mapped_column(String(200), default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)

    author: Mapped[Person] = relationship()
