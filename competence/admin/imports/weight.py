"""Whether a file of people changes so much that one hand is not enough: then another looks it through, too. Pure."""

from collections import Counter
from datetime import date

from competence.admin.imports.people_plan import End, SaveEmployment, SaveLeader, SavePerson
from competence.admin.imports.people_state import State
from competence.admin.imports.periods import is_current
from competence.admin.imports.plan import Plan

ONE_IN = 20  # of those who work in the house: more than five of a hundred
FEW = 10  # so many one hand may change in any house
TEAM = 20  # so many one leader may get or lose by one hand

ABOUT_PEOPLE = (SavePerson, SaveEmployment, SaveLeader, End)


def takes_two(plan: Plan, state: State, today: date) -> bool:
    """Return whether another hand must look a plan through: never while the house has no leaders, and is set up."""
    if not any(person.leaders for person in state.people.values()):
        return False
    changed = {change.email for change in plan.changes if isinstance(change, ABOUT_PEOPLE)}
    at_work = [one for one in state.people.values() if any(is_current(fact.end, today) for fact in one.employments)]
    if len(changed) > FEW and len(changed) * ONE_IN > len(at_work):
        return True
    return max(_moved(plan, state).values(), default=0) > TEAM


def _moved(plan: Plan, state: State) -> Counter[str]:
    """Return how many people each leader would get, or lose, whichever is more."""
    leader_of = {fact.id: fact.key[0] for person in state.people.values() for fact in person.leaders}
    lost = Counter(leader_of.get(one.id, "") for one in plan.changes if isinstance(one, End) and one.what == "leader")
    got = Counter(one.fact.key[0] for one in plan.changes if isinstance(one, SaveLeader) and not one.fact.id)
    return lost | got
