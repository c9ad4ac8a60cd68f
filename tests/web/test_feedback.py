"""Feedback among colleagues: asked for, given, read, thanked for, kept, shared, deleted, taken back and reported."""

from datetime import timedelta

import pytest

from competence.access.actor import Role
from competence.db import db
from competence.feedback.actions.reminding import PATIENCE, feedback_due, wait_no_longer
from competence.feedback.models import Feedback, FeedbackReport, FeedbackRequest
from competence.feedback.rules.steps import State
from competence.notifications.models import Notification, OutgoingMail
from competence.privacy.models import AuditEvent
from competence.web.clock import now, today
from tests.acting import path
from tests.feedback import make_feedback, make_report, make_request
from tests.make import make_conversation, make_grant, make_restriction

QUESTION = "Hvordan gik læsekredsen i går?"


def asked(cast, **more):
    """What one fills in to ask Asger and Ellen."""
    return {
        "question": QUESTION, "topic": f"competence-{cast.version.competences[0].id}", "colleagues": [cast.asger.id],
        "further": cast.ellen.id, "further_still": 0, "outside": "", "due_on": today() + timedelta(days=10),
    } | more  # fmt: skip


def ask(client, cast, **more):
    page = path(client.post("/feedback/ask/tre_plus_tre", data=asked(cast, **more)))
    return client.get(page).page


def piece_for(sender):
    return db.session.query(Feedback).filter_by(sender_id=sender.id).one()


def kinds(person):
    return [note.kind for note in db.session.query(Notification).filter_by(person_id=person.id)]


def test_from_asking_to_thanks_and_a_leader_who_reads_it(cast, client_as):
    astrid, asger, bo = client_as(cast.astrid), client_as(cast.asger), client_as(cast.bo)
    page = ask(astrid, cast)
    assert [name for name in ("Asger Bæk", "Ellen Å", QUESTION) if name not in page.text] == []
    assert kinds(cast.asger) == kinds(cast.ellen) == ["feedback.asked"]

    piece = piece_for(cast.asger)
    assert "Astrid Skov beder om feedback" in asger.get("/feedback").page.text
    answering = asger.get(f"/feedback/{piece.pid}/answer").page
    assert QUESTION in answering.text
    assert str(cast.version.competences[0].title.da) in answering.text
    asger.post(f"/feedback/{piece.pid}/answer", data={"worked": "Roen i rummet", "ideas": "Et kortere oplæg"})

    listed = astrid.get("/feedback").page
    assert "fra Asger Bæk" in listed.text
    assert "Roen i rummet" not in listed.text
    read = astrid.get(path(astrid.post(f"/feedback/{piece.pid}/reading"))).page
    assert "Roen i rummet" in read.text
    for step in ("thanks", "keeping", "sharing"):
        assert astrid.post(f"/feedback/{piece.pid}/{step}").status_code == 303
    assert kinds(cast.asger) == ["feedback.asked", "feedback.thanked"]
    assert kinds(cast.bo) == ["feedback.shared"]

    assert "Roen i rummet" in bo.get(f"/feedback/{piece.pid}").page.text
    assert db.session.query(AuditEvent).filter_by(action="feedback.look", actor_id=cast.bo.id).count() == 1
    astrid.post(f"/feedback/{piece.pid}/sharing/withdrawal")
    assert bo.get(f"/feedback/{piece.pid}").status_code == 404


def test_deleting_lets_the_words_go_for_everybody(cast, client_as):
    piece = make_feedback(cast.astrid, cast.asger, State.SHARED, shared_with=cast.bo)
    client_as(cast.astrid).post(f"/feedback/{piece.pid}/deletion")
    db.session.refresh(piece)
    assert (piece.state, piece.words, piece.shared_with_id) == (State.DELETED, {}, None)
    assert [client_as(who).get(f"/feedback/{piece.pid}").status_code for who in (cast.astrid, cast.asger, cast.bo)] == [
        404, 404, 404,
    ]  # fmt: skip


