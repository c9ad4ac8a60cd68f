"""What HR reads behind broken glass, and for whom they may never break it: everything not said here stays refused."""

from dataclasses import dataclass, field, replace

import pytest

from competence.access.actor import Actor, Role
from competence.access.permissions import MayConversation, MayGlass, MayMirror, MayPlan, MayView
from competence.access.policy import POLICY, STEP_UP, permits
from competence.people.glass.rules import (
    ForOneself,
    InHr,
    Near,
    NoGlass,
    ReasonTooLong,
    ReasonTooShort,
    TooNear,
    check_near,
    checked_reason,
)

ASTRID, ASGER, BO, CARLA = range(1, 5)
HR = frozenset({Role.HR})
WITH_GLASS, WITHOUT = Actor(CARLA, HR, glass=frozenset({ASTRID})), Actor(CARLA, HR)
FAR = Near(CARLA, ASTRID, frozenset({10}), frozenset({20}), frozenset({30}), frozenset(), subject_is_hr=False)


class Anything:
    """A thing about which every fact the policy could ask is true, whoever asks, but that it is somebody's own."""

    subject_id = ASTRID
    actor_id = CARLA

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name.endswith("_ids") or name in {"shared_with"}:
            return frozenset()
        if name.endswith("_id"):
            return BO
        return Anything() if name in {"mirror", "audience", "outcome", "round"} else True


@dataclass(frozen=True)
class Mirror:
    is_revealed: bool = True
    subject_id: int = ASTRID
    shared_with: frozenset[int] = frozenset({BO})


@dataclass(frozen=True)
class View:
    is_shared: bool = True
    mirror: Mirror = field(default_factory=Mirror)
    author_id: int = BO
    subject_id: int = ASTRID


@dataclass(frozen=True)
class Plan:
    is_agreed: bool = True
    leader_id: int = BO
    subject_id: int = ASTRID


@dataclass(frozen=True)
class Talk:
    is_held: bool = True
    leader_id: int = BO
    subject_id: int = ASTRID


OPEN = {
    MayMirror.READ: Mirror(),
    MayView.READ: View(),
    MayPlan.READ_AGREEMENT: Plan(),
    MayConversation.READ: Talk(),
}
STILL_CLOSED = {
    MayMirror.READ: [Mirror(is_revealed=False)],
    MayView.READ: [View(is_shared=False), View(mirror=Mirror(is_revealed=False))],
    MayPlan.READ_AGREEMENT: [Plan(is_agreed=False)],
    MayConversation.READ: [Talk(is_held=False)],
}


@pytest.mark.parametrize("permission", OPEN, ids=str)
def test_behind_the_glass_stands_what_the_two_opened_to_each_other(permission):
    assert permits(WITH_GLASS, permission, OPEN[permission])
    assert not permits(WITHOUT, permission, OPEN[permission])


@pytest.mark.parametrize("permission", OPEN, ids=str)
def test_what_they_did_not_open_stays_closed(permission):
    assert [thing for thing in STILL_CLOSED[permission] if permits(WITH_GLASS, permission, thing)] == []


@pytest.mark.parametrize("permission", OPEN, ids=str)
def test_it_opens_one_person_and_nobody_else(permission):
    assert not permits(WITH_GLASS, permission, replace(OPEN[permission], subject_id=ASGER))


@pytest.mark.parametrize("permission", OPEN, ids=str)
def test_whoever_is_no_longer_hr_reads_nothing_through_it(permission):
    assert not permits(Actor(CARLA, glass=frozenset({ASTRID})), permission, OPEN[permission])


def test_it_gives_nothing_else_of_all_that_can_be_permitted():
    """Asked of a thing for which every other fact holds: only these permissions change with the glass."""
    changed = {
        permission
        for permission in POLICY
        if permits(WITH_GLASS, permission, Anything()) != permits(WITHOUT, permission, Anything())
    }
    assert changed == {*OPEN, MayGlass.READ}


def test_only_who_broke_a_glass_reads_behind_it_and_only_in_its_time():
    assert permits(WITH_GLASS, MayGlass.READ, Anything())
    assert not permits(WITHOUT, MayGlass.READ, Anything()), "its time is over"
    assert not permits(Actor(99, HR, glass=frozenset({ASTRID})), MayGlass.READ, Anything())


def test_breaking_it_asks_once_more_who_it_is():
    assert MayGlass.BREAK in STEP_UP


def test_who_is_far_enough_away_may():
    check_near(FAR)


@pytest.mark.parametrize(
    ("near", "refusal"),
    [
        ({"subject_id": CARLA}, ForOneself),
        ({"subject_units": frozenset({10, 20})}, TooNear),
        ({"actors_leaders": frozenset({ASTRID})}, TooNear),
        ({"led_by_actor": frozenset({ASTRID})}, TooNear),
        ({"subject_is_hr": True}, InHr),
    ],
)
def test_never_for_oneself_nor_those_near_nor_hr(near, refusal):
    with pytest.raises(refusal) as refused:
        check_near(replace(FAR, **near))
    assert isinstance(refused.value, NoGlass)


def test_the_reason_is_long_enough_to_say_something():
    assert checked_reason("  Fagforeningen   beder om aftalen. ") == "Fagforeningen beder om aftalen."
    for short in ("", "Fordi.", " " * 40, "a" * 19):
        with pytest.raises(ReasonTooShort):
            checked_reason(short)
    with pytest.raises(ReasonTooLong):
        checked_reason("a" * 501)
