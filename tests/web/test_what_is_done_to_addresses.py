"""What proposing another address and each answer does to the rows of its owner, and whom it tells what."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from competence.access.actor import Role
from competence.db import db
from competence.notifications.models import OutgoingMail
from competence.notifications.rules import KINDS
from competence.people.rules import EmailTaken
from competence.signin.actions.accounts import new_link, open_account
from competence.signin.addresses import actions, rules
from competence.signin.addresses.models import AddressChange
from competence.signin.models import OneTimeLink
from competence.signin.rules import Purpose, SameHands
from competence.web.tokens import fingerprint
from tests.make import make_grant, make_person
from tests.trails import noted as note
from tests.web.proving import NOON

NEW = "new@example.org"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def in_use(cast, clock):
    """Astrid and Bo, who sign in every day."""
    for person in (cast.astrid, cast.bo):
        open_account(person.id, "a hash")


def waiting(*people):
    """Return what waits for people: with which address, and by whom and when it was proposed."""
    columns = (AddressChange.email, AddressChange.asked_by_id, AddressChange.asked_at)
    rows = select(*columns).where(AddressChange.person_id.in_(one.id for one in people)).order_by(AddressChange.email)
    return list(map(tuple, db.session.execute(rows)))


def proposed(by, person, email=NEW):
    """Let somebody propose an address for somebody; return what the two are shown of it."""
    actions.propose(by.id, person, email)
    return db.session.scalars(select(AddressChange.pid).where(AddressChange.person_id == person.id)).one()


def mails(person):
    """Return the mails that wait for somebody: which, where each leads, and to which other address it goes."""
    mine = select(OutgoingMail.kind, OutgoingMail.url, OutgoingMail.address).order_by(OutgoingMail.id)
    return list(map(tuple, db.session.execute(mine.where(OutgoingMail.person_id == person.id))))


# --- proposing ---


def test_a_proposal_waits_under_a_tidy_address_takes_the_place_of_an_earlier_one_and_is_told(cast, noted):
    proposed(cast.emil, cast.bo, "bos@example.org")
    proposed(cast.freja, cast.astrid, "earlier@example.org")
    before = len(noted())
    proposed(cast.carla, cast.astrid, " NEW@Example.org ")
    assert waiting(cast.astrid, cast.bo) == [("bos@example.org", cast.emil.id, NOON), (NEW, cast.carla.id, NOON)]
    assert cast.astrid.email == "astrid@example.org"
    assert noted()[before:] == [("address.proposed", cast.carla.id, cast.astrid.id, "")]
    assert mails(cast.astrid)[1:] == [("address.proposed", "/signin/address", None)]


@pytest.mark.parametrize(
    ("email", "refused"), [(" ASTRID@example.org", rules.SameAddress), ("bo@example.org", EmailTaken)]
)
def test_what_is_no_other_address_is_not_proposed_and_an_earlier_one_waits_on(cast, email, refused):
    proposed(cast.carla, cast.astrid)
    with pytest.raises(refused):
        actions.propose(cast.freja.id, cast.astrid, email)
    assert waiting(cast.astrid) == [(NEW, cast.carla.id, NOON)]


def test_of_somebody_the_house_never_wrote_to_it_is_changed_at_once_and_only_written_down(cast, noted):
    ove = make_person("Ove Østergård", "ove@example.org")
    actions.propose(cast.carla.id, ove, NEW)
    assert (ove.email, waiting(ove), mails(ove)) == (NEW, [], [])
    assert noted() == [("address.changed", cast.carla.id, ove.id, "")]


def test_of_somebody_who_was_invited_it_is_changed_at_once_the_link_dies_and_both_addresses_are_told(cast, noted):
    for person in (cast.ellen, cast.bo):
        open_account(person.id)
        new_link(person.id, Purpose.INVITATION)
    actions.propose(cast.carla.id, cast.ellen, NEW)
    assert (cast.ellen.email, waiting(cast.ellen)) == (NEW, [])
    assert set(db.session.scalars(select(OneTimeLink.person_id))) >= {cast.bo.id}
    assert db.session.scalars(select(OneTimeLink).where(OneTimeLink.person_id == cast.ellen.id)).all() == []
    told = [("address.changed", "/signin/address", None), ("address.left", "/", "ellen@example.org")]
    assert mails(cast.ellen) == told
    assert noted() == [("address.changed", cast.carla.id, cast.ellen.id, "")]


def test_the_mail_leads_to_a_link_while_something_waits_and_each_says_what_to_do(cast):
    proposed(cast.carla, cast.astrid)
    where, _, token = KINDS["address.proposed"].mint(cast.astrid.id).rpartition("/")
    assert where == "/signin/address/link"
    keys = db.session.scalars(select(AddressChange.key).where(AddressChange.person_id == cast.astrid.id))
    assert keys.all() == [fingerprint(token)]
    assert actions.link_to_answer(cast.bo.id) == "/signin/address"
    explained = {name: KINDS[name].explains != "" for name in KINDS if name.startswith("address.")}
    assert explained == {f"address.{what}": what != "refused" for what in ("proposed", "changed", "left", "refused")}


# --- answering ---


def test_its_owner_says_yes_to_what_they_were_shown(cast, noted):
    earlier, bos = proposed(cast.carla, cast.astrid), proposed(cast.carla, cast.bo, "bos@example.org")
    shown = proposed(cast.carla, cast.astrid)
    for wrong in (earlier, bos, ""):
        with pytest.raises(rules.NothingWaits):
            actions.agree(cast.astrid.id, wrong)
    before = len(noted())
    actions.agree(cast.astrid.id, shown)
    assert (cast.astrid.email, waiting(cast.astrid, cast.bo)) == (NEW, [("bos@example.org", cast.carla.id, NOON)])
    assert noted()[before:] == [("address.changed", cast.astrid.id, cast.astrid.id, "")]
    assert mails(cast.astrid)[2:] == [
        ("address.changed", "/signin/address", None), ("address.left", "/", "astrid@example.org"),
    ]  # fmt: skip
    with pytest.raises(rules.NothingWaits):
        actions.agree(cast.astrid.id, shown)


def test_a_second_hand_says_yes(cast, noted):
    shown = proposed(cast.carla, cast.astrid)
    with pytest.raises(rules.NothingWaits):
        actions.confirm(cast.freja.id, cast.astrid.id, "another")
    actions.confirm(cast.freja.id, cast.astrid.id, shown)
    assert (cast.astrid.email, waiting(cast.astrid)) == (NEW, [])
    assert noted()[1:] == [("address.changed", cast.freja.id, cast.astrid.id, "")]


@pytest.mark.parametrize(("first", "second"), [("carla", "carla"), ("carla", "astrid"), ("emil", "freja")])
def test_one_hand_is_not_enough_nor_one_that_may_not(cast, first, second):
    shown = proposed(getattr(cast, first), cast.astrid)
    with pytest.raises(rules.OneHand):
        actions.confirm(getattr(cast, second).id, cast.astrid.id, shown)
    assert (cast.astrid.email, len(waiting(cast.astrid))) == ("astrid@example.org", 1)


@pytest.mark.parametrize("hand", ["carla", "freja"])
@pytest.mark.parametrize(("days", "is_refused"), [(29, True), (31, False)])
def test_neither_hand_has_lately_helped_to_reset_her_second_factor(cast, hand, days, is_refused):
    done = {"subject_id": cast.astrid.id, "at": NOON - days * DAY}
    note(done | {"action": "factor.reset_asked", "actor_id": getattr(cast, hand).id})
    note(done | {"action": "factor.reset", "actor_id": cast.emil.id})
    shown = proposed(cast.carla, cast.astrid)
    if is_refused:
        with pytest.raises(SameHands):
            actions.confirm(cast.freja.id, cast.astrid.id, shown)
    else:
        actions.confirm(cast.freja.id, cast.astrid.id, shown)
    assert (cast.astrid.email == NEW) is not is_refused


def test_its_owner_says_no_and_the_proposer_is_told(cast, noted):
    shown = proposed(cast.carla, cast.astrid)
    with pytest.raises(rules.NothingWaits):
        actions.refuse(cast.astrid.id, "another", "/people/x")
    actions.refuse(cast.astrid.id, shown, "/people/x")
    assert (cast.astrid.email, waiting(cast.astrid)) == ("astrid@example.org", [])
    assert noted()[1:] == [("address.refused", cast.astrid.id, cast.astrid.id, "")]
    assert mails(cast.carla) == [("address.refused", "/people/x", None)]


def test_whoever_may_lets_it_not_happen(cast, noted):
    proposed(cast.carla, cast.astrid), proposed(cast.carla, cast.bo, "bos@example.org")
    before = len(noted())
    actions.withdraw(cast.freja.id, cast.astrid.id)
    assert len(waiting(cast.astrid, cast.bo)) == 1
    assert noted()[before:] == [("address.withdrawn", cast.freja.id, cast.astrid.id, "")]


def test_of_two_who_answer_at_once_the_second_finds_nothing(cast, monkeypatch):
    """Both have read that it waits; one has taken it."""
    make_grant(cast.emil, Role.HR)
    read = SimpleNamespace(pid="taken", email=NEW, asked_by_id=cast.carla.id)
    monkeypatch.setattr("competence.signin.addresses.queries.waiting_for", lambda *_: read)
    for answer in (
        lambda: actions.agree(cast.astrid.id, "taken"),
        lambda: actions.confirm(cast.emil.id, cast.astrid.id, "taken"),
        lambda: actions.refuse(cast.astrid.id, "taken", "/"),
    ):
        with pytest.raises(rules.NothingWaits):
            answer()
    assert cast.astrid.email == "astrid@example.org"
