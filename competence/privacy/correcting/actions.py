"""Writing a correction beside a row and telling whoever keeps it."""

from collections.abc import Callable
from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from competence.db import db
from competence.privacy import audit
from competence.privacy.correcting.models import Correction
from competence.privacy.declare import KeptBy
from competence.privacy.restricting.queries import standing_for
from competence.web.refusals import Refusal
from competence.web.slots import Slot

LEADER: Slot[Callable[[int, date], int | None]] = Slot()  # who leads somebody today
TELL: Slot[Callable[[int | None, str], object]] = Slot()  # tells the leader with an id, or HR, that a correction waits


class YoursToChange(Refusal):
    """Nobody but the person themselves keeps the row: they change it where they wrote it."""

    message = _l("Det her retter du selv, der hvor du skrev det.")


def write(person_id: int, kept_by: KeptBy, where: tuple[str, str], text: str, at: datetime, today: date) -> Correction:
    """Keep a correction beside a row, and tell the leader or HR. Raises YoursToChange.

    where: the table and the key of the row. Where nobody leads the person HR is told, and where the use of their data
    is restricted: the leader reads nothing of them then.
    """
    if kept_by is KeptBy.ONESELF:
        raise YoursToChange
    is_the_leaders = kept_by is KeptBy.LEADER and standing_for(person_id) is None
    keeper = next((leader(person_id, today) for leader in LEADER), None) if is_the_leaders else None
    kept_in, kept_key = where
    correction = Correction(
        person_id=person_id, kept_in=kept_in, kept_key=kept_key, text=text, at=at, keeper_id=keeper
    )  # fmt: skip
    db.session.add(correction)
    audit.record(person_id, "correction.write", subject_id=person_id)
    db.session.flush()
    for tell in TELL:
        tell(keeper, f"/privacy/corrections/{correction.pid}")
    return correction
