"""The agreement as it goes to the personnel file: what both signed, and the employee's comment; no minutes."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from competence.db import db
from competence.people.models import Employment, Unit
from competence.people.queries import in_force
from competence.plans.models import Goal, Plan
from competence.plans.queries.contents import LevelWords, level_words
from competence.plans.rules.states import Action
from competence.plans.rules.words import Side, Whose
from competence.web.clock import day_of
from competence.web.papers import agreement as paper
from competence.web.slots import Slot

LANGUAGE = "da"


class Talk(NamedTuple):
    """The talk a plan was made in: its kind's title, and the day it was held."""

    title: Any
    held_on: date | None


TALK: Slot[Callable[[int], Talk | None]] = Slot()  # the talk of a plan's id, which the features above know


def paper_of(plan: Plan) -> paper.Agreement:
    """Return the data of a signed plan's paper; the plan must be `whole`."""
    signed = plan.approved_at or plan.begun_at
    levels = level_words([plan])
    unit = db.session.scalars(
        select(Unit)
        .join(Employment, Employment.unit_id == Unit.id)
        .where(Employment.person_id == plan.subject_id, in_force(Employment, day_of(signed)))
        .order_by(Employment.valid_from.desc(), Employment.id)
    ).first()
    talk = next((found for talk_of in TALK if (found := talk_of(plan.id)) is not None), None)
    with force_locale(LANGUAGE):
        return paper_from(plan, levels, str(unit.title) if unit else "", current_app.config["ORGANISATION"], talk)


def paper_from(
    plan: Plan, levels: Mapping[int, LevelWords], unit: str, organisation: str, talk: Talk | None = None
) -> paper.Agreement:
    """Return the same from what is known: nothing here asks the database or the clock."""
    leader = plan.leader.name if plan.leader else str(Side.LEADER.value)
    promises = [(one, paper.Promise(one.what, _who(plan, one.whose, leader), one.due_on)) for one in plan.agreements]
    signatures = [one for one in (plan.employee_signed, plan.leader_signed) if one is not None]
    said = [(one.author.name if one.author else str(one.side.value), one.disagreement) for one in signatures]
    return paper.Agreement(
        plan_id=plan.pid,
        organisation=organisation,
        employee=plan.subject.name,
        leader=leader,
        made_at=_made_at(plan),
        lang=LANGUAGE,
        unit=unit,
        conversation=str(talk.title) if talk else "",
        held_on=talk.held_on if talk else None,
        goals=tuple(_goal(goal, levels.get(goal.id)) for goal in plan.goals),
        promises=tuple(promise for one, promise in promises if one.whose is not Whose.LEADER),
        leaders_promises=tuple(promise for one, promise in promises if one.whose is Whose.LEADER),
        disagreement="\n\n".join(f"{name}: {words}" for name, words in said if words),
        comment=plan.employee_comment,
        approvals=tuple(
            paper.Approval(name, one.side.value, one.at) for one, (name, _words) in zip(signatures, said, strict=True)
        ),
    )


def _goal(goal: Goal, wanted: LevelWords | None) -> paper.Goal:
    return paper.Goal(
        what=goal.what,
        term=goal.term.value,
        competence=goal.competence.title if goal.competence else "",
        level=f"{wanted.value} · {wanted.title}" if wanted else "",
        step=goal.step.title if goal.step else "",
        signs=goal.signs,
        activities=tuple(
            paper.Activity(one.what, one.way.value, one.support, one.due_on, one.fund) for one in goal.activities
        ),
    )


def _who(plan: Plan, whose: Whose, leader: str) -> str:
    return {Whose.EMPLOYEE: plan.subject.name, Whose.LEADER: leader, Whose.BOTH: str(_("Begge"))}[whose]


def _made_at(plan: Plan) -> datetime:
    """Return when the paper's words last changed: at the second signature, or with the employee's comment."""
    moments = [event.at for event in plan.events if event.action is Action.COMMENT]
    return max([plan.approved_at or plan.begun_at, *moments])
