"""Udviklingsplanen as tables: the plan, its goals, activities and agreements, its signatures, and what became of it."""

from datetime import date, datetime
from functools import partial

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayPlan
from competence.careers.models.editions import CareerStep
from competence.db import Model, Moment, PublicId, enum
from competence.frameworks.models import Competence
from competence.people.models import Person
from competence.plans.rules.following import may_file_from
from competence.plans.rules.states import Action, State
from competence.plans.rules.words import Done, Form, Side, Standing, Term, Way, Whose
from competence.privacy.declare import Keep, KeptBy, Personal
from competence.web.clock import DENMARK

PURPOSE = "Så du og din leder kan huske og holde det, I har aftalt om din udvikling."
# What every table of a plan says alike; most hang right under the plan.
of_plan = partial(
    Personal, purpose=PURPOSE, keep=Keep.AGREEMENT, seen=MayPlan.READ, thing="plan_id", kept_by=KeptBy.LEADER
)


class Activity(Model):
    """One concrete step towards a goal (udviklingsaktivitet): how, who supports, and by when."""

    __tablename__ = "activity"
    __privacy__ = of_plan(
        about="goal_id.plan_id.subject_id",
        title="Skridt i din plan",
        words=("what", "support"),
        thing="goal_id.plan_id",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    way: Mapped[Way] = mapped_column(enum(Way))
    what: Mapped[str] = mapped_column(Text)
    support: Mapped[str] = mapped_column(String(200), default="")  # who helps, in the writers' own words
    due_on: Mapped[date | None]
    fund: Mapped[bool] = mapped_column(default=False)  # may be applied for in Den Kommunale Kompetencefond


class Goal(Model):
    """What somebody wants to be able to do (udviklingsmål), with how both will know."""

    __tablename__ = "goal"
    __table_args__ = (
        CheckConstraint("wanted_level BETWEEN 1 AND 8", name="wanted_level"),
        CheckConstraint("wanted_level IS NULL OR competence_id IS NOT NULL", name="level_of_what"),
    )
    __privacy__ = of_plan(about="plan_id.subject_id", title="Mål i din plan", words=("what", "signs"))

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    term: Mapped[Term] = mapped_column(enum(Term))
    what: Mapped[str] = mapped_column(Text)
    competence_id: Mapped[int | None] = mapped_column(ForeignKey("competence.id"), index=True)
    wanted_level: Mapped[int | None]
    step_id: Mapped[int | None] = mapped_column(ForeignKey("career_step.id"), index=True)  # instead of a competence
    signs: Mapped[str] = mapped_column(Text, default="")

    competence: Mapped[Competence | None] = relationship()
    step: Mapped[CareerStep | None] = relationship()
    activities: Mapped[list[Activity]] = relationship(order_by="Activity.position", cascade="all, delete-orphan")


class Agreement(Model):
    """Something one of the two, or both, will do (aftale)."""

    __tablename__ = "agreement"
    __privacy__ = of_plan(about="plan_id.subject_id", title="Aftaler i din plan", words=("what",))

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    what: Mapped[str] = mapped_column(Text)
    whose: Mapped[Whose] = mapped_column(enum(Whose))
    due_on: Mapped[date | None]


class Approval(Model):
    """A signature: that the talk was held, not that one agrees. What one disagrees with stands beside it and stays.

    voided_at: the plan was changed, sent back or taken over after the signature; the words are kept for the next one.
    """

    __tablename__ = "approval"
    __privacy__ = of_plan(
        about="plan_id.subject_id", also=("author_id",), title="Underskrifter på din plan", words=("disagreement",)
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True)
    side: Mapped[Side] = mapped_column(enum(Side), primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    disagreement: Mapped[str] = mapped_column(Text, default="")
    voided_at: Mapped[datetime | None] = mapped_column(Moment)

    author: Mapped[Person | None] = relationship()


class PlanEvent(Model):
    """One step in a plan's life: who did what when, and the words that go with it (why sent back, why taken over)."""

    __tablename__ = "plan_event"
    __privacy__ = of_plan(
        about="plan_id.subject_id", also=("actor_id",), title="Hvad der er sket med din plan", words=("words",)
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    action: Mapped[Action] = mapped_column(enum(Action))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    words: Mapped[str] = mapped_column(Text, default="")

    actor: Mapped[Person | None] = relationship()


class Filing(Model):
    """That the agreement was handed to the personnel file: by whom, when, and the paper itself with its checksum."""

    __tablename__ = "filing"
    __privacy__ = of_plan(
        about="plan_id.subject_id",
        also=("author_id",),
        title="Papiret på din personalesag",
        words=("paper",),
        codes=("sha256",),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    sha256: Mapped[str] = mapped_column(String(64))
    paper: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    author: Mapped[Person | None] = relationship()

    @property
    def on(self) -> date:
        """The day in Denmark."""
        return self.at.astimezone(DENMARK).date()


class Status(Model):
    """How a goal or an agreement stood on a day, with a word; the newest counts, the earlier ones stay."""

    __tablename__ = "plan_status"
    __table_args__ = (CheckConstraint("(goal_id IS NULL) <> (agreement_id IS NULL)", name="about_one"),)
    __privacy__ = of_plan(
        about="plan_id.subject_id",
        also=("author_id", "goal_id", "agreement_id"),
        title="Hvordan det går med din plan",
        words=("word",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("goal.id", ondelete="CASCADE"), index=True)
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id", ondelete="CASCADE"), index=True)
    standing: Mapped[Standing] = mapped_column(enum(Standing))
    on: Mapped[date]
    word: Mapped[str] = mapped_column(Text, default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)

    author: Mapped[Person | None] = relationship()


def _is_open_to(answer: "FollowUpAnswer", person_id: int) -> bool:
    """Return whether the person of the plan may read it: their own side, and both once both have answered."""
    sides = {one.side for one in answer.plan.answers if one.after_days == answer.after_days}
    return answer.plan.subject_id == person_id and (answer.side is Side.EMPLOYEE or len(sides) == len(Side))


class FollowUpAnswer(Model):
    """One side's answer to "Gjorde vi det, vi aftalte?", sealed for the other side until both have answered."""

    __tablename__ = "follow_up_answer"
    __privacy__ = of_plan(
        about="plan_id.subject_id",
        also=("author_id",),
        title="Svar på, om I gjorde det, I aftalte",
        words=("word",),
        opens=_is_open_to,
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True)
    after_days: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[Side] = mapped_column(enum(Side), primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    done: Mapped[Done] = mapped_column(enum(Done))
    word: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Moment)

    plan: Mapped["Plan"] = relationship(back_populates="answers")


class Plan(PublicId, Model):
    """What one person and their leader agreed on in a talk.

    leader_id is the leader's seat: whose signature stands on the leader's side. A new leader takes it over; it is
    empty only where that person's data have been erased.
    """

    __tablename__ = "plan"
    __privacy__ = of_plan(
        about="subject_id",
        also=("leader_id",),
        title="Din udviklingsplan",
        since=("approved_at", "begun_at"),
        words=("employee_comment",),
        thing="",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    form: Mapped[Form] = mapped_column(enum(Form))
    state: Mapped[State] = mapped_column(enum(State), default=State.DRAFT)
    begun_at: Mapped[datetime] = mapped_column(Moment)
    approved_at: Mapped[datetime | None] = mapped_column(Moment)  # the second signature; the follow-ups count from here
    employee_comment: Mapped[str] = mapped_column(Text, default="")  # goes with the agreement to the personnel file
    version: Mapped[int] = mapped_column(default=1)

    subject: Mapped[Person] = relationship(foreign_keys=[subject_id])
    leader: Mapped[Person | None] = relationship(foreign_keys=[leader_id])
    goals: Mapped[list[Goal]] = relationship(order_by="Goal.position", cascade="all, delete-orphan")
    agreements: Mapped[list[Agreement]] = relationship(order_by="Agreement.position", cascade="all, delete-orphan")
    approvals: Mapped[list[Approval]] = relationship(cascade="all, delete-orphan")
    statuses: Mapped[list[Status]] = relationship(order_by="Status.id", cascade="all, delete-orphan")
    answers: Mapped[list[FollowUpAnswer]] = relationship(cascade="all, delete-orphan", back_populates="plan")
    events: Mapped[list[PlanEvent]] = relationship(order_by="PlanEvent.id", cascade="all, delete-orphan")
    filing: Mapped[Filing | None] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_agreed(self) -> bool:
        return self.state.is_agreed

    @property
    def approved_on(self) -> date | None:
        """The day in Denmark on which the second signature was given."""
        return self.approved_at.astimezone(DENMARK).date() if self.approved_at else None

    @property
    def employee_signed(self) -> Approval | None:
        return self.signed_by(Side.EMPLOYEE)

    @property
    def leader_signed(self) -> Approval | None:
        return self.signed_by(Side.LEADER)

    @property
    def came_back(self) -> PlanEvent | None:
        """Why the plan is a draft again, if that is the last thing that happened to it."""
        last = self.events[-1] if self.events else None
        return last if last and last.action in (Action.SEND_BACK, Action.TAKE_SEAT) else None

    @property
    def first_day_to_file(self) -> date | None:
        """The first day a signed agreement may be handed to the personnel file."""
        commented = any(event.action is Action.COMMENT for event in self.events)
        return may_file_from(self.approved_on, commented=commented) if self.approved_on else None

    def signed_by(self, side: Side) -> Approval | None:
        """Return a side's signature, if it stands."""
        return next((one for one in self.approvals if one.side is side and one.voided_at is None), None)
