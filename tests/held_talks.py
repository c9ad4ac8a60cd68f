"""A round with talks in a house large enough for figures: who talked with whom, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from competence.conversations.models import Conversation, Step
from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import Action, State
from competence.cycles.models import Cycle
from competence.db import db
from competence.frameworks.models import Competence
from competence.people.models import Person
from competence.plans.models import FollowUpAnswer, Plan
from competence.plans.rules.states import State as PlanState
from competence.plans.rules.words import Done, Side
from tests.cast import Cast
from tests.make import NOW, make_conversation, make_cycle, make_employment, make_invitation, make_person
from tests.plans import make_goal, make_plan

SIZES = {"tarup": 14, "vollsmose": 12, "staff": 3}


@dataclass
class Talks:
    """A round with talks, the people in it by unit, and a leader of all of them."""

    cycle: Cycle
    leader: Person
    staff: dict[str, list[Person]] = field(default_factory=dict)

    @property
    def everybody(self) -> list[Person]:
        return [person for people in self.staff.values() for person in people]

    def hold(self, *people: Person, state: State = State.HELD) -> list[Conversation]:
        """Let people have had their talk of the round, or another state of it."""
        talks = [make_conversation(one, self.leader, Kind.MUS, state, NOW, self.cycle) for one in people]
        for talk in talks:
            if state is State.HELD:
                talk.steps.append(Step(action=Action.BEGIN, at=NOW))
                talk.steps.append(Step(action=Action.END, at=NOW + timedelta(hours=1)))
        db.session.flush()
        return talks

    def agree(self, *people: Person, about: Iterable[Competence] = ()) -> list[Plan]:
        """Let people and their leaders have signed a plan a day after the talk, with a goal for each competence."""
        at = NOW + timedelta(days=1)
        plans = [make_plan(one, self.leader, PlanState.APPROVED, approved_at=at) for one in people]
        for plan in plans:
            for competence in about:
                make_goal(plan, competence=competence)
        return plans

    def follow_up(self, *plans: Plan, sides: Iterable[Side] = Side) -> None:
        """Let both sides, or some, have answered the first question."""
        for plan in plans:
            for side in sides:
                db.session.add(FollowUpAnswer(plan_id=plan.id, after_days=30, side=side, done=Done.NO, at=NOW))
        db.session.flush()


def round_with_talks(cast: Cast, sizes: dict[str, int] | None = None) -> Talks:
    """Open a round with talks for new people in three units, all in Emil's seat."""
    talks = Talks(make_cycle(cast.version, with_talks=True), cast.emil)
    for code, size in (sizes or SIZES).items():
        talks.staff[code] = [make_person(f"{code.title()} {number}") for number in range(size)]
        for person in talks.staff[code]:
            make_employment(person, getattr(cast, code), cast.librarian)
            make_invitation(talks.cycle, person, cast.emil)
    return talks
