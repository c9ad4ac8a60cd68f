"""A version as plain values, for copying, comparing and checking."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, select

from competence.db import db
from competence.frameworks.models import (
    Area,
    Competence,
    CompetenceMark,
    FrameworkVersion,
    LevelText,
    Mark,
    RoleRequirement,
    ScaleLevel,
)
from competence.frameworks.rules import editions
from competence.frameworks.rules.editions import Edition, Words
from competence.people.models import RoleProfile
from competence.web.bilingual import Bilingual


def edition_of(version: FrameworkVersion) -> Edition:
    """Return a version as plain values."""
    return editions_of([version])[version.id]


def editions_of(versions: Iterable[FrameworkVersion]) -> dict[int, Edition]:
    """Return versions as plain values by their id, in seven statements however many and large they are."""
    ids = {version.id for version in versions}
    levels = _by_version(select(ScaleLevel).where(ScaleLevel.version_id.in_(ids)).order_by(ScaleLevel.value))
    areas = _by_version(select(Area).where(Area.version_id.in_(ids)).order_by(Area.position))
    marks = _by_version(select(Mark).where(Mark.version_id.in_(ids)).order_by(Mark.position))
    competences = _by_version(select(Competence).where(Competence.version_id.in_(ids)).order_by(Competence.position))
    said = _Said(ids, {area.id: area.code for rows in areas.values() for area in rows})
    asked = _requirements_of(ids)
    return {
        id_: Edition(
            levels=tuple(
                editions.Level(row.value, row.code, words(row.title), words(row.meaning)) for row in levels[id_]
            ),
            areas=tuple(editions.AreaWords(row.code, words(row.title), words(row.description)) for row in areas[id_]),
            competences=tuple(said.by(row) for row in competences[id_]),
            marks=tuple(
                editions.MarkWords(row.code, row.kind, words(row.title), words(row.description)) for row in marks[id_]
            ),
            requirements=frozenset(asked[id_]),
        )
        for id_ in ids
    }


def words(text: Bilingual) -> Words:
    """Return a bilingual text as plain values."""
    return Words(text.da, text.en)


def _by_version(rows: Select[Any]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in db.session.scalars(rows):
        found[row.version_id].append(row)
    return found


class _Said:
    """The level texts and pointers of all competences of some versions."""

    def __init__(self, version_ids: set[int], areas: dict[int, str]) -> None:
        self.areas = areas
        self.texts: defaultdict[int, dict[int, Words]] = defaultdict(dict)
        self.marks: defaultdict[int, list[str]] = defaultdict(list)
        self.elements: defaultdict[int, list[str]] = defaultdict(list)
        texts = select(LevelText).join(Competence, LevelText.competence_id == Competence.id)
        for text in db.session.scalars(texts.where(Competence.version_id.in_(version_ids)).order_by(LevelText.value)):
            self.texts[text.competence_id][text.value] = words(text.text)
        pointers = (
            select(CompetenceMark.competence_id, CompetenceMark.element, Mark.code)
            .join(Competence, CompetenceMark.competence_id == Competence.id)
            .outerjoin(CompetenceMark.mark)
            .where(Competence.version_id.in_(version_ids))
            .order_by(CompetenceMark.id)
        )
        for competence_id, element, mark in db.session.execute(pointers):
            (self.marks if mark else self.elements)[competence_id].append(mark or element)

    def by(self, competence: Competence) -> editions.CompetenceWords:
        """Return everything one competence says."""
        return editions.CompetenceWords(
            code=competence.code,
            area=self.areas[competence.area_id],
            title=words(competence.title),
            description=words(competence.description),
            texts=self.texts[competence.id],
            theme=competence.theme,
            marks=tuple(self.marks[competence.id]),
            elements=tuple(self.elements[competence.id]),
            retired=competence.retired,
        )


def _requirements_of(version_ids: set[int]) -> defaultdict[int, list[editions.Requirement]]:
    rows = db.session.execute(
        select(
            Competence.version_id,
            RoleProfile.code,
            Competence.code,
            RoleRequirement.required_level,
            RoleRequirement.importance,
            RoleRequirement.critical,
        )
        .join(RoleRequirement.role_profile)
        .join(RoleRequirement.competence)
        .where(Competence.version_id.in_(version_ids))
    )
    found: defaultdict[int, list[editions.Requirement]] = defaultdict(list)
    for version_id, profile, competence, level, importance, critical in rows:
        asked = editions.Requirement(profile, competence, level, importance, critical)
        found[version_id].append(asked)
    return found
