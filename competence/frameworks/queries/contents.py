"""What one version holds: its competences, areas and places in the order."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from competence.db import db
from competence.frameworks.models import (
    Area,
    Competence,
    CompetenceMark,
    FrameworkVersion,
)


def catalogue(version: FrameworkVersion, *, texts: bool = False) -> list[Competence]:
    """Return a version's competences in their order, with areas and marks, and with level texts where asked for."""
    competences = select(Competence).where(Competence.version_id == version.id).order_by(Competence.position)
    with_marks = competences.options(
        joinedload(Competence.area), selectinload(Competence.marks).joinedload(CompetenceMark.mark)
    )
    if texts:
        with_marks = with_marks.options(selectinload(Competence.texts))
    return list(db.session.scalars(with_marks))


def competence(version_id: int, code: str) -> Competence | None:
    """Return one competence of a version."""
    return db.session.scalar(select(Competence).where(Competence.version_id == version_id, Competence.code == code))


def area(version_id: int, code: str) -> Area | None:
    """Return one area of a version."""
    return db.session.scalar(select(Area).where(Area.version_id == version_id, Area.code == code))


def last_position(version_id: int) -> int:
    """Return the position of a version's last competence."""
    positions = select(func.max(Competence.position)).where(Competence.version_id == version_id)
    return db.session.scalar(positions) or 0
