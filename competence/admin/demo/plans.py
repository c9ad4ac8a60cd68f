"""Stores the demo's development plans: what stands in them, who signed, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from competence.admin.demo.people import public_id
from competence.admin.demo.rounds import at
from competence.admin.demo.voices import Asked
from competence.admin.demo.words import Words
from competence.admin.demo.write import Writer
from competence.plans.models import Activity, Agreement, Approval, FollowUpAnswer, Goal, Plan, PlanEvent, Status
from competence.plans.rules import following
from competence.plans.rules.states import Action, State, step
from competence.plans.rules.words import Done, Form, Side, Standing, Term, Way, Whose

VOIDING = (Action.EDIT, Action.SEND_BACK, Action.TAKE_SEAT)
WORDS = {Action.SEND_BACK: "send_back", Action.TAKE_SEAT: "take_seat"}


@dataclass(frozen=True)
class Deed:
    """One step in a plan's life: what, by which side (None: the product), when, and the words that go with it."""

    action: Action
    side: Side | None
    at: datetime
    words: str = ""


@dataclass(frozen=True)
class Between:
    """Whose plan it is: the person, the leader, and what the person's roles ask for."""

    person: int
    leader: int
    asked: Sequence[Asked] = ()

    def who(self, side: Side | None) -> int | None:
        """Return who sits on a side."""
        return {Side.EMPLOYEE: self.person, Side.LEADER: self.leader}[side] if side else None


@dataclass(frozen=True)
class Fate:
    """What the demo wants of a plan: how its goals and agreements stand, in their order, and which question is open.

    Where it says nothing, chance does; the first agreement is always the leader's.
    """

    goals: Sequence[Standing] = ()
    agreements: Sequence[Standing] = ()
    unanswered: frozenset[tuple[int, Side]] = frozenset()


