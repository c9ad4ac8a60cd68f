"""What was decided about somebody's place in a round: who, what, why, when and by whom."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayRoster
from competence.cycles.models import Cycle
from competence.cycles.roster.rules.deciding import Kind
from competence.db import Model, Moment, enum
from competence.people.models import Person
from competence.privacy.declare import Keep, KeptBy, Personal


class RosterNote(Model):
    """One decision that was carried out; it is never changed. Without a round it is about coming or coming back."""

    __tablename__ = "roster_note"
    __privacy__ = Personal(
        about="person_id",
        purpose="Så du kan se, hvad der er ændret for dig i en runde, og hvorfor.",
        keep=Keep.UNTIL_NEXT_TALK,
        also=("leader_id", "former_id", "by_id"),
        title="Hvad der er ændret for dig i en runde",
        since=("at",),
        seen=MayRoster.READ,
        kept_by=KeptBy.HR,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Kind] = mapped_column(enum(Kind))
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    former_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    since: Mapped[date | None]  # the day it is about: of the leave, of the employment, of coming back
    at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))  # None: the daily run

    cycle: Mapped[Cycle | None] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    leader: Mapped[Person | None] = relationship(foreign_keys=[leader_id])
    former: Mapped[Person | None] = relationship(foreign_keys=[former_id])
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])

    @property
    def subject_id(self) -> int:
        return self.person_id
