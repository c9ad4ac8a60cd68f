"""The run that deletes what is over: in batches, each whole or not at all, and done again without harm."""

from collections.abc import Iterator, Sequence
from datetime import date
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
    for people in _batches(found.leavers):
        if held_ids() - found.held:
            return False
        for person_id in people:
            audit.record(None, "retention.erase", subject_id=person_id)
        erase(people, found.today, Rule.LEFT)
        db.session.commit()
    tables = personal_tables()
    for removal in found.removals:  # parents stand before what hangs under them
        table = table_of(tables[removal.table][0])
        for keys in _batches(removal.keys):
            if held_ids() - found.held:
                return False
            db.session.execute(delete(table).where(tuple_(*key_columns(table)).in_(keys)))
            db.session.commit()
    return True


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    yield from (items[start : start + BATCH] for start in range(0, len(items), BATCH))
