"""Somebody else's page is refused by the statements that one takes which is not there: the clock tells no more."""

import secrets

import pytest

from competence.plans.rules.states import State
from tests.make import make_conversation, make_mirror
from tests.plans import make_goal, make_plan


@pytest.fixture
def others(cast):
    """Ellen's, by where their pages stand: a plan in which much is written, a talk with steps, and a mirror."""
    plan = make_plan(cast.ellen, cast.emil, State.APPROVED)
    make_goal(plan)
    talk = make_conversation(cast.ellen, cast.emil)
    return {"plans": plan.pid, "conversations": talk.pid, "assessments": make_mirror(cast.ellen, cast.version).pid}


@pytest.mark.parametrize("place", ["plans", "conversations", "assessments"])
def test_it_takes_as_many_statements_as_one_that_is_not_there(client_as, cast, others, statements, place):
    astrid, took = client_as(cast.astrid), []
    for pid in (secrets.token_hex(16), others[place]):
        astrid.get("/notifications")  # what a page asks once in a while it has asked
        with statements() as seen:
            assert astrid.get(f"/{place}/{pid}").status_code == 404
        took.append([statement.split(" FROM ")[-1] for statement in seen])
    assert took[0] == took[1]