def test_what_is_not_read_can_be_taken_back_mended_and_sent_again(cast, client_as):
    piece, asger = make_feedback(cast.astrid, cast.asger), client_as(cast.asger)
    answering = path(asger.post(f"/feedback/{piece.pid}/withdrawal"))
    assert "Kun du kan se dette, til du sender det igen" in asger.get(f"/feedback/{piece.pid}").page.text
    assert client_as(cast.astrid).get(f"/feedback/{piece.pid}").status_code == 404
    assert "Roen i rummet." in asger.get(answering).page.text
    asger.post(answering, data={"worked": "Latteren.", "ideas": "Flere stole."})
    db.session.refresh(piece)
    assert (piece.state, piece.words["worked"]) == (State.WRITTEN, "Latteren.")


def test_what_is_read_cannot_be_taken_back(cast, client_as):
    piece = make_feedback(cast.astrid, cast.asger, State.READ)
    refused = client_as(cast.asger).post(f"/feedback/{piece.pid}/withdrawal")
    assert refused.status_code == 409
    assert "læst" in refused.page.text


def test_whoever_cannot_judge_says_so_without_a_reason(cast, client_as):
    piece = make_feedback(cast.astrid, cast.asger, State.ASKED)
    client_as(cast.asger).post(f"/feedback/{piece.pid}/declining")
    assert "kan ikke vurdere det" in client_as(cast.astrid).get(f"/feedback/requests/{piece.request.pid}").page.text
    assert (
        client_as(cast.asger).post(f"/feedback/{piece.pid}/answer", data={"worked": "x", "ideas": "y"}).status_code
        == 409
    )


def test_recognition_is_given_unasked_and_points_at_a_value(cast, client_as):
    sent = {"to": cast.ellen.id, "saw": "Du hjalp en gæst.", "effect": "Hun kom igen.", "topic": ""}
    client_as(cast.astrid).post("/feedback/give", data=sent)
    piece = piece_for(cast.astrid)
    assert (piece.form, piece.request, piece.receiver_id) == ("anerkendelse", None, cast.ellen.id)
    assert kinds(cast.ellen) == ["feedback.given"]
    assert client_as(cast.bo).get(f"/feedback/{piece.pid}").status_code == 404


