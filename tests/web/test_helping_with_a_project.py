"""Help is asked of those who said they would give it; they answer if they like, and silence tells nobody anything."""

from competence.db import db
from competence.learning.helping.models import HelpAnswer, HelpRequest
from competence.notifications.models import Notification
from competence.web.clock import now
from tests.acting import path
from tests.make import make_restriction

ASKED = {"kind": "FACILITATION", "about": "READING_CIRCLE", "title": "Læsekreds i Tarup", "what": "Led de to første."}


def told(person):
    rows = db.session.query(Notification).filter_by(person_id=person.id).order_by(Notification.id)
    return [one.kind for one in rows if one.kind.startswith("helping.")]


def want(client, *kinds):
    assert client.post("/learning/help/kinds", data={"kind": list(kinds)}).status_code == 303


def test_a_request_goes_to_those_who_want_to_help_with_that_and_to_nobody_else(client_as, cast):
    want(client_as(cast.ellen), "FACILITATION"), want(client_as(cast.asger), "NETWORK")
    page = path(client_as(cast.astrid).post("/learning/help", data=ASKED))
    assert (told(cast.ellen), told(cast.asger), told(cast.bo)) == (["helping.put"], [], [])
    assert [client_as(one).get(page).status_code for one in (cast.ellen, cast.asger, cast.bo)] == [200, 404, 404]
    own = client_as(cast.astrid).get(page).page.text
    assert "Ellen" not in own  # who was asked shows only when they say yes


def test_who_offers_is_told_to_the_one_who_asked(client_as, cast):
    want(client_as(cast.ellen), "FACILITATION")
    astrid, ellen = client_as(cast.astrid), client_as(cast.ellen)
    page = path(astrid.post("/learning/help", data=ASKED))
    for _twice in range(2):
        ellen.post(f"{page}/offer", data={"words": "Meget gerne"})
    assert told(cast.astrid) == ["helping.offered"]
    assert "Meget gerne" in astrid.get(page).page.text
    astrid.post(f"{page}/closing")
    assert ellen.post(f"{page}/offer").status_code == 409


def test_an_offer_of_whom_use_is_restricted_is_not_shown(client_as, cast):
    want(client_as(cast.ellen), "FACILITATION")
    page = path(client_as(cast.astrid).post("/learning/help", data=ASKED))
    client_as(cast.ellen).post(f"{page}/offer", data={"words": "Meget gerne"})
    make_restriction(cast.ellen)
    text = client_as(cast.astrid).get(page).page.text
    assert not any(said in text for said in ("Meget gerne", "Ellen"))
    assert "Du har sagt, at du gerne vil hjælpe" in client_as(cast.ellen).get(page).page.text


def test_nobody_asks_or_offers_what_the_other_could_not_open(client_as, cast):
    """The use of Astrid's data is restricted, and then of Ellen's: mail went to colleagues, and its page was shut."""
    want(client_as(cast.ellen), "FACILITATION")
    astrid, restriction = client_as(cast.astrid), make_restriction(cast.astrid)
    refused = astrid.post("/learning/help", data=ASKED)
    assert (refused.status_code, "kan andre ikke læse det" in refused.page.text) == (409, True)
    assert ASKED["what"] in refused.page.text
    assert (told(cast.ellen), db.session.query(HelpRequest).count()) == ([], 0)
    restriction.ends_at = now()
    page = path(astrid.post("/learning/help", data=ASKED))
    make_restriction(cast.ellen)
    assert client_as(cast.ellen).post(f"{page}/offer", data={"words": "Meget gerne"}).status_code == 409
    assert told(cast.astrid) == []


def test_who_no_longer_wants_to_help_is_asked_no_more_and_who_begins_to_is_asked_at_once(client_as, cast):
    astrid, ellen = client_as(cast.astrid), client_as(cast.ellen)
    page = path(astrid.post("/learning/help", data=ASKED))
    want(ellen, "FACILITATION")
    assert "Læsekreds i Tarup" in ellen.get("/learning/help").page.text
    want(ellen)
    assert ellen.get(page).status_code == 404
    assert db.session.query(HelpAnswer).count() == 0


def test_help_for_yesterday_is_not_asked(client_as, cast):
    astrid = client_as(cast.astrid)
    answer = astrid.post("/learning/help", data=ASKED | {"by": "2020-01-01"})
    assert answer.status_code == 400
    assert "Dagen er gået" in answer.page.text
    assert astrid.post("/learning/help", data=ASKED | {"title": ""}).status_code == 400
    assert db.session.query(HelpRequest).count() == 0
