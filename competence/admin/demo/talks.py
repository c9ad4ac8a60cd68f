"""Stores the demo's conversations: the way each went, step by step, and the themes the two chose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from competence.admin.demo.people import public_id
from competence.admin.demo.words import Words
from competence.admin.demo.write import Writer
from competence.conversations.guides.queries import current
from competence.conversations.models import AFRESH, Conversation, Step, ThemeChoice
from competence.conversations.rules.kinds import MINUTES, THEMES, Kind
from competence.conversations.rules.steps import STEPS, Action, Side, State


@dataclass(frozen=True)
class Move:
    """One step of a conversation: what, by which side, when, and the time it proposes, if it does."""

    action: Action
    side: Side
    at: datetime
    starts_at: datetime | None = None


@dataclass(frozen=True)
class Setting:
    """Between whom a talk is, and what it belongs to; deputy: who sits in the leader's seat in their place."""

    kind: Kind
    person: int
    leader: int
    planned_at: datetime
    asked_by: int | None = None  # who wanted it; the round itself, where it is nobody
    cycle: int | None = None
    mirror: int | None = None
    near: date | None = None
    deputy: int | None = None

    def who(self, side: Side) -> int:
        """Return who takes a side's steps."""
        return self.person if side is Side.PERSON else self.deputy or self.leader


class TalkWriter:
    """Writes conversations as the two would have planned and held them."""

    def __init__(self, writer: Writer, words: Words, random: Random) -> None:
        self.writer, self.words, self.random = writer, words, random
        self.guides = {kind: current(kind) for kind in Kind}

    def store(self, setting: Setting, moves: Sequence[Move] = (), plan: int | None = None) -> int:
        """Store a talk that went this way, with the plan begun in it; the table of states decides where it stands.

        Returns its id.
        """
        guide, place = self.guides[setting.kind], self.words.one("place")
        state, starts_at = _walked(moves)
        talk = self.writer.add(
            Conversation, pid=public_id(self.random), kind=setting.kind, state=state, subject_id=setting.person,
            leader_id=setting.leader, cycle_id=setting.cycle, mirror_id=setting.mirror, plan_id=plan,
            guide_version_id=guide.id if guide else None, near=setting.near, starts_at=starts_at,
            minutes=MINUTES[setting.kind], place=place if starts_at else "", sequence=len(moves),
            version=1 + len(moves),
        )  # fmt: skip
        self._step(talk, None, setting.asked_by, setting.planned_at)
        for move in moves:
            minutes = MINUTES[setting.kind] if move.starts_at else None
            where = place if move.starts_at else ""
            self._step(talk, move.action, setting.who(move.side), move.at, move.starts_at, minutes, where)
        if moves:
            self._choose_themes(talk, setting)
        return talk

    def _step(
        self, talk: int, action: Action | None, actor: int | None, moment: datetime, starts_at: datetime | None = None,
        minutes: int | None = None, place: str = "",
    ) -> None:  # fmt: skip
        self.writer.add(
            Step, conversation_id=talk, action=action, actor_id=actor, at=moment, starts_at=starts_at, minutes=minutes,
            place=place,
        )  # fmt: skip

    def _choose_themes(self, talk: int, setting: Setting) -> None:
        for person in {setting.person, setting.who(Side.LEADER)}:
            for theme in self.random.sample(sorted(THEMES), self.random.choice((0, 1, 1, 2))):
                self.writer.add(ThemeChoice, conversation_id=talk, person_id=person, theme=theme)


def _walked(moves: Sequence[Move]) -> tuple[State, datetime | None]:
    """Return where a talk stands after its moves, and the time that stands in the calendar."""
    state, starts_at, proposed = State.PLANNED, None, None
    for move in moves:
        state = STEPS[state, move.action]
        proposed = move.starts_at or proposed
        if move.action in AFRESH:
            starts_at = proposed = None
        elif move.action in (Action.INVITE, Action.MOVE, Action.ACCEPT):
            starts_at = proposed
    return state, starts_at