class PlanWriter:
    """Writes plans as their two sides would have made them."""

    def __init__(self, writer: Writer, words: Words, random: Random, highest: int, today: date) -> None:
        self.writer, self.words, self.random, self.highest, self.today = writer, words, random, highest, today

    def store(self, pair: Between, deeds: Sequence[Deed], form: Form = Form.FULL, fate: Fate | None = None) -> int:
        """Store a plan that went this way, and return its id; the table of states decides where it stands now."""
        state, signed, approved = _walked(deeds)
        ended = next((deed.at.date() for deed in deeds if deed.action is Action.END), self.today)
        plan = self.writer.add(
            Plan, pid=public_id(self.random), subject_id=pair.person, leader_id=pair.leader, form=form, state=state,
            begun_at=deeds[0].at, approved_at=approved,
            employee_comment=next((deed.words for deed in deeds if deed.action is Action.COMMENT), ""),
            version=1 + len(deeds),
        )  # fmt: skip
        for deed in deeds:
            own = deed.action in (Action.COMMENT, Action.APPROVE)  # these words stand in the plan itself
            self._event(plan, deed.action, pair.who(deed.side), deed.at, "" if own else deed.words)
        for side, (deed, voided) in signed.items():
            self.writer.add(
                Approval, plan_id=plan, side=side, author_id=pair.who(side), at=deed.at, disagreement=deed.words,
                voided_at=voided,
            )  # fmt: skip
        fate = fate or Fate()
        goals = len(fate.goals) or self.random.choice((1, 2, 2, 2, 3)) if form is Form.FULL else 0
        things = self._content(plan, pair, form, goals, deeds[0].at.date())
        if approved is not None:
            self._follow(plan, pair, things, approved.date(), ended, fate)
        return plan

    def _content(self, plan: int, pair: Between, form: Form, count: int, begun: date) -> list[dict[str, int]]:
        """Write the goals and the agreements down, and return what a status says which of them it is about."""
        known = [one for one in pair.asked if one.code in self.words.goals]
        chosen = self.random.sample(known, min(count, len(known)))
        goals = [self._goal(plan, place, one, begun) for place, one in enumerate(chosen)]
        whose = [Whose.LEADER, Whose.EMPLOYEE, *self.random.choice(([], [Whose.BOTH], [Whose.LEADER]))]
        texts = {one: self.words.some(one.name.lower(), 2) for one in Whose}
        if form is Form.SHORT:
            texts[Whose.EMPLOYEE] = self.words.some("short", 2)
        agreements = [
            self.writer.add(
                Agreement, plan_id=plan, position=place, what=texts[one].pop(), whose=one,
                due_on=self._due(begun) if self.random.random() < 0.8 else None,
            )
            for place, one in enumerate(whose)
        ]  # fmt: skip
        return [{"goal_id": goal} for goal in goals] + [{"agreement_id": one} for one in agreements]

    def _goal(self, plan: int, place: int, asked: Asked, begun: date) -> int:
        text = self.random.choice(self.words.goals[asked.code])
        wanted = min(self.highest, asked.level + self.random.choice((0, 0, 1)))
        goal = self.writer.add(
            Goal, plan_id=plan, position=place, term=Term.LONG if place == 2 else Term.SHORT, what=text.what,
            competence_id=asked.competence, wanted_level=wanted, signs=text.signs,
        )  # fmt: skip
        ways = sorted(self.random.sample(range(3), self.random.choice((1, 2, 2, 3))))
        for position, way in enumerate(ways):
            self.writer.add(
                Activity, goal_id=goal, position=position, way=tuple(Way)[way], what=text.ways[way],
                support=self.words.one("support", 0.6), due_on=self._due(begun),
                fund=way == 2 and self.random.random() < 0.4,
            )  # fmt: skip
        return goal

    def _due(self, begun: date) -> date:
        return begun + timedelta(days=self.random.randrange(30, 320))

    def _follow(
        self, plan: int, pair: Between, things: Sequence[dict[str, int]], approved: date, ended: date, fate: Fate
    ) -> None:
        """Say how things stand, and let both answer the questions that have been asked."""
        last = min(ended, self.today) - timedelta(days=1)
        wanted = {"goal_id": iter(fate.goals), "agreement_id": iter(fate.agreements)}
        for thing in things:
            (kind,) = thing
            over = ended < self.today
            for standing, day in self._standings(approved, last, next(wanted[kind], None), over=over):
                side = self.random.choice((Side.EMPLOYEE, Side.LEADER))
                columns = {"goal_id": None, "agreement_id": None} | thing
                self.writer.add(
                    Status, plan_id=plan, standing=standing, on=day, word=self.words.one(standing.name.lower(), 0.85),
                    author_id=pair.who(side), **columns,
                )  # fmt: skip
                self._event(plan, Action.NOTE, pair.who(side), at(day, 12, 0))
        for days in following.AFTER:
            self._answer(plan, pair, days, approved + timedelta(days=days), last, fate)

    def _standings(
        self, approved: date, last: date, wanted: Standing | None, *, over: bool
    ) -> list[tuple[Standing, date]]:
        """Return how a thing stood on which days, the first on its way; an older plan leaves little open."""
        room = (last - approved).days
        if room < 14:
            return []
        days = sorted(approved + timedelta(days=self.random.randrange(10, room)) for _ in range(2))
        if wanted is None:
            chance = self.random.random() * (0.6 if over else 1.0)
            limits = ((0.45, Standing.REACHED), (0.57, Standing.DROPPED), (0.7, Standing.ADJUSTED))
            wanted = next((standing for limit, standing in limits if chance < limit), None)
        if wanted is None:
            return [(Standing.ON_THE_WAY, days[0])] if self.random.random() < 0.5 else []
        first = [(Standing.ON_THE_WAY, days[0])] if self.random.random() < 0.4 else []
        return [*first, (wanted, days[1])]

    def _answer(self, plan: int, pair: Between, days: int, asked_on: date, last: date, fate: Fate) -> None:
        alike = self.random.choices(tuple(Done), (6, 3, 1))[0]
        for side in Side:
            day = asked_on + timedelta(days=self.random.randrange(9))
            done = alike if self.random.random() < 0.75 else self.random.choice(tuple(Done))
            silent = (days, side) in fate.unanswered or self.random.random() < 0.12
            word = self.words.one(done.name.lower(), 0.6)
            if silent or day > last:
                continue
            moment = at(day, 9, self.random.randrange(60))
            self.writer.add(
                FollowUpAnswer, plan_id=plan, after_days=days, side=side, author_id=pair.who(side), done=done,
                word=word, at=moment,
            )  # fmt: skip
            self._event(plan, Action.ANSWER, pair.who(side), moment)

    def _event(self, plan: int, action: Action, actor: int | None, moment: datetime, words: str = "") -> None:
        self.writer.add(PlanEvent, plan_id=plan, action=action, actor_id=actor, at=moment, words=words)


def _walked(
    deeds: Sequence[Deed],
) -> tuple[State, dict[Side, tuple[Deed, datetime | None]], datetime | None]:
    """Return where a plan stands after its deeds, each side's last signature and when it fell, and when both stood."""
    state, approved = State.DRAFT, None
    signed: dict[Side, tuple[Deed, datetime | None]] = {}
    for deed in deeds:
        state = step(state, deed.action)
        if deed.action is Action.APPROVE and deed.side:
            signed[deed.side] = deed, None
            approved = deed.at if state is State.APPROVED else approved
        if deed.action in VOIDING:
            signed = {side: (one, voided or deed.at) for side, (one, voided) in signed.items()}
    return state, signed, approved
