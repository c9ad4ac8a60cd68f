"""Links that work once: who gets one, what they open, and when they die."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from competence.notifications.models import OutgoingMail
from competence.signin.actions import accounts
from competence.signin.models import Account, OneTimeLink
from competence.signin.rules import Purpose
from competence.web.tokens import fingerprint
from tests.client import InspectingClient
from tests.web.proving import NOON
from tests.web.signing import ANOTHER, PASSWORD, give_password, sign_in

CHOICE = {"new_password": ANOTHER, "again": ANOTHER}


@pytest.fixture
def astrid(cast):
    """Astrid, with an account and a password."""
    give_password(cast.astrid)
    return cast.astrid


def reset_link(person, purpose=Purpose.RESET) -> str:
    return accounts.new_link(person.id, purpose)


def works(client, token) -> bool:
    """Return whether a link leads to the page where one chooses a password."""
    opened = client.get(f"/password/link/{token}")
    if opened.status_code == 303:
        return client.get("/password/new").status_code == 200
    assert opened.status_code == 400
    assert opened.page.h1 == "Linket virker ikke længere"
    return False


def test_astrid_chooses_a_password_and_is_in(anonymous, astrid, db_session):
    answer = anonymous.get(f"/password/link/{reset_link(astrid)}")
    assert answer.location == "/password/new"
    page = anonymous.get("/password/new").page
    assert "astrid@example.org" in page.text
    assert anonymous.post("/password/new", data=CHOICE).location == "/"
    assert anonymous.get("/notifications").status_code == 200
    assert sign_in(anonymous, "astrid@example.org", PASSWORD).status_code == 400
    assert sign_in(anonymous, "astrid@example.org", ANOTHER).status_code == 303


def test_an_invitation_welcomes_somebody_without_a_password(anonymous, cast):
    accounts.invite(cast.freja.id, cast.bo.id)
    anonymous.get(f"/password/link/{reset_link(cast.bo, Purpose.INVITATION)}")
    assert anonymous.get("/password/new").page.h1 == "Velkommen"
    assert anonymous.post("/password/new", data=CHOICE).status_code == 303


def test_the_token_is_neither_in_the_database_nor_in_the_page_after(anonymous, astrid, db_session):
    token = reset_link(astrid)
    kept = db_session.scalars(select(OneTimeLink)).one()
    assert kept.key == fingerprint(token)
    anonymous.get(f"/password/link/{token}")
    assert token not in anonymous.get("/password/new").text
    with anonymous.session_transaction() as session:
        assert token not in str(dict(session))


def test_opening_a_link_does_not_use_it_up(app, anonymous, astrid):
    token = reset_link(astrid)
    assert works(InspectingClient(app), token)  # a mail scanner
    assert works(anonymous, token)


@pytest.mark.parametrize(
    ("purpose", "lives"), [(Purpose.RESET, timedelta(minutes=30)), (Purpose.INVITATION, timedelta(hours=24))]
)
def test_it_dies_of_age(app, astrid, purpose, lives):
    with time_machine.travel(NOON, tick=False) as clock:
        token = reset_link(astrid, purpose)
        clock.move_to(NOON + lives - timedelta(seconds=1))
        assert works(InspectingClient(app), token)
        clock.move_to(NOON + lives)
        assert not works(InspectingClient(app), token)


def test_it_dies_of_use(app, anonymous, astrid):
    token, second = reset_link(astrid), InspectingClient(app)
    assert works(anonymous, token)
    assert works(second, token)
    assert anonymous.post("/password/new", data=CHOICE).status_code == 303
    assert not works(InspectingClient(app), token)
    assert second.post("/password/new", data=CHOICE).status_code == 400


def test_it_dies_of_a_new_one_of_either_kind(app, astrid):
    first = reset_link(astrid)
    second = reset_link(astrid, Purpose.INVITATION)
    assert not works(InspectingClient(app), first)
    third = reset_link(astrid)
    assert not works(InspectingClient(app), second)
    assert works(InspectingClient(app), third)


def test_it_dies_of_a_password_change(app, client_as, astrid):
    token = reset_link(astrid)
    change = {"password": PASSWORD, **CHOICE}
    assert client_as(astrid).post("/password", data=change).status_code == 303
    assert not works(InspectingClient(app), token)


def test_it_dies_of_deactivation(app, astrid, cast):
    token = reset_link(astrid)
    accounts.deactivate(cast.freja.id, astrid.id)
    assert not works(InspectingClient(app), token)


def test_a_link_whose_death_was_forgotten_still_opens_no_closed_account(anonymous, astrid, db_session, monkeypatch):
    token = reset_link(astrid)
    works(anonymous, token)
    db_session.get(Account, astrid.id).deactivated_at = NOON
    assert anonymous.post("/password/new", data=CHOICE).status_code == 400


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "..", "' OR 1=1 --", "a" * 2000, "æøå"])
def test_an_invented_token_opens_nothing(anonymous, astrid, token):
    reset_link(astrid)
    assert anonymous.get(f"/password/link/{token}").status_code in {400, 404}
    assert anonymous.get("/password/new").status_code == 400


def test_without_a_link_there_is_nothing_to_choose(anonymous, astrid):
    assert anonymous.post("/password/new", data=CHOICE).status_code == 400


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ({"new_password": "for kort", "again": "for kort"}, "mindst 15 tegn"),
        ({"new_password": ANOTHER, "again": PASSWORD}, "De to er ikke ens."),
        ({"new_password": "passwordpassword", "again": "passwordpassword"}, "for let at gætte"),
        ({"new_password": "spejl-i-biblioteket", "again": "spejl-i-biblioteket"}, "for let at gætte"),
        ({"new_password": "astrid skov 2026", "again": "astrid skov 2026"}, "ikke handler om dig"),
    ],
)
def test_a_weak_password_is_refused_with_advice_and_the_link_lives_on(anonymous, astrid, choice, says):
    token = reset_link(astrid)
    works(anonymous, token)
    answer = anonymous.post("/password/new", data=choice)
    assert answer.status_code == 400
    assert says in answer.page.text
    assert works(anonymous, token)


@pytest.mark.parametrize("email", ["astrid@example.org", "nobody@example.org", "ditte@example.org"])
def test_asking_is_answered_the_same_whether_or_not_there_is_an_account(anonymous, astrid, cast, db_session, email):
    give_password(cast.ditte)
    answer = anonymous.post("/password/forgot", data={"email": email})
    assert answer.status_code == 200
    assert answer.page.h1 == "Se efter i din indbakke"
    assert email not in answer.page.text
    mails = db_session.scalars(select(OutgoingMail)).all()
    assert [mail.person_id for mail in mails] == [astrid.id if email.startswith("astrid") else None]


def test_asking_is_limited_to_five_a_day_for_everybody(anonymous, astrid):
    for email in ("astrid@example.org", "nobody@example.org"):
        answers = [anonymous.post("/password/forgot", data={"email": email}) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429]
        assert int(answers[-1].headers["Retry-After"]) > 0


def test_changing_it_needs_the_present_one(client_as, astrid):
    client = client_as(astrid)
    answer = client.post("/password", data={"password": "not the one", **CHOICE})
    assert answer.status_code == 400
    assert "Det er ikke din nuværende adgangskode." in answer.page.text
    assert client.post("/password", data={"password": PASSWORD, **CHOICE}).status_code == 303


def test_guessing_the_present_one_is_throttled_too(client_as, astrid):
    client = client_as(astrid)
    answers = [client.post("/password", data={"password": "guess", **CHOICE}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [400] * 10 + [429]
