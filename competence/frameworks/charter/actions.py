"""Every change of the charter: taking one over from files, and working on a draft until it is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from sqlalchemy import delete
from sqlalchemy.orm.attributes import flag_modified

from competence.db import db
from competence.frameworks.charter import queries, rules
from competence.frameworks.charter.models import CharterPrinciple, CharterVersion
from competence.frameworks.charter.rules import Edition
from competence.frameworks.rules import publishing
from competence.frameworks.rules.editions import Words
from competence.privacy import audit
from competence.web.bilingual import Bilingual
from competence.web.clock import now


@dataclass(frozen=True)
class TakenOver:
    """What became of an edition: its version, whether it is new, and whether it was published now."""

    version: CharterVersion
    is_new: bool
    newly_published: bool


@dataclass(frozen=True)
class Wording:
    """What somebody wants a principle to say and to point at."""

    title: Bilingual
    text: Bilingual
    competences: Sequence[str]
    questions: Sequence[str]


def take_over(edition: Edition, *, publish: bool = False) -> TakenOver:
    """Make an edition a new version, unless the newest says the same. Raises NotReady, DraftExists."""
    if faults := tuple(rules.what_is_open(edition)):
        raise publishing.NotReady(faults)
    newest = queries.newest()
    is_new = newest is None or queries.edition_of(newest) != edition
    version = _next(edition) if newest is None or is_new else newest
    newly_published = publish and not version.is_published
    if newly_published:
        version.published_at = now()
        _audit(version, None, "charter.publish")
    db.session.flush()
    return TakenOver(version, is_new, newly_published)


def start_draft(actor_id: int) -> CharterVersion:
    """Copy the newest version into a draft; an empty one where there is none. Raises DraftExists."""
    newest = queries.newest()
    version = _next(queries.edition_of(newest) if newest else Edition(Words(), Words(), ()))
    _audit(version, actor_id, "charter.draft")
    return version


def rename(version: CharterVersion, title: Bilingual, preamble: Bilingual, seen: int, actor_id: int) -> None:
    """Give a draft another title or preamble; seen: its version as the editor saw it. Raises ChangedMeanwhile."""
    _refuse(version, version.version, seen)
    version.title, version.preamble = title, preamble
    _note(version, actor_id, "charter.reword")


def add(version: CharterVersion, said: Wording, actor_id: int) -> CharterPrinciple:
    """Add a principle at the end of a draft."""
    _refuse(version)
    last = max((principle.position for principle in version.principles), default=0)
    taken = {principle.code for principle in version.principles}  # one that was moved up keeps the code of its place
    free = (code for number in count(last + 1) if (code := f"own{version.number}.{number}") not in taken)
    principle = CharterPrinciple(code=next(free), position=last + 1)
    _write(principle, said)
    version.principles.append(principle)
    _note(version, actor_id, "charter.add")
    return principle


def reword(principle: CharterPrinciple, said: Wording, seen: int, actor_id: int) -> None:
    """Give a principle other words or pointers; seen: its version as the editor saw it. Raises ChangedMeanwhile."""
    _refuse(principle.charter, principle.version, seen)
    _write(principle, said)
    _note(principle.charter, actor_id, "charter.reword")


def move(principle: CharterPrinciple, *, up: bool, actor_id: int) -> None:
    """Let a principle change places with the one before or after it; the first and the last stay where they are."""
    version = principle.charter
    _refuse(version)
    place = version.principles.index(principle)
    other = place - 1 if up else place + 1
    if 0 <= other < len(version.principles):
        neighbour = version.principles[other]
        principle.position, neighbour.position = neighbour.position, principle.position
        _note(version, actor_id, "charter.move")


def remove(principle: CharterPrinciple, seen: int, actor_id: int) -> None:
    """Take a principle out of a draft. Raises ChangedMeanwhile."""
    version = principle.charter
    _refuse(version, principle.version, seen)
    version.principles.remove(principle)
    _note(version, actor_id, "charter.remove")


def publish(version: CharterVersion, note: str, seen: int, actor_id: int) -> None:
    """Publish a draft; from here on it is never changed. Raises ChangedMeanwhile, NotReady."""
    _refuse(version, version.version, seen)
    if faults := tuple(rules.what_is_open(queries.edition_of(version))):
        raise publishing.NotReady(faults)
    version.note, version.published_at = note, now()
    db.session.flush()
    _audit(version, actor_id, "charter.publish")


def discard(version: CharterVersion, seen: int, actor_id: int) -> None:
    """Throw a draft away. Raises ChangedMeanwhile."""
    _refuse(version, version.version, seen)
    _audit(version, actor_id, "charter.discard")
    db.session.execute(delete(CharterVersion).where(CharterVersion.id == version.id))


def _next(edition: Edition) -> CharterVersion:
    newest = queries.newest()
    if newest is not None and not newest.is_published:
        raise publishing.DraftExists(number=newest.number)
    version = CharterVersion(
        number=newest.number + 1 if newest else 1,
        title=Bilingual(*edition.title), preamble=Bilingual(*edition.preamble),
        principles=[
            CharterPrinciple(
                code=one.code, position=position, title=Bilingual(*one.title), text=Bilingual(*one.text),
                competences=";".join(one.competences), questions=";".join(one.questions),
            )
            for position, one in enumerate(edition.principles, start=1)
        ],
    )  # fmt: skip
    db.session.add(version)
    db.session.flush()
    return version


def _write(principle: CharterPrinciple, said: Wording) -> None:
    principle.title, principle.text = said.title, said.text
    principle.competences, principle.questions = ";".join(said.competences), ";".join(said.questions)


def _refuse(version: CharterVersion, is_now: int = 0, seen: int = 0) -> None:
    publishing.refuse_published(version.number, published=version.is_published)
    if is_now != seen:
        raise publishing.ChangedMeanwhile


def _note(version: CharterVersion, actor_id: int, action: str) -> None:
    """Count the change in the draft's own version, so that nobody publishes what they have not seen; and audit it."""
    flag_modified(version, "note")
    db.session.flush()
    _audit(version, actor_id, action)


def _audit(version: CharterVersion, actor_id: int | None, action: str) -> None:
    audit.record(actor_id, action, thing=f"charter:{version.number}")
