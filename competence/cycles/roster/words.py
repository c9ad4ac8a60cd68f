"""Decisions about places in a round, put into words for the one who reads."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from competence.cycles.roster.models import RosterNote
from competence.cycles.roster.rules.deciding import Decision
from competence.cycles.roster.rules.saying import Who, sentence
from competence.web.language import day


class Line(NamedTuple):
    """A decision as it is read: when, what and why, and whose hand it was; by is "" for the daily run."""

    at: datetime
    text: str
    by: str


def said(notes: Iterable[RosterNote], reader_id: int | None) -> list[Line]:
    """Return what was decided, in sentences; those about the reader speak to the reader."""
    return [
        Line(note.at, sentence(note.kind, _who(note), own=note.person_id == reader_id), note.by.name if note.by else "")
        for note in notes
    ]


def to_be_said(decisions: Iterable[Decision], names: Mapping[int, str]) -> list[str]:
    """Return what would happen, in sentences."""
    return [
        sentence(
            one.kind,
            Who(
                names[one.person_id],
                names.get(one.leader_id or 0, ""),
                names.get(one.former_id or 0, ""),
                day(one.since),
            ),
        )
        for one in decisions
    ]


def _who(note: RosterNote) -> Who:
    leader, former = (person.name if person else "" for person in (note.leader, note.former))
    return Who(note.person.name, leader, former, day(note.since))
