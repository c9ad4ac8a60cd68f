"""A look back after an event: a page of those who took part, notes by each, agreements with a lead and a day."""

from datetime import timedelta

import pytest

from competence.db import db
from competence.feedback.retrospectives.actions import agreements_due
from competence.feedback.retrospectives.models import Retrospective, RetrospectiveAgreement, RetrospectiveNote
from competence.feedback.retrospectives.rules import Kind
from competence.notifications.models import Notification
from competence.web.clock import today
from tests.acting import path
from tests.retrospectives import make_jotting, make_promise, make_retrospective


def test_those_who_took_part_write_on_one_page_and_agree(app, cast, client_as):
    astrid, ellen = client_as(cast.astrid), client_as(cast.ellen)
    began = {"title": "Forfatteraftenen", "held_on": today(), "near": [cast.asger.id], "others": [cast.ellen.id]}
    page = path(astrid.post("/feedback/retrospectives", data=began))
    told = db.session.query(Notification).filter_by(kind="retrospectives.begun")
    assert {note.person_id for note in told} == {cast.asger.id, cast.ellen.id}
    for kind, text in ((Kind.KEEP, "Lyset i rummet"), (Kind.ADJUST, "Køen ved døren"), (Kind.TRY, "Kaffe før")):
        ellen.post(f"{page}/notes", data={"kind": kind.value, "text": text})
    read = astrid.get(page).page.text
    assert [text for text in ("Lyset i rummet", "Køen ved døren", "Kaffe før", "Ellen Å") if text not in read] == []
    agreed = {"what": "To ved døren", "lead": cast.asger.id, "due_on": today() + timedelta(days=2)}
    astrid.post(f"{page}/agreements", data=agreed)
    assert "To ved døren" in ellen.get(page).page.text
    promise = db.session.query(RetrospectiveAgreement).one()
    with app.test_request_context(method="POST"):
        assert [(due.person_id, due.url) for due in agreements_due(today())] == [(cast.asger.id, f"{page}#agreed")]
    assert ellen.post(f"{page}/agreements/{promise.id}/doing").status_code == 303
    assert list(agreements_due(today())) == []
    assert ellen.post(f"{page}/agreements/{promise.id}/doing").status_code == 409


def test_nobody_else_sees_the_page_whatever_their_role(cast, client_as):
    one = make_retrospective(cast.astrid, cast.asger)
    make_jotting(one, cast.astrid, "et mærke i noten"), make_promise(one, cast.asger, "et mærke i aftalen")
    for who in (cast.bo, cast.carla, cast.dorte, cast.freja, cast.ellen):
        client = client_as(who)
        assert client.get(f"/feedback/retrospectives/{one.pid}").status_code == 404
        assert "Forfatteraftenen" not in client.get("/feedback/retrospectives").page.text
    assert "et mærke i noten" in client_as(cast.asger).get(f"/feedback/retrospectives/{one.pid}").page.text


def test_a_note_is_taken_away_by_its_author_alone(cast, client_as):
    one = make_retrospective(cast.astrid, cast.asger)
    note = make_jotting(one, cast.astrid)
    removal = f"/feedback/retrospectives/{one.pid}/notes/{note.id}/removal"
    assert client_as(cast.asger).post(removal).status_code == 404
    assert client_as(cast.astrid).post(removal).status_code == 303
    assert db.session.query(RetrospectiveNote).count() == 0


@pytest.mark.parametrize(
    ("address", "sent", "says"),
    [
        ("", {"title": "Alene", "held_on": "2026-11-20"}, "mindst én, der var med"),
        ("", {"title": "", "held_on": "2026-11-20"}, "hvad I samler op på"),
        ("/{pid}/notes", {"kind": "keep", "text": " "}, "Skriv noget"),
        ("/{pid}/agreements", {"what": "", "lead": "0", "due_on": ""}, "hvad I aftaler"),
    ],
)
def test_what_is_wrong_is_said(address, sent, says, cast, client_as):
    one = make_retrospective(cast.astrid, cast.asger)
    answer = client_as(cast.astrid).post(f"/feedback/retrospectives{address.format(pid=one.pid)}", data=sent)
    assert answer.status_code == 400
    assert says in answer.page.text
    assert db.session.query(Retrospective).count() == 1


def test_the_page_takes_no_more_statements_with_more_on_it(cast, client_as, statements):
    one, client = make_retrospective(cast.astrid, cast.asger, cast.ellen), client_as(cast.astrid)
    page = f"/feedback/retrospectives/{one.pid}"
    make_jotting(one, cast.asger), make_promise(one, cast.asger)
    with statements() as few:
        client.get(page)
    for who in (cast.astrid, cast.ellen, cast.asger):
        make_jotting(one, who, "Mere"), make_promise(one, who)
    with statements() as many:
        client.get(page)
    assert len(many.selects) == len(few.selects) <= 12
