"""The administrator's page of who has a way in."""

import pytest
from sqlalchemy import select

from competence.notifications.models import OutgoingMail
from competence.privacy.models import AuditEvent
from competence.signin.models import Account
from tests.make import make_employment, make_person
from tests.web.signing import give_password


@pytest.fixture
def freja(client_as, cast):
    """Freja's browser."""
    return client_as(cast.freja)


def states(client, search=""):
    page = client.get("/accounts", query_string={"q": search}).page
    return {row[0].split()[-1]: row[1] for row in page.table()[1:]} if page.all("table") else {}


def test_she_sees_who_has_a_way_in(freja, cast):
    give_password(cast.astrid)
    found = states(freja)
    assert found["astrid@example.org"] == "Åben"
    assert found["bo@example.org"] == "Ikke inviteret"
    assert "ditte@example.org" not in found  # left the house, and never had a way in


def test_she_invites_bo_and_he_gets_a_mail(freja, cast, db_session):
    assert freja.post(f"/accounts/{cast.bo.pid}/invitation").location == "/accounts"
    assert states(freja, "bo@")["bo@example.org"].startswith("Inviteret")
    mail = db_session.scalars(select(OutgoingMail)).one()
    assert (mail.person_id, mail.kind) == (cast.bo.id, "signin.invitation")
    event = db_session.scalars(select(AuditEvent).where(AuditEvent.action == "account.invite")).one()
    assert (event.actor_id, event.subject_id) == (cast.freja.id, cast.bo.id)


def test_she_invites_everybody_at_once_and_nobody_twice(freja, cast, db_session):
    freja.post("/accounts/invitations")
    invited = {mail.person_id for mail in db_session.scalars(select(OutgoingMail))}
    assert cast.astrid.id in invited
    assert cast.ditte.id not in invited
    assert cast.freja.id not in invited
    before = len(invited)
    freja.post("/accounts/invitations")
    assert len(db_session.scalars(select(OutgoingMail)).all()) == before


def test_she_closes_and_opens_a_way_in(freja, client_as, cast):
    give_password(cast.astrid)
    hers = client_as(cast.astrid)
    assert freja.post(f"/accounts/{cast.astrid.pid}/deactivation").status_code == 303
    assert states(freja)["astrid@example.org"].startswith("Lukket")
    assert hers.get("/notifications").status_code == 303
    freja.post(f"/accounts/{cast.astrid.pid}/reactivation")
    assert states(freja)["astrid@example.org"] == "Åben"


def test_she_cannot_lock_herself_out(freja, cast, db_session):
    freja.post(f"/accounts/{cast.freja.pid}/deactivation")
    assert "Du kan ikke lukke din egen adgang." in freja.get("/accounts").page.text
    assert db_session.get(Account, cast.freja.id).deactivated_at is None


def test_from_a_persons_page_she_comes_back_to_it(freja, cast):
    page = f"/people/{cast.bo.pid}"
    answer = freja.post(f"/accounts/{cast.bo.pid}/invitation", headers={"Referer": f"http://localhost{page}"})
    assert answer.location == page


def test_somebody_who_does_not_exist_is_not_found(freja):
    for what in ("invitation", "deactivation", "reactivation"):
        assert freja.post(f"/accounts/nobody/{what}").status_code == 404


@pytest.mark.parametrize("search", ["%", "_", "'", "\\", "<script>", "æøå", "x" * 5000])
def test_a_search_finds_only_what_it_says(freja, search):
    assert states(freja, search) == {}


def test_the_page_asks_as_often_for_many_as_for_few(freja, cast, statements):
    with statements() as few:
        freja.get("/accounts")
    for number in range(60):
        make_employment(make_person(f"Person {number}"), cast.tarup)
    with statements() as many:
        answer = freja.get("/accounts")
    assert len(many.selects) == len(few.selects) <= 12
    assert "Side 1 af 2" in answer.page.text
    assert "Side 2 af 2" in freja.get("/accounts?page=2").page.text
    assert freja.get("/accounts?page=999999999999999999999999").status_code == 200
