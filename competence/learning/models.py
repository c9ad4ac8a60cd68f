"""Læringstilbud as tables: the offer, what it leads to, who runs it, its dates, and who signed up."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayOffer, MaySignup
from competence.db import Model, Moment, PublicId, enum
from competence.frameworks.models import Framework
from competence.learning.rules.words import Kind, Provider, State
from competence.people.models import Person
from competence.privacy.declare import Impersonal, Keep, KeptBy, Personal
from competence.web.bilingual import Bilingual, bilingual
from competence.web.clock import day_of

PURPOSE = "Så du kan deltage i det, du vil lære, og din leder kan sige ja, hvor det koster tid eller penge."


class Offer(PublicId, Model):
    """Something one may take part in to learn (læringstilbud). It is never deleted, but may be taken off."""

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("hours > 0", name="hours"),
        CheckConstraint("seats > 0", name="seats"),
        CheckConstraint("price >= 0", name="price"),
    )
    __privacy__ = Impersonal("Et tilbud er ikke en person; hvem der holder det, står for sig.")

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[Kind] = mapped_column(enum(Kind))
    title: Mapped[Bilingual] = bilingual("title")
    description: Mapped[Bilingual] = bilingual("description")
    hours: Mapped[int]  # of the person's working time, all in all
    seats: Mapped[int | None]  # on each of its dates that does not say otherwise; None: as many as want to
    price: Mapped[int] = mapped_column(default=0)  # whole kroner for each who takes part
    provider: Mapped[Provider] = mapped_column(enum(Provider))
    provider_name: Mapped[str] = mapped_column(String(120), default="")
    fund: Mapped[bool] = mapped_column(default=False)  # of a kind Den Kommunale Kompetencefond may be asked about
    taken_off: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    aims: Mapped[list["OfferAim"]] = relationship(order_by="OfferAim.id", cascade="all, delete-orphan")
    runners: Mapped[list["OfferRunner"]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_offered(self) -> bool:
        return not self.taken_off

    @property
    def runner_ids(self) -> frozenset[int]:
        """Those who run it."""
        return frozenset(runner.person_id for runner in self.runners)


class OfferAim(Model):
    """A competence an offer leads from a level to a higher one, by the code all versions of the catalogue share."""

    __tablename__ = "offer_aim"
    __table_args__ = (
        UniqueConstraint("offer_id", "framework_id", "competence"),
        CheckConstraint("1 <= from_level AND from_level < to_level AND to_level <= 8", name="levels"),
    )
    __privacy__ = Impersonal("Siger, hvad et tilbud fører til, ikke hvad nogen kan.")

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id", ondelete="CASCADE"), index=True)
    competence: Mapped[str] = mapped_column(String(60), index=True)
    from_level: Mapped[int]
    to_level: Mapped[int]

    framework: Mapped[Framework] = relationship()


class OfferRunner(Model):
    """Who runs an offer (tovholder): keeps its words and dates, and notes who came."""

    __tablename__ = "offer_runner"
    __privacy__ = Personal(
        about="person_id",
        purpose="Så kolleger ved, hvem de kan spørge om et læringstilbud, og så du kan passe det.",
        keep=Keep.UNTIL_LEAVING,
        also=("offer_id",),
        title="Læringstilbud, du passer",
        seen=MayOffer.READ,
    )

    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)

    person: Mapped[Person] = relationship()


class OfferDate(PublicId, Model):
    """One time an offer is held (hold), with a day and a place, or without: agreed on with who takes part."""

    __tablename__ = "offer_date"
    __table_args__ = (CheckConstraint("seats > 0", name="seats"), CheckConstraint("minutes > 0", name="minutes"))
    __privacy__ = Impersonal("Siger, hvornår og hvor et tilbud holdes. Hvem der er med, står for sig.")

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    further_days: Mapped[list[str] | None] = mapped_column(JSON)  # the days after the first, as ISO 8601 writes them
    minutes: Mapped[int] = mapped_column(default=60)  # of the first meeting, for the calendar
    place: Mapped[str] = mapped_column(String(200), default="")
    seats: Mapped[int | None]  # where it differs from the offer's
    called_off_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)  # also how often a calendar was told of it

    offer: Mapped[Offer] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def room(self) -> int | None:
        """How many may take part; None: as many as want to."""
        return self.seats if self.seats is not None else self.offer.seats

    @property
    def on(self) -> date | None:
        """The day in Denmark."""
        return day_of(self.starts_at) if self.starts_at else None

    @property
    def later_days(self) -> list[date]:
        """The days after the first on which it goes on, in Denmark."""
        return sorted(map(date.fromisoformat, self.further_days or ()))

    @property
    def days(self) -> frozenset[date]:
        """Every day somebody who takes part is away from work; none where the day is agreed on."""
        return frozenset({self.on, *self.later_days}) if self.on else frozenset()


class Signup(PublicId, Model):
    """That somebody wants to take part on a date (tilmelding), and what became of it."""

    __tablename__ = "signup"
    __table_args__ = (UniqueConstraint("date_id", "person_id"),)
    __privacy__ = Personal(
        about="person_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_LEAVING,
        also=("decided_by_id", "date_id"),
        title="Læring, du har meldt dig til",
        words=("word",),
        seen=MaySignup.READ,
        kept_by=KeptBy.LEADER,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    date_id: Mapped[int] = mapped_column(ForeignKey("offer_date.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    state: Mapped[State] = mapped_column(enum(State))
    asked_at: Mapped[datetime] = mapped_column(Moment)  # the place on the waiting list
    needs_yes: Mapped[bool]  # it costs time or money, so the nearest leader is asked
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    word: Mapped[str] = mapped_column(Text, default="")  # what the leader said to it
    attended_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    date: Mapped[OfferDate] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])

    __mapper_args__ = {"version_id_col": version}

    @property
    def subject_id(self) -> int:
        return self.person_id
