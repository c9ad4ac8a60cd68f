"""A look back: those who took part, what they wrote, and what they agreed on."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayRetrospective
from competence.db import Model, Moment, PublicId, enum
from competence.feedback.retrospectives.rules import Kind
from competence.people.models import Person
from competence.privacy.declare import Erase, Keep, Personal

PURPOSE = "Så de, der var med, kan lære af det sammen og følge op på det, I aftalte."


class Retrospective(PublicId, Model):
    """A page shared by those who took part in something, and by nobody else."""

    __tablename__ = "retrospective"
    __privacy__ = Personal(
        about="begun_by_id",
        purpose=PURPOSE,
        keep=Keep.AGREEMENT,
        title="Opsamlinger, du har åbnet",
        since=("held_on",),
        words=("title",),
        seen=MayRetrospective.TAKE_PART,
        erase=Erase.SHARED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    held_on: Mapped[date]
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)

    members: Mapped[list["RetrospectiveMember"]] = relationship(cascade="all, delete-orphan")

    @property
    def member_ids(self) -> frozenset[int]:
        """Those who took part."""
        return frozenset(one.person_id for one in self.members)


class RetrospectiveMember(Model):
    """That somebody took part."""

    __tablename__ = "retrospective_member"
    __privacy__ = Personal(
        about="person_id",
        purpose=PURPOSE,
        keep=Keep.AGREEMENT,
        also=("retrospective_id",),
        title="Opsamlinger, du var med i",
        under="retrospective_id",
        seen=MayRetrospective.TAKE_PART,
        thing="retrospective_id",
    )

    retrospective_id: Mapped[int] = mapped_column(ForeignKey("retrospective.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)

    person: Mapped[Person] = relationship()


class RetrospectiveNote(Model):
    """What somebody wrote: to keep, to adjust, or to try."""

    __tablename__ = "retrospective_note"
    __privacy__ = Personal(
        about="author_id",
        purpose=PURPOSE,
        keep=Keep.AGREEMENT,
        also=("retrospective_id",),
        title="Dine noter i opsamlinger",
        under="retrospective_id",
        words=("text",),
        seen=MayRetrospective.TAKE_PART,
        thing="retrospective_id",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    retrospective_id: Mapped[int] = mapped_column(ForeignKey("retrospective.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Kind] = mapped_column(enum(Kind))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)

    author: Mapped[Person] = relationship()


class RetrospectiveAgreement(Model):
    """What they agreed on, who keeps hold of it (tovholder), and by when."""

    __tablename__ = "retrospective_agreement"
    __privacy__ = Personal(
        about="lead_id",
        purpose=PURPOSE,
        keep=Keep.AGREEMENT,
        also=("retrospective_id",),
        title="Aftaler fra opsamlinger, du står for",
        under="retrospective_id",
        words=("what",),
        seen=MayRetrospective.TAKE_PART,
        thing="retrospective_id",
        erase=Erase.SHARED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    retrospective_id: Mapped[int] = mapped_column(ForeignKey("retrospective.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(Text)
    lead_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    due_on: Mapped[date] = mapped_column(index=True)
    done_at: Mapped[datetime | None] = mapped_column(Moment)

    lead: Mapped[Person] = relationship()
