"""Sharing: with whom, until when it can be taken back, and that both sides open at the same moment or not at all."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from competence.assessments.models import Mirror, Share
from competence.db import db
from competence.notifications.models import Notification
from competence.people.models import LeaderRelation
from competence.privacy.models import AuditEvent
from tests.acting import begin, begin_as_leader, open_round, opened_mirror, save
from tests.make import make_answer, make_deputy, make_leader, make_mirror, make_share, make_view

AFTER_THE_LAST_DAY = datetime(2026, 12, 16, 9, 0, tzinfo=UTC)


@pytest.fixture
def cycle(cast):
    return open_round(cast)


@pytest.fixture
def drafts(cast, cycle):
    """Astrid's and Bo's sides, answered and not shared."""
    mirror = make_mirror(cast.astrid, cast.version, cycle)
    for author, level in ((cast.astrid, 4), (cast.bo, 2)):
        make_answer(make_view(mirror, author), cast.version.competences[0], level, example=f"{author.name} skrev.")
    return mirror


def page(mirror, *more):
    return "/".join((f"/assessments/{mirror.pid}", *more))


def change_leader(cast, leader):
    relation = db.session.query(LeaderRelation).filter_by(person_id=cast.astrid.id, leader_id=cast.bo.id).one()
    relation.valid_to = date(2026, 1, 2)
    make_leader(leader, cast.astrid, start=date(2026, 1, 3))


def notified(person):
    return [one.kind.split(".")[1] for one in db.session.query(Notification).filter_by(person_id=person.id)]


def test_the_page_says_who_will_see_what_and_what_it_counts_for(client_as, cast, drafts):
    shown = client_as(cast.astrid).get(page(drafts, "sharing")).page
    assert shown.h1 == "Del med min leder"
    assert "Bo Lund" in shown.text
    assert "trække det tilbage, indtil din leder også har delt" in shown.text
    assert "Kun det, der er delt, før runden lukker, tæller med" in shown.text
    assert "Astrid Skov skrev." in shown.text


def test_sharing_alone_opens_nothing(client_as, cast, drafts):
    astrid = client_as(cast.astrid)
    assert astrid.post(page(drafts, "sharing")).status_code == 303
    assert drafts.revealed_at is None
    assert "Spejlet åbner for jer begge" in astrid.get(page(drafts)).page.text
    assert notified(cast.bo) == ["person_shared"]


@pytest.mark.parametrize("order", [("astrid", "bo"), ("bo", "astrid")])
def test_whoever_shares_last_opens_both_to_both(client_as, cast, drafts, order):
    clients = {name: client_as(getattr(cast, name)) for name in order}
    for name in order:
        assert clients[name].post(page(drafts, "sharing")).status_code == 303
    assert drafts.revealed_at is not None
    for client in clients.values():
        text = client.get(page(drafts)).page.text
        assert "Astrid Skov skrev." in text
        assert "Bo Lund skrev." in text
    for person in (cast.astrid, cast.bo):
        assert "revealed" in notified(person)


def test_what_is_shared_stands_still_and_can_be_taken_back(client_as, cast, drafts):
    astrid = client_as(cast.astrid)
    astrid.post(page(drafts, "sharing"))
    answering = f"/assessments/views/{drafts.own_view.pid}"
    assert astrid.get(answering).location == page(drafts)
    assert save(astrid, answering, cast.version.competences[0], 1, answer="5").status_code == 409
    assert astrid.post(page(drafts, "sharing", "withdrawal")).status_code == 303
    assert drafts.shared_with == frozenset()
    assert save(astrid, answering, cast.version.competences[0], 1, answer="5").status_code == 200


def test_taken_back_and_shared_again_counts_as_shared(client_as, cast, drafts):
    astrid = client_as(cast.astrid)
    for step in ("sharing", "sharing/withdrawal", "sharing"):
        assert astrid.post(page(drafts, step)).status_code == 303
    assert drafts.shared_with == {cast.bo.id}
    assert db.session.query(Share).count() == 2


def test_once_both_have_shared_it_cannot_be_taken_back(client_as, cast, drafts):
    for person in (cast.astrid, cast.bo):
        client_as(person).post(page(drafts, "sharing"))
    for person in (cast.astrid, cast.bo):
        refused = client_as(person).post(page(drafts, "sharing", "withdrawal"))
        assert refused.status_code == 409
        assert "begge delt" in refused.page.text


def test_sharing_twice_is_refused_in_words(client_as, cast, drafts):
    astrid = client_as(cast.astrid)
    astrid.post(page(drafts, "sharing"))
    assert astrid.post(page(drafts, "sharing")).status_code == 409
    assert db.session.query(Share).count() == 1


def test_an_empty_side_is_not_shared(client_as, cast, cycle):
    astrid = client_as(cast.astrid)
    begin(astrid, cycle)
    mirror = db.session.query(Mirror).one()
    refused = astrid.post(page(mirror, "sharing"))
    assert refused.status_code == 409
    assert "mindst ét svar" in refused.page.text


def test_without_a_leader_there_is_nobody_to_share_with(client_as, cast, drafts):
    db.session.query(LeaderRelation).filter_by(person_id=cast.astrid.id).delete()
    refused = client_as(cast.astrid).post(page(drafts, "sharing"))
    assert refused.status_code == 409
    assert "Skriv til HR" in refused.page.text


# --- when the leader changes ---


def test_a_new_leader_gets_nothing_that_was_shared_with_the_former(client_as, cast, drafts):
    make_share(drafts.own_view, cast.bo)
    change_leader(cast, cast.emil)
    emil = client_as(cast.emil)
    emil_view = make_view(drafts, cast.emil)
    make_answer(emil_view, cast.version.competences[0], 3)
    assert emil.post(page(drafts, "sharing")).status_code == 303
    assert drafts.revealed_at is None
    assert "Astrid Skov skrev." not in emil.get(page(drafts)).page.text
    astrid = client_as(cast.astrid)
    assert "Del med min nye leder" in astrid.get(page(drafts)).page.text
    astrid.post(page(drafts, "sharing"))
    assert drafts.revealed_at is not None
    assert "Astrid Skov skrev." in emil.get(page(drafts)).page.text


def test_an_open_mirror_is_shut_to_a_new_leader_until_shared_again(client_as, cast, cycle):
    opened = opened_mirror(cast, cycle, {1: (4, 3)})
    opened.mirror.talk_held_on = date(2026, 1, 2)
    change_leader(cast, cast.emil)
    emil, astrid = client_as(cast.emil), client_as(cast.astrid)
    assert "Hendes ord 1." not in emil.get(opened.page).page.text
    assert client_as(cast.bo).get(opened.page).status_code == 404
    shown = astrid.get(f"{opened.page}/sharing").page
    assert shown.h1 == "Del med min nye leder"
    assert astrid.post(f"{opened.page}/sharing").status_code == 303
    text = emil.get(opened.page).page.text
    assert "Hendes ord 1." in text
    assert "Hans ord 1." in text


def test_a_deputy_sees_and_acts_for_the_leader_while_it_lasts(client_as, cast, drafts):
    make_share(drafts.own_view, cast.bo)
    deputy = make_deputy(cast.bo, cast.ellen, date(2026, 1, 1), date(2099, 1, 1))
    view = make_view(drafts, cast.ellen)
    make_answer(view, cast.version.competences[0], 3, example="Ellen skrev.")
    ellen = client_as(cast.ellen)
    assert ellen.post(page(drafts, "sharing")).status_code == 303
    assert "Astrid Skov skrev." in ellen.get(page(drafts)).page.text
    assert "Ellen skrev." in client_as(cast.bo).get(page(drafts)).page.text
    assert "Bo Lund skrev." not in client_as(cast.astrid).get(page(drafts)).page.text
    deputy.valid_to = date(2026, 1, 2)
    assert ellen.get(page(drafts)).status_code == 404


def test_one_leaders_side_is_enough(client_as, cast, drafts):
    make_deputy(cast.bo, cast.ellen, date(2026, 1, 1), date(2099, 1, 1))
    make_answer(make_view(drafts, cast.ellen), cast.version.competences[0], 3)
    client_as(cast.ellen).post(page(drafts, "sharing"))
    assert client_as(cast.bo).post(page(drafts, "sharing")).status_code == 409


# --- when one side never shares ---


@pytest.mark.parametrize("sharer", ["astrid", "bo"])
def test_one_side_alone_opens_after_the_last_day_when_both_agree(client_as, cast, drafts, sharer):
    with time_machine.travel(AFTER_THE_LAST_DAY, tick=False):
        clients = [client_as(cast.astrid), client_as(cast.bo)]
        view = drafts.view_by(getattr(cast, sharer).id)
        make_share(view, cast.bo if sharer == "astrid" else cast.astrid)
        assert clients[0].post(page(drafts, "consent")).status_code == 303
        assert drafts.revealed_at is None
        assert clients[1].post(page(drafts, "consent")).status_code == 303
        assert drafts.revealed_at is not None
        name, other = ("Astrid Skov", "Bo Lund") if sharer == "astrid" else ("Bo Lund", "Astrid Skov")
        for client in clients:
            text = client.get(page(drafts)).page.text
            assert f"{name} skrev." in text
            assert f"{other} skrev." not in text


def test_a_side_left_out_can_no_longer_be_changed(client_as, cast, drafts):
    make_share(drafts.view_by(cast.bo.id), cast.astrid)
    drafts.revealed_at = drafts.views[0].answers[0].saved_at
    astrid, answering = client_as(cast.astrid), f"/assessments/views/{drafts.own_view.pid}"
    assert astrid.get(answering).location == page(drafts)
    refused = save(astrid, answering, cast.version.competences[0], 1, answer="5")
    assert refused.status_code == 409
    assert "åbnet uden det her blik" in refused.json["error"]


def test_one_who_agrees_twice_has_agreed_once(client_as, cast, drafts):
    make_share(drafts.own_view, cast.bo)
    with time_machine.travel(AFTER_THE_LAST_DAY, tick=False):
        astrid = client_as(cast.astrid)
        for _ in range(2):
            astrid.post(page(drafts, "consent"))
        assert drafts.revealed_at is None
        assert len(drafts.consents) == 1


def test_before_the_last_day_is_over_nobody_can_agree_to_it(client_as, cast, drafts):
    make_share(drafts.own_view, cast.bo)
    with time_machine.travel(AFTER_THE_LAST_DAY - timedelta(days=1), tick=False):
        refused = client_as(cast.astrid).post(page(drafts, "consent"))
        assert refused.status_code == 409
        assert "sidste dag" in refused.page.text


def test_taking_back_takes_the_agreements_back_too(client_as, cast, drafts):
    make_share(drafts.own_view, cast.bo)
    with time_machine.travel(AFTER_THE_LAST_DAY, tick=False):
        client_as(cast.bo).post(page(drafts, "consent"))
        client_as(cast.astrid).post(page(drafts, "sharing", "withdrawal"))
        assert drafts.consents == []


# --- after the round, and after the talk ---


def test_after_the_round_one_may_share_for_the_talk_and_the_page_says_it_does_not_count(client_as, cast, drafts):
    drafts.cycle.closed_at = drafts.cycle.opened_at
    astrid = client_as(cast.astrid)
    assert "tæller ikke med i husets tal" in astrid.get(page(drafts, "sharing")).page.text
    assert astrid.post(page(drafts, "sharing")).status_code == 303


def test_either_of_the_two_notes_that_the_talk_was_held(client_as, cast, cycle):
    opened = opened_mirror(cast, cycle, {1: (4, 3)})
    bo = client_as(cast.bo)
    assert bo.post(f"{opened.page}/talk").status_code == 303
    assert opened.mirror.talk_held_on is not None
    assert bo.post(f"{opened.page}/talk").status_code == 409


def test_no_talk_is_held_about_a_sealed_mirror(client_as, cast, drafts):
    assert client_as(cast.astrid).post(page(drafts, "talk")).status_code == 409


# --- the trail ---


def test_every_step_leaves_a_trail_without_content(client_as, cast, drafts):
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    for step in ("sharing", "sharing/withdrawal", "sharing"):
        astrid.post(page(drafts, step))
    bo.post(page(drafts, "sharing"))
    bo.get(page(drafts))
    trail = db.session.query(AuditEvent).filter_by(subject_id=cast.astrid.id).order_by(AuditEvent.id).all()
    assert [event.action for event in trail if event.thing == f"mirror {drafts.pid}"] == [
        "assessment.share",
        "assessment.withdraw",
        "assessment.share",
        "assessment.share",
        "assessment.reveal",
        "assessment.look",
    ]
    assert trail[-1].actor_id == cast.bo.id


def test_looking_at_ones_own_mirror_leaves_no_trail(client_as, cast, cycle):
    opened = opened_mirror(cast, cycle, {1: (4, 3)})
    client_as(cast.astrid).get(opened.page)
    assert db.session.query(AuditEvent).filter_by(action="assessment.look").count() == 0


def test_looking_at_a_sealed_mirror_leaves_no_trail(client_as, cast, drafts):
    client_as(cast.bo).get(page(drafts))
    assert db.session.query(AuditEvent).filter_by(action="assessment.look").count() == 0


def test_a_leaders_view_is_begun_on_the_team_page_and_shared(client_as, cast, cycle):
    bo = client_as(cast.bo)
    answering = begin_as_leader(bo, cast.astrid, cycle)
    save(bo, answering, cast.version.competences[0], answer="3")
    mirror = db.session.query(Mirror).one()
    assert bo.post(page(mirror, "sharing")).status_code == 303
    assert notified(cast.astrid) == ["leader_shared"]
