"""The mirror page after the reveal: the views the reader may read, beside the role and beside earlier rounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from competence.access.actor import Actor
from competence.access.permissions import MayView
from competence.access.policy import permits
from competence.assessments.models import Answer, Mirror, View, Voice
from competence.assessments.queries import asking
from competence.assessments.queries.answering import Kept, kept
from competence.assessments.queries.mirrors import visible_to, whole
from competence.assessments.rules import comparing
from competence.assessments.rules.asked import Requirement
from competence.assessments.rules.comparing import AreaView, Line, Summary
from competence.assessments.rules.saying import NOTHING
from competence.db import db
from competence.feedback.queries.colleagues import ColleaguesView, colleagues_views
from competence.frameworks.models import Competence, ScaleLevel
from competence.frameworks.queries import ladders
from competence.frameworks.queries.ladders import Rung
from competence.web.clock import ends, now

ROUNDS_BESIDE = 3


@dataclass(frozen=True)
class Round:
    """An earlier mirror the reader may read: the levels of both sides, by the competence's code."""

    mirror: Mirror
    own: dict[str, int]
    leader: dict[str, int]


@dataclass(frozen=True)
class Portrait:
    """Everything the open mirror shows. sides: the views shown; a side nobody shared is not among them."""

    sides: dict[Voice, View]
    lines: Sequence[Line]
    scale: Sequence[ScaleLevel]
    summary: Summary
    areas: Sequence[AreaView]
    rounds: Sequence[Round]
    colleagues: Sequence[ColleaguesView] = ()

    @property
    def apart(self) -> list[Line]:
        """The lines seen differently, the largest difference first."""
        return comparing.differences_first(self.lines)

    @property
    def sorted(self) -> list[Line]:
        """Every line with a level, in the picture's order."""
        return comparing.by_difference(self.lines)

    @property
    def rest(self) -> list[Line]:
        """The lines that are not among the differences, in the catalogue's order."""
        return [line for line in self.lines if not line.difference and (line.own != NOTHING or line.leader != NOTHING)]

    @property
    def missing(self) -> Voice | None:
        """The side that was never shared; None where both are shown."""
        return next((voice for voice in Voice if voice not in self.sides), None)

    def ladder(self, competence: Competence) -> list[Rung]:
        """Return the levels of a competence, lowest first."""
        return ladders.ladder(competence, self.scale)

    def level(self, value: int) -> object:
        """Return the scale's name for a level."""
        return next((level.title for level in self.scale if level.value == value), value)

    def next_step(self, line: Line) -> Rung | None:
        """Return how the level above the highest view sounds; None at the top of the scale."""
        highest = max(line.levels, default=0)
        return next((rung for rung in self.ladder(line.competence) if rung.value == highest + 1), None)

    @property
    def moved(self) -> list[Line]:
        """The lines in which a level moved since the last earlier round, in the catalogue's order."""
        return [line for line in self.lines if line.has_moved]


def sides(mirror: Mirror, actor: Actor) -> dict[Voice, View]:
    """Return the views of a mirror that were shared and that the actor may read."""
    return {view.voice: view for view in mirror.views if view.is_shared and permits(actor, MayView.READ, view)}


def portrait(mirror: Mirror, actor: Actor, day: date) -> Portrait:
    """Return the open mirror as the actor may see it."""
    shown = sides(mirror, actor)
    rounds = _earlier(mirror, actor)
    lines = lines_of(mirror, shown, day, rounds[0] if rounds else None)
    scale = ladders.scale(mirror.framework_version_id)
    top = scale[-1].value if scale else 0
    return Portrait(
        shown, lines, scale, comparing.summary(lines, top), comparing.areas(lines), rounds, _colleagues(mirror, actor)
    )


def _colleagues(mirror: Mirror, actor: Actor) -> list[ColleaguesView]:
    """Return the views of colleagues who were asked between the mirror's beginning and its talk."""
    since = ends(mirror.started_on - timedelta(days=1))
    until = ends(mirror.talk_held_on) if mirror.talk_held_on else now()
    return colleagues_views(actor, mirror.subject_id, since, until)


def lines_of(mirror: Mirror, shown: dict[Voice, View], day: date, last: Round | None = None) -> list[Line]:
    """Return the lines of the mirror as these sides show it; last: the round whose levels stand beside them."""
    stored = kept([view.id for view in shown.values()])
    own, leader = (_of(shown.get(voice), stored) for voice in (Voice.SELF, Voice.LEADER))
    asked = asking.asked_in(mirror, day)
    found = ladders.competences(set(asked) | set(own) | set(leader))
    return [
        _line(place, competence, own, leader, asked.get(competence.id), last) for place, competence in enumerate(found)
    ]


def _of(view: View | None, stored: dict[int, dict[int, Kept]]) -> dict[int, Kept]:
    return {key: one for key, one in stored[view.id].items() if one.said != NOTHING} if view else {}


def _line(
    place: int,
    competence: Competence,
    own: dict[int, Kept],
    leader: dict[int, Kept],
    asked: Requirement | None,
    last: Round | None,
) -> Line:
    mine, theirs = own.get(competence.id, Kept()), leader.get(competence.id, Kept())
    return Line(
        competence=competence,
        position=place,
        own=mine.said,
        leader=theirs.said,
        role=asked.level if asked else None,
        importance=asked.importance if asked else 1,
        critical=bool(asked and asked.critical),
        own_first=mine.changed_from,
        leader_first=theirs.changed_from,
        own_earlier=last.own.get(competence.code) if last else None,
        leader_earlier=last.leader.get(competence.code) if last else None,
    )


def _earlier(mirror: Mirror, actor: Actor) -> list[Round]:
    before = visible_to(actor).where(
        Mirror.subject_id == mirror.subject_id, Mirror.id < mirror.id, Mirror.revealed_at.is_not(None)
    )
    newest = whole(before.order_by(Mirror.started_on.desc(), Mirror.id.desc()).limit(ROUNDS_BESIDE))
    found = [(one, sides(one, actor)) for one in db.session.scalars(newest).unique()]
    view_ids = [view.id for _, shown in found for view in shown.values()]
    levels = _levels(view_ids) if view_ids else {}
    return [
        Round(one, *(levels.get(shown[voice].id, {}) if voice in shown else {} for voice in (Voice.SELF, Voice.LEADER)))
        for one, shown in found
        if shown
    ]


def _levels(view_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Return the levels the views ended with, by view and the competence's code."""
    rows = db.session.execute(
        select(Answer.view_id, Competence.code, Answer.level)
        .join(Competence, Competence.id == Answer.competence_id)
        .where(Answer.view_id.in_(view_ids))
        .order_by(Answer.stage)  # FIRST before REVISED, which then stands
    )
    found: dict[int, dict[str, int | None]] = {}
    for view_id, code, level in rows:
        found.setdefault(view_id, {})[code] = level
    return {
        view_id: {code: level for code, level in levels.items() if level is not None}
        for view_id, levels in found.items()
    }
