"""A passkey is added and used only for us, only now, only by its owner, and only once."""

import json
from datetime import timedelta

import cbor2
import pytest
from sqlalchemy import delete, select
from webauthn.helpers import bytes_to_base64url

from competence.db import db
from competence.notifications.models import OutgoingMail
from competence.privacy.models import Throttle
from competence.signin.factors.models import Passkey
from tests.client import InspectingClient
from tests.factors import ATTESTED, PRESENT, VERIFIED, Authenticator, make_passkey
from tests.web.proving import fresh, is_in
from tests.web.signing import give_password, sign_in


@pytest.fixture(autouse=True)
def _where(app, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_URL", "http://localhost:5000")


@pytest.fixture
def device():
    """Astrid's phone."""
    return Authenticator()


@pytest.fixture
def signing(app, cast, clock, device):
    """Astrid's browser after the right password; she has a passkey."""
    give_password(cast.astrid)
    make_passkey(cast.astrid, device)
    return fresh(app)


def challenge(client, where="/signin/second/options"):
    answer = client.post(where, headers={"Accept": "application/json", "X-Requested-With": "fetch"})
    assert answer.status_code == 200
    return answer.json["challenge"]


def prove(client, signed):
    return client.post("/signin/second", data={"credential": signed})


def test_it_is_asked_for_by_name_and_lets_its_owner_in(signing, device, db_session):
    answer = signing.post("/signin/second/options", headers={"Accept": "application/json"})
    assert answer.json["rpId"] == "localhost"
    assert answer.json["userVerification"] == "required"
    assert [one["id"] for one in answer.json["allowCredentials"]] == [
        db_session.scalars(select(Passkey)).one().credential
    ]
    assert prove(signing, device.sign(answer.json["challenge"])).status_code == 303
    assert is_in(signing)
    assert db_session.scalars(select(Passkey.sign_count)).one() == 1


def test_wrong_origin_party_challenge_owner_counter_or_signature_is_refused(signing, device):
    """Twelve ways to be wrong; after each the right one still opens, so none was refused for another reason."""
    for name, spoil in WRONG.items():
        wrong = Authenticator(**(vars(device) | {"count": device.count}))
        sent = spoil(signing, wrong, challenge(signing))
        assert prove(signing, sent).status_code == 400, name
        assert not is_in(signing), name
        again = challenge(signing)
        device.count = max(device.count, wrong.count)
        forgive()
        assert prove(signing, device.sign(again)).status_code == 303, name
        signing.post("/signout")
        sign_in(signing, "astrid@example.org")


def forgive():
    """Take back the counted tries: this is not about them."""
    db.session.execute(delete(Throttle).where(Throttle.scope.startswith("factor")))
    db.session.commit()


def _other_origin(client, device, value):
    device.origin = "https://evil.example"
    return device.sign(value)


def _other_port(client, device, value):
    device.origin = "http://localhost:5001"
    return device.sign(value)


def _other_party(client, device, value):
    device.party = "evil.example"
    return device.sign(value)


def _invented_challenge(client, device, value):
    return device.sign("AAAA" + value[4:])


def _challenge_of_another_session(client, device, value):
    other = InspectingClient(client.application)
    sign_in(other, "astrid@example.org")
    return device.sign(challenge(other))


def _earlier_challenge(client, device, value):
    challenge(client)
    return device.sign(value)


def _nobody_there(client, device, value):
    device.flags = VERIFIED
    return device.sign(value)


def _not_verified(client, device, value):
    device.flags = PRESENT
    return device.sign(value)


def _counter_goes_back(client, device, value):
    device.count -= 1
    return device.sign(value) if device.count >= 0 else device.sign("AAAA" + value[4:])


def _other_key(client, device, value):
    return Authenticator(credential=device.credential, count=device.count).sign(value)


def _unknown_credential(client, device, value):
    return Authenticator(key=device.key).sign(value)


def _kind_of_adding(client, device, value):
    return device.sign(value, kind="webauthn.create")


WRONG = {
    "another origin": _other_origin,
    "another port": _other_port,
    "another relying party": _other_party,
    "an invented challenge": _invented_challenge,
    "another session's challenge": _challenge_of_another_session,
    "an earlier challenge": _earlier_challenge,
    "nobody at the device": _nobody_there,
    "an owner not verified": _not_verified,
    "a counter that goes back": _counter_goes_back,
    "another key": _other_key,
    "a credential nobody added": _unknown_credential,
    "a registration instead of a signature": _kind_of_adding,
}


def test_what_was_signed_once_never_opens_again(signing, app, device, clock):
    """In the same session, in another one, and after the challenge's time."""
    signed = device.sign(challenge(signing))
    assert prove(signing, signed).status_code == 303
    signing.post("/signout")
    sign_in(signing, "astrid@example.org")
    assert prove(signing, signed).status_code == 400
    late = device.sign(challenge(signing))
    clock.shift(timedelta(minutes=5))
    assert prove(signing, late).status_code == 400
    assert prove(signing, late).status_code == 400
    assert not is_in(signing)


def test_a_challenge_is_used_up_by_a_wrong_answer(signing, device):
    value = challenge(signing)
    right = device.sign(value)
    assert prove(signing, json.dumps({"id": "x"})).status_code == 400
    assert prove(signing, right).status_code == 400


def test_the_same_signature_at_the_same_moment_opens_one_session_only(app, cast, clock, device):
    """A device without a counter always says 0; the challenge itself works once, also from a copied session."""
    give_password(cast.astrid)
    make_passkey(cast.astrid, device)
    hers, thiefs = fresh(app), InspectingClient(app)
    value = challenge(hers)
    device.count = -1
    signed = device.sign(value)
    thiefs.set_cookie("session", hers.get_cookie("session").value)
    with hers.session_transaction() as remembered:
        kept = dict(remembered["challenge"])
    assert prove(hers, signed).status_code == 303
    other = fresh(app)
    with other.session_transaction() as remembered:
        remembered["challenge"] = kept
    assert prove(other, signed).status_code == 400


def test_somebody_elses_passkey_does_not_open_hers(signing, cast):
    his = Authenticator()
    make_passkey(cast.bo, his)
    assert prove(signing, his.sign(challenge(signing))).status_code == 400


@pytest.mark.parametrize(
    "nonsense",
    ["x", "{}", "[]", "null", '{"id": 1}', '{"id":"a","rawId":"a","response":{}}', "{" * 9000, "[" * 9000],
)
def test_nonsense_is_refused_in_words(signing, nonsense):
    challenge(signing)
    answer = prove(signing, nonsense)
    assert answer.status_code == 400
    assert "Adgangsnøglen kunne ikke bruges" in answer.page.text


# --- adding ---


def add(client, device, value=None, name="Min telefon"):
    value = value or challenge(client, "/signin/factors/passkeys/options")
    return client.post("/signin/factors/passkeys", data={"credential": device.make(value), "name": name})


def test_one_is_added_with_a_name_told_by_mail_and_asked_for_from_then_on(
    client_as, cast, app, clock, device, db_session
):
    astrid = client_as(cast.astrid)
    assert add(astrid, device).location == "/signin/factors/codes"
    assert is_in(astrid)
    assert "Min telefon" in astrid.get("/signin/factors").page.text
    assert db_session.scalars(select(OutgoingMail.kind)).all() == ["factor.added"]
    give_password(cast.astrid)
    other = fresh(app)
    assert not is_in(other)
    assert prove(other, device.sign(challenge(other))).status_code == 303


@pytest.mark.parametrize(
    "wrong",
    [{"origin": "https://evil.example"}, {"party": "evil.example"}, {"flags": PRESENT}, {"flags": VERIFIED}],
    ids=["origin", "party", "not verified", "nobody there"],
)
def test_a_wrong_one_is_not_added(client_as, cast, clock, wrong, db_session):
    astrid = client_as(cast.astrid)
    answer = add(astrid, Authenticator(**wrong))
    assert answer.status_code == 400
    assert db_session.scalars(select(Passkey)).all() == []


def _of_no_key(device, value):
    told = json.loads(device.make(value))
    bare = device._data(ATTESTED) + bytes(16) + len(device.credential).to_bytes(2) + device.credential
    said = {"fmt": "none", "attStmt": {}, "authData": bare + cbor2.dumps("x")}
    told["response"]["attestationObject"] = bytes_to_base64url(cbor2.dumps(said))
    return json.dumps(told)


def _nested(device, value):
    return "[" * 9000


def _with_an_endless_name(device, value):
    return Authenticator(credential=bytes(1024)).make(value)


@pytest.mark.parametrize("nonsense", [_of_no_key, _nested, _with_an_endless_name])
def test_what_is_no_passkey_at_all_is_not_added_and_refused_in_words(client_as, cast, nonsense, db_session):
    """Deeper than can be read, a key that is none, and a name longer than WebAuthn knows."""
    astrid, phone = client_as(cast.astrid), Authenticator()
    value = challenge(astrid, "/signin/factors/passkeys/options")
    sent = {"credential": nonsense(phone, value), "name": "Min telefon"}
    answer = astrid.post("/signin/factors/passkeys", data=sent)
    assert (answer.status_code, db_session.scalars(select(Passkey)).all()) == (400, [])
    assert "Adgangsnøglen kunne ikke bruges" in answer.page.text


def test_a_challenge_for_adding_works_once_and_not_for_proving(client_as, cast, app, clock, device, db_session):
    astrid = client_as(cast.astrid)
    value = challenge(astrid, "/signin/factors/passkeys/options")
    assert add(astrid, device, value).status_code == 303
    assert add(astrid, Authenticator(), value).status_code == 400
    assert add(astrid, Authenticator(), challenge(astrid, "/signin/confirm/options")).status_code == 400
    assert len(db_session.scalars(select(Passkey)).all()) == 1


def test_it_confirms_who_she_is_before_what_weighs_much(client_as, cast, clock, device):
    make_passkey(cast.astrid, device)
    astrid = client_as(cast.astrid)
    clock.shift(timedelta(minutes=5))
    assert astrid.get("/password").location == "/signin/confirm?next=/password"
    assert astrid.get("/signin/confirm").page.all("form[@data-behavior='passkey']")
    value = challenge(astrid, "/signin/confirm/options")
    assert (
        astrid.post("/signin/confirm", data={"credential": device.sign(value), "next": "/password"}).status_code == 303
    )
    assert astrid.get("/password").status_code == 200


def test_where_the_address_is_a_number_there_are_none(app, client_as, cast, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_URL", "http://127.0.0.1:5000")
    astrid = client_as(cast.astrid)
    assert "Adgangsnøgle" not in astrid.get("/signin/factors").page.texts("h3")
    assert astrid.get("/signin/factors/passkeys").status_code == 404
