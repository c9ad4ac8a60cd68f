"""What is due about plans: a signature that is waited for, a seat that is free, and the questions of the follow-ups."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import url_for
from flask_babel import lazy_gettext as _l

from competence.notifications.rules import DUES, Due, kind
from competence.plans.models import Plan
from competence.plans.queries.plans import with_leaders
from competence.plans.rules.following import asked_on
from competence.plans.rules.states import State
from competence.plans.rules.words import Side
from competence.web.clock import day_of

SIGN = kind("plan.sign", _l("En udviklingsplan venter stadig på din underskrift."))
TAKE_OVER = kind("plan.take_over", _l("En plan, der er begyndt med en tidligere leder, venter på dig."))
ASKED = kind(
    "plan.asked",
    _l("Gjorde I det, I aftalte? Der venter ét spørgsmål på dig."),
    explains=_l("I svarer hver for sig og ser hinandens svar, når I begge har svaret."),
)
PATIENCE = timedelta(days=7)  # how long one waits for a signature before reminding


@DUES.fill
def due(today: date) -> Iterator[Due]:
    """Return who is waited for today, and who is asked whether they did what they agreed on.

    Nobody is asked, or not asked, because of what the other side has answered.
    """
    for plan, leaders in with_leaders([State.DRAFT, State.PROPOSED], today):
        yield from _unfinished(plan, leaders, today)
    for plan, leaders in with_leaders([State.APPROVED, State.FILED], today):
        yield from _asked(plan, leaders, today)


def _unfinished(plan: Plan, leaders: list[int], today: date) -> Iterator[Due]:
    """A second leader of the same person hears nothing of a plan that lies at the first one's seat."""
    if leaders and plan.leader_id not in leaders:
        for leader_id in leaders:
            yield Due(leader_id, TAKE_OVER, url_for("plans.team"), f"{plan.pid} {leader_id}")
        return
    for side, person_id in ((Side.EMPLOYEE, plan.subject_id), (Side.LEADER, plan.leader_id if leaders else None)):
        signed = plan.signed_by(side.other)
        if signed is not None and day_of(signed.at) + PATIENCE <= today and person_id is not None:
            page = url_for("plans.approval", pid=plan.pid)
            yield Due(person_id, SIGN, page, f"{plan.pid} {plan.version}")


def _asked(plan: Plan, leaders: list[int], today: date) -> Iterator[Due]:
    days = asked_on(plan.approved_on, today) if plan.approved_on else None
    answered = {one.side for one in plan.answers if one.after_days == days}
    for side, person_id in ((Side.EMPLOYEE, plan.subject_id), *((Side.LEADER, leader_id) for leader_id in leaders)):
        if days is not None and side not in answered:
            page = url_for("plans.follow_up", pid=plan.pid, after_days=days)
            yield Due(person_id, ASKED, page, f"{plan.pid} {days}")
