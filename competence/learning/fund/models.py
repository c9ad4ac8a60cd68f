"""The fund's terms by collective agreement, when its pools open, and how far somebody is with an application."""

from datetime import date, datetime

import sqlalchemy
from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayFund
from competence.db import Model, Moment, PublicId, enum
from competence.learning.fund.rules.asking import Step, Terms
from competence.plans.models import Activity
from competence.privacy.declare import Impersonal, Keep, Personal
from competence.web.bilingual import Bilingual, bilingual

PURPOSE = "Så du og din leder er klar, når fondens pulje åbner, og ikke glemmer en underskrift."


class FundAgreement(PublicId, Model):
    """What the fund asks under one collective agreement (overenskomst), and the day HR last looked it up."""

    __tablename__ = "fund_agreement"
    __table_args__ = (
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        CheckConstraint("most >= 0 AND most_master >= 0", name="most"),
        CheckConstraint("months_before >= 0 AND days_before >= 0 AND sign_days >= 0", name="days"),
    )
    __privacy__ = Impersonal("Fondens regler, ikke nogens ansøgning.")

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[Bilingual] = bilingual("title")
    percent: Mapped[int]
    most: Mapped[int]
    most_master: Mapped[int]
    months_before: Mapped[int]
    days_before: Mapped[int]
    sign_days: Mapped[int]
    source: Mapped[str] = mapped_column(String(300), default="")  # where HR looked it up
    checked_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)

    openings: Mapped[list["FundOpening"]] = relationship(order_by="FundOpening.opens_at", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def terms(self) -> Terms:
        """The figures alone."""
        return Terms(self.percent, self.most, self.most_master, self.months_before, self.days_before, self.sign_days)


class FundOpening(Model):
    """A moment at which a pool opens (puljeåbning)."""

    __tablename__ = "fund_opening"
    __privacy__ = Impersonal("En dag i kalenderen.")

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("fund_agreement.id", ondelete="CASCADE"), index=True)
    opens_at: Mapped[datetime] = mapped_column(Moment)


class FundCase(Model):
    """What is known of an application for one activity of a signed plan; the application itself stays with the two."""

    __tablename__ = "fund_case"
    __table_args__ = (CheckConstraint("price >= 0", name="price"),)
    __privacy__ = Personal(
        about="activity_id.goal_id.plan_id.subject_id",
        purpose=PURPOSE,
        keep=Keep.AGREEMENT,
        title="Forberedelse til kompetencefonden",
        seen=MayFund.PREPARE,
        thing="activity_id",
    )

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("fund_agreement.id", ondelete="SET NULL"), index=True)
    starts_on: Mapped[date | None]
    price: Mapped[int | None]
    master: Mapped[bool] = mapped_column(default=False, server_default=sqlalchemy.false())

    activity: Mapped[Activity] = relationship()
    agreement: Mapped[FundAgreement | None] = relationship()
    ticks: Mapped[list["FundTick"]] = relationship(cascade="all, delete-orphan")

    @property
    def ticked(self) -> frozenset[Step]:
        """The steps that are ready."""
        return frozenset(tick.step for tick in self.ticks)


class FundTick(Model):
    """That one step is ready, and the day somebody said so."""

    __tablename__ = "fund_tick"
    __privacy__ = Personal(
        about="activity_id.activity_id.goal_id.plan_id.subject_id",
        purpose=PURPOSE,
        keep=Keep.AGREEMENT,
        also=("author_id",),
        title="Skridt på vej til kompetencefonden",
        seen=MayFund.PREPARE,
        thing="activity_id.activity_id",
    )

    activity_id: Mapped[int] = mapped_column(ForeignKey("fund_case.activity_id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[Step] = mapped_column(enum(Step), primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    on: Mapped[date]
