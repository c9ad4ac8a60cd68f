"""Every change of the guides: taking one over from files, and working on a draft until it is published."""

from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm.attributes import flag_modified

from competence.conversations.guides import queries
from competence.conversations.guides.models import Guide, GuideTheme, GuideVersion, Question
from competence.conversations.guides.rules import publishing
from competence.conversations.guides.rules.editions import AskedOf, Edition
from competence.db import db
from competence.privacy import audit
from competence.web.bilingual import Bilingual
from competence.web.clock import now


@dataclass(frozen=True)
class TakenOver:
    """What became of an edition: its version, whether it is new, and whether it was published now."""

    version: GuideVersion
    is_new: bool
    newly_published: bool


@dataclass(frozen=True)
class Heading:
    """What somebody wants a guide to be called, to be for, and to take of time."""

    title: Bilingual
    purpose: Bilingual
    minutes: int


@dataclass(frozen=True)
class Wording:
    """What somebody wants a question to say, and whom it is asked of."""

    asked_of: AskedOf
    text: Bilingual
    hint: Bilingual


def take_over(edition: Edition, *, publish: bool = False, actor_id: int | None = None) -> TakenOver:
    """Make the edition a new version of its kind's guide, unless the newest version already says the same.

    Raises NotReady where it is not whole, and DraftExists where somebody is at work on other words.
    """
    publishing.refuse_unready(edition)
    guide = queries.guide(edition.kind, to_change=True) or _new_guide(edition)
    before = queries.newest(guide.id)
    is_new = before is None or queries.edition_of(before) != edition
    if is_new and before is not None and not before.is_published:
        raise publishing.DraftExists(title=before.title)
    version = _write(guide, edition, before) if before is None or is_new else before
    newly_published = publish and not version.is_published
    if newly_published:
        version.published_at = now()
    db.session.flush()
    if is_new or newly_published:
        _audit(version, actor_id, "guide.import")
    return TakenOver(version, is_new, newly_published)


def start_draft(guide: Guide, actor_id: int) -> GuideVersion:
    """Copy the newest published version into a draft with the next number. Raises DraftExists."""
    before = queries.newest(guide.id)
    if before is None or not before.is_published:
        raise publishing.DraftExists(title=before.title if before else "")
    version = _write(guide, queries.edition_of(before), before)
    _audit(version, actor_id, "guide.draft")
    return version


def rename(version: GuideVersion, said: Heading, seen: int, actor_id: int) -> None:
    """Give a draft another title, purpose or length.

    seen: the draft's version as the editor saw it. Raises PublishedIsFixed, ChangedMeanwhile.
    """
    _refuse_published(version)
    publishing.refuse_changed(version.version, seen)
    version.title, version.purpose, version.minutes = said.title, said.purpose, said.minutes
    _note(version, actor_id, "guide.reword")


def add_theme(version: GuideVersion, title: Bilingual, actor_id: int) -> GuideTheme:
    """Add a theme at the end of a draft's. Raises PublishedIsFixed."""
    _refuse_published(version)
    last = max((theme.position for theme in version.themes), default=0)
    theme = GuideTheme(version_id=version.id, code=f"own{last + 1}", position=last + 1, title=title)
    version.themes.append(theme)
    _note(version, actor_id, "guide.theme")
    return theme


def add_question(version: GuideVersion, theme: GuideTheme, said: Wording, actor_id: int) -> Question:
    """Add a question at the end of a draft. Raises PublishedIsFixed."""
    _refuse_published(version)
    last = max((question.position for question in version.questions), default=0)
    question = Question(position=last + 1, theme=theme, asked_of=said.asked_of, text=said.text, hint=said.hint)
    version.questions.append(question)
    _note(version, actor_id, "guide.add")
    return question


def reword(question: Question, theme: GuideTheme, said: Wording, seen: int, actor_id: int) -> None:
    """Give a question of a draft other words, another theme, or ask it of somebody else.

    seen: the question's version as the editor saw it. Raises PublishedIsFixed, ChangedMeanwhile.
    """
    _refuse_published(question.guide_version)
    publishing.refuse_changed(question.version, seen)
    question.theme, question.asked_of, question.text, question.hint = theme, said.asked_of, said.text, said.hint
    _note(question.guide_version, actor_id, "guide.reword")


def move(question: Question, *, up: bool, actor_id: int) -> None:
    """Let a question change places with the one before or after it; the first and the last stay where they are."""
    version = question.guide_version
    _refuse_published(version)
    place = version.questions.index(question)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(version.questions):
        return
    neighbour = version.questions[other]
    question.position, neighbour.position = neighbour.position, question.position
    _note(version, actor_id, "guide.move")


def remove(question: Question, seen: int, actor_id: int) -> None:
    """Take a question out of a draft. Raises PublishedIsFixed, ChangedMeanwhile."""
    version = question.guide_version
    _refuse_published(version)
    publishing.refuse_changed(question.version, seen)
    version.questions.remove(question)
    _note(version, actor_id, "guide.remove")


def publish(version: GuideVersion, note: str, seen: int, actor_id: int) -> None:
    """Publish a draft; from here on it is never changed.

    seen: the draft's version as the editor saw it. Raises PublishedIsFixed, ChangedMeanwhile, NotReady.
    """
    _refuse_published(version)
    publishing.refuse_changed(version.version, seen)
    publishing.refuse_unready(queries.edition_of(version))
    version.note, version.published_at = note, now()
    db.session.flush()
    _audit(version, actor_id, "guide.publish")


def discard(version: GuideVersion, seen: int, actor_id: int) -> None:
    """Throw a draft away. Raises PublishedIsFixed, ChangedMeanwhile."""
    _refuse_published(version)
    publishing.refuse_changed(version.version, seen)
    _audit(version, actor_id, "guide.discard")
    db.session.execute(delete(GuideVersion).where(GuideVersion.id == version.id))


def _new_guide(edition: Edition) -> Guide:
    guide = Guide(kind=edition.kind)
    db.session.add(guide)
    db.session.flush()
    return guide


def _write(guide: Guide, edition: Edition, before: GuideVersion | None) -> GuideVersion:
    """Write an edition as the guide's next version: a draft."""
    version = GuideVersion(
        guide=guide, number=before.number + 1 if before else 1, minutes=edition.minutes,
        title=Bilingual(*edition.title), purpose=Bilingual(*edition.purpose),
    )  # fmt: skip
    version.themes = [
        GuideTheme(code=theme.code, position=position, title=Bilingual(*theme.title))
        for position, theme in enumerate(edition.themes, start=1)
    ]
    themes = {theme.code: theme for theme in version.themes}
    db.session.add(version)
    version.questions = [
        Question(
            theme=themes[asked.theme], position=position, asked_of=asked.asked_of,
            text=Bilingual(*asked.text), hint=Bilingual(*asked.hint),
        )
        for position, asked in enumerate(edition.questions, start=1)
    ]  # fmt: skip
    db.session.flush()
    return version


def _refuse_published(version: GuideVersion) -> None:
    publishing.refuse_published(version.number, published=version.is_published)


def _note(version: GuideVersion, actor_id: int, action: str) -> None:
    """Count the change in the draft's own version, so that nobody publishes what they have not seen; and audit it."""
    flag_modified(version, "note")
    db.session.flush()
    _audit(version, actor_id, action)


def _audit(version: GuideVersion, actor_id: int | None, action: str) -> None:
    audit.record(actor_id, action, thing=f"guide:{version.kind.name}:{version.number}")
