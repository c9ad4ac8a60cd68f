"""What somebody said of themselves in the mirror, newest first: for their own way, and for nobody else's eyes."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from competence.assessments.models import Answer, Mirror, Stage, View, Voice
from competence.db import db
from competence.frameworks.models import Competence, FrameworkVersion


@dataclass(frozen=True)
class OwnLevels:
    """The newest level a person gave in each competence, by its code, and the day of the newest mirror it is from."""

    levels: dict[str, int]
    started_on: date | None


def own_levels(person_id: int, framework_id: int) -> OwnLevels:
    """Return the newest levels of a person's own views, over all versions of one framework.

    A competence whose newest answer is "ved ikke" or "ikke relevant" has none. An answer changed after the mirror was
    opened counts as it was changed.
    """
    rows = db.session.execute(
        select(Competence.code, Answer.level, Answer.stage, Mirror.started_on, Mirror.id)
        .join(View, View.id == Answer.view_id)
        .join(Mirror, Mirror.id == View.mirror_id)
        .join(Competence, Competence.id == Answer.competence_id)
        .join(FrameworkVersion, FrameworkVersion.id == Competence.version_id)
        .where(View.author_id == person_id, Mirror.subject_id == person_id, View.voice == Voice.SELF)
        .where(FrameworkVersion.framework_id == framework_id)
        .where(or_(Answer.level.is_not(None), Answer.mark.is_not(None)))
    ).all()
    newest: dict[str, int | None] = {}
    for code, level, _stage, _on, _id in sorted(rows, key=lambda row: (row[3], row[4], row[2] is Stage.REVISED)):
        newest[code] = level
    levels = {code: level for code, level in newest.items() if level is not None}
    return OwnLevels(levels, max((row[3] for row in rows), default=None))
