"""Astrid's things as far as the trail goes: a glass broken for her, who sees what about her, a time to look into."""

from collections.abc import Callable

from competence.db import db
from competence.people.glass.models import Despite, Glass
from competence.people.glass.rules import LASTS
from competence.people.reviews.models import RightsReview, RightsSheet
from competence.people.reviews.parts import fingerprint, frozen
from competence.people.reviews.picture import parts_of
from competence.web.clock import now, today
from tests.acting import opened_mirror
from tests.cast import Cast
from tests.house.thing import Thing


def broken(cast: Cast, despite: Despite | None = None) -> Glass:
    """Carla has just broken the glass for Astrid."""
    glass = Glass(
        actor_id=cast.carla.id, subject_id=cast.astrid.id, reason="Grund nok.", despite=despite, opened_at=now(),
        ends_at=now() + LASTS,
    )  # fmt: skip
    db.session.add(glass)
    db.session.flush()
    return glass


def put_to(cast: Cast, *, signed: bool = False) -> RightsSheet:
    """HR has asked Bo who can see what about those he leads; he may have signed that something is not right."""
    review = RightsReview(as_of=today(), begun_at=now(), begun_by_id=cast.carla.id)
    sheet = RightsSheet(review=review, leader_id=cast.bo.id)
    db.session.add(sheet)
    db.session.flush()
    if signed:
        sheet.shown, sheet.signed_at, sheet.remarks = frozen(parts_of(sheet)), now(), "Gerda leder hende ikke mere."
        db.session.flush()
    return sheet


def _unsigned(cast: Cast) -> Thing:
    sheet = put_to(cast)
    return Thing({"pid": sheet.pid}, {"answer": "right", "seen": fingerprint(parts_of(sheet))})


def _mirror(cast: Cast, despite: Despite | None = None) -> Thing:
    broken(cast, despite)
    return Thing({"pid": opened_mirror(cast, None, {1: (4, 3)}).mirror.pid})


TRAIL: dict[str, Callable[[Cast], Thing]] = {
    "glass Carla broke": lambda cast: Thing({"pid": broken(cast).pid}),
    "mirror behind glass": _mirror,
    "a day": lambda _: Thing(form={"as_of": today().isoformat()}),
    "review": lambda cast: Thing({"pid": put_to(cast, signed=True).review.pid}),
    "review as a file": lambda cast: Thing(
        {"pid": put_to(cast, signed=True).review.pid}, {"reason": "Datatilsynet beder om den."}
    ),
    "sheet of Bo": _unsigned,
    "sheet Bo signed": lambda cast: Thing({"pid": put_to(cast, signed=True).pid}),
    "mirror behind glass with a ground": lambda cast: _mirror(cast, Despite.CONSENT),
    "person in a time": lambda cast: Thing(
        {"pid": cast.astrid.pid, "start": "2026-11-01T00:00", "end": "2026-11-30T23:59"},
        {"reason": "Vi undersøger et brud."},
    ),
}
