"""Erasing people by what the tables declare, and following the ledger after a backup was restored."""

import secrets
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

from flask import current_app
from sqlalchemy import ColumnElement, delete, update

from competence.db import Model, db
from competence.privacy import audit
from competence.privacy.datamap.columns import personal_tables, table_of
from competence.privacy.datamap.paths import is_empty
from competence.privacy.declare import Erase, Personal
from competence.privacy.erasure import ledger, queries
from competence.privacy.erasure.ledger import Rule
from competence.privacy.erasure.rules import HeldBack
from competence.privacy.restricting.rules import UseRestricted
from competence.privacy.trail import keeping
from competence.web.slots import Slot

NAMELESS = "Slettet person"


ON_ERASE: Slot[Callable[[Collection[int]], object]] = Slot()  # what no declaration can say goes too: keys


def erase(people: Collection[int], today: date, rule: Rule) -> int:
    """Erase what is held about people in the current transaction; return how many were not erased before.

    The ledger is written first: a crash may leave a name in it that is not gone yet, never the other way round.
    Raises HeldBack where a case needs the data of one of them, UseRestricted where they asked for it to be kept only.
    """
    going = queries.pids_of(people)
    for person_id in queries.held_ids() & set(going):
        hold = queries.hold_on(person_id)
        raise HeldBack(reason=hold.reason) if hold else UseRestricted
    if going:
        ledger.write(ledger_path(), going.values(), today, rule)
        _take_away(list(going), today)
    return len(going)


def replay(today: date) -> int:
    """Erase again whom the ledger names, after a backup was restored; return how many were there again.

    A hold that stands in the backup does not stop it: they were erased after it was lifted. Raises DamagedLedger.
    """
    pids = queries.everybodys_pids()
    back = [pids[pid] for pid in ledger.named_in(ledger_path(), pids)]
    if back:
        for person_id in back:
            audit.record(None, "erasure.again", subject_id=person_id)
        _take_away(back, today)
    return len(back)


def ledger_path() -> Path:
    """Return where the ledger stands: never in the database, never in its backup."""
    return Path(current_app.config["ERASURE_LEDGER"])


def touched() -> list[str]:
    """Return the tables whose pages hold what erasing takes away."""
    kept = (Erase.SHARED, Erase.TRAIL)
    return [name for name, (_, declared) in personal_tables().items() if declared.erase not in kept or declared.copies]


def _take_away(people: list[int], today: date) -> None:
    for forget in ON_ERASE:
        forget(people)
    keeping.erase_words(people)
    _erase_rows(people, today)


def _erase_rows(people: list[int], today: date) -> None:
    """Do to every row about people what its table declares; what hangs under others first."""
    for cls, declared in reversed(list(personal_tables().values())):
        _forget_copies(cls, declared, people)
        _erase_in(cls, declared, people)
    _leave_tombstones(people, today)
    db.session.expire_all()


def _erase_in(cls: type[Model], declared: Personal, people: list[int]) -> None:
    table = table_of(cls)
    if declared.erase is Erase.DELETE:
        db.session.execute(delete(table).where(goes(cls, declared, people)))
    elif declared.erase is Erase.UNNAME:
        nobody = {declared.about: None}
        db.session.execute(update(table).where(table.c[declared.about].in_(people)).values(nobody))


def goes(cls: type[Model], declared: Personal, people: Collection[int]) -> ColumnElement[bool]:
    """Return that a row is deleted with the people it is about; what is a team's as well stays with the team."""
    table = table_of(cls)
    theirs = queries.about(table, declared, people)
    return theirs & ~is_empty(table, declared.about) if declared.shared_else else theirs


def _forget_copies(cls: type[Model], declared: Personal, people: list[int]) -> None:
    table = table_of(cls)
    for copy, naming in declared.copies:
        db.session.execute(update(table).where(table.c[naming].in_(people)).values({copy: ""}))


def _leave_tombstones(people: list[int], today: date) -> None:
    """Empty the rows that others' agreements point to; with another public id no old address leads to them."""
    person = Model.metadata.tables["person"]
    for person_id in people:
        pid = secrets.token_hex(16)
        empty = {"name": NAMELESS, "sort_name": "", "email": f"{pid}@erased.invalid", "pid": pid, "erased_on": today}
        changed = update(person).where(person.c.id == person_id).values(empty | {"version": person.c.version + 1})
        db.session.execute(changed)
