"""What a plan holds, as the rules and the forms read it, and the catalogue's words for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask_babel import gettext as _
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager

from competence.assessments.queries.asking import asked_of_people
from competence.careers.models.editions import CareerStep, CareerTrack
from competence.careers.queries.pages import house_edition_id
from competence.db import db
from competence.frameworks.models import Competence, LevelText, ScaleLevel
from competence.frameworks.queries import current_version
from competence.frameworks.queries.ladders import competences, offered, scale
from competence.plans.models import Plan
from competence.plans.rules.holding import Aim, Content, Pledge, Step

Choice = tuple[str, str]


@dataclass(frozen=True)
class Catalogue:
    """The competences a person may choose a goal from: first what their roles ask for, then the others by area."""

    asked: Sequence[Competence] = ()
    others: Sequence[Competence] = ()
    levels: Sequence[ScaleLevel] = ()
    steps: Sequence[CareerStep] = ()

    def choices(self) -> dict[str, list[Choice]]:
        """Return the competences in groups, as a list to choose from shows them."""
        groups = {str(_("Uden kompetence")): [("", str(_("Målet handler om noget andet")))]}
        if self.asked:
            groups[str(_("Det, rollen spørger om"))] = [_choice(one) for one in self.asked]
        for area, inside in groupby(self.others, key=lambda one: str(one.area.title)):
            groups.setdefault(area, []).extend(_choice(one) for one in inside)
        return groups

    def level_choices(self) -> list[Choice]:
        """Return the levels, lowest first."""
        return [("", str(_("Intet bestemt"))), *((str(one.value), f"{one.value} · {one.title}") for one in self.levels)]

    def step_choices(self) -> dict[str, list[Choice]]:
        """Return the steps of the career model by their tracks."""
        groups = {str(_("Uden trin")): [("", str(_("Målet handler ikke om et trin")))]}
        for track, inside in groupby(self.steps, key=lambda one: str(one.track.title)):
            groups.setdefault(track, []).extend((str(one.id), str(one.title)) for one in inside)
        return groups

    def names(self) -> dict[int, str]:
        """Return every competence's title."""
        return {one.id: str(one.title) for one in (*self.asked, *self.others)}

    def named(self, code: str) -> int | None:
        """Return the id of the competence of a code, if it may be chosen."""
        return next((one.id for one in (*self.asked, *self.others) if one.code == code), None)

    def step_names(self) -> dict[int, str]:
        """Return every career step's title."""
        return {one.id: str(one.title) for one in self.steps}


@dataclass(frozen=True)
class LevelWords:
    """How a wanted level is called, and how it sounds for this competence."""

    value: int
    title: object
    sentence: object


def content_of(plan: Plan) -> Content:
    """Return what is written in a plan."""
    return Content(
        tuple(
            Aim(
                goal.what, goal.term, goal.competence_id, goal.wanted_level, goal.signs,
                tuple(Step(one.what, one.way, one.support, one.due_on, one.fund) for one in goal.activities),
                goal.step_id,
            )
            for goal in plan.goals
        ),
        tuple(Pledge(one.what, one.whose, one.due_on) for one in plan.agreements),
    )  # fmt: skip


def catalogue_for(plan: Plan, day: date) -> Catalogue:
    """Return what the plan's person may choose from today, with what the plan points at already."""
    version = current_version()
    offer = offered(version.id) if version else []
    elsewhere = {goal.competence_id for goal in plan.goals if goal.competence_id} - {one.id for one in offer}
    kept = competences(elsewhere) if elsewhere else []
    steps = _steps(plan)
    if version is None:
        return Catalogue(others=kept, steps=steps)
    asked = asked_of_people([plan.subject_id], version.id, day)[plan.subject_id]
    others = [*(one for one in offer if one.id not in asked), *kept]
    return Catalogue([one for one in offer if one.id in asked], others, scale(version.id), steps)


def level_words(plans: Sequence[Plan]) -> Mapping[int, LevelWords]:
    """Return the words of each goal's wanted level, by the goal's id."""
    wanted = [goal for plan in plans for goal in plan.goals if goal.competence_id and goal.wanted_level]
    rows: Sequence[tuple[int, ScaleLevel, LevelText | None]] = db.session.execute(
        select(Competence.id, ScaleLevel, LevelText)
        .join(ScaleLevel, ScaleLevel.version_id == Competence.version_id)
        .outerjoin(LevelText, and_(LevelText.competence_id == Competence.id, LevelText.value == ScaleLevel.value))
        .where(Competence.id.in_({goal.competence_id for goal in wanted}))
    ).all()
    words = {
        (competence_id, level.value): LevelWords(
            level.value, level.title, (text.text if text is not None else None) or level.meaning
        )
        for competence_id, level, text in rows
    }
    named = ((goal.id, words.get((goal.competence_id or 0, goal.wanted_level or 0))) for goal in wanted)
    return {goal_id: said for goal_id, said in named if said}


def _steps(plan: Plan) -> Sequence[CareerStep]:
    """Return the steps of the career model the house works with, with those the plan points at already."""
    kept = [goal.step_id for goal in plan.goals if goal.step_id]
    steps = select(CareerStep).join(CareerTrack, CareerTrack.id == CareerStep.track_id)
    steps = steps.where(or_(CareerStep.edition_id == house_edition_id().scalar_subquery(), CareerStep.id.in_(kept)))
    return db.session.scalars(
        steps.options(contains_eager(CareerStep.track)).order_by(CareerTrack.position, CareerStep.position)
    ).all()


def _choice(competence: Competence) -> Choice:
    return str(competence.id), str(competence.title)
