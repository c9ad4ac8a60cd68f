"""Another address to sign in with is proposed by one and takes a yes, its owner's or a second hand's; both are told."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from competence.access.actor import Role
from competence.notifications.actions.sending import deliver
from competence.notifications.models import OutgoingMail
from competence.people.models import Person, RoleGrant
from competence.people.queries import person_by_email
from competence.privacy.models import AuditEvent
from competence.signin.actions.accounts import invite, new_link
from competence.signin.actions.restoring import end_everything
from competence.signin.addresses.models import AddressChange
from competence.signin.models import OneTimeLink
from competence.signin.queries import addresses
from competence.signin.rules import Purpose
from competence.web.clock import today
from tests.factors import make_app
from tests.make import make_grant, make_person
from tests.web.signing import PASSWORD, give_password, sign_in

OLD, NEW = "astrid@example.org", "astrid.skov@example.org"


@pytest.fixture
def about(cast, clock):
    """Where HR and administrators propose another address for Astrid, who signs in every day."""
    give_password(cast.astrid)
    return f"/signin/address/of/{cast.astrid.pid}"


def propose(client, about, email=NEW):
    """Fill in the page, as a person does."""
    return client.post(about, data=client.get(about).page.form(about) | {"email": email})


def waiting(db_session):
    return db_session.scalars(select(AddressChange)).one()


def now_is(db_session, cast):
    return db_session.scalar(select(Person.email).where(Person.id == cast.astrid.id))


def mails(app):
    """Send what waits, and return the address and the words of each mail."""
    sent = []
    deliver(lambda ids: addresses(ids, today()), sent.append)
    return [(mail["To"], mail.get_content()) for mail in sent]


def link_in(words):
    """Return the path of the one link a mail leads to."""
    return next(line for line in words.splitlines() if "/link/" in line).partition("localhost:5000")[2]


def can_sign_in(anonymous, email):
    return sign_in(anonymous, email, PASSWORD).status_code == 303


def test_what_one_proposes_changes_nothing_and_the_address_of_now_is_told(about, app, cast, client_as, db_session):
    carla = client_as(cast.carla)
    assert carla.get(f"/people/{cast.astrid.pid}").page.links()["Giv en anden e-mail"] == about
    answer = propose(carla, about, f" {NEW.upper()} ")
    assert answer.status_code == 303
    assert now_is(db_session, cast) == OLD
    assert waiting(db_session).email == NEW
    told = mails(app)
    assert [to for to, _ in told] == [OLD]
    assert NEW not in told[0][1]
    (event,) = db_session.scalars(select(AuditEvent).where(AuditEvent.action == "address.proposed"))
    assert (event.actor_id, event.subject_id) == (cast.carla.id, cast.astrid.id)


def test_a_proposer_and_a_new_password_do_not_open_the_account(about, app, anonymous, cast, client_as, db_session):
    """What was possible before: the link to a new password goes where it always went."""
    propose(client_as(cast.freja), about, "thief@example.org")
    mails(app)
    for address in (OLD, "thief@example.org"):
        anonymous.post("/password/forgot", data={"email": address})
    client_as(cast.freja).post(f"/accounts/{cast.astrid.pid}/invitation")
    assert {to for to, _ in mails(app)} == {OLD}


def test_its_owner_says_yes_and_both_addresses_are_told(about, app, anonymous, cast, client_as, db_session):
    propose(client_as(cast.carla), about)
    mails(app)
    new_link(cast.astrid.id, Purpose.RESET)
    astrid = client_as(cast.astrid)
    page = astrid.get("/signin/address").page
    assert OLD in page.text
    assert NEW in page.text
    assert astrid.post("/signin/address/consent", data=page.form("/signin/address/consent")).status_code == 303
    assert now_is(db_session, cast) == NEW
    assert db_session.scalars(select(AddressChange)).all() == db_session.scalars(select(OneTimeLink)).all() == []
    assert sorted(to for to, _ in mails(app)) == [NEW, OLD]
    assert not can_sign_in(anonymous, OLD)
    assert can_sign_in(anonymous, NEW)


def test_saying_yes_asks_its_owner_to_confirm_and_saying_no_does_not(about, cast, client_as, clock, db_session):
    propose(client_as(cast.carla), about)
    astrid = client_as(cast.astrid)
    clock.shift(timedelta(minutes=6))
    sent = {"proposal": waiting(db_session).pid}
    assert astrid.post("/signin/address/consent", data=sent).location.startswith("/signin/confirm")
    assert now_is(db_session, cast) == OLD
    assert astrid.post("/signin/address/refusal", data=sent).status_code == 303
    assert db_session.scalars(select(AddressChange)).all() == []


@pytest.mark.parametrize(("answer", "address"), [("yes", NEW), ("no", OLD)])
def test_the_link_to_the_old_address_asks_and_works_once(
    answer, address, about, app, anonymous, cast, client_as, db_session
):
    propose(client_as(cast.carla), about)
    where = link_in(mails(app)[0][1])
    assert anonymous.get(where).location == "/signin/address/answer"
    page = anonymous.get("/signin/address/answer").page
    assert NEW in page.text
    assert where.rpartition("/")[2] not in page.text
    assert anonymous.post("/signin/address/answer", data={"answer": "perhaps"}).status_code == 200
    assert now_is(db_session, cast) == OLD
    assert address in anonymous.post("/signin/address/answer", data={"answer": answer}).page.text
    assert now_is(db_session, cast) == address
    assert anonymous.get(where).status_code == anonymous.get("/signin/address/answer").status_code == 400
    told = {to for to, _ in mails(app)}
    assert told == ({OLD, NEW} if answer == "yes" else {"carla@example.org"})


def test_an_administrator_is_a_second_hand_and_both_addresses_are_told(about, app, cast, client_as, db_session):
    propose(client_as(cast.carla), about)
    mails(app)
    freja = client_as(cast.freja)
    page = freja.get(about).page
    assert "Carla" in page.text
    assert freja.post(f"{about}/confirmation", data=page.form(f"{about}/confirmation")).status_code == 303
    assert now_is(db_session, cast) == NEW
    assert sorted(to for to, _ in mails(app)) == [NEW, OLD]
    (event,) = db_session.scalars(select(AuditEvent).where(AuditEvent.action == "address.changed"))
    assert (event.actor_id, event.subject_id) == (cast.freja.id, cast.astrid.id)


@pytest.mark.parametrize("second", ["the same", "the owner", "after the first lost the role"])
def test_one_hand_is_not_enough(second, about, cast, client_as, db_session):
    carla = client_as(cast.carla)
    propose(carla, about)
    sent = {"proposal": waiting(db_session).pid}
    confirms = {"the same": carla, "the owner": cast.astrid}.get(second, cast.freja)
    if second == "the owner":
        make_grant(cast.astrid, Role.HR)
    if second.startswith("after"):
        db_session.execute(delete(RoleGrant).where(RoleGrant.person_id == cast.carla.id))
    client = confirms if confirms is carla else client_as(confirms)
    answer = client.post(f"{about}/confirmation", data=sent)
    assert answer.status_code == 409
    assert "to forskellige" in answer.page.text
    assert now_is(db_session, cast) == OLD
    assert waiting(db_session).email == NEW, "a second hand may still say yes"


def test_nobody_says_yes_to_an_address_they_were_not_shown(about, cast, client_as, db_session):
    carla, freja, astrid = client_as(cast.carla), client_as(cast.freja), client_as(cast.astrid)
    propose(carla, about)
    shown = {"proposal": waiting(db_session).pid}
    propose(carla, about, "thief@example.org")
    assert freja.post(f"{about}/confirmation", data=shown).status_code == 409
    assert astrid.post("/signin/address/consent", data=shown).status_code == 409
    assert now_is(db_session, cast) == OLD


def test_a_link_of_an_earlier_proposal_is_dead(about, app, anonymous, cast, client_as):
    propose(client_as(cast.carla), about)
    where = link_in(mails(app)[0][1])
    propose(client_as(cast.carla), about, "thief@example.org")
    assert anonymous.get(where).status_code == 400


def test_a_proposal_is_dead_after_a_week_when_it_was_withdrawn_and_after_a_restore(
    about, app, anonymous, cast, client_as, clock, db_session
):
    carla = client_as(cast.carla)
    propose(carla, about)
    where, sent = link_in(mails(app)[0][1]), {"proposal": waiting(db_session).pid}
    clock.shift(timedelta(days=7))
    assert client_as(cast.freja).post(f"{about}/confirmation", data=sent).status_code == 409
    assert client_as(cast.astrid).post("/signin/address/consent", data=sent).status_code == 409
    assert anonymous.get(where).status_code == 400
    propose(client_as(cast.carla), about)
    assert client_as(cast.freja).post(f"{about}/withdrawal").status_code == 303
    assert db_session.scalars(select(AddressChange)).all() == []
    propose(client_as(cast.carla), about)
    assert "1 proposed addresses" in end_everything()
    assert db_session.scalars(select(AddressChange)).all() == []


def test_what_a_closed_account_proposed_is_dead(about, app, anonymous, cast, client_as, db_session):
    propose(client_as(cast.carla), about)
    where = link_in(mails(app)[0][1])
    assert client_as(cast.freja).post(f"/accounts/{cast.carla.pid}/deactivation").status_code == 303
    assert db_session.scalars(select(AddressChange)).all() == []
    assert anonymous.get(where).status_code == 400


def test_who_never_signed_in_gets_the_right_address_at_once_and_an_old_invitation_dies(
    app, cast, client_as, db_session
):
    invite(cast.freja.id, cast.astrid.id)
    db_session.commit()
    assert link_in(mails(app)[0][1])
    assert db_session.scalars(select(OneTimeLink)).all()
    about = f"/signin/address/of/{cast.astrid.pid}"
    assert "gælder med det samme" in client_as(cast.carla).get(about).page.text
    propose(client_as(cast.carla), about)
    assert now_is(db_session, cast) == NEW
    assert db_session.scalars(select(OneTimeLink)).all() == []
    assert sorted(to for to, _ in mails(app)) == [NEW, OLD]


@pytest.mark.parametrize("who", ["freja", "bo"])
def test_nobody_alone_takes_the_way_in_of_who_has_a_role_or_leads(who, app, cast, client_as, db_session):
    """Also before they sign in: an administrator would be HR's second hand, a leader reads what others shared."""
    person = getattr(cast, who)
    propose(client_as(cast.carla), f"/signin/address/of/{person.pid}", "thief@example.org")
    assert person_by_email("thief@example.org") is None
    assert waiting(db_session).person_id == person.id
    assert {to for to, _ in mails(app)} == {person.email}


