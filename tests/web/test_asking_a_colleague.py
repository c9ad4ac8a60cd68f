"""Only who said so is found, for as long as they want; one click asks; pairs open when both have said yes."""

import pytest
from flask import current_app

from competence.db import db
from competence.learning.asking.actions.pairing import propose_pairs
from competence.learning.asking.models import Contact, Opening, Pair
from competence.learning.asking.rules.words import Openness
from competence.notifications.models import Notification
from competence.people.models import Person
from competence.web.clock import today
from tests.learning import make_opening
from tests.make import make_employment, make_person


def told(person, kind):
    return db.session.query(Notification).filter_by(person_id=person.id, kind=kind).count()


def test_nobody_is_found_who_has_not_opened_themselves(client_as, cast):
    make_opening(cast, cast.ellen)
    text = client_as(cast.astrid).get("/learning/colleagues").page.text
    names = [person.name for person in db.session.query(Person) if person.id not in (cast.ellen.id, cast.astrid.id)]
    assert "Ellen Å" in text
    assert [name for name in names if name in text] == []


def test_who_left_the_house_is_neither_found_nor_asked(client_as, cast):
    opening, astrid = make_opening(cast, cast.ditte), client_as(cast.astrid)
    assert "Ditte Dige" not in astrid.get("/learning/colleagues").page.text
    assert astrid.post(f"/learning/colleagues/openings/{opening.pid}/contact").status_code == 404


def test_one_opens_and_withdraws_and_is_gone_at_once_everywhere(client_as, cast):
    ellen, astrid = client_as(cast.ellen), client_as(cast.astrid)
    form = ellen.get("/learning/colleagues/mine").page.form("/learning/colleagues/mine")
    assert ellen.post("/learning/colleagues/mine", data=form | {"competence": "c1"}).status_code == 400
    ellen.post("/learning/colleagues/mine", data=form | {"competence": "c1", "kind": "ASK", "word": "Kom forbi"})
    assert "Kom forbi" in astrid.get("/learning/colleagues?competence=c1").page.text
    assert "Ellen" not in astrid.get("/learning/colleagues?competence=c2").page.text
    pid = db.session.query(Opening).one().pid
    make_opening(cast, cast.ellen, "c2", Openness.PRACTISE)
    make_opening(cast, cast.astrid, "c2"), make_opening(cast, cast.astrid, "c1", Openness.PRACTISE)
    propose(cast)
    assert "Dig og Ellen Å" in astrid.get("/learning/colleagues/mine").page.text
    ellen.post(f"/learning/colleagues/openings/{pid}/withdrawal")
    assert "Ellen" not in astrid.get("/learning/colleagues?competence=c1").page.text
    assert "Ellen" not in astrid.get("/learning/colleagues/mine").page.text
    assert astrid.post(f"/learning/colleagues/openings/{pid}/contact").status_code == 404


def test_a_colleague_is_found_by_house_language_and_kind(client_as, cast):
    make_opening(cast, cast.ellen, kind=Openness.MENTOR), make_opening(cast, cast.asger)
    client_as(cast.ellen).post("/learning/colleagues/languages", data={"language": ["ar", "xx"]})
    astrid = client_as(cast.astrid)
    for query, ellen, asger in (
        ("house=vollsmose", True, False), ("house=tarup", False, True), ("language=ar", True, False),
        ("kind=ASK", False, True), ("language=so", False, False),
    ):  # fmt: skip
        text = astrid.get(f"/learning/colleagues?{query}").page.text
        assert ("Ellen Å" in text, "Asger Bæk" in text) == (ellen, asger), query


def test_one_click_tells_the_colleague_and_a_second_one_waits(client_as, cast):
    opening, astrid = make_opening(cast, cast.ellen), client_as(cast.astrid)
    address = f"/learning/colleagues/openings/{opening.pid}/contact"
    assert [astrid.post(address).status_code for _twice in range(2)] == [303, 409]
    assert client_as(cast.ellen).post(address).status_code == 409
    assert (db.session.query(Contact).count(), told(cast.ellen, "asking.asked")) == (1, 1)
    assert "Astrid Skov" in client_as(cast.ellen).get("/learning/colleagues/mine").page.text


def propose(cast):
    with current_app.test_request_context(method="POST"):
        propose_pairs(today())
    db.session.commit()


def mutual(cast):
    """Astrid in Tarup and Ellen in Vollsmose can teach each other what the other wants."""
    make_opening(cast, cast.astrid, "c1"), make_opening(cast, cast.astrid, "c2", Openness.PRACTISE)
    make_opening(cast, cast.ellen, "c2"), make_opening(cast, cast.ellen, "c1", Openness.PRACTISE)
    propose(cast)
    return db.session.query(Pair).one()


