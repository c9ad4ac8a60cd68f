"""Recovery codes work once, and whoever changes their second factor is told, and confirms first who they are."""

from datetime import timedelta

from sqlalchemy import func, select

from competence.notifications.models import OutgoingMail
from competence.signin.actions.accounts import new_link, open_account
from competence.signin.factors.models import CodeApp, Passkey, RecoveryCode
from competence.signin.factors.rules import CODE_LETTERS, new_recovery_codes, tidy_code
from competence.signin.rules import Purpose
from tests.client import InspectingClient
from tests.factors import code_of, make_app
from tests.web.proving import add_app, fresh, is_in, prove
from tests.web.signing import ANOTHER, PASSWORD, give_password, sign_in


def test_recovery_codes_are_ten_shown_once_and_kept_as_what_nobody_reads_back(client_as, cast, clock, app, db_session):
    client, _ = add_app(client_as, cast, db_session)
    assert client.get("/signin/factors/codes").page.all("li/code") == []
    codes = client.post("/signin/factors/codes").page.texts("li/code")
    assert len(set(codes)) == 10
    assert client.get("/signin/factors/codes").page.all("li/code") == []
    kept = db_session.scalars(select(RecoveryCode.key)).all()
    assert len(kept) == 10
    assert not any(code in key or tidy_code(code) in key for code in codes for key in kept)
    give_password(cast.astrid)
    one = fresh(app)
    assert prove(one, codes[0].upper().replace("-", " ")).status_code == 303
    assert is_in(one)
    assert prove(fresh(app), codes[0]).status_code == 400
    assert "factor.code_used" in db_session.scalars(select(OutgoingMail.kind)).all()
    for code in codes[1:7]:
        clock.shift(timedelta(minutes=1))
        last = fresh(app)
        assert prove(last, code).status_code == 303
    assert "Du har 3 nødkoder tilbage." in last.get("/notifications").page.text
    fresh_codes = last.post("/signin/factors/codes").page.texts("li/code")
    assert prove(fresh(app), codes[9]).status_code == 400
    assert prove(fresh(app), fresh_codes[0]).status_code == 303


def test_a_recovery_code_holds_fifty_bits_and_is_its_owners_alone(cast, client_as, app, clock, db_session):
    assert len(CODE_LETTERS) ** 12 > 2**50
    assert {len(tidy_code(code)) for code in new_recovery_codes()} == {12}
    client, _ = add_app(client_as, cast, db_session)
    codes = client.post("/signin/factors/codes").page.texts("li/code")
    give_password(cast.bo)
    make_app(cast.bo)
    assert prove(fresh(app, "bo@example.org"), codes[0]).status_code == 400


def test_who_must_have_one_cannot_remove_the_last(client_as, cast, clock, required, db_session):
    app_of_freja = make_app(cast.freja)
    freja = client_as(cast.freja)
    answer = freja.post(f"/signin/factors/{app_of_freja.pid}/removal")
    assert answer.status_code == 409
    assert "din rolle kræver én" in answer.page.text
    second = make_app(cast.freja)
    assert freja.post(f"/signin/factors/{second.pid}/removal").status_code == 303
    assert db_session.scalar(select(func.count()).select_from(CodeApp)) == 1


def test_with_the_last_one_the_recovery_codes_go_and_other_browsers_are_signed_out(client_as, cast, clock, db_session):
    client, _ = add_app(client_as, cast, db_session)
    client.post("/signin/factors/codes")
    elsewhere = client_as(cast.astrid)
    pid = db_session.scalars(select(CodeApp.pid)).one()
    assert client.post(f"/signin/factors/{pid}/removal").status_code == 303
    assert db_session.scalars(select(RecoveryCode)).all() == db_session.scalars(select(Passkey)).all() == []
    assert is_in(client)
    assert not is_in(elsewhere)
    assert "factor.removed" in db_session.scalars(select(OutgoingMail.kind)).all()


def test_a_device_can_be_called_something_else(client_as, cast, clock):
    device = make_app(cast.astrid)
    astrid = client_as(cast.astrid)
    where = f"/signin/factors/{device.pid}/name"
    assert astrid.get(where).page.form(where)["name"] == ["Telefonen"]
    assert astrid.post(where, data={"name": ""}).status_code == 400
    assert astrid.post(where, data={"name": "  Den  blå "}).status_code == 303
    assert "Den blå" in astrid.get("/signin/factors").page.text


def test_confirming_takes_the_second_factor_and_the_password_does_not_do(hers, cast, clock):
    assert prove(hers, code_of(hers.seed)).status_code == 303
    clock.shift(timedelta(minutes=5))
    asked = hers.post("/signin/factors/apps", headers={"Referer": "http://localhost/signin/factors"})
    assert asked.location == "/signin/confirm?next=/signin/factors"
    asks = {"csrf_token", "idempotency_key", "next", "code"}
    assert hers.get(asked.location).page.form("/signin/confirm").keys() == asks
    assert hers.post("/signin/confirm", data={"password": PASSWORD}).status_code == 400
    assert hers.post("/signin/confirm", data={"code": "000000"}).status_code == 400
    assert hers.post("/signin/confirm", data={"code": code_of(hers.seed)}).status_code == 303
    assert hers.post("/signin/factors/apps").location.startswith("/signin/factors/apps/")


def test_a_new_password_keeps_the_second_factor(hers, app, cast, clock):
    assert prove(hers, code_of(hers.seed)).status_code == 303
    change = {"password": PASSWORD, "new_password": ANOTHER, "again": ANOTHER}
    assert hers.post("/password", data=change).status_code == 303
    assert is_in(hers)
    other = InspectingClient(app)
    sign_in(other, "astrid@example.org", ANOTHER)
    assert not is_in(other)


def test_hr_and_administrators_are_asked_again_after_fifteen_idle_minutes(app, cast, client_as, clock):
    freja, astrid = client_as(cast.freja), client_as(cast.astrid)
    clock.shift(timedelta(minutes=14))
    assert is_in(freja)
    clock.shift(timedelta(minutes=15))
    assert not is_in(freja)
    assert is_in(astrid)


def test_a_changed_password_is_told_and_a_first_one_is_not(app, cast, clock, db_session):
    client = InspectingClient(app)
    for purpose in (Purpose.INVITATION, Purpose.RESET):
        assert db_session.scalars(select(OutgoingMail.kind)).all() == []
        client.get(f"/password/link/{new_link(open_account(cast.astrid.id).person_id, purpose)}")
        client.post("/password/new", data={"new_password": PASSWORD, "again": PASSWORD})
    assert db_session.scalars(select(OutgoingMail.kind)).all() == ["signin.changed"]


def test_what_was_begun_and_never_proven_is_tidied_away(app, cast, clock, db_session):
    make_app(cast.bo, proven=False)
    clock.shift(timedelta(hours=24, minutes=1))
    give_password(cast.astrid)
    sign_in(InspectingClient(app), "astrid@example.org")
    assert db_session.scalars(select(CodeApp)).all() == []
