"""Hvad kan andre regne ud om mig? The attack on one person's answers, run on everything that was ever released."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import ColumnElement, and_, false, func, literal, or_, select
from sqlalchemy.orm import contains_eager, subqueryload

from competence.analytics import queries
from competence.analytics.measures import Audience, Kind, Measure
from competence.analytics.models import LedgerMember, LedgerRow, Release, ReleasedFigure, ReleasedGroup, ReleasedShare
from competence.analytics.places import Seat, seats_of, tree_of
from competence.cycles.models import Cycle
from competence.db import db
from competence.frameworks.models import Competence
from competence.people.queries import parents
from competence.privacy.anonymity.attacks import fewest_of_any, open_levels, open_to_a_colleague
from competence.privacy.anonymity.figures import BANDS, End, Mean, people_band
from competence.privacy.anonymity.limits import Rules
from competence.web.clock import day_of


@dataclass(frozen=True)
class Exposure:
    """What a round's figures leave open about somebody.

    competences: in how many figures they stand. whole: of how many of these an outsider can rule out no level.
    outsider, colleague: the fewest levels left open. people: how many the smallest group holds, in the band released.
    others: how many figures tell of their importance, their wish or whether they are where their role asks;
    others_open: in how many of these neither an outsider nor a colleague can rule anything out. audience: who may see
    the figures, and so is an outsider or a colleague at all.
    """

    title: str
    closed_at: datetime
    competences: int
    whole: int
    outsider: int
    colleague: int
    people: str
    others: int
    others_open: int
    audience: Audience


@dataclass(frozen=True)
class _Row:
    """That a person stands behind the figures of a competence: in how large a group by unit, and by profile."""

    release: Release
    code: str
    people: int
    in_profile: int


@dataclass
class Near:
    """The mean of the smallest group that has one, and the shares of the smallest that has some, in which band."""

    mean: Mean | None = None
    shares: Sequence[ReleasedShare] = ()
    people: str = ""

    def number(self, rules: Rules) -> int:
        """Return how many stand behind the shares at least, oneself included; of fewer more can be ruled out."""
        return max([rules.shares_floor + 1, *(least for least, band in BANDS if band == self.people)])


OTHERS = (Measure.IMPORTANCE, Measure.WISH, Measure.REQUIREMENT)
Around: TypeAlias = dict[tuple[int, str, Kind, Measure], Near]


def exposures(person_id: int) -> list[Exposure]:
    """Return what can be worked out about a person, round by round, the latest first; none of rounds without them.

    It reads what was released and who stood behind it, and nobody's answers.
    """
    rows = _rows_of(person_id)
    releases = list(dict.fromkeys(row.release for row in rows))
    seats = _seats(person_id, releases)
    around = _around(seats)
    found = []
    for release in releases:
        own = [row for row in rows if row.release is release]
        left = [_left(row, around) for row in own]
        outside, inside = [len(one) for one, _ in left], [len(other) for _, other in left]
        others = [is_open for row in own for is_open in _others(row, around)]
        found.append(
            Exposure(
                release.cycle.title, release.released_at, len(own), outside.count(release.high - release.low + 1),
                min(outside), min(inside), people_band(min(row.people for row in own)),
                len(others), others.count(True), release.audience,
            )
        )  # fmt: skip
    return found


def _left(row: _Row, around: Around) -> tuple[frozenset[int], frozenset[int]]:
    """Intersect what the means and shares of the unit's and of the profile's group leave open of the level.

    To an outsider and to a colleague.
    """
    rules = row.release.rules
    outside = inside = frozenset(range(rules.low, rules.high + 1))
    for kind, people in ((Kind.UNITS, row.people), (Kind.PROFILES, row.in_profile)):
        told = around.get((row.release.cycle_id, row.code, kind, Measure.LEVEL), Near())
        if told.mean is not None and people:
            outside &= open_levels(told.mean, people, rules)
            inside &= open_to_a_colleague(told.mean, people, rules)
        if told.shares:
            fewest = fewest_of_any(told.shares, told.number(rules))
            rare = frozenset(
                level for one in told.shares if one.end is End.OR_LOWER for level in range(one.first, one.last + 1)
            )
            outside -= rare if fewest < 1 else frozenset()
            inside -= rare if fewest < 2 else frozenset()
    return outside, inside


def _others(row: _Row, around: Around) -> Iterator[bool]:
    """Say of each figure beside the level whether it rules anything out about somebody behind it."""
    rules = row.release.rules
    for kind, people in ((Kind.UNITS, row.people), (Kind.PROFILES, row.in_profile)):
        for measure in OTHERS:
            told = around.get((row.release.cycle_id, row.code, kind, measure), Near())
            if told.mean is not None and people:
                yield len(open_to_a_colleague(told.mean, people, rules.of_three)) == 3
            elif told.shares:
                yield fewest_of_any(told.shares, told.number(rules)) > 1


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
    above = parents(units)
    days = {release: day_of(release.released_at) for release in releases}
    places = queries.places(max(days.values()), person_id)
    return {
        release: seats_of([person_id], places, tree_of(above, {unit.code for unit in units if unit.holds(day)}), day)[
            person_id
        ]
        for release, day in days.items()
    }


def _around(seats: dict[Release, Seat]) -> Around:
    """Return what is told of the smallest groups around each seat, by release, competence, kind and measure."""
    groups: list[ColumnElement[bool]] = []
    for release, seat in seats.items():
        for kind, code in ((Kind.UNITS, seat.unit), (Kind.PROFILES, seat.profile)):
            named = (literal(" ") + ReleasedGroup.units + literal(" ")).contains(f" {code} ", autoescape=True)
            groups.append(and_(ReleasedGroup.release_id == release.cycle_id, ReleasedGroup.kind == kind, named))
    query = select(ReleasedFigure, Competence.code).join(ReleasedFigure.group).join(ReleasedFigure.competence)
    query = query.where(or_(false(), *groups)).order_by(ReleasedFigure.depth)
    found: Around = {}
    for figure, code in db.session.execute(
        query.options(contains_eager(ReleasedFigure.group), subqueryload(ReleasedFigure.shares))
    ):
        near = found.setdefault((figure.group.release_id, code, figure.group.kind, figure.measure), Near())
        if figure.mean is not None:
            near.mean = Mean(figure.mean, figure.mean_end)
        if figure.shares:
            near.shares, near.people = figure.shares, figure.people
    return found
