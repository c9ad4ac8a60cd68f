"""Things of the organisation's figures: a page of what was released, a target, and an expected retirement."""

from collections.abc import Callable

from competence.analytics.actions import publish
from competence.analytics.insight.actions import expect, set_target
from competence.analytics.insight.models import Retirement, Target
from competence.web.clock import today
from tests.cast import Cast
from tests.house.thing import Thing
from tests.make import make_cycle


def _released(cast: Cast) -> Thing:
    publish(make_cycle(cast.version, closed=True))
    return Thing({"kind": "themes", "code": "digital", "section": "change", "format_": "csv"})


def _target(cast: Cast) -> Thing:
    _released(cast)
    target = Target(theme="digital", competence_code="", level=3, percent=50, year=2028)
    set_target(cast.carla.id, target, today())
    said = {"about": "competence:c1", "level": "4", "percent": "30", "year": "2029"}
    return Thing({"number": target.id}, said)


def _retirement(cast: Cast) -> Thing:
    expected = Retirement(year=2028, leaving=12, staff=200)
    expect(cast.carla.id, expected, today())
    return Thing({"number": expected.id}, {"profile": "0", "year": "2029", "leaving": "5", "staff": "90"})


FIGURES: dict[str, Callable[[Cast], Thing]] = {
    "figures": _released,
    "a target": _target,
    "an expected retirement": _retirement,
}
