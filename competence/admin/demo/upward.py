"""The demo's anonymous feedback: a round published in spring, one that is open now, and a draft for later."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from competence.admin.demo.house import House
from competence.admin.demo.people import public_id
from competence.admin.demo.words import Words
from competence.cycles.queries import employed_in
from competence.db import db
from competence.feedback.sealed import keys
from competence.feedback.sealed.actions import closing, wiping
from competence.feedback.sealed.actions.writing import hand_out
from competence.feedback.sealed.models import OwnAnswer, Round, Topic
from competence.feedback.sealed.queries import units
from competence.feedback.sealed.rules.rounds import Audience, Draft, Outcome, Stage
from competence.feedback.sealed.rules.settling import LEAST
from competence.feedback.sealed.rules.sheets import CANNOT_SAY, Sheet
from competence.feedback.upward.actions import rounds
from competence.frameworks.rules.questions import About

ANSWERS, WRITES, LOWEST, HIGHEST = 0.85, 0.4, 1, 4
PULSE = ("pulse.clear", "pulse.time", "pulse.help", "pulse.safe")


def write_upward(house: House, persons: Mapping[int, int], seed: int, today: date) -> None:
    """Store the rounds; Bo has answered about himself in both, and Astrid has not opened her sheet yet."""
    random = Random(f"the anonymous feedback of {seed}")  # noqa: S311 the same seed must give the same data
    told = _Rounds(random, Words(random), persons[house.cast["carla"]], persons[house.cast["bo"]])
    spring, now = today - timedelta(days=200), today - timedelta(days=4)
    last = Draft(
        "Ledelse i foråret", "Vi vil vide, hvad ledelsen her hjælper med, og hvad den kan gøre anderledes.",
        spring + timedelta(days=21), Audience.ABOVE, pulse=PULSE,
    )  # fmt: skip
    told.publish(told.open(last, spring), last.closes_on + timedelta(days=1))
    told.open(
        Draft(
            "Ledelse i efteråret", "Vi spørger igen et halvt år efter og taler om svarene i teamet.",
            now + timedelta(days=18), Audience.TEAM,
        ),
        now, but=persons[house.cast["astrid"]],
    )  # fmt: skip
    planned = Draft(
        "Kort puls efter nytår", "Fire spørgsmål om hverdagen.", today + timedelta(days=60), Audience.LEADER,
        pulse=PULSE,
    )  # fmt: skip
    told.draft(planned, today)


class _Rounds:
    """Writes rounds with what people answer; each leader is met with a little more or less than the others."""

    def __init__(self, random: Random, words: Words, hr: int, bo: int) -> None:
        self.random, self.words, self.hr, self.bo = random, words, hr, bo

    def draft(self, draft: Draft, day: date) -> Round:
        round_ = rounds.create(draft, self.hr, day)
        round_.pid = public_id(self.random)
        return round_

    def open(self, draft: Draft, day: date, but: int | None = None) -> Round:
        """Open a round on a day with what has been answered, by all but one."""
        round_ = self.draft(draft, day)
        people = employed_in((), (), day)
        filled: dict[tuple[int, int | None], Sheet] = {}
        for leader, team in units.teams(people, day).items():
            outcome = Outcome.ASKED if len(team) >= LEAST else Outcome.TOO_SMALL
            topic = Topic(round=round_, leader_id=leader, outcome=outcome, pid=public_id(self.random))
            db.session.add(topic)
            leaning = self.random.uniform(2.2, 3.6)
            if outcome is Outcome.ASKED:
                filled |= {(person, leader): self._sheet(round_, leaning) for person in team}
            if leader == self.bo:
                db.session.flush()
                self._own(topic)
        if round_.pulse:
            filled |= {(person, None): self._climate() for person in people}
        filled |= {pair: Sheet() for pair in filled if pair[0] == but}
        round_.opened_on, round_.stage = day, Stage.OPEN
        db.session.flush()
        hand_out(round_, filled)
        return round_

    def publish(self, round_: Round, day: date) -> None:
        """Close a round and publish it, as the daily run of that day would have."""
        closing.close(round_)
        keys.destroy(round_.pid)
        wiping.publish([round_.pid], day)

    def _sheet(self, round_: Round, leaning: float) -> Sheet:
        if self.random.random() > ANSWERS:
            return Sheet()
        asked = [question.code for question in round_.questions if question.about is About.LEADER]
        steps = {code: self._step(leaning) if self.random.random() < 0.95 else CANNOT_SAY for code in asked}
        kept, wished = (self.words.one(f"upward.{kind}", WRITES) for kind in ("keep", "wish"))
        return Sheet(steps, {"up.keep": kept, "up.wish": wished})

    def _climate(self) -> Sheet:
        answers = self.random.random() < ANSWERS
        return Sheet({code: self._step(2.9) for code in PULSE} if answers else {})

    def _own(self, topic: Topic) -> None:
        for question in topic.round.questions:
            if question.about is About.LEADER:
                db.session.add(OwnAnswer(topic_id=topic.id, question=question.code, step=self._step(3.2)))

    def _step(self, leaning: float) -> int:
        return min(max(round(self.random.gauss(leaning, 0.8)), LOWEST), HIGHEST)
