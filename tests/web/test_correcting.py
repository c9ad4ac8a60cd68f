"""A correction stands beside what it corrects, for whoever may read that: in a plan, and at a note of a talk."""

import pytest
from sqlalchemy import update

from competence.conversations.rules.steps import State
from competence.plans.rules.states import State as PlanState
from competence.privacy.correcting.models import Correction
from tests.make import make_leader
from tests.plans import page, written_plan
from tests.talks import make_note, make_talk

WRONG = "Det var ikke mig, der foreslog det."


@pytest.fixture
def people(client_as, cast):
    return {name: client_as(getattr(cast, name)) for name in ("astrid", "bo", "emil", "carla")}


def ways(client, where):
    """Return the links of a page that lead to the form of a correction."""
    return [link for link in client.get(where).page.links().values() if link.startswith("/privacy/mine/")]


def say(client, where, number=0, text=WRONG):
    """Follow a link of a page to the form, say what is wrong, and return where that leads."""
    return client.post(ways(client, where)[number], data={"text": text})


@pytest.fixture
def plan(cast):
    plan = written_plan(cast, PlanState.APPROVED)
    return page(plan)


@pytest.fixture
def talk(cast):
    talk = make_talk(cast.astrid, cast.bo, state=State.HELD)
    make_note(talk, cast.bo, "Astrid vil gerne skifte afdeling.")
    make_note(talk, cast.astrid, "Jeg vil gerne blive.")
    return talk.page


def test_beside_a_goal_of_her_plan_it_stands_for_both_and_leads_back(people, plan):
    assert say(people["astrid"], plan).location == plan
    for reader, whose in (("astrid", "Din rettelse"), ("bo", "Rettelse fra den, det handler om")):
        text = people[reader].get(plan).page.text
        assert WRONG in text
        assert whose in text


def test_a_new_leader_who_reads_the_plan_reads_it_too(people, plan, cast):
    say(people["astrid"], plan, number=1)
    make_leader(cast.emil, cast.astrid)
    assert WRONG in people["emil"].get(plan).page.text


def test_at_a_note_somebody_else_wrote_it_stands_for_both(people, talk):
    assert say(people["astrid"], talk).location == talk
    assert all(WRONG in people[reader].get(talk).page.text for reader in ("astrid", "bo"))


def test_who_may_not_read_the_note_reads_no_correction_of_it(people, talk, cast):
    say(people["astrid"], talk)
    make_leader(cast.emil, cast.astrid)
    assert WRONG not in people["emil"].get(talk).page.text


def test_what_she_said_of_a_row_that_is_gone_stands_beside_nobody_elses(people, talk, cast, client_as, db_session):
    """SQLite gives the number of a note that was deleted to the next one, whoever that is about."""
    say(people["astrid"], talk)
    others = make_talk(cast.asger, cast.bo, state=State.HELD)
    note = make_note(others, cast.bo, "Asger vil gerne lede et projekt.")
    db_session.execute(update(Correction).values(kept_key=str(note.id)))
    for reader in (people["bo"], client_as(cast.asger)):
        text = reader.get(others.page).page.text
        assert note.text in text
        assert WRONG not in text


@pytest.mark.parametrize("thing", ["plan", "talk"])
def test_only_the_one_it_is_about_is_shown_the_way(people, thing, request):
    where = request.getfixturevalue(thing)
    assert not ways(people["bo"], where)
    assert ways(people["astrid"], where)


def test_ones_own_note_and_a_draft_are_put_right_where_they_are_written(people, cast):
    talk = make_talk(cast.astrid, cast.bo, state=State.HELD)
    make_note(talk, cast.astrid, "Jeg vil gerne blive.")
    for where in (talk.page, page(written_plan(cast))):
        assert not ways(people["astrid"], where)


def test_the_way_back_leads_nowhere_else(people, plan):
    address = ways(people["astrid"], plan)[0].partition("?")[0]
    sent = people["astrid"].post(f"{address}?next=https://example.com/", data={"text": WRONG})
    assert sent.location.startswith("/privacy/mine#")


def test_many_corrections_are_read_at_once(people, plan, statements):
    counted = []
    for number in (0, 1, 0):
        with statements() as seen:
            people["bo"].get(plan)
        counted.append(len(seen.selects))
        say(people["astrid"], plan, number)
    assert len(set(counted)) == 1
