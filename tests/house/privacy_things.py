"""What rows of access.csv about Mine data, erasing and holding back are about."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from competence.db import db
from competence.people.queries import employments_of
from competence.privacy.correcting.models import Correction
from competence.privacy.erasure.models import ErasureRequest, LegalHold
from competence.web.clock import now, today
from tests.cast import Cast
from tests.house.thing import Thing
from tests.make import make_restriction


def _kept(row: Any, **form: str) -> Thing:
    db.session.add(row)
    db.session.flush()
    return Thing({"pid": row.pid}, form)


def _correction(cast: Cast, *, to_hr: bool) -> Thing:
    keeper = None if to_hr else cast.bo.id
    name = "employment" if to_hr else "plan"
    row = Correction(
        person_id=cast.astrid.id, kept_in=name, kept_key="1", text="Nej.", at=now(), keeper_id=keeper
    )  # fmt: skip
    return _kept(row)


def _erasure(cast: Cast) -> Thing:
    asked = ErasureRequest(person_id=cast.ditte.id, asked_by_id=cast.freja.id, asked_at=now(), reason="Ønsker det.")
    return _kept(asked, version="1", answer="Der er en sag.")


def _hold(cast: Cast) -> Thing:
    return _kept(LegalHold(person_id=cast.ditte.id, reason="En sag", placed_at=now() - timedelta(days=1)))


def _restriction(cast: Cast) -> Thing:
    row = make_restriction(cast.astrid)
    return Thing({"pid": row.pid}, {"on": str(today() + timedelta(days=8)), "reason": "Det er rettet."})


PRIVACY: dict[str, Callable[[Cast], Thing]] = {
    "her employment row": lambda cast: Thing(
        {"table": "employment", "key": str(employments_of(cast.astrid)[0].id)}, {"text": "Det er ikke min enhed."}
    ),
    "her correction": lambda cast: _correction(cast, to_hr=False),
    "her correction to HR": lambda cast: _correction(cast, to_hr=True),
    "erasure of Ditte": _erasure,
    "hold on Ditte": _hold,
    "restriction of hers": _restriction,
    "ground": lambda cast: Thing(form={"ground": "OBJECTED", "words": "Jeg har skrevet til jer."}),
    "Ditte to erase": lambda cast: Thing(form={"email": cast.ditte.email, "reason": "Hun har bedt om det."}),
}
