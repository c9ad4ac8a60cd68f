"""Shared wishes for seats, how many a unit can spare, and the distributions that HR makes of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MaySeats
from competence.db import Model, Moment, PublicId, enum
from competence.learning.models import Offer, OfferDate
from competence.learning.seats.rules.found import permille
from competence.learning.seats.rules.states import Outcome, State
from competence.people.models import Person, Unit
from competence.privacy.declare import Impersonal, Keep, Personal

PURPOSE = (
    "Så du kan komme i betragtning, når HR fordeler pladser. Der står kun, hvad du har ønsket, og hvad der blev af det."
)


class SeatWish(Model):
    """That somebody wishes a seat in an offer, and lets HR see it. Withdrawing it deletes the row."""

    __tablename__ = "seat_wish"
    __privacy__ = Personal(
        about="person_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_DELETED,
        also=("offer_id",),
        title="Ønsker om pladser",
        since=("at",),
        seen=MaySeats.DISTRIBUTE,
    )

    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(Moment)

    offer: Mapped[Offer] = relationship()


class DeskCover(Model):
    """How many of a unit may be away to learn on one day, so that the desk is covered (vagtdækning)."""

    __tablename__ = "desk_cover"
    __table_args__ = (CheckConstraint("most_away >= 0", name="most_away"),)
    __privacy__ = Impersonal("Siger, hvad en enhed kan undvære, ikke hvem.")

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True)
    most_away: Mapped[int]

    unit: Mapped[Unit] = relationship()


class Distribution(PublicId, Model):
    """One round of giving seats (fordeling): what HR asks of it, and how good what was found is.

    points, at_most: what was found is worth, and what the best could be worth at most.
    said: what could not be met, as figures: broken limits where it is stuck, shares that lack seats where it was found.
    source: the round whose published figures weighed the competences; empty where nothing was published.
    """

    __tablename__ = "distribution"
    __table_args__ = (
        CheckConstraint("each BETWEEN 1 AND 5", name="each"),
        CheckConstraint("fair BETWEEN 0 AND 100", name="fair"),
    )
    __privacy__ = Impersonal("Siger, hvordan pladser fordeles; hvem der ønsker dem, står for sig.")

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    state: Mapped[State] = mapped_column(enum(State), default=State.DRAFT)
    each: Mapped[int] = mapped_column(default=1)
    hours: Mapped[int | None]
    fair: Mapped[int] = mapped_column(default=50)
    seconds: Mapped[int] = mapped_column(default=20)
    made_at: Mapped[datetime] = mapped_column(Moment)
    began_at: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    answer_by: Mapped[date | None]
    points: Mapped[int] = mapped_column(default=0)
    at_most: Mapped[int] = mapped_column(default=0)
    milliseconds: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(String(120), default="")
    said: Mapped[list[Any]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(default=1)

    dates: Mapped[list["DistributionDate"]] = relationship(cascade="all, delete-orphan")
    offers: Mapped[list["DistributionOffer"]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def permille(self) -> int:
        """How far, at most, what was found is from the best there can be, in thousandths."""
        return permille(self.points, self.at_most)


class DistributionDate(Model):
    """The seats of one date that a distribution gives."""

    __tablename__ = "distribution_date"
    __table_args__ = (CheckConstraint("seats >= 0", name="seats"),)
    __privacy__ = Impersonal("Siger, hvor mange pladser der er.")

    distribution_id: Mapped[int] = mapped_column(ForeignKey("distribution.id", ondelete="CASCADE"), primary_key=True)
    date_id: Mapped[int] = mapped_column(ForeignKey("offer_date.id", ondelete="CASCADE"), primary_key=True, index=True)
    seats: Mapped[int]

    date: Mapped[OfferDate] = relationship()


class DistributionOffer(Model):
    """The hours that a distribution gives to one offer, all its dates together; an offer without has no such limit."""

    __tablename__ = "distribution_offer"
    __table_args__ = (CheckConstraint("hours >= 0", name="hours"),)
    __privacy__ = Impersonal("Siger, hvor mange timer der er.")

    distribution_id: Mapped[int] = mapped_column(ForeignKey("distribution.id", ondelete="CASCADE"), primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True, index=True)
    hours: Mapped[int]


class Ruling(Model):
    """That HR holds a seat for somebody who wishes it, or says no to it, whatever is worked out."""

    __tablename__ = "seat_ruling"
    __privacy__ = Personal(
        about="person_id",
        purpose=PURPOSE,
        keep=Keep.THIRTEEN_MONTHS,
        also=("distribution_id", "date_id"),
        title="Om vagterne kan undvære dig",
        since=("distribution_id.sent_at", "distribution_id.made_at"),
        when="distribution_id.sent_at",
        seen=MaySeats.DISTRIBUTE,
    )

    distribution_id: Mapped[int] = mapped_column(ForeignKey("distribution.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    date_id: Mapped[int] = mapped_column(ForeignKey("offer_date.id", ondelete="CASCADE"), primary_key=True, index=True)
    held: Mapped[bool]


class SeatLine(PublicId, Model):
    """What became of one shared wish in a distribution, with the facts that were the reason; the person answers it.

    why: for a seat the published figures and the shares it was given for, for another wish what stood in its way.
    """

    __tablename__ = "seat_line"
    __table_args__ = (UniqueConstraint("distribution_id", "person_id", "date_id"),)
    __privacy__ = Personal(
        about="person_id",
        purpose=PURPOSE,
        keep=Keep.THIRTEEN_MONTHS,
        also=("distribution_id", "date_id"),
        title="Hvad der blev af dine ønsker om pladser",
        since=("distribution_id.sent_at", "distribution_id.made_at"),
        codes=("why",),
        seen=MaySeats.READ,
        only_seen=True,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    distribution_id: Mapped[int] = mapped_column(ForeignKey("distribution.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    date_id: Mapped[int] = mapped_column(ForeignKey("offer_date.id", ondelete="CASCADE"), index=True)
    outcome: Mapped[Outcome] = mapped_column(enum(Outcome))
    why: Mapped[dict[str, Any]] = mapped_column(JSON)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)

    distribution: Mapped[Distribution] = relationship()
    person: Mapped[Person] = relationship()
    date: Mapped[OfferDate] = relationship()

    @property
    def subject_id(self) -> int:
        return self.person_id
