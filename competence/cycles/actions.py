"""Writing a round down, opening it, prolonging it, inviting and reminding people, and closing it once and for all."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from competence.cycles import queries, rules
from competence.cycles.models import Cycle, CycleProfile, CycleUnit, Invitation
from competence.cycles.rules import Draft, Who
from competence.db import db
from competence.notifications.actions import notify
from competence.notifications.rules import DUES, Due, kind
from competence.privacy.audit import record
from competence.web.refusals import Refusal
from competence.web.slots import Slot

ON_CLOSE: Slot[Callable[[Cycle], object]] = (
    Slot()
)  # what features above do when a round closes, in the same transaction

OPENED = kind("cycle.opened", _l("Der er åbnet en runde af kompetencespejlet, og du er inviteret."))
REMINDER = kind(
    "cycle.reminder",
    _l("Kompetencespejlet lukker snart."),
    explains=_l("Alle inviterede får denne besked, også de, der har delt."),
)
CLOSES_SOON = timedelta(days=7)


def create(draft: Draft, who: Who, actor_id: int) -> Cycle:
    """Write a new round down."""
    rules.check_draft(draft, who, published=queries.is_published(draft.version_id))
    cycle = Cycle()
    _take_over(cycle, draft)
    db.session.add(cycle)
    db.session.flush()
    _note(actor_id, "cycle.create", cycle)
    return cycle


def update(cycle: Cycle, draft: Draft, who: Who, version: int, actor_id: int) -> None:
    """Change a draft; version is the one the editor saw."""
    rules.check_is_draft(cycle.stage)
    rules.check_draft(draft, who, published=queries.is_published(draft.version_id))
    if version != cycle.version:
        raise rules.ChangedMeanwhile
    _take_over(cycle, draft)
    flag_modified(cycle, "title")  # a change of whom it is for is a change of the round
    _note(actor_id, "cycle.update", cycle)
    _flush()


def open_round(cycle: Cycle, actor_id: int, now: datetime, today: date) -> int:
    """Open a draft, invite those employed today whom it is for, and return how many they are."""
    people = queries.employed_in(cycle.unit_ids, cycle.profile_ids, today)
    rules.check_opening(cycle.stage, cycle.med_discussed_on, cycle.closes_on, len(people), today)
    if not queries.is_published(cycle.framework_version_id):
        raise rules.VersionNotPublished
    cycle.opened_at, cycle.opens_on = now, today
    _note(actor_id, "cycle.open", cycle)
    _flush()
    _invite(cycle, people)
    return len(people)


def why_not_open(cycle: Cycle, today: date, invited: int) -> Refusal | None:
    """Return what stands in the way of opening a draft today, if anything does."""
    try:
        rules.check_opening(cycle.stage, cycle.med_discussed_on, cycle.closes_on, invited, today)
    except Refusal as refusal:
        return refusal
    return None


def prolong(cycle: Cycle, closes_on: date, actor_id: int, today: date) -> None:
    """Let an open round close later."""
    rules.check_prolonging(cycle.stage, cycle.closes_on, closes_on, today)
    cycle.closes_on = closes_on
    _note(actor_id, "cycle.prolong", cycle)
    _flush()


def invite_latecomers(cycle: Cycle, actor_id: int, today: date) -> int:
    """Invite those whom the round is for and who came after it opened; return how many they are."""
    rules.check_is_open(cycle.stage)
    people = latecomers(cycle, today)
    _invite(cycle, people)
    _note(actor_id, "cycle.invite", cycle)
    db.session.flush()
    return len(people)


def latecomers(cycle: Cycle, today: date) -> list[int]:
    """Return those whom a round is for today, and who are not invited yet."""
    invited = set(queries.invited_to(cycle.id))
    return [person for person in queries.employed_in(cycle.unit_ids, cycle.profile_ids, today) if person not in invited]


def remind(cycle: Cycle, actor_id: int) -> None:
    """Remind everybody invited alike, so that the reminder tells nobody how far anybody is."""
    rules.check_is_open(cycle.stage)
    for person_id in queries.invited_to(cycle.id):
        notify(person_id, REMINDER, "/")
    _note(actor_id, "cycle.remind", cycle)
    db.session.flush()


@DUES.fill
def closing_soon(today: date) -> list[Due]:
    """Return that an open round closes within a week, to everybody invited alike; again when it has been prolonged."""
    return [
        Due(person_id, REMINDER, "/", f"{pid} {closes_on}")
        for person_id, pid, closes_on in queries.invitations_to_rounds_closing(today, today + CLOSES_SOON)
    ]


def close(cycle: Cycle, actor_id: int | None, *, at: datetime) -> None:
    """Close a round for ever; what was shared before is counted once, in the same transaction."""
    rules.check_is_open(cycle.stage)
    cycle.closed_at = at
    _note(actor_id, "cycle.close", cycle)
    _flush()
    for publish in ON_CLOSE:
        publish(cycle)
    db.session.flush()


def _invite(cycle: Cycle, people: Iterable[int]) -> None:
    for person_id in people:
        db.session.add(Invitation(cycle_id=cycle.id, person_id=person_id))
        notify(person_id, OPENED, "/", required=True)
    db.session.flush()


def _take_over(cycle: Cycle, draft: Draft) -> None:
    cycle.title, cycle.purpose, cycle.framework_version_id = draft.title, draft.purpose, draft.version_id
    cycle.opens_on, cycle.closes_on, cycle.med_discussed_on = draft.opens_on, draft.closes_on, draft.med_discussed_on
    if cycle.unit_ids != draft.unit_ids:
        cycle.units = [CycleUnit(unit_id=unit) for unit in sorted(draft.unit_ids)]
    if cycle.profile_ids != draft.profile_ids:
        cycle.profiles = [CycleProfile(role_profile_id=profile) for profile in sorted(draft.profile_ids)]


def _flush() -> None:
    """Write down what changed; two who change or close the same round at once are told, and the first one stands."""
    try:
        db.session.flush()
    except StaleDataError as stale:
        raise rules.ChangedMeanwhile from stale


def _note(actor_id: int | None, action: str, cycle: Cycle) -> None:
    record(actor_id, action, thing=f"cycle {cycle.pid}")