def test_whom_the_house_never_wrote_to_is_told_nothing(cast, client_as, db_session):
    ove = make_person("Ove Østergård", "ove@example.org")
    about = f"/signin/address/of/{ove.pid}"
    propose(client_as(cast.carla), about, "ove2@example.org")
    assert person_by_email("ove2@example.org") is not None
    assert db_session.scalars(select(OutgoingMail)).all() == []


def test_ones_own_address_is_ones_own_matter(cast, client_as, db_session):
    give_password(cast.carla)
    propose(client_as(cast.carla), f"/signin/address/of/{cast.carla.pid}", "c@example.org")
    assert person_by_email("c@example.org").id == cast.carla.id


@pytest.mark.parametrize(
    ("email", "says"),
    [
        (OLD, "personen har nu"),
        ("bo@example.org", "allerede en person"),
        ("astrid", "ikke en e-mail"),
        ("", "udfyldes"),
    ],
)
def test_what_is_no_other_address_is_said_beside_the_field(email, says, about, cast, client_as, db_session):
    answer = propose(client_as(cast.carla), about, email)
    assert answer.status_code == 400
    assert says in " ".join(answer.page.texts("p[@class='field-error']"))
    assert db_session.scalars(select(AddressChange)).all() == []


def test_an_address_somebody_else_got_meanwhile_is_not_given_twice(about, cast, client_as, db_session):
    propose(client_as(cast.carla), about)
    make_person("Astrid Skov", NEW)
    sent = {"proposal": waiting(db_session).pid}
    assert client_as(cast.freja).post(f"{about}/confirmation", data=sent).status_code == 400
    assert now_is(db_session, cast) == OLD


