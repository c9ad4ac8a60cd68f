"""Gathering examples of what one can: keep one, reword it, let it go."""

from dataclasses import dataclass
from datetime import date

from competence.careers.models.evidence import Evidence
from competence.careers.rules import gathering
from competence.db import db
from competence.web.clock import now


@dataclass(frozen=True)
class Told:
    """What somebody tells: of which competence, what happened, when, and where it can be seen."""

    competence: str
    example: str
    link: str
    happened_on: date | None


def keep(person_id: int, framework_id: int, told: Told) -> Evidence:
    """Keep an example for its person alone. Raises NotALink."""
    gathering.refuse_odd_link(told.link)
    evidence = Evidence(person_id=person_id, framework_id=framework_id, kept_at=now())
    db.session.add(evidence)
    return _write(evidence, told)


def reword(evidence: Evidence, told: Told, seen: int) -> Evidence:
    """Give an example other words. Raises NotALink, ChangedMeanwhile.

    seen: its version as the editor saw it.
    """
    gathering.refuse_odd_link(told.link)
    gathering.refuse_stale(evidence.version, seen)
    return _write(evidence, told)


def let_go(evidence: Evidence) -> None:
    """Delete an example; what was put into a dossier stays there as it was."""
    db.session.delete(evidence)
    db.session.flush()


def _write(evidence: Evidence, told: Told) -> Evidence:
    evidence.competence, evidence.example = told.competence, told.example
    evidence.link, evidence.happened_on = told.link, told.happened_on
    db.session.flush()
    return evidence
