"""What a leader sees of their people's plans: how far each is, and what waits for the leader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from competence.access.actor import Actor
from competence.db import db
from competence.people.models import Person
from competence.people.queries.leading import people_led
from competence.plans.models import Plan
from competence.plans.queries.followups import follow_ups
from competence.plans.queries.plans import free_seats, visible_to, whole
from competence.plans.queries.promises import Promise, promises_in
from competence.plans.rules.following import FollowUp
from competence.plans.rules.states import State
from competence.plans.rules.words import Side, Whose


@dataclass(frozen=True)
class Member:
    """Somebody the actor leads, with their plans as far as the actor may open them.

    writing: the plan the two are writing; running: those both have signed; followed: those a newer one has followed,
    whose open promises are carried over; free_seat: the address of an unfinished plan whose leader is no longer theirs,
    of which nothing else is shown.
    """

    person: Person
    writing: Plan | None
    running: Sequence[Plan]
    followed: Sequence[Plan]
    free_seat: str | None
    day: date

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan the leader may open."""
        return self.writing is not None or bool(self.running)

    @property
    def to_sign(self) -> bool:
        """Whether they have signed and wait for the leader's signature."""
        return self.writing is not None and self.writing.signed_by(Side.EMPLOYEE) is not None

    @property
    def to_file(self) -> list[Plan]:
        """The agreements that can be handed to the personnel file."""
        approved = (plan for plan in self.running if plan.state is State.APPROVED)
        return [plan for plan in approved if plan.first_day_to_file and plan.first_day_to_file <= self.day]

    @property
    def questions(self) -> list[tuple[Plan, FollowUp]]:
        """The follow-ups that ask the leader now; whether the person has answered is not known here."""
        asked = ((plan, one) for plan in self.running for one in follow_ups(plan, Side.LEADER, self.day))
        return [(plan, one) for plan, one in asked if one.waits_for_me]

    @property
    def promised(self) -> list[Promise]:
        """What the leader promised, alone or together with them, and has neither reached nor dropped."""
        own = (promise for plan in (*self.running, *self.followed) for promise in promises_in(plan))
        return [promise for promise in own if promise.is_open and promise.whose in (Whose.LEADER, Whose.BOTH)]

    @property
    def asks(self) -> bool:
        """Whether there is something only the leader can do now; a promise is kept in its own time."""
        return bool(self.to_sign or self.free_seat or self.questions or self.to_file)

    @property
    def waits(self) -> bool:
        """Whether they wait for the leader at all."""
        return self.asks or bool(self.promised)


def members(actor: Actor, day: date) -> list[Member]:
    """Return the people the actor leads, by name."""
    people = people_led(actor)
    theirs = visible_to(actor).where(Plan.subject_id.in_(actor.led))
    plans = db.session.scalars(whole(theirs).order_by(Plan.id.desc())).unique().all()
    free = {person.id: pid for pid, person in free_seats(actor, day)}
    return [
        Member(
            person,
            next((plan for plan in plans if plan.subject_id == person.id and not plan.is_agreed), None),
            [plan for plan in plans if plan.subject_id == person.id and plan.is_agreed and plan.state != State.ENDED],
            [plan for plan in plans if plan.subject_id == person.id and plan.state is State.ENDED],
            free.get(person.id),
            day,
        )
        for person in people
    ]
