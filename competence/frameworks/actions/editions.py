"""Writing whole editions: a new version from a file or from the version before it."""

from collections.abc import Mapping
from dataclasses import dataclass

from competence.db import db
from competence.frameworks import queries
from competence.frameworks.models import (
    Area,
    Competence,
    CompetenceMark,
    Framework,
    FrameworkVersion,
    LevelText,
    Mark,
    RoleRequirement,
    ScaleLevel,
)
from competence.frameworks.rules.editions import CompetenceWords, Described, Edition, succeeding
from competence.frameworks.rules.publishing import refuse_unready
from competence.people.models import RoleProfile
from competence.privacy import audit
from competence.web.bilingual import Bilingual
from competence.web.clock import now


@dataclass(frozen=True)
class TakenOver:
    """What became of an edition: its version, whether it is new, and the codes it retired."""

    version: FrameworkVersion
    is_new: bool
    newly_published: bool
    retired: tuple[str, ...]


def take_over(
    described: Described, edition: Edition, *, publish: bool = False, actor_id: int | None = None
) -> TakenOver:
    """Make the edition a new version of the framework, unless its newest version already says the same.

    Published versions are left alone. Role profiles the edition asks for must exist (see take_over_profiles).
    Raises NotReady where it is to be published and is not whole.
    """
    framework = _framework(described)
    before = queries.latest(framework.id)
    earlier = queries.edition_of(before) if before else None
    edition = succeeding(edition, earlier)
    if publish:
        refuse_unready(edition)
    is_new = before is None or earlier != edition
    version = write_version(framework, edition) if before is None or is_new else before
    newly_published = publish and not version.is_published
    if newly_published:
        version.published_at = now()
    db.session.flush()
    if is_new or newly_published:
        audit.record(actor_id, "framework.import", thing=f"framework:{framework.code}:{version.number}")
    was = {c.code for c in earlier.competences if not c.retired} if earlier else set()
    retired = tuple(c.code for c in edition.competences if c.retired and c.code in was)
    return TakenOver(version, is_new, newly_published, retired)


def take_over_profiles(profiles: tuple[Described, ...]) -> tuple[int, int]:
    """Make the role profiles that are new and reword those that differ; return how many of each."""
    known = queries.profiles_by_code()
    made = reworded = 0
    for profile in profiles:
        title, description = Bilingual(*profile.title), Bilingual(*profile.text)
        existing = known.get(profile.code)
        if existing is None:
            db.session.add(RoleProfile(code=profile.code, title=title, description=description))
            made += 1
        elif (existing.title, existing.description) != (title, description):
            existing.title, existing.description = title, description
            reworded += 1
    db.session.flush()
    return made, reworded


def write_version(framework: Framework, edition: Edition, *, note: str = "") -> FrameworkVersion:
    """Write an edition as the framework's next version: a draft."""
    newest = queries.latest(framework.id)
    version = FrameworkVersion(framework=framework, number=newest.number + 1 if newest else 1, note=note)
    version.levels = [
        ScaleLevel(value=level.value, code=level.code, title=Bilingual(*level.title), meaning=Bilingual(*level.meaning))
        for level in edition.levels
    ]
    version.areas = [
        Area(code=area.code, position=position, title=Bilingual(*area.title), description=Bilingual(*area.description))
        for position, area in enumerate(edition.areas, start=1)
    ]
    version.marks = [
        Mark(code=mark.code, kind=mark.kind, position=position, title=Bilingual(*mark.title),
             description=Bilingual(*mark.description))
        for position, mark in enumerate(edition.marks, start=1)
    ]  # fmt: skip
    areas, marks = {area.code: area for area in version.areas}, {mark.code: mark for mark in version.marks}
    version.competences = [
        _competence(competence, position, areas[competence.area], marks)
        for position, competence in enumerate(edition.competences, start=1)
    ]
    db.session.add(version)
    db.session.flush()
    _write_requirements(version, edition)
    return version


def _framework(described: Described) -> Framework:
    """Return the framework, made or reworded to what the file says; a file that names no source leaves it as it is."""
    title, attribution = Bilingual(*described.title), Bilingual(*described.text)
    framework = queries.framework(described.code, to_change=True)
    if framework is None:
        framework = Framework(code=described.code, title=title, attribution=attribution)
        db.session.add(framework)
    elif described.text.given and (framework.title, framework.attribution) != (title, attribution):
        framework.title, framework.attribution = title, attribution
    db.session.flush()
    return framework


def _competence(said: CompetenceWords, position: int, area: Area, marks: Mapping[str, Mark]) -> Competence:
    competence = Competence(
        code=said.code, area=area, position=position, theme=said.theme, retired=said.retired,
        title=Bilingual(*said.title), description=Bilingual(*said.description),
    )  # fmt: skip
    competence.texts = [LevelText(value=value, text=Bilingual(*text)) for value, text in said.texts.items()]
    competence.marks = [CompetenceMark(mark=marks[code]) for code in said.marks]
    competence.marks += [CompetenceMark(element=element) for element in said.elements]
    return competence


def _write_requirements(version: FrameworkVersion, edition: Edition) -> None:
    profiles = queries.profiles_by_code()
    competences = {competence.code: competence for competence in version.competences}
    db.session.add_all(
        RoleRequirement(
            role_profile=profiles[asked.profile], competence=competences[asked.competence],
            required_level=asked.level, importance=asked.importance, critical=asked.critical,
        )
        for asked in sorted(edition.requirements, key=lambda asked: (asked.profile, asked.competence))
    )  # fmt: skip
    db.session.flush()
