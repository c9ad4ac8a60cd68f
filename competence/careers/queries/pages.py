"""What the pages of the career model show: the edition the house works with, its competences, and who likes to talk."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import contains_eager

from competence.careers.models.editions import CareerEdition, CareerModel
from competence.careers.models.own import CareerGuide, OpenStep
from competence.careers.queries.editions import edition_of
from competence.careers.rules.editions import Edition, StepWords
from competence.db import db
from competence.frameworks.models import (
    Competence,
    Framework,
    FrameworkVersion,
    LevelText,
    RoleRequirement,
    ScaleLevel,
)
from competence.people.models import Employment, Person
from competence.people.queries import in_force
from competence.web.bilingual import Bilingual


@dataclass(frozen=True)
class House:
    """The published career model the house works with."""

    model_id: int
    framework_id: int
    edition_id: int
    number: int
    title: Bilingual
    attribution: Bilingual
    said: Edition

    def step(self, code: str) -> StepWords | None:
        """Return the step of a code."""
        return next((step for step in self.said.steps if step.code == code), None)


@dataclass(frozen=True)
class Words:
    """The words of a catalogue's newest published version: competences by their code, and the names of the levels."""

    framework: str
    number: int
    levels: dict[int, Bilingual]
    competences: dict[str, Bilingual]
    texts: dict[tuple[str, int], Bilingual]  # how a level of a competence sounds, where it was asked for

    @property
    def top(self) -> int:
        """The highest level of the scale."""
        return max(self.levels, default=0)


@dataclass(frozen=True)
class Guide:
    """A colleague who likes to talk about a step, what they say of it, and where to write to them."""

    person_id: int
    name: str
    word: str
    email: str


def house() -> House | None:
    """Return the newest published edition of the model whose steps ask from the catalogue that roles ask from.

    Of several such models it is the first by code; None until one is published.
    """
    newest = house_edition_id().scalar_subquery()
    found = select(CareerEdition).join(CareerEdition.model).options(contains_eager(CareerEdition.model))
    edition = db.session.scalar(found.where(CareerEdition.id == newest))
    if edition is None:
        return None
    model = edition.model
    return House(
        model.id, model.framework_id, edition.id, edition.number, model.title, model.attribution, edition_of(edition)
    )


def house_edition_id() -> Select[int]:
    """Return the query for the id of the edition `house` gives."""
    asked_from = exists().where(
        RoleRequirement.competence_id == Competence.id,
        Competence.version_id == FrameworkVersion.id,
        FrameworkVersion.framework_id == CareerModel.framework_id,
    )
    newest = select(CareerEdition.id).join(CareerEdition.model)
    newest = newest.where(CareerEdition.published_at.is_not(None), asked_from)
    return newest.order_by(CareerModel.code, CareerEdition.number.desc()).limit(1)


def words(framework_id: int, texts_of: Collection[str] = ()) -> Words:
    """Return the words of a framework's newest published version, in two statements.

    texts_of: the competences whose level texts are wanted too.
    """
    newest = select(func.max(FrameworkVersion.number)).where(
        FrameworkVersion.framework_id == framework_id, FrameworkVersion.published_at.is_not(None)
    )
    version = (FrameworkVersion.framework_id == framework_id) & (FrameworkVersion.number == newest.scalar_subquery())
    levels = db.session.execute(
        select(Framework.code, FrameworkVersion.number, ScaleLevel.value, ScaleLevel.title)
        .join(FrameworkVersion, FrameworkVersion.id == ScaleLevel.version_id)
        .join(Framework, Framework.id == FrameworkVersion.framework_id)
        .where(version)
        .order_by(ScaleLevel.value)
    ).all()
    rows = db.session.execute(
        select(Competence.code, Competence.title, LevelText.value, LevelText.text)
        .join(FrameworkVersion, FrameworkVersion.id == Competence.version_id)
        .outerjoin(LevelText, (LevelText.competence_id == Competence.id) & Competence.code.in_(texts_of))
        .where(version)
        .order_by(Competence.position)
    ).all()
    return Words(
        framework=levels[0][0] if levels else "",
        number=levels[0][1] if levels else 0,
        levels={value: title for _, _, value, title in levels},
        competences={row[0]: row[1] for row in rows},
        texts={(row[0], row[2]): row[3] for row in rows if row[2]},
    )


def guides(model_id: int, step: str, day: date) -> list[Guide]:
    """Return who of those in the house likes to talk about a step, by name."""
    employed = select(Employment.id).where(Employment.person_id == Person.id, in_force(Employment, day)).exists()
    rows = db.session.execute(
        select(CareerGuide.person_id, Person.name, CareerGuide.word, Person.email)
        .join(CareerGuide.person)
        .where(CareerGuide.model_id == model_id, CareerGuide.step == step, employed)
        .order_by(Person.sort_name, Person.id)
    )
    return [Guide(*row) for row in rows]


def open_steps(model_id: int) -> set[str]:
    """Return the codes of the steps everybody may read."""
    return set(db.session.scalars(select(OpenStep.step).where(OpenStep.model_id == model_id)))


def open_step(model_id: int, step: str) -> OpenStep | None:
    """Return that everybody may read a step; None where they may not."""
    return db.session.get(OpenStep, (model_id, step))
