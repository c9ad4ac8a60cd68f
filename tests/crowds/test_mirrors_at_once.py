"""Two who act in one mirror at the very same moment: both are opened, or neither, and no word is overwritten."""

from itertools import count

import pytest

from competence.assessments.models import Answer, Mirror
from competence.db import db
from tests.acting import named, open_round
from tests.cast import make_cast
from tests.client import InspectingClient, sign_in
from tests.make import make_answer, make_mirror, make_share, make_view

ROUNDS = 4


@pytest.fixture
def house(shared):
    """The cast, really committed; with a maker of Astrid's mirror, answered by both and not shared."""
    with shared.app_context():
        cast = make_cast()
        cycle = open_round(cast)
        db.session.commit()
        numbers = count()

        def drafts():
            mirror = make_mirror(cast.astrid, cast.version, cycle if next(numbers) == 0 else None)
            for author in (cast.astrid, cast.bo):
                make_answer(make_view(mirror, author), cast.version.competences[0], 3)
            return mirror

        yield cast, cycle, drafts


def clients(shared, *people):
    made = []
    for person in people:
        client = InspectingClient(shared)
        sign_in(client, person)
        made.append(client)
    return made


@pytest.mark.parametrize("time", range(ROUNDS))
def test_two_who_share_at_once_open_the_mirror(shared, house, at_once, time):
    cast, _, drafts = house
    mirror = drafts()
    address = f"/assessments/{mirror.pid}/sharing"
    both = clients(shared, cast.astrid, cast.bo)
    db.session.commit()
    statuses = at_once(2, lambda number: both[number].post(address).status_code)
    db.session.expire_all()
    assert statuses == [303, 303]
    assert mirror.revealed_at is not None


@pytest.mark.parametrize("time", range(ROUNDS))
def test_taking_back_while_the_leader_shares_ends_in_one_of_two_ways(shared, house, at_once, time):
    cast, _, drafts = house
    mirror = drafts()
    make_share(mirror.own_view, cast.bo)
    addresses = (f"/assessments/{mirror.pid}/sharing/withdrawal", f"/assessments/{mirror.pid}/sharing")
    both = clients(shared, cast.astrid, cast.bo)
    db.session.commit()
    statuses = at_once(2, lambda number: both[number].post(addresses[number]).status_code)
    db.session.expire_all()
    assert statuses in ([303, 303], [409, 303])
    assert mirror.is_revealed == (statuses[0] == 409)
    assert bool(mirror.shared_with) == mirror.is_revealed


def test_of_five_windows_that_save_the_same_row_one_wins_and_four_are_told(shared, house, at_once):
    cast, _, drafts = house
    mirror = drafts()
    address = f"/assessments/views/{mirror.own_view.pid}/answers"
    competence = cast.version.competences[1]
    windows = clients(shared, *[cast.astrid] * 5)
    rows = [named(competence, version=0, answer="2", example=f"Fra vindue {number}.") for number in range(5)]
    db.session.commit()

    def send(number):
        return windows[number].post(address, data=rows[number], headers={"Accept": "application/json"})

    answers = at_once(5, send)
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 4
    (kept,) = db.session.query(Answer).filter_by(competence_id=competence.id).all()
    assert {answer.json["theirs"]["example"] for answer in answers if answer.status_code == 409} == {kept.example}


@pytest.mark.parametrize("time", range(ROUNDS))
def test_nothing_changes_in_what_is_being_shared(shared, house, at_once, time):
    cast, _, drafts = house
    mirror = drafts()
    view = mirror.own_view
    competence = cast.version.competences[0]
    row = named(competence, version=1, answer="5")
    both = clients(shared, cast.astrid, cast.astrid)
    sharing, saving = f"/assessments/{mirror.pid}/sharing", f"/assessments/views/{view.pid}/answers"
    db.session.commit()
    told = {"headers": {"Accept": "application/json"}}
    shared_at_once, saved = at_once(
        2, lambda number: both[0].post(sharing) if number == 0 else both[1].post(saving, data=row, **told)
    )
    assert shared_at_once.status_code == 303
    db.session.expire_all()
    (answer,) = db.session.query(Answer).filter_by(view_id=view.id).all()
    assert answer.level == (5 if saved.status_code == 200 else 3)
    assert answer.saved_at <= view.shares[0].shared_at or saved.status_code == 409


@pytest.mark.parametrize("in_a_round", [True, False])
def test_who_presses_begin_five_times_has_begun_once(shared, house, at_once, in_a_round):
    cast, cycle, _ = house
    hands = clients(shared, *[cast.astrid] * 5)
    sent = {"round": cycle.pid if in_a_round else ""}
    db.session.commit()
    places = at_once(5, lambda number: hands[number].post("/assessments", data=sent).location)
    assert len(set(places)) == 1
    assert db.session.query(Mirror).count() == 1
