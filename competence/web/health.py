"""Whether the product is well: features register their checks here, and /health asks them all."""

from collections.abc import Callable
from dataclasses import dataclass

from competence.db import db
from competence.web.log import note
from competence.web.slots import Slot


@dataclass(frozen=True)
class Finding:
    """What one check found.

    name: one English word, as monitoring programs read it; says: a sentence for the administrator, without anybody's
    name; well: whether all is as it should be.
    """

    name: str
    says: str
    well: bool


# A check answers quickly: it reads what the last backup or verification wrote down, and does not do their work.
CHECKS: Slot[Callable[[], Finding]] = Slot()


def look(broken: str) -> list[Finding]:
    """Ask every check. One that fails is not well, and holds none of the others up; broken is then what it says."""
    return [_asked(check, broken) for check in CHECKS]


def _asked(check: Callable[[], Finding], broken: str) -> Finding:
    try:
        return check()
    except Exception as error:  # whatever is wrong, the others are still asked
        db.session.rollback()
        note(error, f"the health check {check.__name__} failed")
        return Finding(check.__name__, broken, well=False)
