"""What the answering page and the saving of one answer need, in few statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from competence.assessments.models import Answer, Mirror, Stage, View
from competence.assessments.rules.saying import NOTHING, Said
from competence.cycles.models import Cycle
from competence.db import db
from competence.frameworks.models import Competence, RoleRequirement, ScaleLevel
from competence.people.models import Employment
from competence.people.queries import in_force


@dataclass
class Kept:
    """What is stored of one side about one competence: the first answer, and the one it was changed to."""

    first: Answer | None = None
    revised: Answer | None = None

    @property
    def said(self) -> Said:
        """What it says now."""
        answer = self.revised or self.first
        return answer.said if answer else NOTHING

    @property
    def changed_from(self) -> Said | None:
        """The first view, where it was changed after the two views were opened to each other."""
        return (self.first.said if self.first else NOTHING) if self.revised else None

    def at(self, stage: Stage) -> Answer | None:
        """Return the row of a stage."""
        return self.first if stage is Stage.FIRST else self.revised


@dataclass(frozen=True)
class Target:
    """A competence one may answer about, with what is stored and the highest level of its scale."""

    competence: Competence
    top: int
    kept: Kept = field(default_factory=Kept)


@dataclass(frozen=True)
class Earlier:
    """What the author said about the same competence last time, and when."""

    said: Said
    on: date
    round: str


def kept(view_ids: Collection[int]) -> dict[int, dict[int, Kept]]:
    """Return what is stored, by view and competence."""
    found: dict[int, dict[int, Kept]] = {view_id: {} for view_id in view_ids}
    for answer in db.session.scalars(select(Answer).where(Answer.view_id.in_(view_ids))):
        _put(found[answer.view_id].setdefault(answer.competence_id, Kept()), answer)
    return found


def targets(view: View, competence_ids: Collection[int]) -> dict[int, Target]:
    """Return those of the competences that belong to the mirror's catalogue, with what is stored about each."""
    version_id = view.mirror.framework_version_id
    top = select(func.max(ScaleLevel.value)).where(ScaleLevel.version_id == version_id).scalar_subquery()
    rows = db.session.execute(
        select(Competence, top, Answer)
        .outerjoin(Answer, and_(Answer.competence_id == Competence.id, Answer.view_id == view.id))
        .where(Competence.id.in_(competence_ids), Competence.version_id == version_id)
    )
    found: dict[int, Target] = {}
    for competence, highest, answer in rows:
        target = found.setdefault(competence.id, Target(competence, highest))
        if answer is not None:
            _put(target.kept, answer)
    return {key: target for key, target in found.items() if target.kept.first or not target.competence.retired}


def remaining(view: View, day: date) -> int:
    """Return how many of the competences asked about the author has not answered."""
    asked = (
        select(RoleRequirement.competence_id)
        .join(Employment, Employment.role_profile_id == RoleRequirement.role_profile_id)
        .join(Competence, Competence.id == RoleRequirement.competence_id)
        .where(Employment.person_id == view.subject_id, in_force(Employment, day), Competence.retired.is_(False))
        .where(Competence.version_id == view.mirror.framework_version_id)
    )
    answered = select(Answer.competence_id).where(
        Answer.view_id == view.id, or_(Answer.level.is_not(None), Answer.mark.is_not(None))
    )
    left = select(func.count(func.distinct(Competence.id))).where(
        Competence.id.in_(asked), Competence.id.not_in(answered)
    )
    return db.session.scalar(left) or 0


def has_answers(view: View) -> bool:
    """Return whether the view holds at least one level or mark."""
    given = select(Answer.id).where(Answer.view_id == view.id, or_(Answer.level.is_not(None), Answer.mark.is_not(None)))
    return db.finds(given)


def earlier_answers(view: View, codes: Collection[str] | None = None) -> dict[str, Earlier]:
    """Return what the same author said last time about the same person, by the competence's code."""
    before = aliased(Mirror)
    rows: Sequence[tuple[str, Answer, Mirror, str | None]] = db.session.execute(
        select(Competence.code, Answer, before, Cycle.title)
        .join(Answer, Answer.competence_id == Competence.id)
        .join(View, View.id == Answer.view_id)
        .join(before, before.id == View.mirror_id)
        .outerjoin(Cycle, Cycle.id == before.cycle_id)
        .where(View.author_id == view.author_id, before.subject_id == view.subject_id, before.id < view.mirror_id)
        .where(or_(Answer.level.is_not(None), Answer.mark.is_not(None)))
        .where(*([Competence.code.in_(codes)] if codes is not None else []))
        .order_by(before.started_on, before.id, Answer.id)
    ).all()
    newest: dict[str, tuple[int, Kept, date, str]] = {}
    for code, answer, mirror, title in rows:
        if code not in newest or newest[code][0] != mirror.id:
            newest[code] = (mirror.id, Kept(), mirror.started_on, title or "")
        _put(newest[code][1], answer)
    return {code: Earlier(kept.said, on, title) for code, (_, kept, on, title) in newest.items()}


def _put(kept: Kept, answer: Answer) -> None:
    if answer.stage is Stage.FIRST:
        kept.first = answer
    else:
        kept.revised = answer
