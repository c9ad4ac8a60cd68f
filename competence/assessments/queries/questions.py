"""The answering page: the competences asked about, in their areas, each with what its author has said so far."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby

from competence.assessments.models import View
from competence.assessments.queries import asking
from competence.assessments.queries.answering import Earlier, Kept, earlier_answers, kept
from competence.assessments.rules.asked import Requirement
from competence.assessments.rules.saying import NOTHING, Row, Said
from competence.frameworks.models import Area, Competence, ScaleLevel
from competence.frameworks.queries import ladders
from competence.frameworks.queries.ladders import Rung, ladder


@dataclass(frozen=True)
class Question:
    """One competence on the answering page.

    said: what the fields show; version and was: what the form carries, so that nothing newer is overwritten.
    theirs: what is stored now, where it was changed elsewhere meanwhile; unsaved: the fields hold words not saved yet.
    """

    competence: Competence
    said: Said = NOTHING
    version: int = 0
    was: str = ""
    saved_at: datetime | None = None
    carried: bool = False
    asked: Requirement | None = None
    first: Said | None = None
    earlier: Earlier | None = None
    may_carry: bool = False
    theirs: Said | None = None
    unsaved: bool = False

    def holding(self, row: Row, theirs: Said | None, version: int) -> "Question":
        """Return the question with words in its fields that are not saved."""
        return replace(self, said=row.said, version=version, theirs=theirs, unsaved=True)


@dataclass(frozen=True)
class Questions:
    """The whole page: areas with their questions, the scale, and what else may be added."""

    groups: Sequence[tuple[Area, Sequence[Question]]]
    scale: Sequence[ScaleLevel]
    offered: Sequence[Competence] = field(default=())

    def ladder(self, competence: Competence) -> list[Rung]:
        """Return the levels of a competence, lowest first; without a sentence of its own the level's meaning stands."""
        return ladder(competence, self.scale)

    @property
    def all(self) -> list[Question]:
        """Every question, in the page's order."""
        return [question for _, questions in self.groups for question in questions]

    @property
    def total(self) -> int:
        """How many are asked about; what one adds is extra."""
        return sum(question.asked is not None for question in self.all)

    @property
    def done(self) -> int:
        """How many of those are answered."""
        return sum(question.asked is not None and question.said.is_given for question in self.all)

    @property
    def left(self) -> list[Question]:
        """Those asked about and not answered."""
        return [question for question in self.all if question.asked and not question.said.is_given]

    def following(self, question: Question) -> int | None:
        """Return the competence in the row after this one; None after the last."""
        ids = [one.competence.id for one in self.all]
        return next(iter(ids[ids.index(question.competence.id) + 1 :]), None)

    def open_at(self, wanted: int | None) -> int | None:
        """Return which row stands open: the one wanted, else the first that is not answered."""
        ids = [question.competence.id for question in self.all]
        return wanted if wanted in ids else next((question.competence.id for question in self.left), None)

    def holding(self, rows: Mapping[int, tuple[Row, Said | None, int]]) -> "Questions":
        """Return the page with unsaved words in its fields: by competence the row, what is stored, and its version."""
        groups = [
            (area, [q.holding(*rows[q.competence.id]) if q.competence.id in rows else q for q in questions])
            for area, questions in self.groups
        ]
        return replace(self, groups=groups)


def questions(view: View, day: date, added: Collection[int] = ()) -> Questions:
    """Return the answering page of a view: what its person's roles ask, what was answered beside it, what is added."""
    asked = asking.asked_in(view.mirror, day)
    stored = kept([view.id])[view.id]
    version_id = view.mirror.framework_version_id
    everything = ladders.offered(version_id)
    known = {competence.id for competence in everything}
    shown = set(asked) | {key for key, one in stored.items() if one.said != NOTHING} | (set(added) & known)
    earlier = earlier_answers(view)
    found = [
        _question(view, competence, stored.get(competence.id, Kept()), asked.get(competence.id), earlier)
        for competence in ladders.competences(shown)
    ]
    others = [competence for competence in everything if competence.id not in shown]
    return Questions(_by_area(found), ladders.scale(version_id), others)


def _question(
    view: View, competence: Competence, one: Kept, asked: Requirement | None, earlier: Mapping[str, Earlier]
) -> Question:
    answer = one.revised if view.mirror.is_revealed else one.first
    before = earlier.get(competence.code)
    return Question(
        competence=competence,
        said=one.said,
        version=answer.version if answer else 0,
        was=one.said.fingerprint,
        saved_at=answer.saved_at if answer else None,
        carried=bool(answer and answer.carried),
        asked=asked,
        first=one.changed_from,
        # What was said last time is shown only once the new answer stands: before, it would pull at it.
        earlier=before if one.said.is_given else None,
        may_carry=before is not None and view.mirror.cycle_id is None and not one.said.is_given,
    )


def _by_area(questions: Iterable[Question]) -> list[tuple[Area, list[Question]]]:
    grouped = groupby(questions, key=lambda question: question.competence.area)
    return [(area, list(members)) for area, members in grouped]