def test_no_hand_helps_with_both_the_second_factor_and_the_address(about, cast, client_as, clock, db_session):
    """Carla and Freja reset Astrid's second factor; then two others must give her another address, or she herself."""
    make_app(cast.astrid)
    reset = f"/signin/factors/of/{cast.astrid.pid}/reset"
    assert client_as(cast.carla).post(reset).status_code == 303
    assert client_as(cast.freja).post(f"{reset}/confirmation").status_code == 303
    for person in (cast.emil, cast.ellen):
        make_grant(person, Role.HR)
    propose(client_as(cast.emil), about)
    sent = {"proposal": waiting(db_session).pid}
    answer = client_as(cast.freja).post(f"{about}/confirmation", data=sent)
    assert (answer.status_code, "for nylig" in answer.page.text) == (409, True)
    assert client_as(cast.ellen).post(f"{about}/confirmation", data=sent).status_code == 303
    assert now_is(db_session, cast) == NEW
    make_app(cast.astrid)
    assert client_as(cast.ellen).post(reset).status_code == 303
    assert client_as(cast.freja).post(f"{reset}/confirmation").status_code == 409
    clock.shift(timedelta(days=31))
    assert client_as(cast.ellen).post(reset).status_code == 303
    assert client_as(cast.freja).post(f"{reset}/confirmation").status_code == 303


def test_the_page_costs_the_same_whatever_waits(about, cast, client_as, statements):
    carla = client_as(cast.carla)
    with statements() as before:
        carla.get(about)
    propose(carla, about)
    with statements() as after:
        carla.get(about)
    assert len(after.selects) == len(before.selects)
