"""Releasing a round's group numbers: once, when it closes, from what was shared before, and never again."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from competence.analytics import queries
from competence.analytics.keys.queries import limits_of
from competence.analytics.labels import label_of_profiles
from competence.analytics.measures import Audience, Kind
from competence.analytics.models import (
    LedgerMember,
    LedgerRow,
    Release,
    ReleasedFigure,
    ReleasedGroup,
    ReleasedPart,
    ReleasedShare,
    ReleasedUnit,
)
from competence.analytics.pictures import Picture, Told
from competence.analytics.releasing import Closing
from competence.cycles.models import Cycle
from competence.db import db
from competence.frameworks.models import Competence
from competence.privacy.anonymity.figures import End, Mean, people_band
from competence.privacy.anonymity.limits import Person
from competence.privacy.anonymity.units import Group, Units
from competence.web.refusals import Conflict

FIGURE = (
    "id", "group_id", "competence_id", "measure", "depth", "people", "mean", "mean_end", "mean_hidden", "shares_hidden",
    "required",
)  # fmt: skip
ROW = ("id", "parent_id", "kind", "release_id", "competence_code", "leaders")


class AlreadyReleased(Conflict):
    message = _l("Rundens tal er allerede regnet ud. De regnes aldrig om.")


class RoundStillOpen(Conflict):
    message = _l("Rundens tal regnes først ud, når den er lukket.")


def publish(cycle: Cycle) -> Release:
    """Write the release of a round that closes: every figure that may be shown, and the ledger's rows behind them.

    Raises RoundStillOpen, and AlreadyReleased the second time: what was released is never computed anew.
    """
    if cycle.closed_at is None:
        raise RoundStillOpen
    if queries.is_released(cycle):
        raise AlreadyReleased
    limits = limits_of(cycle)
    closing = Closing(cycle, limits)
    release = _empty_release(cycle, closing, limits.audience)
    with db.looked_up_by_index():
        db.session.add(release)
        db.session.flush()
        writer = _Writer(release, closing)
        writer.keep_units()
        for competence, own, leaders in closing.pictures():
            writer.write(competence, (*own.told, *leaders.told))
            writer.enter(competence.code, own)
            writer.enter(competence.code, leaders, leaders=True)
        db.session.flush()
    return release


class _Writer:
    """Writes what is told of each competence into a release."""

    def __init__(self, release: Release, closing: Closing) -> None:
        self._release = release
        self._profile_titles = queries.profile_titles()
        self._organisation = closing.organisation
        self._groups: dict[tuple[Kind, Units], ReleasedGroup] = {}
        self._new: list[tuple[Kind, Units]] = []

    def keep_units(self) -> None:
        """Write the units as they stand at the close."""
        units = self._organisation.parts.busy().items()
        rows = ((self._release.cycle_id, unit, parent) for unit, parent in units)
        db.write(ReleasedUnit, ("release_id", "code", "parent"), rows)

    def write(self, competence: Competence, told: Sequence[Told]) -> None:
        """Write all there is to say about one competence."""
        groups = [self._group(one.kind, one.units) for one in told]
        db.session.flush()
        self._place()
        numbers = db.numbers(ReleasedFigure, len(told))
        db.write(
            ReleasedFigure,
            FIGURE,
            (
                (number, group.id, competence.id, *_columns(one))
                for number, group, one in zip(numbers, groups, told, strict=True)
            ),
        )
        db.write(
            ReleasedShare,
            ("figure_id", "first", "last", "percent", "end"),
            (
                (number, one.first, one.last, one.percent, one.end)
                for number, figure in zip(numbers, told, strict=True)
                for one in figure.shares
            ),
        )

    def _place(self) -> None:
        """Write from which units, or role profiles, new groups are found."""
        rows = []
        for kind, units in self._new:
            found = self._organisation.parts.of(units) if kind is Kind.UNITS else dict.fromkeys(units, len(units) == 1)
            rows += [(self._groups[kind, units].id, code, alone) for code, alone in found.items() if code]
        db.write(ReleasedPart, ("group_id", "code", "alone"), rows)
        self._new.clear()

    def enter(self, competence_code: str, picture: Picture, *, leaders: bool = False) -> None:
        """Enter every group in the ledger; a person stands in the innermost row by unit, and in the profile's."""
        if picture.whole is None:
            return
        entered = len(picture.profiles) + sum(1 for _ in picture.whole.walk())
        numbers = iter(db.numbers(LedgerRow, entered))
        rows: list[tuple[int, int | None, Kind]] = []
        members: list[tuple[int, int | None, Person]] = []
        by_profile: dict[Person, int] = {}
        for group in picture.profiles:
            number = next(numbers)
            rows.append((number, None, Kind.PROFILES))
            by_profile |= dict.fromkeys(group.members, number)
        within: list[tuple[Group, int | None]] = [(picture.whole, None)]
        for group, parent in within:
            number = next(numbers)
            rows.append((number, parent, Kind.UNITS))
            within += [(part, number) for part in group.parts]
            if not group.parts:
                members += [(number, by_profile.get(one), one) for one in sorted(group.members, key=str)]
        common = self._release.cycle_id, competence_code, leaders
        db.write(LedgerRow, ROW, ((*row, *common) for row in rows))
        db.write(LedgerMember, ("row_id", "profile_row_id", "person_id"), members)

    def _group(self, kind: Kind, units: Units) -> ReleasedGroup:
        key = kind, tuple(sorted(units))
        if key not in self._groups:
            group = ReleasedGroup(release_id=self._release.cycle_id, kind=kind, units=" ".join(key[1]).strip())
            if kind is Kind.UNITS:
                group.label = self._organisation.names.of(key[1])
            else:
                group.label = label_of_profiles(key[1], self._profile_titles)
            db.session.add(group)
            self._groups[key] = group
            self._new.append(key)
        return self._groups[key]


def _columns(told: Told) -> tuple[object, ...]:
    shown = told.mean if isinstance(told.mean, Mean) else None
    mean = (shown.value, shown.end, None) if shown else (None, End.EXACT, told.mean)
    return told.measure, told.depth, told.people, *mean, told.shares_hidden, told.required


def _empty_release(cycle: Cycle, closing: Closing, audience: Audience) -> Release:
    people, rules = len(closing.people), closing.rules
    return Release(
        cycle_id=cycle.id,
        cycle=cycle,
        released_at=cycle.closed_at,
        people=people_band(people) if people >= rules.k else "",
        low=rules.low,
        high=rules.high,
        k=rules.k,
        unit_floor=rules.unit_floor,
        shares_floor=rules.shares_floor,
        audience=audience,
    )