def test_a_pair_is_proposed_to_both_once(client_as, cast):
    mutual(cast), propose(cast)
    assert db.session.query(Pair).count() == 1
    for person, other in ((cast.astrid, "Ellen Å"), (cast.ellen, "Astrid Skov")):
        assert told(person, "buddies.proposed") == 1
        assert f"Dig og {other}" in client_as(person).get("/learning/colleagues/mine").page.text
    assert "Dig og" not in client_as(cast.asger).get("/learning/colleagues/mine").page.text


@pytest.mark.parametrize(
    ("competence", "kind", "stands"),
    [("c1", Openness.ASK, False), ("c2", Openness.PRACTISE, False), ("c1", Openness.PRACTISE, True)],
)
def test_what_is_withdrawn_takes_the_proposals_that_rest_on_it_and_no_others(client_as, cast, competence, kind, stands):
    further = make_opening(cast, cast.astrid, "c1", Openness.PRACTISE)
    pair, astrid = mutual(cast), client_as(cast.astrid)
    assert (pair.first_id, pair.second_learns) == (cast.astrid.id, "c1")
    opening = db.session.query(type(further)).filter_by(person_id=cast.astrid.id, competence=competence, kind=kind)
    astrid.post(f"/learning/colleagues/openings/{opening.one().pid}/withdrawal")
    assert db.session.query(Pair).count() == int(stands)


def test_who_is_a_mentor_too_keeps_the_proposal_when_one_of_the_two_is_withdrawn(client_as, cast):
    mentor, pair = make_opening(cast, cast.astrid, "c1", Openness.MENTOR), mutual(cast)
    astrid = client_as(cast.astrid)
    astrid.post(f"/learning/colleagues/openings/{mentor.pid}/withdrawal")
    assert db.session.query(Pair).one() is pair
    ask = db.session.query(type(mentor)).filter_by(person_id=cast.astrid.id, kind=Openness.ASK).one()
    astrid.post(f"/learning/colleagues/openings/{ask.pid}/withdrawal")
    assert db.session.query(Pair).count() == 0


def test_neither_sees_the_others_answer_before_both_say_yes(client_as, cast):
    pair = mutual(cast)
    astrid, ellen = client_as(cast.astrid), client_as(cast.ellen)
    before = ellen.get("/learning/colleagues/mine").page.text
    astrid.post(f"/learning/colleagues/pairs/{pair.pid}/yes")
    assert ellen.get("/learning/colleagues/mine").page.text == before
    assert "ellen@example.org" not in astrid.get("/learning/colleagues/mine").get_data(as_text=True)
    assert astrid.post(f"/learning/colleagues/pairs/{pair.pid}/no").status_code == 409
    ellen.post(f"/learning/colleagues/pairs/{pair.pid}/yes")
    assert "I har begge sagt ja." in astrid.get("/learning/colleagues/mine").page.text
    assert (told(cast.astrid, "buddies.agreed"), told(cast.ellen, "buddies.agreed")) == (1, 1)


def test_a_no_tells_the_other_nothing(client_as, cast):
    pair = mutual(cast)
    astrid, ellen = client_as(cast.astrid), client_as(cast.ellen)
    ellen.post(f"/learning/colleagues/pairs/{pair.pid}/yes")
    ellen.get("/learning/colleagues/mine")  # which says once that the answer is kept
    waits = ellen.get("/learning/colleagues/mine").page.text
    astrid.post(f"/learning/colleagues/pairs/{pair.pid}/no")
    assert ellen.get("/learning/colleagues/mine").page.text == waits
    assert told(cast.ellen, "buddies.agreed") == 0
    assert "Dig og Ellen Å" not in astrid.get("/learning/colleagues/mine").page.text


def test_the_page_asks_as_often_for_many_colleagues_as_for_few(client_as, cast, statements):
    astrid, asked = client_as(cast.astrid), []
    for number in (1, 9):
        for place in range(number):
            person = make_person(f"Kollega {number}.{place}")
            make_employment(person, cast.tarup)
            make_opening(cast, person)
        db.session.commit()
        with statements() as seen:
            astrid.get("/learning/colleagues")
        with statements() as own:
            astrid.get("/learning/colleagues/mine")
        asked.append((len(seen), len(own)))
    assert asked[0] == asked[1]
    assert max(asked[1]) <= 12
