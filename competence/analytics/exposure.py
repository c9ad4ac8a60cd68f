"""Hvad kan andre regne ud om mig? The attack on one person's answers, run on everything that was ever released."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, func, literal, or_, select
from sqlalchemy.orm import contains_eager

from competence.analytics import queries
from competence.analytics.measures import Kind, Measure, Seat, seats_of, tree_of
from competence.analytics.models import LedgerMember, LedgerRow, Release, ReleasedFigure, ReleasedGroup
from competence.cycles.models import Cycle
from competence.db import db
from competence.frameworks.models import Competence
from competence.privacy.anonymity.attacks import open_levels, open_to_a_colleague
from competence.privacy.anonymity.figures import Mean, people_band
from competence.privacy.anonymity.limits import Rules
from competence.web.clock import day_of


@dataclass(frozen=True)
class Exposure:
    """What a round's figures leave open about somebody.

    competences: in how many figures they stand. whole: of how many of these an outsider can rule out no level.
    outsider, colleague: the fewest levels left open. people: how many the smallest group holds, in the band released.
    """

    title: str
    closed_at: datetime
    competences: int
    whole: int
    outsider: int
    colleague: int
    people: str


@dataclass(frozen=True)
class _Row:
    """That a person stands behind the figures of a competence: in how large a group by unit, and by profile."""

    release: Release
    code: str
    people: int
    in_profile: int


def exposures(person_id: int) -> list[Exposure]:
    """Return what can be worked out about a person, round by round, the latest first; none of rounds without them.

    It reads what was released and who stood behind it, and nobody's answers.
    """
    rows = _rows_of(person_id)
    releases = list(dict.fromkeys(row.release for row in rows))
    seats = _seats(person_id, releases)
    means = _means_around(seats)
    found = []
    for release in releases:
        own = [row for row in rows if row.release is release]
        left = [_left(row, means) for row in own]
        outside, inside = [len(one) for one, _ in left], [len(other) for _, other in left]
        found.append(
            Exposure(
                release.cycle.title, release.released_at, len(own), outside.count(release.high - release.low + 1),
                min(outside), min(inside), people_band(min(row.people for row in own)),
            )
        )  # fmt: skip
    return found


def _left(row: _Row, means: dict[tuple[int, str, Kind], Mean]) -> tuple[frozenset[int], frozenset[int]]:
    """Intersect what the means of the unit's and of the profile's group leave open, to an outsider and a colleague."""
    release = row.release
    rules = Rules(release.low, release.high, release.k, release.unit_floor, release.shares_floor)
    outside = inside = frozenset(range(rules.low, rules.high + 1))
    for kind, people in ((Kind.UNITS, row.people), (Kind.PROFILES, row.in_profile)):
        mean = means.get((release.cycle_id, row.code, kind))
        if mean is not None and people:
            outside &= open_levels(mean, people, rules)
            inside &= open_to_a_colleague(mean, people, rules)
    return outside, inside


def _rows_of(person_id: int) -> list[_Row]:
    mine = select(LedgerMember.row_id, LedgerMember.profile_row_id, LedgerRow.competence_code, Release)
    mine = mine.join(LedgerRow, LedgerRow.id == LedgerMember.row_id).join(
        Release, Release.cycle_id == LedgerRow.release_id
    )
    own = mine.join(Release.cycle).where(LedgerMember.person_id == person_id, LedgerRow.leaders.is_(False))
    own = own.order_by(Cycle.closed_at.desc(), Cycle.id.desc()).options(contains_eager(Release.cycle))
    rows = db.session.execute(own).all()
    people: Counter[int] = Counter()
    for column, ids in (
        (LedgerMember.row_id, {row_id for row_id, *_ in rows}),
        (LedgerMember.profile_row_id, {profile_id for _, profile_id, *_ in rows if profile_id}),
    ):
        counted = select(column, func.count()).where(column.in_(ids)).group_by(column)
        people.update({row_id: number for row_id, number in db.session.execute(counted) if row_id is not None})
    return [_Row(release, code, people[row_id], people[profile_id or 0]) for row_id, profile_id, code, release in rows]


def _seats(person_id: int, releases: Sequence[Release]) -> dict[Release, Seat]:
    """Return where the person counted at each close."""
    if not releases:
        return {}
    units = queries.units()
    codes = {unit.id: unit.code for unit in units}
    parents = {unit.code: codes.get(unit.parent_id) if unit.parent_id else None for unit in units}
    days = {release: day_of(release.released_at) for release in releases}
    places = queries.places(max(days.values()), person_id)
    return {
        release: seats_of([person_id], places, tree_of(parents, {unit.code for unit in units if unit.holds(day)}), day)[
            person_id
        ]
        for release, day in days.items()
    }


def _means_around(seats: dict[Release, Seat]) -> dict[tuple[int, str, Kind], Mean]:
    """Return the mean level of the smallest group around each seat, by release, competence and kind."""
    around: list[ColumnElement[bool]] = []
    for release, seat in seats.items():
        for kind, code in ((Kind.UNITS, seat.unit), (Kind.PROFILES, seat.profile)):
            named = (literal(" ") + ReleasedGroup.units + literal(" ")).contains(f" {code} ", autoescape=True)
            around.append(and_(ReleasedGroup.release_id == release.cycle_id, ReleasedGroup.kind == kind, named))
    query = select(ReleasedFigure, Competence.code).join(ReleasedFigure.group).join(ReleasedFigure.competence)
    query = query.where(
        or_(false(), *around), ReleasedFigure.measure == Measure.LEVEL, ReleasedFigure.mean.is_not(None)
    )
    found = {}
    for figure, code in db.session.execute(
        query.order_by(ReleasedFigure.depth).options(contains_eager(ReleasedFigure.group))
    ):
        if figure.mean is not None:
            found[figure.group.release_id, code, figure.group.kind] = Mean(figure.mean, figure.mean_end)
    return found
