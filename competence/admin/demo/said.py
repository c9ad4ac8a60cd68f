"""Stores what the demo's people prepare for their talks, note in them, agree levels on, and say of them afterwards."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from competence.admin.demo.queries import scale_levels, version_asked_for
from competence.admin.demo.rounds import at
from competence.admin.demo.talks import Move, Setting
from competence.admin.demo.voices import Asked
from competence.admin.demo.words import Words
from competence.admin.demo.write import Writer
from competence.conversations.guides.queries import asked_of, current
from competence.conversations.guides.rules.editions import Side as Asks
from competence.conversations.models import AgreedLevel, Note
from competence.conversations.preparing.models import PreparedAnswer
from competence.conversations.rating.models import TalkRating
from competence.conversations.rating.rules import Gain
from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import Action, Side

PREPARED = (Kind.MUS, Kind.LUS)
FOR_BOTH = ("frame", "strategy", "agreements")
SOON = timedelta(days=6)  # who prepares longer ahead has not shared yet
KEPT = timedelta(days=60)  # notes of older talks are not shown in the demo
TOPICS = ("theme-tasks", "theme-competences", "theme-since_last", "rest", "rest")


class SaidWriter:
    """Writes words into talks that are stored already."""

    def __init__(self, writer: Writer, words: Words, random: Random, today: date) -> None:
        self.writer, self.words, self.random, self.today = writer, words, random, today
        self.levels = scale_levels(version_asked_for()[0])
        self.questions = {(kind, side): self._first_questions(kind, side) for kind in PREPARED for side in Side}

    def store(self, talk: int, setting: Setting, moves: Sequence[Move], asked: Sequence[Asked]) -> None:
        """Store what belongs to a talk that went this way."""
        times = {move.action: move.at for move in moves}
        starts_at = max((move.starts_at for move in moves if move.starts_at), default=None)
        begun, ended = times.get(Action.BEGIN), times.get(Action.END)
        recent = starts_at is not None and starts_at.date() > self.today - KEPT
        if starts_at and recent and Action.ACCEPT in times and setting.kind in PREPARED:
            for side in Side:
                self._prepare(talk, setting, side, times[Action.ACCEPT], starts_at)
        if begun and recent:
            self._take_notes(talk, setting, begun)
        if begun and asked and setting.mirror:
            self._agree_levels(talk, setting, begun, asked, over=ended is not None)
        if ended and setting.cycle and self.random.random() < 0.75:
            gain = self.random.choices(tuple(Gain), (10, 8, 2, 1))[0]
            day = min(ended.date() + timedelta(days=self.random.randrange(5)), self.today - timedelta(days=1))
            self.writer.add(TalkRating, conversation_id=talk, gain=gain, on=day)

    def _first_questions(self, kind: Kind, side: Side) -> dict[str, int]:
        """Return the question with which each theme begins for a side."""
        guide = current(kind)
        asks = Asks.EMPLOYEE if side is Side.PERSON else Asks.LEADER
        return {theme.code: found[0].id for theme, found in asked_of(guide.id, asks)} if guide else {}

    def _prepare(self, talk: int, setting: Setting, side: Side, after: datetime, starts_at: datetime) -> None:
        """Answer some questions; what is shared is shared shortly before the talk."""
        kinds = {theme: _kind(theme, side) for theme in self.questions[setting.kind, side]}
        known = [theme for theme, kind in kinds.items() if kind in self.words.kinds]
        count = self.random.choice((2, 3, 3, 4)) if side is Side.PERSON else self.random.choice((0, 1, 2))
        shares = starts_at.date() - self.today < SOON and self.random.random() < 0.7
        for theme in self.random.sample(known, min(count, len(known))):
            saved = min(after + timedelta(hours=1), at(self.today - timedelta(days=1), 14, 0))
            shared = saved + timedelta(minutes=30) if shares and self.random.random() < 0.8 else None
            self.writer.add(
                PreparedAnswer, conversation_id=talk, author_id=setting.who(side), text=self.words.one(kinds[theme]),
                question_id=self.questions[setting.kind, side][theme], saved_at=saved, shared_at=shared,
                seat_id=setting.leader if shared else None,
            )  # fmt: skip

    def _take_notes(self, talk: int, setting: Setting, begun: datetime) -> None:
        for number, side in enumerate(
            self.random.choice(((Side.PERSON, Side.LEADER), (Side.LEADER,), tuple(Side) * 2))
        ):
            kind = "note.person" if side is Side.PERSON else "note.leader"
            moment = begun + timedelta(minutes=8 * number + 5)
            self.writer.add(
                Note, conversation_id=talk, author_id=setting.who(side), leader_id=setting.leader,
                topic=self.random.choice(TOPICS), text=self.words.one(kind), at=moment,
                key=f"demo-{number}",
            )  # fmt: skip

    def _agree_levels(
        self, talk: int, setting: Setting, begun: datetime, asked: Sequence[Asked], *, over: bool
    ) -> None:
        """Agree on a level or two; one that is proposed waits for the other one while they still talk."""
        for one in self.random.sample(list(asked), min(self.random.choice((0, 1, 1, 2)), len(asked))):
            value = max(1, one.level + self.random.choice((-1, 0, 0)))
            self.writer.add(
                AgreedLevel, conversation_id=talk, competence_id=one.competence, scale_level_id=self.levels[value],
                proposed_by_id=setting.who(Side.LEADER), confirmed_by_id=setting.person if over else None,
                confirmed_at=begun + timedelta(minutes=40) if over else None,
            )  # fmt: skip


def _kind(theme: str, side: Side) -> str:
    """Return the kind of sentence a side prepares for a theme; those both are asked about are for both."""
    return f"{theme}.leader" if side is Side.LEADER and theme not in FOR_BOTH else theme
