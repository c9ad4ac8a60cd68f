"""The demo's year: which talks each pair had and has in and beside the rounds, and what they agreed on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

from competence.admin.demo.coming import CERTAIN, LAST_YEAR, Coming, by_chance
from competence.admin.demo.pairs import Pair
from competence.admin.demo.paths import Course, Paths, ended_at
from competence.admin.demo.plans import Between, Deed, Fate, PlanWriter
from competence.admin.demo.rounds import A_YEAR, RoundPlan, open_day
from competence.admin.demo.said import SaidWriter
from competence.admin.demo.talks import Move, Setting, TalkWriter
from competence.admin.demo.words import Words
from competence.admin.demo.write import Writer
from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import State
from competence.cycles.rules.phases import Phase
from competence.plans.rules.states import Action, follows
from competence.plans.rules.words import Form


@dataclass(frozen=True)
class Met:
    """The mirror a talk is about, if there is one, and the day it says the talk was held."""

    mirror: int | None = None
    talked_on: date | None = None


@dataclass
class Agreed:
    """A plan both have signed, kept back until it is known whether a newer one follows it."""

    between: Between
    deeds: list[Deed]
    form: Form
    fate: Fate
    setting: Setting
    moves: Sequence[Move] = field(default=())


class YearWriter:
    """Writes talks and plans in the order of time.

    named: the people the demo's stories need, by id; stand_ins: who sits in an absent leader's seat, by leader.
    """

    def __init__(
        self, writer: Writer, random: Random, today: date, highest: int, named: Mapping[int, str],
        stand_ins: Mapping[int, int],
    ) -> None:  # fmt: skip
        words = Words(random)
        self.random, self.today, self.named, self.stand_ins = random, today, named, stand_ins
        self.paths = Paths(random, words, today)
        self.talks = TalkWriter(writer, words, random)
        self.plans = PlanWriter(writer, words, random, highest, today)
        self.said = SaidWriter(writer, words, random, today)
        self._standing: dict[int, list[Agreed]] = {}

    def of_a_round(self, plan: RoundPlan, cycle: int, pair: Pair, leader: int, met: Met) -> None:
        """Store the talk of one pair in a round, and its plan."""
        kind, phase = (Kind.LUS, Phase.LUS) if pair.leads else (Kind.MUS, Phase.TALKS)
        setting = Setting(
            kind, pair.person, leader, plan.opened_at, cycle=cycle, mirror=met.mirror, near=plan.deadlines[phase]
        )
        between = Between(pair.person, leader, pair.asked)
        name = self.named.get(pair.person, "")
        if not plan.is_open:
            day = met.talked_on or open_day(plan.closes_on + timedelta(days=self.random.randrange(5, 40)))
            if met.talked_on or name or self.random.random() < 0.5:
                fate = LAST_YEAR.get(name) if plan.opens_on > self.today - 2 * A_YEAR else None
                self.held(setting, between, day, Course.COMMENTED, fate)
            return
        coming = CERTAIN.get(name) or by_chance(self.random, leads=pair.leads)
        if pair.away:
            coming = Coming(State.PLANNED)
        stand_in = self.stand_ins.get(leader)
        self.coming(replace(setting, deputy=stand_in if stand_in != pair.person else None), between, coming)

    def coming(self, setting: Setting, between: Between, coming: Coming, form: Form = Form.FULL) -> None:
        """Store a talk that is as far as this, with the plan that came of it."""
        day = self.today + timedelta(days=coming.days)
        if coming.state is State.HELD and coming.course:
            self.held(setting, between, day, coming.course, form=form)
            return
        self._talk(setting, self.paths.moves(setting, coming.state, day), between)

    def held(
        self, setting: Setting, between: Between, day: date, course: Course, fate: Fate | None = None,
        form: Form = Form.FULL,
    ) -> None:  # fmt: skip
        """Store a talk that was held on a day; a plan both signed takes the place of those it follows."""
        moves = self.paths.moves(setting, State.HELD, day)
        deeds = self.paths.deeds(ended_at(moves), course)
        agreed = Agreed(between, deeds, form, fate or Fate(), setting, moves)
        if course not in (Course.SIGNED, Course.COMMENTED):
            self._store(agreed)
            return
        signed = max(deed.at for deed in deeds if deed.action is Action.APPROVE)
        still = self._standing.setdefault(setting.person, [])
        for older in [one for one in still if follows(form, one.form)]:
            still.remove(older)
            older.deeds.append(Deed(Action.END, None, signed))
            self._store(older)
        still.append(agreed)

    def signed_last_year(self) -> dict[int, tuple[Between, datetime]]:
        """Return the people whose yearly plan runs, with when they signed it."""
        return {
            person: (one.between, max(deed.at for deed in one.deeds if deed.action is Action.APPROVE))
            for person, still in sorted(self._standing.items())
            for one in still
            if one.form is Form.FULL
        }

    def finish(self) -> None:
        """Store the plans no newer one has followed."""
        for still in self._standing.values():
            for agreed in still:
                self._store(agreed)
        self._standing.clear()

    def _store(self, agreed: Agreed) -> None:
        plan = self.plans.store(agreed.between, agreed.deeds, agreed.form, agreed.fate)
        self._talk(agreed.setting, agreed.moves, agreed.between, plan)

    def _talk(self, setting: Setting, moves: Sequence[Move], between: Between, plan: int | None = None) -> None:
        talk = self.talks.store(setting, moves, plan)
        self.said.store(talk, setting, moves, between.asked)
