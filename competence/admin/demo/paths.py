"""How the demo's talks and plans came to where they are: the steps of each, with believable moments."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from random import Random

from competence.admin.demo.plans import Deed
from competence.admin.demo.rounds import at
from competence.admin.demo.talks import Move, Setting
from competence.admin.demo.words import Words
from competence.conversations.rules.kinds import MINUTES, WITH_NOTICE, Kind
from competence.conversations.rules.steps import Action, Side, State
from competence.conversations.rules.timing import NOTICE
from competence.plans.rules.states import Action as PlanAction
from competence.plans.rules.words import Side as PlanSide

SATURDAY = 5
AFTER_THE_TALK = timedelta(hours=1)


class Course(Enum):
    """How far a plan came after its talk."""

    WRITING = "nobody has signed"
    SENT_BACK = "the employee sent it back with a word"
    SENT = "the employee has signed and waits for the leader"
    ASKED = "the leader has signed and waits for the employee"
    SIGNED = "both have signed"
    COMMENTED = "and the employee has said a word to it"


class Paths:
    """Finds the moments; the same random gives the same ones."""

    def __init__(self, random: Random, words: Words, today: date) -> None:
        self.random, self.words, self.today = random, words, today

    def moves(self, setting: Setting, state: State, day: date) -> list[Move]:
        """Return how a talk came to a state that is, or was, to be held on a day or the working day next to it."""
        if state is State.PLANNED:
            return []
        starts_at = self._some_time(workday(day, back=day < self.today))
        invited = max(self._invited(setting.kind, starts_at.date()), setting.planned_at + timedelta(hours=1))
        moves = [Move(Action.INVITE, Side.LEADER, invited, starts_at), *self._answer(state, invited, starts_at)]
        if state in (State.TALKING, State.HELD):
            moves.append(Move(Action.BEGIN, Side.LEADER, starts_at))
        if state is State.HELD:
            moves.append(Move(Action.END, Side.LEADER, starts_at + timedelta(minutes=MINUTES[setting.kind])))
        return moves

    def _answer(self, state: State, invited: datetime, starts_at: datetime) -> list[Move]:
        """Return what came of an invitation; some propose another time, and it is accepted."""
        soon = self._later(invited, 3)
        if state is State.INVITED:
            return []
        if state is State.CANCELLED:
            return [Move(Action.CANCEL, Side.LEADER, soon)]
        counter = Move(Action.COUNTER, Side.PERSON, soon, self._some_time(workday(starts_at.date() + timedelta(1))))
        if state is State.COUNTERED:
            return [counter]
        if state is State.CONFIRMED and self.random.random() < 0.2:
            return [counter, Move(Action.ACCEPT, Side.LEADER, soon + timedelta(minutes=20))]
        return [Move(Action.ACCEPT, Side.PERSON, soon)]

    def _invited(self, kind: Kind, day: date) -> datetime:
        """Return when somebody was invited to a talk of a day: with the notice of its kind, and before today."""
        notice = NOTICE.days if kind in WITH_NOTICE else 2
        invited = min(day - timedelta(days=notice + self.random.randrange(3)), self.today - timedelta(days=2))
        return at(invited, 8, self.random.randrange(60))

    def _some_time(self, day: date) -> datetime:
        return at(day, self.random.choice((7, 8, 9, 11, 12)), self.random.choice((0, 0, 30)))

    def deeds(self, held_at: datetime, course: Course) -> list[Deed]:
        """Return how the plan of a talk came to be as far as this; nothing of it lies in the future."""
        writer = self.random.choice((PlanSide.LEADER, PlanSide.EMPLOYEE))
        begun = Deed(PlanAction.EDIT, writer, held_at + AFTER_THE_TALK)
        if course is Course.WRITING:
            return [begun]
        first = PlanSide.EMPLOYEE if course is Course.SENT else PlanSide.LEADER
        signed = self._sign(first, begun.at, 3)
        if course is Course.SENT_BACK:
            back = Deed(PlanAction.SEND_BACK, first.other, self._later(signed.at, 4), self.words.one("send_back"))
            return [begun, signed, back]
        if course in (Course.SENT, Course.ASKED):
            return [begun, signed]
        second = self._sign(first.other, signed.at, 6)
        if course is Course.SIGNED:
            return [begun, signed, second]
        word = self.words.one("comment", 0.7)
        return [begun, signed, second, Deed(PlanAction.COMMENT, PlanSide.EMPLOYEE, self._later(second.at, 6), word)]

    def _sign(self, side: PlanSide, after: datetime, days: int) -> Deed:
        return Deed(PlanAction.APPROVE, side, self._later(after, days), self.words.one("disagreement", 0.06))

    def _later(self, moment: datetime, days: int) -> datetime:
        """Return a moment in working hours within so many days, and before today."""
        day = min(moment.date() + timedelta(days=self.random.randrange(1, days)), self.today - timedelta(days=1))
        return max(moment + timedelta(minutes=20), at(day, self.random.randrange(7, 14), self.random.randrange(60)))


def workday(day: date, *, back: bool = False) -> date:
    """Return the day, or the Monday after a weekend (back: the Friday before it)."""
    over = day.weekday() - SATURDAY
    if over < 0:
        return day
    return day - timedelta(days=over + 1) if back else day + timedelta(days=2 - over)


def ended_at(moves: Sequence[Move]) -> datetime:
    """Return when a talk that was held was over."""
    return moves[-1].at
