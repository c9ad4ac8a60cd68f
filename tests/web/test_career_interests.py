"""An interest is Astrid's own until she shares it with Bo; then it is a theme, and she can take it back."""

import pytest
from sqlalchemy import select

from competence.careers.queries import own
from competence.db import db
from competence.notifications.queries import latest, waiting_mails
from competence.people.models import LeaderRelation
from competence.people.queries import actor_of
from competence.privacy.models import AuditEvent
from competence.web.clock import now, today
from tests.careers import make_careers, make_choice
from tests.make import LONG_AGO, make_deputy, make_leader


@pytest.fixture
def careers(cast):
    return make_careers(cast)


@pytest.fixture
def astrid(cast, careers, client_as):
    return client_as(cast.astrid)


@pytest.fixture
def bo(cast, careers, client_as):
    return client_as(cast.bo)


def interest(cast, careers, step="deep2"):
    return own.interest(cast.astrid.id, careers.model_id, step)


def say(astrid, step="deep2", note="Det er musikken, der trækker."):
    assert astrid.post(f"/careers/steps/{step}/interest", data={"note": note}).status_code == 303


def test_said_it_is_hers_alone(cast, careers, astrid, bo):
    say(astrid)
    page = astrid.get("/careers/steps/deep2").page
    assert "Du har sagt, at trinnet interesserer dig." in page.text
    assert "Det er musikken, der trækker." in page.text
    assert "interesserer dig" in astrid.get("/careers").page.text
    pid = interest(cast, careers).pid
    assert bo.get(f"/careers/interests/{pid}").status_code == 404
    assert "Ingen har delt et ønske med dig" in bo.get("/careers/shared").page.text
    assert latest(cast.bo.id) == []


def test_shared_it_is_a_theme_for_bo_without_her_answers(cast, careers, astrid, bo):
    say(astrid)
    pid = interest(cast, careers).pid
    assert astrid.post(f"/careers/interests/{pid}/sharing").status_code == 303
    assert "Astrid Skov" in bo.get("/careers/shared").page.links()
    page = bo.get(f"/careers/interests/{pid}").page
    assert "Astrid Skov har delt et karriereønske" in page.text
    assert "Det er musikken, der trækker." in page.text
    assert "på plads" not in page.text
    assert "Det er et ønske, ikke en ansøgning" in page.text


def test_the_message_and_the_mail_say_nothing_of_whom_or_what(cast, careers, astrid, bo):
    say(astrid)
    astrid.post(f"/careers/interests/{interest(cast, careers).pid}/sharing")
    text = bo.get("/notifications").page.text
    assert "En medarbejder har delt et karriereønske med dig" in text
    assert "Astrid" not in text
    assert "Deep2" not in text
    assert [mail.person_id for mail in waiting_mails(now())] == [cast.bo.id]


def test_taken_back_it_is_hers_alone_again(cast, careers, astrid, bo):
    say(astrid)
    pid = interest(cast, careers).pid
    astrid.post(f"/careers/interests/{pid}/sharing")
    assert astrid.post(f"/careers/interests/{pid}/withdrawal").status_code == 303
    assert bo.get(f"/careers/interests/{pid}").status_code == 404
    assert astrid.post(f"/careers/interests/{pid}/withdrawal").status_code == 409
    assert astrid.post(f"/careers/interests/{pid}/sharing").status_code == 303
    assert bo.get(f"/careers/interests/{pid}").status_code == 200


def test_forgotten_it_is_gone_for_both(cast, careers, astrid, bo):
    say(astrid)
    pid = interest(cast, careers).pid
    astrid.post(f"/careers/interests/{pid}/sharing")
    astrid.post(f"/careers/interests/{pid}/removal")
    assert bo.get(f"/careers/interests/{pid}").status_code == 404
    assert interest(cast, careers) is None


def test_sharing_twice_changes_nothing(cast, careers, astrid):
    say(astrid)
    pid = interest(cast, careers).pid
    astrid.post(f"/careers/interests/{pid}/sharing")
    assert astrid.post(f"/careers/interests/{pid}/sharing").status_code == 409
    assert len(latest(cast.bo.id)) == 1


def test_a_new_leader_sees_nothing_until_it_is_shared_with_them(cast, careers, astrid, client_as):
    say(astrid)
    pid = interest(cast, careers).pid
    astrid.post(f"/careers/interests/{pid}/sharing")
    for relation in db.session.scalars(_relations(cast.astrid)):
        relation.valid_to = LONG_AGO if relation.valid_from == LONG_AGO else relation.valid_from
    make_leader(cast.emil, cast.astrid, start=today())
    db.session.commit()
    assert client_as(cast.emil).get(f"/careers/interests/{pid}").status_code == 404
    assert client_as(cast.bo).get(f"/careers/interests/{pid}").status_code == 404
    astrid.post(f"/careers/interests/{pid}/sharing")
    assert client_as(cast.emil).get(f"/careers/interests/{pid}").status_code == 200


def _relations(person):
    return select(LeaderRelation).where(LeaderRelation.person_id == person.id)


def test_a_deputy_sees_it_in_the_leaders_seat(cast, careers, client_as):
    choice = make_choice(careers, cast.astrid, "deep2", shared_with=cast.bo)
    make_deputy(cast.bo, cast.ellen, today(), today())
    assert client_as(cast.ellen).get(f"/careers/interests/{choice.pid}").status_code == 200
    assert own.shared_interests(actor_of(cast.emil.id, today())) == []


def test_a_look_is_noted_for_her_to_see(cast, careers, bo):
    choice = make_choice(careers, cast.astrid, "deep2", shared_with=cast.bo)
    bo.get(f"/careers/interests/{choice.pid}")
    assert ("career.read", cast.bo.id) in looks(cast.astrid)


def looks(person):
    rows = db.session.execute(select(AuditEvent.action, AuditEvent.actor_id).where(AuditEvent.subject_id == person.id))
    return [tuple(row) for row in rows]


def test_staying_is_a_choice_like_any_other(cast, careers, astrid, bo):
    astrid.post("/careers/steps/wide2/standing")
    page = astrid.get("/careers/steps/wide2").page
    assert "Vil du blive her?" in page.texts("h2")
    say(astrid, "wide2", "Her kan jeg blive bedre.")
    astrid.post(f"/careers/interests/{interest(cast, careers, 'wide2').pid}/sharing")
    assert "du gerne vil blive og blive dygtigere her" in astrid.get("/careers/steps/wide2").page.text
    assert "Astrid Skov" in bo.get("/careers/shared").page.links()


def test_what_is_too_long_is_kept_in_the_field(astrid):
    answer = astrid.post("/careers/steps/deep2/interest", data={"note": "æ" * 1001})
    assert answer.status_code == 400
    assert "æ" * 1001 in answer.page.text


def test_where_she_stands_is_nobody_elses(cast, careers, bo):
    choice = make_choice(careers, cast.astrid, "wide2", here=True)
    assert bo.get(f"/careers/interests/{choice.pid}").status_code == 404


def test_without_a_leader_nothing_can_be_shared(cast, careers, client_as):
    choice = make_choice(careers, cast.dorte, "deep2")
    answer = client_as(cast.dorte).post(f"/careers/interests/{choice.pid}/sharing")
    assert (answer.status_code, "hvem der er din leder" in answer.page.text) == (409, True)
