"""Reproducing a release from its source data while they exist: equal, which figures differ, or source gone."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from competence.analytics import queries
from competence.analytics.keys.queries import limits_of
from competence.analytics.models import ReleasedFigure
from competence.analytics.pictures import Picture, Told
from competence.analytics.releasing import Closing
from competence.cycles.models import Cycle
from competence.privacy.anonymity.figures import Mean

Line: TypeAlias = tuple[object, ...]


@dataclass
class Verdict:
    """What became of each competence of a release, by its code."""

    equal: list[str] = field(default_factory=list)
    differing: dict[str, list[str]] = field(default_factory=dict)  # with the groups and measures that differ
    gone: list[str] = field(default_factory=list)  # somebody who stood behind it was erased, or what they said was


def verify(cycle: Cycle) -> Verdict:
    """Work a released round out again, and compare it with what was written. Writes nothing."""
    verdict = Verdict()
    written = queries.written(cycle)
    standing = queries.standing_behind(cycle)
    for competence, own, leaders in Closing(cycle, limits_of(cycle)).pictures():
        code = competence.code
        found = {_told(one) for one in (*own.told, *leaders.told)}
        kept = {_kept(one) for one in written.pop(code, ())}
        if found == kept:
            verdict.equal.append(code)
        elif _is_gone(own, standing.get((code, False), [])) or _is_gone(leaders, standing.get((code, True), [])):
            verdict.gone.append(code)
        else:
            verdict.differing[code] = sorted({_named(line) for line in found ^ kept})
    verdict.gone += sorted(written)
    return verdict


def _is_gone(picture: Picture, standing: list[int | None]) -> bool:
    """Whether somebody stood behind a figure whose answer is not there any more."""
    there = picture.whole.members if picture.whole else frozenset()
    return any(person is None or person not in there for person in standing)


def _told(one: Told) -> Line:
    value, end = (one.mean.value, one.mean.end.name) if isinstance(one.mean, Mean) else (None, one.mean.name)
    shares = tuple((share.first, share.last, share.percent, share.end) for share in one.shares)
    return _line(one, " ".join(sorted(one.units)).strip(), value, end, shares)


def _kept(one: ReleasedFigure) -> Line:
    end = one.mean_hidden.name if one.mean_hidden else one.mean_end.name
    shares = tuple((share.first, share.last, share.percent, share.end) for share in one.shares)
    return _line(one, one.group.units, one.mean, end, shares)


def _line(one: Told | ReleasedFigure, units: str, value: Decimal | None, end: str, shares: Line) -> Line:
    kind = one.kind if isinstance(one, Told) else one.group.kind
    return one.measure.name, units, kind, one.depth, one.people, value, end, shares, one.shares_hidden, one.required


def _named(line: Line) -> str:
    return f"{line[0]} {line[1]}".strip()
