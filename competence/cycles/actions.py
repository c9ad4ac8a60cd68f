"""Writing a round down, opening it, prolonging it, reminding people, closing its mirrors once, and ending it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm.attributes import flag_modified

from competence.cycles import queries
from competence.cycles.models import Cycle, CyclePhase, CycleProfile, CycleUnit
from competence.cycles.roster.actions import Moment, bring_up_to_date
from competence.cycles.roster.rules.deciding import Kind
from competence.cycles.rules import phases, refusals, rounds
from competence.cycles.rules.phases import Deadlines, Phase
from competence.cycles.rules.rounds import Action, Draft, Who
from competence.db import db, flush_or
from competence.notifications.actions import notify
from competence.notifications.rules import DUES, Due, kind
from competence.privacy.audit import record
from competence.web.refusals import Refusal
from competence.web.slots import Slot

ON_CLOSE: Slot[Callable[[Cycle], object]] = (
    Slot()
)  # what features above do when a round closes, in the same transaction

REMINDER = kind(
    "cycle.reminder",
    _l("Kompetencespejlet lukker snart."),
    explains=_l("Alle inviterede får denne besked, også de, der har delt."),
)
CLOSES_SOON = timedelta(days=7)


def create(draft: Draft, who: Who, actor_id: int) -> Cycle:
    """Write a new round down."""
    rounds.check_draft(draft, who, published=queries.is_published(draft.version_id))
    cycle = Cycle()
    _take_over(cycle, draft)
    db.session.add(cycle)
    db.session.flush()
    _note(actor_id, "cycle.create", cycle)
    return cycle


def update(cycle: Cycle, draft: Draft, who: Who, version: int, actor_id: int) -> None:
    """Change a draft; version is the one the editor saw."""
    rounds.step(cycle.stage, Action.EDIT)
    rounds.check_draft(draft, who, published=queries.is_published(draft.version_id))
    if version != cycle.version:
        raise refusals.ChangedMeanwhile
    _take_over(cycle, draft)
    flag_modified(cycle, "title")  # a change of whom it is for is a change of the round
    _note(actor_id, "cycle.update", cycle)
    flush_or(refusals.ChangedMeanwhile)


def open_round(cycle: Cycle, actor_id: int, now: datetime, today: date) -> int:
    """Open a draft, invite those employed today whom it is for, and return how many they are.

    Whoever is on leave today is in the round too, but rests and hears of it when they are back.
    """
    people = queries.employed_in(cycle.unit_ids, cycle.profile_ids, today)
    _check_opening(cycle, len(people), today)
    if not queries.is_published(cycle.framework_version_id):
        raise refusals.VersionNotPublished
    cycle.opened_at, cycle.opens_on = now, today
    _note(actor_id, "cycle.open", cycle)
    flush_or(refusals.ChangedMeanwhile)
    done = bring_up_to_date(cycle, Moment(actor_id, now, today), opening=True)
    return sum(decision.kind is Kind.INVITE for decision in done)


def why_not_open(cycle: Cycle, today: date, invited: int) -> Refusal | None:
    """Return what stands in the way of opening a draft today, if anything does."""
    try:
        _check_opening(cycle, invited, today)
    except Refusal as refusal:
        return refusal
    return None


def _check_opening(cycle: Cycle, invited: int, today: date) -> None:
    rounds.check_opening(cycle.stage, cycle.med_discussed_on, cycle.closes_on, invited, today)
    if cycle.with_talks:
        phases.check_order(today, cycle.closes_on, cycle.chosen_deadlines)


def prolong(cycle: Cycle, closes_on: date, actor_id: int, today: date) -> None:
    """Let an open round close later."""
    rounds.check_prolonging(cycle.stage, cycle.closes_on, closes_on, today)
    cycle.closes_on = closes_on
    _note(actor_id, "cycle.prolong", cycle)
    flush_or(refusals.ChangedMeanwhile)


def move_deadlines(cycle: Cycle, new: Deadlines, version: int, actor_id: int, today: date) -> None:
    """Let the phases of a running round with talks end later; version is the one the editor saw.

    new: later days of the mirrors and of the phases HR chooses; the mirrors' day stands once they are closed.
    """
    rounds.step(cycle.stage, Action.PROLONG, with_talks=cycle.with_talks)
    if not cycle.with_talks:
        raise refusals.OfTheMirrorAlone
    if version != cycle.version:
        raise refusals.ChangedMeanwhile
    days = {Phase.MIRRORS: cycle.closes_on, **cycle.chosen_deadlines, **new}
    if not cycle.is_open:
        days[Phase.MIRRORS] = cycle.closes_on
    phases.check_moving(cycle.deadlines, days, today)
    closes_on = days.pop(Phase.MIRRORS)
    phases.check_order(cycle.opens_on, closes_on, days)
    cycle.closes_on = closes_on
    for row in cycle.phases:
        row.ends_on = days[row.phase]
    flag_modified(cycle, "title")  # a change of a phase is a change of the round
    _note(actor_id, "cycle.prolong", cycle)
    flush_or(refusals.ChangedMeanwhile)


def remind(cycle: Cycle, actor_id: int, today: date) -> None:
    """Remind everybody who takes part alike, so that the reminder tells nobody how far anybody is.

    Nobody who left or is on leave is reminded, also where the daily run has not noticed it yet.
    """
    rounds.step(cycle.stage, Action.REMIND, with_talks=cycle.with_talks)
    for person_id in queries.reminded_in(cycle.id, today):
        notify(person_id, REMINDER, "/")
    _note(actor_id, "cycle.remind", cycle)
    db.session.flush()


@DUES.fill
def closing_soon(today: date) -> list[Due]:
    """Return that an open round closes within a week, to all who take part alike; again when it has been prolonged."""
    return [
        Due(person_id, REMINDER, "/", f"{pid} {closes_on}")
        for person_id, pid, closes_on in queries.reminded_of_closing(today, today + CLOSES_SOON)
    ]


def close(cycle: Cycle, actor_id: int | None, *, at: datetime) -> None:
    """Close a round's mirrors for ever; what was shared before is counted once, in the same transaction.

    A round of the mirror alone is over with it; in one with talks the talks go on.
    """
    rounds.step(cycle.stage, Action.CLOSE, with_talks=cycle.with_talks)
    cycle.closed_at = at
    _note(actor_id, "cycle.close", cycle)
    flush_or(refusals.ChangedMeanwhile)
    for publish in ON_CLOSE:
        publish(cycle)
    db.session.flush()


def evaluate(cycle: Cycle, evaluated_on: date, actor_id: int, today: date) -> None:
    """Note the day MED evaluated a round with talks; it is over with that."""
    rounds.check_evaluating(cycle.stage, evaluated_on, today, with_talks=cycle.with_talks)
    cycle.evaluated_on = evaluated_on
    _note(actor_id, "cycle.evaluate", cycle)
    flush_or(refusals.ChangedMeanwhile)


def _take_over(cycle: Cycle, draft: Draft) -> None:
    cycle.title, cycle.purpose, cycle.framework_version_id = draft.title, draft.purpose, draft.version_id
    cycle.opens_on, cycle.closes_on, cycle.med_discussed_on = draft.opens_on, draft.closes_on, draft.med_discussed_on
    if cycle.unit_ids != draft.unit_ids:
        cycle.units = [CycleUnit(unit_id=unit) for unit in sorted(draft.unit_ids)]
    if cycle.profile_ids != draft.profile_ids:
        cycle.profiles = [CycleProfile(role_profile_id=profile) for profile in sorted(draft.profile_ids)]
    if cycle.chosen_deadlines != draft.deadlines:
        cycle.phases = [CyclePhase(phase=phase, ends_on=day) for phase, day in draft.deadlines.items()]


def _note(actor_id: int | None, action: str, cycle: Cycle) -> None:
    record(actor_id, action, thing=f"cycle {cycle.pid}")
