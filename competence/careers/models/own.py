"""What a person says and keeps about their own way: where they stand, what interests them, and who may hear it."""

from datetime import datetime
from enum import Enum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayCareers, MayChoice
from competence.careers.models.editions import CareerModel
from competence.db import Model, Moment, PublicId, enum
from competence.people.models import Person
from competence.privacy.declare import Impersonal, Keep, Personal
from competence.privacy.keystore.columns import Sealed, SealedText, Sealing

PURPOSE = (
    "Så du kan se din egen vej i karrieremodellen, og selv vælge, om din leder skal høre om den. "
    "Tæller med i ord om hele huset, hvor ingen kan skilles ud."
)


class ChoiceKind(Enum):
    """What somebody says of a step: they stand on it, or it interests them. Both at once is staying, on purpose."""

    HERE = "Her står jeg"
    INTEREST = "Det interesserer mig"


class CareerChoice(PublicId, Model):
    """What a person says of one step (karriereønske); their own alone until they share it."""

    __tablename__ = "career_choice"
    __table_args__ = (
        UniqueConstraint("person_id", "model_id", "step", "kind"),
        Index(
            "uq_career_choice_here",
            "person_id",
            "model_id",
            unique=True,
            sqlite_where=text("kind = 'HERE'"),
            postgresql_where=text("kind = 'HERE'"),
        ),
    )
    __privacy__ = Personal(
        about="person_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_DELETED,
        title="Trin, du har valgt",
        since=("said_at",),
        words=("note",),
        codes=("step",),
        seen=MayChoice.READ,
    )
    __sealed__ = Sealing("career")

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    model_id: Mapped[int] = mapped_column(ForeignKey("career_model.id", ondelete="CASCADE"), index=True)
    step: Mapped[str] = mapped_column(String(60))  # by the code it has in every edition
    kind: Mapped[ChoiceKind] = mapped_column(enum(ChoiceKind))
    _note: Mapped[str] = mapped_column("note", SealedText, default="")
    note = Sealed[str]()  # why, in the person's own words
    said_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person] = relationship()
    model: Mapped[CareerModel] = relationship()
    shares: Mapped[list["CareerShare"]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def subject_id(self) -> int:
        return self.person_id

    @property
    def shared_with(self) -> frozenset[int]:
        """The leaders it is shared with now."""
        return frozenset(share.with_id for share in self.shares if share.withdrawn_at is None)


class CareerShare(Model):
    """That an interest was shared: with whom, when, and whether it was taken back."""

    __tablename__ = "career_share"
    __privacy__ = Personal(
        about="choice_id.person_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_DELETED,
        also=("with_id",),
        title="Hvem du har delt dit valg af trin med",
        seen=MayChoice.READ,
        thing="choice_id",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    choice_id: Mapped[int] = mapped_column(ForeignKey("career_choice.id", ondelete="CASCADE"), index=True)
    with_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    shared_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)


class CareerGuide(Model):
    """Somebody who offered to talk about a step with colleagues, and a word from them beside the name."""

    __tablename__ = "career_guide"
    __table_args__ = (UniqueConstraint("person_id", "model_id", "step"),)
    __privacy__ = Personal(
        about="person_id",
        purpose="Så kolleger, der er logget ind, kan finde dig, fordi du selv har tilbudt at fortælle om et trin.",
        keep=Keep.UNTIL_LEAVING,
        title="Trin, du gerne fortæller om",
        words=("word",),
        codes=("step",),
        seen=MayCareers.READ,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    model_id: Mapped[int] = mapped_column(ForeignKey("career_model.id", ondelete="CASCADE"), index=True)
    step: Mapped[str] = mapped_column(String(60))
    word: Mapped[str] = mapped_column(Text, default="")
    offered_at: Mapped[datetime] = mapped_column(Moment)

    person: Mapped[Person] = relationship()


class OpenStep(Model):
    """That HR lets everybody read a step, also those without an account. It shows no people."""

    __tablename__ = "open_step"
    __privacy__ = Impersonal("Siger, hvilke trin alle kan læse om. Hvem der åbnede dem, står i loggen.")

    model_id: Mapped[int] = mapped_column(ForeignKey("career_model.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[str] = mapped_column(String(60), primary_key=True)
    opened_at: Mapped[datetime] = mapped_column(Moment)
