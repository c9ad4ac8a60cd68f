"""The report of a round to MED, written once: counts of people by unit, and coded shares of what many said."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.analytics.models import CROWD, write_once
from competence.cycles.models import Cycle
from competence.db import Model, Moment, enum
from competence.privacy.anonymity.counts import Told
from competence.privacy.anonymity.figures import End
from competence.privacy.anonymity.limits import Reason
from competence.privacy.anonymity.parts import Part
from competence.web.bilingual import Bilingual, bilingual


class MedReport(Model):
    """The report of one round, and the rules it was held to.

    rows_hidden, themes_hidden, answers_hidden: why there are no counts, no shares. away and called_off are told of the
    whole alone; the number is empty where words take its place.
    """

    __tablename__ = "med_report"
    __privacy__ = CROWD

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), primary_key=True)
    released_at: Mapped[datetime] = mapped_column(Moment)
    k: Mapped[int]
    shares_floor: Mapped[int]
    rows_hidden: Mapped[Reason | None] = mapped_column(enum(Reason))
    themes_hidden: Mapped[Reason | None] = mapped_column(enum(Reason))
    answers_hidden: Mapped[Reason | None] = mapped_column(enum(Reason))
    away: Mapped[int | None]
    away_told: Mapped[Told | None] = mapped_column(enum(Told))
    called_off: Mapped[int | None]
    called_off_told: Mapped[Told | None] = mapped_column(enum(Told))

    cycle: Mapped[Cycle] = relationship()
    rows: Mapped[list["MedReportRow"]] = relationship(order_by="MedReportRow.position", passive_deletes="all")
    shares: Mapped[list["MedReportShare"]] = relationship(order_by="MedReportShare.position", passive_deletes="all")
    goals: Mapped[list["MedReportGoal"]] = relationship(order_by="MedReportGoal.position", passive_deletes="all")
    answers: Mapped[list["MedReportAnswer"]] = relationship(order_by="MedReportAnswer.step", passive_deletes="all")


class MedReportAnswer(Model):
    """The coded share of those who said so of their talk; step 1 is the first of the answers."""

    __tablename__ = "med_report_answer"
    __privacy__ = CROWD

    report_id: Mapped[int] = mapped_column(ForeignKey("med_report.cycle_id"), primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True)
    percent: Mapped[int]
    end: Mapped[End] = mapped_column(enum(End))


class MedReportRow(Model):
    """How far the talks came in some units counted together; position 0 is the whole round."""

    __tablename__ = "med_report_row"
    __table_args__ = (CheckConstraint("people >= 5", name="crowd"),)
    __privacy__ = CROWD

    report_id: Mapped[int] = mapped_column(ForeignKey("med_report.cycle_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[Bilingual] = bilingual("label")
    people: Mapped[int]
    held: Mapped[int]
    agreed: Mapped[int]
    followed_up: Mapped[int]


class MedReportShare(Model):
    """The coded share of those with a plan who have a goal in an area of the catalogue."""

    __tablename__ = "med_report_share"
    __privacy__ = CROWD

    report_id: Mapped[int] = mapped_column(ForeignKey("med_report.cycle_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[Bilingual] = bilingual("title")
    percent: Mapped[int]
    end: Mapped[End] = mapped_column(enum(End))


class MedReportGoal(Model):
    """In a word how large a part of those with a goal have one in a competence; beside the share of its area."""

    __tablename__ = "med_report_goal"
    __privacy__ = CROWD

    report_id: Mapped[int] = mapped_column(ForeignKey("med_report.cycle_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60))
    title: Mapped[Bilingual] = bilingual("title")
    told: Mapped[Part] = mapped_column(enum(Part))


write_once(MedReport, MedReportRow, MedReportShare, MedReportGoal, MedReportAnswer)
