"""Astrid's things as far as the trail goes: a glass broken for her, what stands behind it, and a time to look into."""

from collections.abc import Callable

from competence.db import db
from competence.people.glass.models import Glass
from competence.people.glass.rules import LASTS
from competence.web.clock import now
from tests.acting import opened_mirror
from tests.cast import Cast
from tests.house.thing import Thing


def broken(cast: Cast) -> Glass:
    """Carla has just broken the glass for Astrid."""
    glass = Glass(
        actor_id=cast.carla.id, subject_id=cast.astrid.id, reason="Grund nok.", opened_at=now(), ends_at=now() + LASTS
    )
    db.session.add(glass)
    db.session.flush()
    return glass


def _mirror(cast: Cast) -> Thing:
    broken(cast)
    return Thing({"pid": opened_mirror(cast, None, {1: (4, 3)}).mirror.pid})


TRAIL: dict[str, Callable[[Cast], Thing]] = {
    "glass Carla broke": lambda cast: Thing({"pid": broken(cast).pid}),
    "mirror behind glass": _mirror,
    "person in a time": lambda cast: Thing(
        {"pid": cast.astrid.pid, "start": "2026-11-01T00:00", "end": "2026-11-30T23:59"}
    ),
}
