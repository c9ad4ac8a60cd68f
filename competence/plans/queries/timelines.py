"""What a person's plans put on their timeline: signatures, statuses, the days things are due, and the follow-ups."""

from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from competence.plans.models import Goal, Plan
from competence.plans.queries.followups import follow_ups
from competence.plans.queries.promises import Promise, promises_in
from competence.plans.rules.timeline import Entry, Timeline, arranged
from competence.plans.rules.words import Side, Whose

OWN_WORDS = {
    Whose.EMPLOYEE: _l("Det gør du"),
    Whose.LEADER: _l("Det gør din leder"),
    Whose.BOTH: _l("Det gør I sammen"),
}


def timeline(plans: Sequence[Plan], day: date) -> Timeline:
    """Return the timeline of a person's own plans; they must be `whole`."""
    agreed = [plan for plan in plans if plan.is_agreed]
    return arranged((entry for plan in agreed for entry in _entries(plan, day)), day)


def _entries(plan: Plan, day: date) -> Iterator[Entry]:
    if plan.approved_on is not None:
        yield Entry(plan.approved_on, _("I skrev begge under"), str(plan.form.value), happened=True)
    if plan.filing is not None:
        yield Entry(plan.filing.on, _("Aftalen blev lagt på personalesagen"), happened=True)
    for promise in promises_in(plan):
        for status in promise.statuses:
            title = f"{status.standing.value}: {promise.what}"
            yield Entry(status.on, title, status.word, happened=True)
        if promise.is_open:
            yield from _due(promise)
    yield from _asked(plan, day)


def _asked(plan: Plan, day: date) -> Iterator[Entry]:
    for question in follow_ups(plan, Side.EMPLOYEE, day):
        if question.mine is not None:
            yield Entry(question.due_on, _("Du svarede på, om I gjorde det, I aftalte"), happened=True)
        elif question.asked or (question.due_on > day and question.runs):
            yield Entry(question.due_on, _("I bliver begge spurgt: Gjorde vi det, vi aftalte?"))


def _due(promise: Promise) -> Iterator[Entry]:
    if isinstance(promise.thing, Goal):
        for step in promise.thing.activities:
            if step.due_on is not None:
                yield Entry(step.due_on, step.what, str(step.way.value))
    elif promise.due_on is not None:
        yield Entry(promise.due_on, promise.what, str(OWN_WORDS[promise.thing.whose]))
