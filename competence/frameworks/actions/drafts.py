"""Working on a draft: begin it from what is published, reword it, publish it or discard it."""

from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm.attributes import flag_modified

from competence.db import db
from competence.frameworks import queries
from competence.frameworks.actions.editions import write_version
from competence.frameworks.models import Area, Competence, Framework, FrameworkVersion, LevelText, RoleRequirement
from competence.frameworks.rules import publishing
from competence.people.models import RoleProfile
from competence.privacy import audit
from competence.web.bilingual import Bilingual
from competence.web.clock import now


@dataclass(frozen=True)
class Wording:
    """What somebody wants a competence to say."""

    title: Bilingual
    description: Bilingual
    texts: dict[int, Bilingual]
    theme: str
    retired: bool = False


@dataclass(frozen=True)
class Asking:
    """What somebody wants a role to ask of a competence."""

    level: int
    importance: int
    critical: bool


def start_draft(framework: Framework, actor_id: int | None) -> FrameworkVersion:
    """Copy the newest published version into a draft with the next number. Raises DraftExists, NothingPublished."""
    draft = queries.draft_of(framework.id)
    if draft is not None:
        raise publishing.DraftExists(number=draft.number)
    before = queries.latest_published(framework.code)
    if before is None:
        raise publishing.NothingPublished
    version = write_version(framework, queries.edition_of(before))
    _note(version, actor_id, "framework.draft")
    return version


def reword(
    competence: Competence, version: FrameworkVersion, area: Area, said: Wording, seen: int, actor_id: int
) -> None:
    """Give a competence of a draft other words, another area or theme, or retire it.

    seen: the competence's version as the editor saw it. Raises PublishedIsFixed, ChangedMeanwhile.
    """
    _refuse_published(version)
    if competence.version != seen:
        raise publishing.ChangedMeanwhile
    competence.title, competence.description = said.title, said.description
    competence.area, competence.theme, competence.retired = area, said.theme, said.retired
    existing = {text.value: text for text in competence.texts}
    for value, text in said.texts.items():
        if value in existing:
            existing[value].text = text
        else:
            competence.texts.append(LevelText(value=value, text=text))
    competence.version += 1
    _note(version, actor_id, "framework.reword")


def add_competence(version: FrameworkVersion, code: str, area: Area, said: Wording, actor_id: int) -> Competence:
    """Add a competence at the end of a draft. Raises PublishedIsFixed, CodeTaken."""
    _refuse_published(version)
    if queries.competence(version.id, code) is not None:
        raise publishing.CodeTaken(code=code)
    competence = Competence(
        code=code, area=area, position=queries.last_position(version.id) + 1, theme=said.theme,
        title=said.title, description=said.description, version_id=version.id,
    )  # fmt: skip
    competence.texts = [LevelText(value=value, text=text) for value, text in said.texts.items()]
    db.session.add(competence)
    _note(version, actor_id, "framework.add")
    return competence


def ask(
    version: FrameworkVersion, profile: RoleProfile, competence: Competence, wanted: Asking, seen: int, actor_id: int
) -> None:
    """Let a role ask for a competence in a draft, or ask differently.

    seen: the requirement's version as the editor saw it, 0 where there was none. Raises PublishedIsFixed,
    ChangedMeanwhile, OutsideTheScale.
    """
    asked = _requirement_as_seen(version, profile, competence, seen)
    publishing.refuse_outside(
        wanted.level, [level.value for level in version.levels], profile.code, str(competence.title)
    )
    if asked is None:
        asked = RoleRequirement(role_profile=profile, competence=competence)
        db.session.add(asked)
    asked.required_level, asked.importance, asked.critical = wanted.level, wanted.importance, wanted.critical
    _note(version, actor_id, "framework.ask")


def ask_no_more(
    version: FrameworkVersion, profile: RoleProfile, competence: Competence, seen: int, actor_id: int
) -> None:
    """Let a role no longer ask for a competence in a draft. Raises PublishedIsFixed, ChangedMeanwhile."""
    asked = _requirement_as_seen(version, profile, competence, seen)
    if asked is not None:
        db.session.delete(asked)
    _note(version, actor_id, "framework.ask")


def publish(version: FrameworkVersion, note: str, seen: int, actor_id: int) -> None:
    """Publish a draft; from here on it is never changed.

    seen: the draft's version as the editor saw it. Raises PublishedIsFixed, ChangedMeanwhile, OlderThanPublished,
    NotReady.
    """
    _refuse_published(version)
    if version.version != seen:
        raise publishing.ChangedMeanwhile
    publishing.refuse_overtaken(version.number, queries.newest_published_number(version.framework_id))
    publishing.refuse_unready(queries.edition_of(version))
    version.note, version.published_at = note, now()
    _note(version, actor_id, "framework.publish")


def discard(version: FrameworkVersion, seen: int, actor_id: int) -> None:
    """Throw a draft away. Raises PublishedIsFixed, ChangedMeanwhile."""
    _refuse_published(version)
    if version.version != seen:
        raise publishing.ChangedMeanwhile
    _note(version, actor_id, "framework.discard")
    db.session.execute(delete(FrameworkVersion).where(FrameworkVersion.id == version.id))


def _refuse_published(version: FrameworkVersion) -> None:
    publishing.refuse_published(version.number, published=version.is_published)


def _requirement_as_seen(
    version: FrameworkVersion, profile: RoleProfile, competence: Competence, seen: int
) -> RoleRequirement | None:
    _refuse_published(version)
    asked = queries.requirement(profile.id, competence.id)
    if (asked.version if asked else 0) != seen:
        raise publishing.ChangedMeanwhile
    return asked


def _note(version: FrameworkVersion, actor_id: int | None, action: str) -> None:
    """Count the change in the draft's own version, so that nobody publishes what they have not seen; and audit it."""
    if not version.is_published:
        flag_modified(version, "note")
    db.session.flush()
    audit.record(actor_id, action, thing=f"framework:{version.framework.code}:{version.number}")
