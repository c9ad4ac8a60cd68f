"""Every change of the guides: taking one over from files, and working on a draft until it is published."""

from dataclasses import dataclass

from competence.conversations.guides import queries
from competence.conversations.guides.models import Guide, GuideTheme, GuideVersion, Question
from competence.conversations.guides.rules import publishing
from competence.conversations.guides.rules.editions import Edition
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


def _audit(version: GuideVersion, actor_id: int | None, action: str) -> None:
    audit.record(actor_id, action, thing=f"guide:{version.kind.name}:{version.number}")
