"""Somebody outside the house answers one question once, by a link that shows nothing else."""

from datetime import timedelta

import pytest

from competence.db import db
from competence.feedback.models import Feedback, OutsideLink
from competence.feedback.rules.steps import State
from competence.feedback.views.outside import FROM_AN_ADDRESS
from competence.web.clock import now
from competence.web.tokens import fingerprint
from tests.acting import path
from tests.client import InspectingClient
from tests.feedback import make_feedback, make_link
from tests.make import make_restriction
from tests.web.test_feedback import QUESTION, ask


@pytest.fixture
def guest(app):
    """A browser somewhere else."""
    return InspectingClient(app)


@pytest.fixture
def link(cast):
    """Where the link to Astrid's question leads."""
    return f"/feedback/outside/{make_link(make_feedback(cast.astrid, None, State.ASKED, outside_name='Mette'))}"


def test_a_link_rests_while_the_use_of_what_is_about_the_one_who_asks_is_restricted(guest, link, cast):
    row = make_restriction(cast.astrid)
    guest.get(link)
    assert guest.get("/feedback/outside").status_code == 404
    row.ends_at = now()
    db.session.flush()
    assert guest.get("/feedback/outside").status_code == 200


def test_the_link_is_shown_once_to_the_one_who_asks_and_kept_by_nobody(cast, client_as):
    astrid = client_as(cast.astrid)
    page = ask(astrid, cast, outside="Mette Mogensen")
    (link,) = [field.get("value") for field in page.all("input") if "/outside/" in (field.get("value") or "")]
    row = db.session.query(OutsideLink).one()
    token = link.rsplit("/", 1)[1]
    assert row.key == fingerprint(token) != token
    piece = db.session.query(Feedback).filter_by(outside_name="Mette Mogensen").one()
    assert link not in astrid.get(f"/feedback/requests/{piece.request.pid}").get_data(as_text=True)


def test_a_guest_sees_the_question_and_nothing_of_the_house(link, guest):
    assert path(guest.get(link)) == "/feedback/outside"
    answer = guest.get("/feedback/outside")
    assert "Hvordan gik læsekredsen?" in answer.page.text
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert [a.get("href") for a in answer.page.all("a")] == ["#content"]
    assert answer.page.all("nav") == []


def test_a_guest_answers_once(cast, client_as, link, guest):
    guest.get(link)
    words = {"worked": "Roen.", "ideas": "Flere pauser."}
    assert path(guest.post("/feedback/outside", data=words)) == "/feedback/outside/thanks"
    piece = db.session.query(Feedback).one()
    assert (piece.state, piece.words) == (State.WRITTEN, words)
    guest.get(link)
    again = guest.get("/feedback/outside")
    assert again.status_code == 404
    assert "brugt, udløbet eller trukket tilbage" in again.page.text
    read = path(client_as(cast.astrid).post(f"/feedback/{piece.pid}/reading"))
    assert "Feedback fra Mette" in client_as(cast.astrid).get(read).page.text


def test_a_guest_may_say_that_they_cannot_judge(link, guest):
    guest.get(link)
    guest.post("/feedback/outside", data={"decline": "yes"})
    assert db.session.query(Feedback).one().state is State.DECLINED
    assert db.session.query(OutsideLink).count() == 0


def test_a_link_that_is_old_unknown_or_replaced_opens_nothing(cast, client_as, link, guest):
    piece = db.session.query(Feedback).one()
    client_as(cast.astrid).post(f"/feedback/requests/{piece.request.pid}/links/{piece.pid}")
    for address in (link, "/feedback/outside/unknown"):
        guest.get(address)
        assert guest.get("/feedback/outside").status_code == 404
    fresh = db.session.query(OutsideLink).one()
    key, fresh.expires_at = fresh.key, now() - timedelta(minutes=1)
    db.session.commit()
    with guest.session_transaction() as remembered:
        remembered["outside"] = key
    assert guest.post("/feedback/outside", data={"worked": "x", "ideas": "y"}).status_code == 404


def test_whoever_tries_many_links_has_to_wait(guest):
    answers = [guest.get(f"/feedback/outside/guess-{number}") for number in range(FROM_AN_ADDRESS.count + 1)]
    assert [answer.status_code for answer in answers[-2:]] == [303, 429]


def test_an_answer_without_words_is_asked_for_again(link, guest):
    guest.get(link)
    answer = guest.post("/feedback/outside", data={"worked": "Roen.", "ideas": ""})
    assert answer.status_code == 400
    assert "Roen." in answer.page.text


def test_who_asks_takes_the_wish_back_and_the_link_is_dead(cast, client_as, link, guest):
    piece = db.session.query(Feedback).one()
    client_as(cast.astrid).post(f"/feedback/requests/{piece.request.pid}/cancellation")
    guest.get(link)
    assert guest.get("/feedback/outside").status_code == 404
    assert QUESTION not in guest.get("/feedback/outside").page.text


def test_a_guest_who_answers_too_late_gets_their_words_back_and_nothing_of_the_question(cast, client_as, link, guest):
    piece = db.session.query(Feedback).one()
    guest.get(link)
    client_as(cast.astrid).post(f"/feedback/requests/{piece.request.pid}/cancellation")
    late = guest.post("/feedback/outside", data={"worked": "Du lyttede til alle.", "other": "Ikke et felt"})
    assert (late.status_code, piece.words) == (404, {})
    assert "Du lyttede til alle." in late.page.text
    assert not any(text in late.page.text for text in (QUESTION, "Ikke et felt", "Astrid"))
