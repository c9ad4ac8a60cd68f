"""Keeping an uploaded file until it is confirmed, and applying a plan: everything or nothing."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from competence.access.actor import Role
from competence.admin.imports import queries
from competence.admin.imports.columns import columns_of
from competence.admin.imports.models import ImportDraft
from competence.admin.imports.offers import plan_of_offers, save_offers
from competence.admin.imports.offers_plan import SaveOffer
from competence.admin.imports.people_file import read_people
from competence.admin.imports.people_plan import End, SaveEmployment, SaveLeader, SavePerson, plan_people
from competence.admin.imports.plan import Plan
from competence.admin.imports.tables import COMMAND_LINE, Row, Table, read_table
from competence.admin.imports.units_plan import SaveUnit, plan_units
from competence.admin.imports.weight import ABOUT_PEOPLE, takes_two
from competence.db import db
from competence.notifications.actions.telling import notify_all
from competence.notifications.rules import kind as message
from competence.people.actions import touch
from competence.people.models import Deputy, Employment, LeaderRelation, Person, RoleGrant, Unit
from competence.people.queries import people_with
from competence.people.queries.hands import hand_of
from competence.people.queries.leading import is_anybody_led
from competence.people.rules import sort_key
from competence.people.telling import tell_of_leader
from competence.privacy import audit
from competence.web.bilingual import Bilingual
from competence.web.refusals import Conflict, Refusal

LIVES = timedelta(days=1)
ASKED = message(
    "import.asked",
    _l("En fil med mange ændringer venter på, at en anden ser den igennem"),
    explains=_l("Den bliver først indlæst, når en anden end den, der sendte den, har sagt ja. Den venter i et døgn."),
)
ENDING: dict[str, type[Any]] = {
    "employment": Employment,
    "leader": LeaderRelation,
    "grant": RoleGrant,
    "deputy": Deputy,
}


class HasErrors(Refusal):
    message = _l("Der er fejl i filen. Ret dem, og send den igen; ingenting er ændret.")


class EndingNotConfirmed(Refusal):
    message = _l(
        "Nogle af husets folk står ikke i filen. Sæt kryds ved, at de skal afsluttes, eller send en fil med alle."
    )


class TakesTwo(Refusal):
    message = _l("Filen ændrer så meget, at en anden fra HR eller en systemadministrator også skal se den igennem.")


class NoSuchFile(Refusal):
    message = _l("Der er ingen fil, der hedder %(path)s.")


class ChangedSinceShown(Conflict):
    message = _l("Noget er ændret, siden du så gennemgangen. Se den igennem igen; ingenting er indlæst endnu.")


@dataclass(frozen=True)
class Options:
    """How a file is read: full: it names everybody; sender_id: whose it is, None from the command line."""

    today: date
    full: bool = False
    sender_id: int | None = None


def plan_of_people(table: Table, options: Options) -> Plan:
    """Return what a people file would do to the house as it is now."""
    state = queries.people_state(options.today)
    file = read_people(table)
    hand = hand_of(options.sender_id, options.today)
    plan = plan_people(state, file, options.today, full=options.full, hand=hand)
    return replace(plan, takes_two=takes_two(plan, state, options.today))


def plan_of_units(table: Table, options: Options) -> Plan:
    """Return what a units file would do to the tree as it is now."""
    return plan_units(queries.unit_state(), table, options.today)


KINDS: dict[str, Callable[[Table, Options], Plan]] = {
    "people": plan_of_people,
    "units": plan_of_units,
    "offers": lambda table, _options: plan_of_offers(table),
}


def read_path(path: Path) -> Table:
    """Return the table in a file an operator named: it may be larger than an upload, but holds no formulas either."""
    if not path.is_file():
        raise NoSuchFile(path=path)
    return read_table(path.read_bytes(), path.name, limits=replace(COMMAND_LINE, trusted=False))


# --- the file that waits ---


def keep_draft(uploader_id: int, kind: str, filename: str, data: bytes, *, full: bool, now: datetime) -> ImportDraft:
    """Read a file and keep its rows until they are confirmed; an earlier file of the same sender goes.

    Raises an UnreadableFile where it cannot be read or lacks a column.
    """
    table = read_table(data, filename)
    columns_of(kind, table)  # a file without the needed columns is refused now, not at the preview
    content = json.dumps(asdict(table), ensure_ascii=False)
    return keep(uploader_id, kind, filename, content, now, full=full and kind == "people")


def keep(uploader_id: int, kind: str, filename: str, content: str, now: datetime, *, full: bool = False) -> ImportDraft:
    """Keep what was read from a file until it is confirmed; an earlier file of the same sender goes."""
    discard(uploader_id)
    db.session.execute(delete(ImportDraft).where(ImportDraft.uploaded_at < now - LIVES))
    draft = ImportDraft(
        uploader_id=uploader_id, uploaded_at=now, kind=kind, filename=filename[-200:], full=full, content=content
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def discard(uploader_id: int) -> None:
    """Let the file somebody sent go."""
    db.session.execute(delete(ImportDraft).where(ImportDraft.uploader_id == uploader_id))


def table_of(draft: ImportDraft) -> Table:
    """Return the table a draft keeps."""
    return kept_table(json.loads(draft.content))


def kept_table(kept: Any) -> Table:
    """Return a table as it was before it was kept as JSON."""
    rows = tuple(Row(**row) for row in kept["rows"])
    return Table(tuple(kept["header"]), rows, kept["letters"], kept["sheet"])


def ask_another(draft: ImportDraft, now: datetime, today: date) -> None:
    """Let a file wait for another hand, and tell those who may be it."""
    if draft.asked_at is None:
        draft.asked_at = now
        hands = {*people_with(Role.HR, today), *people_with(Role.ADMINISTRATOR, today)} - {draft.uploader_id}
        notify_all(sorted(hands), ASKED, url_for("imports.show", pid=draft.pid))
        audit.record(draft.uploader_id, "import.ask")
        db.session.flush()


# --- applying ---


def apply_file(
    kind: str,
    table: Table,
    options: Options,
    actor_id: int | None,
    *,
    confirmed: bool,
    shown: str | None = None,
    second_id: int | None = None,
) -> Plan:
    """Apply a file to the house as it is now, and return what was done; nothing else changes the house meanwhile.

    actor_id: who sent it; None from the command line, which asks for no second hand. second_id: who else looked it
    through. confirmed: they said that people may be ended; shown: the fingerprint of the plan they saw.
    Raises HasErrors, EndingNotConfirmed, ChangedSinceShown or TakesTwo, and then nothing is changed.
    """
    queries.hold_the_house_still()
    plan = KINDS[kind](table, options)
    if shown is not None and plan.fingerprint != shown:
        raise ChangedSinceShown
    if plan.has_errors:
        raise HasErrors
    if plan.ends_people and not confirmed:
        raise EndingNotConfirmed
    if plan.takes_two and actor_id is not None and second_id in (None, actor_id):
        raise TakesTwo
    if kind == "units":
        _save_units([change for change in plan.changes if isinstance(change, SaveUnit)])
    elif kind == "offers":
        save_offers([change for change in plan.changes if isinstance(change, SaveOffer)], actor_id)
    else:
        _apply_people(plan, options.today, actor_id)
    audit.record(actor_id, f"import.{kind}")
    if second_id is not None:
        audit.record(second_id, "import.confirm", thing=f"import of {actor_id}")
    db.session.flush()
    return plan


def _apply_people(plan: Plan, today: date, actor_id: int | None) -> None:
    people = _save_people([change for change in plan.changes if isinstance(change, SavePerson)], plan)
    _end([change for change in plan.changes if isinstance(change, End)])
    _save_employments([change for change in plan.changes if isinstance(change, SaveEmployment)], people)
    leaders = [change for change in plan.changes if isinstance(change, SaveLeader)]
    is_set_up = is_anybody_led()
    _save_leaders(leaders, people)
    if is_set_up:  # who is new to the house had no leader before
        new = {change.email for change in plan.changes if isinstance(change, SavePerson) and change.is_new}
        tell_of_leader(sorted({people[one.email].id for one in leaders if not one.fact.id and one.email not in new}))
    emails = {change.email for change in plan.changes if isinstance(change, ABOUT_PEOPLE)}
    for email in sorted(emails):
        touch(people[email])
        audit.record(actor_id, "person.import", subject_id=people[email].id)


def _save_people(changes: list[SavePerson], plan: Plan) -> dict[str, Person]:
    """Make and rename people; return everybody the plan touches or names as a leader, by e-mail address."""
    new = [Person(email=c.email, name=c.name, sort_name=sort_key(c.name)) for c in changes if c.is_new]
    db.session.add_all(new)
    db.session.flush()
    named = {change.email for change in plan.changes if isinstance(change, ABOUT_PEOPLE)}
    named |= {change.fact.key[0] for change in plan.changes if isinstance(change, SaveLeader)}
    people = {person.email: person for person in new}
    people |= queries.people_by_email(named - people.keys())
    for change in changes:
        people[change.email].name = change.name
        people[change.email].sort_name = sort_key(change.name)
    return people


def _end(changes: Iterable[End]) -> None:
    """End what ends; what never held goes, and is gone before anything else is saved."""
    for what, model in ENDING.items():
        ends = {change.id: change.on for change in changes if change.what == what}
        for number, row in queries.rows_by_id(model, ends).items():
            if ends[number] is None:
                db.session.delete(row)
            else:
                row.valid_to = ends[number]
    db.session.flush()


def _save_employments(changes: list[SaveEmployment], people: dict[str, Person]) -> None:
    units, roles = queries.units_by_code(), queries.role_profile_ids()
    known = queries.rows_by_id(Employment, [change.fact.id for change in changes if change.fact.id])
    for change in changes:
        fact = change.fact
        row = known.get(fact.id) or _added(
            Employment(
                person_id=people[change.email].id,
                unit_id=units[fact.key[0]].id,
                role_profile_id=roles[fact.key[1]] if fact.key[1] else None,
            )
        )
        row.valid_from, row.valid_to, row.weekly_hours = fact.start, fact.end, fact.hours


def _save_leaders(changes: list[SaveLeader], people: dict[str, Person]) -> None:
    known = queries.rows_by_id(LeaderRelation, [change.fact.id for change in changes if change.fact.id])
    for change in changes:
        fact = change.fact
        row = known.get(fact.id) or _added(
            LeaderRelation(person_id=people[change.email].id, leader_id=people[fact.key[0]].id)
        )
        row.valid_from, row.valid_to = fact.start, fact.end


def _save_units(changes: list[SaveUnit]) -> None:
    """Make and change units first, and then say where each lies: in one file two may change places."""
    units = queries.units_by_code()
    for change in changes:
        unit = change.unit
        row = units.get(unit.code) or _added(Unit(code=unit.code))
        units[unit.code] = row
        row.title = Bilingual(unit.title, unit.title_en)
        row.kind = unit.kind
        row.valid_from, row.valid_to = unit.start, unit.end
    db.session.flush()
    for change in changes:
        units[change.unit.code].parent_id = units[change.unit.parent].id if change.unit.parent else None


def _added(row: Any) -> Any:
    db.session.add(row)
    return row
