"""Releasing a round's group numbers: once, when it closes, from what was shared before, and never again."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from flask_babel import lazy_gettext as _l
from sqlalchemy import insert

from competence.analytics import measures, queries
from competence.analytics.labels import label_of
from competence.analytics.models import LedgerMember, LedgerRow, Release, ReleasedFigure, ReleasedGroup, ReleasedShare
from competence.assessments.queries.figures import contributions, respondents, shared_with
from competence.cycles.models import Cycle
from competence.db import db
from competence.frameworks.models import Competence
from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.figures import Figure, people_band
from competence.privacy.anonymity.limits import Hidden, Person, Rules
from competence.privacy.anonymity.units import Group
from competence.web.clock import day_of
from competence.web.refusals import Conflict


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
    answers: dict[str, dict[Person, int]] = defaultdict(dict)
    for given in contributions(cycle):
        answers[given.competence][given.person_id] = given.level
    closing = _Closing(cycle)
    for competence in queries.competences_of(cycle):
        if answers[competence.code] or not competence.retired:  # that nobody answered is hidden like that few did
            closing.write(competence, answers[competence.code])
    db.session.flush()
    return closing.release


class _Closing:
    """The house as it stands when the round closes, and the release that is being written."""

    def __init__(self, cycle: Cycle) -> None:
        levels = [level.value for level in cycle.framework_version.levels]
        self.rules = Rules(low=min(levels), high=max(levels))
        self.release = _empty_release(cycle, self.rules)
        db.session.add(self.release)
        day = day_of(self.release.released_at)
        units, places = queries.units(), queries.places(day)
        codes = {unit.id: unit.code for unit in units}
        parents = {unit.code: codes.get(unit.parent_id) if unit.parent_id else None for unit in units}
        people = respondents(cycle)
        self.tree = measures.tree_of(parents, {unit.code for unit in units if unit.holds(day)})
        self.places = measures.places_of(people, places, self.tree, day)
        self.knowledge = Knowledge(measures.viewers_of(people, [*queries.may_know(day), *shared_with(cycle)]))
        self.titles = {unit.code: unit.title for unit in units}
        self.staffed = {place.unit for place in places if place.valid_to is None or place.valid_to >= day}
        self.groups: dict[tuple[str, ...], ReleasedGroup] = {}

    def write(self, competence: Competence, answers: Mapping[Person, int]) -> None:
        """Write all there is to say about one competence."""
        question = (competence.code, str(self.release.cycle_id))
        shown = measures.picture(
            answers, self.places, self.tree, self.knowledge, self.rules, queries.ledger_of(competence.code), question
        )
        if isinstance(shown, Hidden):
            whole = ReleasedFigure(group=self._group(tuple(self.tree)), depth=0, mean_hidden=shown.reason)
            whole.competence, whole.shares_hidden = competence, shown.reason
            db.session.add(whole)
            return
        whole_house = shown[0].group
        depths = dict(_depths(whole_house))
        db.session.add_all(self._figure(figure, competence, depths[figure.group.units]) for figure in shown)
        self._enter(competence.code, whole_house)

    def _figure(self, figure: Figure, competence: Competence, depth: int) -> ReleasedFigure:
        row = ReleasedFigure(
            group=self._group(figure.group.units), competence=competence, depth=depth, people=figure.people
        )
        row.mean, row.mean_end = figure.mean.value, figure.mean.end
        if isinstance(figure.shares, Hidden):
            row.shares_hidden = figure.shares.reason
        else:
            row.shares = [
                ReleasedShare(first=share.first, last=share.last, percent=share.percent, end=share.end)
                for share in figure.shares
            ]
        return row

    def _group(self, units: tuple[str, ...]) -> ReleasedGroup:
        key = tuple(sorted(units))
        if key not in self.groups:
            label = label_of(key, self.tree, self.titles, self.staffed)
            self.groups[key] = ReleasedGroup(release_id=self.release.cycle_id, units=" ".join(key).strip(), label=label)
            db.session.add(self.groups[key])
        return self.groups[key]

    def _enter(self, competence_code: str, whole: Group) -> None:
        """Enter every group in the ledger; a person stands in the innermost row only."""
        rows = list(self._rows(competence_code, whole, None))
        db.session.add_all(row for row, _ in rows)
        db.session.flush()
        members = [
            {"row_id": row.id, "person_id": person}
            for row, group in rows
            if not group.parts
            for person in sorted(group.members, key=str)
        ]
        db.session.execute(insert(LedgerMember), members)

    def _rows(self, code: str, group: Group, parent: LedgerRow | None) -> Iterator[tuple[LedgerRow, Group]]:
        row = LedgerRow(release_id=self.release.cycle_id, competence_code=code, parent=parent)
        yield row, group
        for part in group.parts:
            yield from self._rows(code, part, row)


def _empty_release(cycle: Cycle, rules: Rules) -> Release:
    number = len(respondents(cycle))
    return Release(
        cycle_id=cycle.id,
        cycle=cycle,
        released_at=cycle.closed_at,
        people=people_band(number) if number >= rules.k else "",
        low=rules.low,
        high=rules.high,
        k=rules.k,
        unit_floor=rules.unit_floor,
        shares_floor=rules.shares_floor,
    )


def _depths(group: Group, depth: int = 0) -> Iterator[tuple[tuple[str, ...], int]]:
    yield group.units, depth
    for part in group.parts:
        yield from _depths(part, depth + 1)
