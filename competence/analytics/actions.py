"""Releasing a round's group numbers: once, when it closes, from what was shared before, and never again."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import Table, insert

from competence.analytics import queries
from competence.analytics.keys.queries import limits_of
from competence.analytics.labels import Names, label_of_profiles
from competence.analytics.measures import Audience, Kind
from competence.analytics.models import LedgerMember, LedgerRow, Release, ReleasedFigure, ReleasedGroup, ReleasedShare
from competence.analytics.pictures import Picture, Told
from competence.analytics.releasing import Closing
from competence.cycles.models import Cycle
from competence.db import Model, db
from competence.frameworks.models import Competence
from competence.privacy.anonymity.figures import End, Mean, people_band
from competence.privacy.anonymity.limits import Person
from competence.privacy.anonymity.units import Group, Units
from competence.web.refusals import Conflict

# Rows by the thousand are written past the objects they will be read as.
FIGURES, SHARES, ROWS = (Model.metadata.tables[one.__tablename__] for one in (ReleasedFigure, ReleasedShare, LedgerRow))


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
    db.session.add(release)
    writer = _Writer(release, closing)
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
        self._names = Names(closing.tree, closing.titles, closing.staffed)
        self._groups: dict[tuple[Kind, Units], ReleasedGroup] = {}

    def write(self, competence: Competence, told: Sequence[Told]) -> None:
        """Write all there is to say about one competence."""
        groups = [self._group(one.kind, one.units) for one in told]
        db.session.flush()
        pairs = zip(told, groups, strict=True)
        rows = [self._figure(competence.id, group.id, one) for one, group in pairs]
        shares = [
            {"figure_id": number, "first": one.first, "last": one.last, "percent": one.percent, "end": one.end}
            for number, figure in zip(_written(FIGURES, rows), told, strict=True)
            for one in figure.shares
        ]
        if shares:
            db.session.execute(insert(SHARES), shares)

    def enter(self, competence_code: str, picture: Picture, *, leaders: bool = False) -> None:
        """Enter every group in the ledger; a person stands in the innermost row by unit, and in the profile's."""
        if picture.whole is None:
            return
        common = {"release_id": self._release.cycle_id, "competence_code": competence_code, "leaders": leaders}
        by_profile = _written(ROWS, [{**common, "kind": Kind.PROFILES, "parent_id": None}] * len(picture.profiles))
        profile_row: dict[Person, int] = {}
        for row_id, group in zip(by_profile, picture.profiles, strict=True):
            profile_row |= dict.fromkeys(group.members, row_id)
        level: list[tuple[Group, int | None]] = [(picture.whole, None)]
        while level:
            ids = _written(ROWS, [{**common, "kind": Kind.UNITS, "parent_id": parent} for _, parent in level])
            rows = [(group, row_id) for (group, _), row_id in zip(level, ids, strict=True)]
            db.write(
                LedgerMember,
                ("row_id", "profile_row_id", "person_id"),
                (
                    (row_id, profile_row.get(person), person)
                    for group, row_id in rows
                    if not group.parts
                    for person in sorted(group.members, key=str)
                ),
            )
            level = [(part, row_id) for group, row_id in rows for part in group.parts]

    def _figure(self, competence_id: int, group_id: int, told: Told) -> dict[str, object]:
        shown = told.mean if isinstance(told.mean, Mean) else None
        return {
            "group_id": group_id, "competence_id": competence_id, "measure": told.measure, "depth": told.depth,
            "people": told.people, "mean": shown and shown.value, "mean_end": shown.end if shown else End.EXACT,
            "mean_hidden": None if shown else told.mean, "shares_hidden": told.shares_hidden, "required": told.required,
        }  # fmt: skip

    def _group(self, kind: Kind, units: Units) -> ReleasedGroup:
        key = kind, tuple(sorted(units))
        if key not in self._groups:
            group = ReleasedGroup(release_id=self._release.cycle_id, kind=kind, units=" ".join(key[1]).strip())
            if kind is Kind.UNITS:
                group.label = self._names.of(key[1])
            else:
                group.label = label_of_profiles(key[1], self._profile_titles)
            db.session.add(group)
            self._groups[key] = group
        return self._groups[key]


def _written(table: Table, rows: list[dict[str, object]]) -> Sequence[int]:
    """Write rows, and return their ids in the same order."""
    written = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return db.session.execute(written, rows).scalars().all() if rows else ()


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
