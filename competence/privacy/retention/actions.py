"""The run that deletes what is over: in batches, each whole or not at all, and done again without harm."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from sqlalchemy import delete, tuple_

from competence.db import db
from competence.privacy import audit
from competence.privacy.datamap.columns import personal_tables, table_of
from competence.privacy.datamap.paths import key_columns
from competence.privacy.erasure.actions import erase
from competence.privacy.erasure.ledger import Rule
from competence.privacy.erasure.queries import held_ids
from competence.privacy.retention.planning import Plan, plan
from competence.privacy.trail import keeping

BATCH = 200
Item = TypeVar("Item")


def run(today: date) -> Plan:
    """Delete what is over on a day, and return what that was; commits as it goes.

    Everything is worked out before anything goes, and anew where somebody is held back in the meantime: then what is
    returned is what went after that. A crash leaves what is left to the next run: those who left first, then rows with
    all that hangs under them, so that no row is left that has lost what its time runs from.
    """
    found = plan(today)
    audit.record(None, "retention.run", thing=f"{len(found.leavers)} people")
    db.session.commit()
    while not _is_carried_out(found):
        found = plan(today)
    keeping.prune(found.since_midnight)
    db.session.commit()
    return found


def _is_carried_out(found: Plan) -> bool:
    """Delete what was found, and return whether all of it may go: nobody has been held back since."""
    for delete_one in _deletions(found):
        if held_ids() - found.held:
            return False
        delete_one()
        db.session.commit()
    return True


def _deletions(found: Plan) -> Iterator[Callable[[], object]]:
    """Yield what deletes each batch: the people, then rows, parents before what hangs under them."""
    for people in _batches(found.leavers):
        yield partial(_erase, people, found.today)
    tables = personal_tables()
    for removal in found.removals:
        table = table_of(tables[removal.table][0])
        for keys in _batches(removal.keys):
            yield partial(db.session.execute, delete(table).where(tuple_(*key_columns(table)).in_(keys)))


def _erase(people: Sequence[int], today: date) -> None:
    for person_id in people:
        audit.record(None, "retention.erase", subject_id=person_id)
    erase(people, today, Rule.LEFT)


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    yield from (items[start : start + BATCH] for start in range(0, len(items), BATCH))
