"""What somebody says is wrong in what is held about them: a reply beside the record, which it does not change."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from competence.access.permissions import MayCorrection
from competence.db import Model, Moment, PublicId
from competence.privacy.declare import Keep, Personal


class Correction(PublicId, Model):
    """A person's words beside one row about them. keeper_id: the leader who keeps the row; empty where HR does."""

    __tablename__ = "correction"
    __table_args__ = (Index(None, "kept_in", "kept_key"),)
    __privacy__ = Personal(
        about="person_id",
        purpose="Så det, du siger er forkert, står ved siden af det, der er skrevet.",
        keep=Keep.AGREEMENT,
        also=("keeper_id",),
        title="Rettelser, du har skrevet",
        since=("at",),
        words=("text",),
        codes=("kept_in", "kept_key"),
        seen=MayCorrection.READ,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kept_in: Mapped[str] = mapped_column(String(60))  # the table's name
    kept_key: Mapped[str] = mapped_column(String(120))  # the row's key, as Mine data writes it
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    keeper_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)

    @property
    def subject_id(self) -> int:
        return self.person_id