def test_recognition_is_sent_to_nobody_who_was_not_chosen(cast, client_as):
    astrid = client_as(cast.astrid)
    sent = astrid.get("/feedback/give").page.form("/feedback/give")
    answer = astrid.post("/feedback/give", data=sent | {"saw": "Du hjalp en gæst.", "effect": "Hun kom igen."})
    assert (answer.status_code, db.session.query(Feedback).count()) == (400, 0)
    assert "Vælg en kollega." in answer.page.text
    assert "Du hjalp en gæst." in answer.page.text


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"colleagues": [], "further": 0}, "Vælg mindst én"),
        ({"question": ""}, "hvad du gerne vil have feedback på"),
        ({"due_on": today() - timedelta(days=1)}, "inden for de næste tre måneder"),
        ({"due_on": "i morgen"}, "Svar senest"),
        ({"topic": "competence-x"}, "Det handler om"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(wrong, says, cast, client_as):
    answer = client_as(cast.astrid).post("/feedback/ask/tre_plus_tre", data=asked(cast, **wrong))
    assert answer.status_code == 400
    assert says in answer.page.text
    assert ("question" in wrong) or QUESTION in answer.page.text
    assert db.session.query(FeedbackRequest).count() == 0


def test_an_answer_without_words_is_asked_for_again(cast, client_as):
    piece = make_feedback(cast.astrid, cast.asger, State.ASKED)
    answer = client_as(cast.asger).post(f"/feedback/{piece.pid}/answer", data={"worked": "Roen", "ideas": ""})
    assert answer.status_code == 400
    assert "Roen" in answer.page.text
    db.session.refresh(piece)
    assert piece.state is State.ASKED


def test_what_hurts_reaches_hr_and_only_that(cast, client_as):
    piece = make_feedback(
        cast.astrid, cast.asger, State.READ, words={"worked": "Intet.", "ideas": "Prøv noget andet job."}
    )
    other = make_feedback(cast.astrid, cast.ellen, State.READ)
    astrid, carla = client_as(cast.astrid), client_as(cast.carla)
    astrid.post(f"/feedback/{piece.pid}/report", data={"why": "Det var en afvisning."})
    assert kinds(cast.carla) == ["feedback.reported"]
    astrid.post(f"/feedback/{piece.pid}/deletion")

    report = db.session.query(FeedbackReport).one()
    page = carla.get(f"/feedback/reports/{report.pid}").page
    said = ("Prøv noget andet job.", "Det var en afvisning.", "Asger Bæk")
    assert [words for words in said if words not in page.text] == []
    assert carla.get(f"/feedback/{other.pid}").status_code == carla.get(f"/feedback/{piece.pid}").status_code == 404
    carla.post(f"/feedback/reports/{report.pid}/handling")
    assert kinds(cast.astrid) == ["feedback.handled"]
    assert carla.post(f"/feedback/reports/{report.pid}/handling").status_code == 409


def test_whoever_wrote_what_hurt_never_reads_the_report_of_it_in_hr_either(cast, client_as):
    piece, astrid, carla = (
        make_feedback(cast.astrid, cast.carla, State.READ),
        client_as(cast.astrid),
        client_as(cast.carla),
    )
    alone = astrid.post(f"/feedback/{piece.pid}/report", data={"why": "Det gjorde ondt."})
    assert alone.status_code == 409
    assert "Ingen anden i HR" in alone.page.text
    make_grant(cast.gerda, Role.HR)
    astrid.post(f"/feedback/{piece.pid}/report", data={"why": "Det gjorde ondt."})
    report = db.session.query(FeedbackReport).one()
    assert (kinds(cast.gerda), kinds(cast.carla)) == (["feedback.reported"], [])
    assert "Astrid" not in carla.get("/feedback/reports").page.text
    assert carla.get(f"/feedback/reports/{report.pid}").status_code == 404
    assert carla.post(f"/feedback/reports/{report.pid}/handling").status_code == 404
    assert "Det gjorde ondt." in client_as(cast.gerda).get(f"/feedback/reports/{report.pid}").page.text


def test_the_same_feedback_is_reported_once_and_thanked_for_once(cast, client_as):
    piece, astrid = make_feedback(cast.astrid, cast.asger, State.READ), client_as(cast.astrid)
    make_report(piece)
    assert astrid.post(f"/feedback/{piece.pid}/report", data={"why": "Igen."}).status_code == 409
    astrid.post(f"/feedback/{piece.pid}/thanks")
    assert astrid.post(f"/feedback/{piece.pid}/thanks").status_code == 409


def test_nobody_else_is_told_that_one_has_not_asked_this_year(cast, client_as):
    line, astrid = "Du har ikke bedt om feedback i år", client_as(cast.astrid)
    assert line in astrid.get("/feedback").page.text
    request = make_request(cast.astrid)
    request.asked_at = request.asked_at.replace(year=today().year)
    assert line not in astrid.get("/feedback").page.text


def test_without_a_leader_there_is_nobody_to_share_with(cast, client_as):
    piece = make_feedback(cast.dorte, cast.bo, State.READ)
    refused = client_as(cast.dorte).post(f"/feedback/{piece.pid}/sharing")
    assert refused.status_code == 409
    assert "ingen nærmeste leder" in refused.page.text


def test_who_is_asked_is_reminded_before_the_day_and_let_go_after_it(app, cast):
    soon = make_feedback(cast.astrid, cast.asger, State.ASKED, request=make_request(cast.astrid, due_on=today()))
    late = today() - PATIENCE - timedelta(days=1)
    over = make_feedback(cast.astrid, cast.ellen, State.ASKED, request=make_request(cast.astrid, due_on=late))
    with app.test_request_context(method="POST"):
        assert [(due.person_id, due.url) for due in feedback_due(today())] == [
            (cast.asger.id, f"/feedback/{soon.pid}/answer")
        ]
        wait_no_longer(today())
    assert (soon.state, over.state) == (State.ASKED, State.CALLED_OFF)


def test_mails_tell_that_there_is_feedback_and_never_what(cast, client_as):
    ask(client_as(cast.astrid), cast)
    mails = db.session.query(OutgoingMail).all()
    assert {mail.kind for mail in mails} == {"feedback.asked"}
    assert all(set(mail.url) - set(QUESTION) and QUESTION not in mail.url for mail in mails)


def test_what_she_shares_stands_in_their_talk_for_both(cast, client_as):
    talk = make_conversation(cast.astrid, cast.bo)
    make_feedback(cast.astrid, cast.asger, State.SHARED, shared_with=cast.bo)
    make_feedback(cast.astrid, cast.ellen, State.KEPT)
    hers = client_as(cast.astrid).get(f"/conversations/{talk.pid}").page.text
    his = client_as(cast.bo).get(f"/conversations/{talk.pid}").page.text
    assert "Feedback, du har taget med" in hers
    assert "Feedback, Astrid har taget med" in his
    assert [page for page in (hers, his) if "fra Asger Bæk" not in page or "Ellen Å" in page] == []


def test_who_prepares_a_talk_has_the_feedback_for_it_beside_them(cast, client_as):
    talk = make_conversation(cast.astrid, cast.bo)
    make_feedback(cast.astrid, cast.asger, State.SHARED, shared_with=cast.bo)
    make_feedback(cast.astrid, cast.ellen, State.KEPT)
    make_feedback(cast.astrid, cast.emil, State.WRITTEN)
    hers = client_as(cast.astrid).get(f"/conversations/{talk.pid}/preparation").page.text
    his = client_as(cast.bo).get(f"/conversations/{talk.pid}/preparation").page.text
    assert "Feedback, Astrid har taget med" in his
    assert ("fra Asger Bæk" in hers, "fra Ellen Å" in hers) == (True, True)
    assert ("fra Asger Bæk" in his, "Ellen Å" in his) == (True, False)
    assert "Emil Eng" not in hers + his  # not read yet: nobody prepares with it


def test_the_front_page_says_that_there_is_feedback_and_who_asks(cast, client_as):
    make_feedback(cast.astrid, cast.asger, State.WRITTEN)
    make_feedback(cast.ellen, cast.astrid, State.ASKED)
    front = client_as(cast.astrid).get("/").page.text
    assert "Der er feedback til dig." in front
    assert "Ellen Å beder dig om feedback" in front
    assert "feedback til dig" not in client_as(cast.bo).get("/").page.text


def test_nobody_is_asked_for_what_they_cannot_open_because_its_use_is_restricted(app, cast, client_as):
    astrid, waiting = client_as(cast.astrid), make_feedback(cast.astrid, cast.emil, State.ASKED)

    def reminded():
        with app.test_request_context():
            return [due.person_id for due in feedback_due(waiting.request.due_on)]

    assert reminded() == [cast.emil.id]
    restriction = make_restriction(cast.astrid)
    assert reminded() == []
    refused = astrid.post("/feedback/ask/tre_plus_tre", data=asked(cast))
    assert (refused.status_code, "kan andre ikke læse det" in refused.page.text) == (409, True)
    assert db.session.query(FeedbackRequest).count() == 1
    restriction.ends_at = now()
    assert astrid.post("/feedback/ask/tre_plus_tre", data=asked(cast)).status_code == 303
