"""What was published of half a year's hours and money for learning: written once, of crowds alone."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.analytics.fairshare.measures import By
from competence.analytics.measures import Audience
from competence.analytics.models import CROWD, write_once
from competence.db import Model, Moment, enum
from competence.privacy.anonymity.figures import End
from competence.privacy.anonymity.limits import UNIT_FLOOR, K, Reason
from competence.web.bilingual import Bilingual, bilingual


class FairShare(Model):
    """The half-year that begins on a day, and the rules it was held to.

    hidden: why nothing is told.
    """

    __tablename__ = "fair_share"
    __privacy__ = CROWD

    first_day: Mapped[date] = mapped_column(primary_key=True)
    published_at: Mapped[datetime] = mapped_column(Moment)
    hidden: Mapped[Reason | None] = mapped_column(enum(Reason))
    k: Mapped[int] = mapped_column(default=K, server_default=str(K))
    unit_floor: Mapped[int] = mapped_column(default=UNIT_FLOOR, server_default=str(UNIT_FLOOR))
    audience: Mapped[Audience] = mapped_column(
        enum(Audience), default=Audience.EVERYBODY, server_default=Audience.EVERYBODY.name
    )

    rows: Mapped[list["FairShareRow"]] = relationship(order_by="FairShareRow.position", passive_deletes="all")


class FairShareRow(Model):
    """What is told of one group: the hours and the kroner each person in it had, as coded means.

    by: the division beside the units that the group is of; None for a group of units.
    """

    __tablename__ = "fair_share_row"
    __privacy__ = CROWD

    share_id: Mapped[date] = mapped_column(ForeignKey("fair_share.first_day"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    by: Mapped[By | None] = mapped_column(enum(By))
    depth: Mapped[int]
    label: Mapped[Bilingual] = bilingual("label")
    people: Mapped[str] = mapped_column(String(10))
    hours: Mapped[int]
    hours_end: Mapped[End] = mapped_column(enum(End))
    money: Mapped[int]
    money_end: Mapped[End] = mapped_column(enum(End))


write_once(FairShare, FairShareRow)
