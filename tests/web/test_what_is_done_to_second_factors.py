"""What each change to a second factor does to the rows of its owner, and of nobody else; what is told; what counts."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import delete, select

from competence.access.actor import Role
from competence.db import db
from competence.notifications.actions.telling import choose
from competence.notifications.models import Notification, OutgoingMail
from competence.notifications.rules import Rhythm
from competence.privacy.models import Throttle
from competence.privacy.throttling import keyed, take
from competence.signin.actions import sessions, throttle
from competence.signin.actions.accounts import open_account
from competence.signin.factors import rules
from competence.signin.factors.actions import devices, proving, resets, telling
from competence.signin.factors.models import CodeApp, FactorReset, Passkey, RecoveryCode
from competence.signin.factors.rules import code_key
from competence.signin.models import UserSession
from competence.signin.rules import SameHands
from tests.factors import Authenticator, code_of, make_app, make_passkey
from tests.trails import noted as note
from tests.web.proving import NOON

DAY, STEP = timedelta(days=1), timedelta(seconds=30)
HR, ADMINISTRATOR = frozenset({Role.HR}), frozenset({Role.ADMINISTRATOR})


def there(table, *people):
    """Return of whom rows stand in a table, by name, as often as there are."""
    ids = {person.id: person.name.split()[0] for person in people}
    found = db.session.scalars(select(table.person_id).where(table.person_id.in_(ids)).order_by(table.person_id))
    return [ids[one] for one in found]


# --- telling ---


def test_what_was_done_is_written_down_and_told_whatever_she_chose(cast, noted):
    choose(cast.astrid.id, Rhythm.NEVER)
    telling.told(cast.freja.id, cast.astrid.id, telling.REMOVED, "app:x")
    assert noted() == [("factor.removed", cast.freja.id, cast.astrid.id, "app:x")]
    for table, more in ((Notification, ()), (OutgoingMail, (OutgoingMail.required,))):
        rows = db.session.execute(select(table.kind, table.url, *more).where(table.person_id == cast.astrid.id)).all()
        assert rows == [("factor.removed", "/signin/factors", True)[: 2 + len(more)]]


# --- devices ---


def test_an_app_that_is_begun_anew_takes_the_place_of_one_never_proven(cast, clock):
    proven, _, bos = make_app(cast.astrid), make_app(cast.astrid, proven=False), make_app(cast.bo, proven=False)
    app = devices.begin_app(cast.astrid.id, "Telefon")
    assert app.pid, "the page that shows its secret has an address"
    hers = set(db.session.scalars(select(CodeApp.pid).where(CodeApp.person_id == cast.astrid.id)))
    assert (hers, there(CodeApp, cast.bo)) == ({proven.pid, app.pid}, ["Bo"])
    assert (app.name[:7], len(app.seed), app.added_at, app.proven_at) == ("Telefon", 32, NOON, None)
    assert bos.proven_at is None


def test_an_app_counts_from_its_first_right_code(cast, clock, noted):
    app = make_app(cast.astrid, proven=False)
    with pytest.raises(rules.WrongCode):
        devices.prove_app(app, "000000", "Min")
    assert (app.proven_at, app.last_step, noted()) == (None, None, [])
    devices.prove_app(app, f" {code_of(app.seed)} ", "Min")
    assert (app.name[:3], app.proven_at, app.last_step) == ("Min", NOON, NOON.timestamp() // 30)
    assert noted() == [("factor.added", cast.astrid.id, cast.astrid.id, f"app:{app.pid}")]


def test_a_passkey_is_kept_with_its_public_half(cast, clock, noted):
    kept = {"credential": "c", "public_key": b"k", "sign_count": 3}
    passkey = devices.add_passkey(cast.astrid.id, "Nøgle", **kept)
    assert {name: getattr(passkey, name) for name in kept} == kept
    assert (passkey.person_id, passkey.name[:5], passkey.added_at) == (cast.astrid.id, "Nøgle", NOON)
    assert there(Passkey, cast.astrid) == ["Astrid"]
    assert noted() == [("factor.added", cast.astrid.id, cast.astrid.id, f"passkey:{passkey.pid}")]


def test_another_name_is_told(cast, noted):
    app = make_app(cast.astrid)
    devices.rename(app, "Den blå")
    assert app.name.startswith("Den blå")
    assert noted() == [("factor.renamed", cast.astrid.id, cast.astrid.id, f"factor:{app.pid}")]


def test_one_of_two_goes_alone_and_with_the_last_one_all_that_goes_with_it(cast, clock, noted):
    for person in (cast.astrid, cast.bo):
        make_passkey(person, Authenticator())
        devices.make_codes(person.id)
        db.session.add(FactorReset(person_id=person.id, asked_by_id=cast.carla.id, asked_at=NOON))
    app = make_app(cast.astrid)
    before = len(noted())
    devices.remove(app, required=True)
    assert (there(CodeApp, cast.astrid), there(Passkey, cast.astrid)) == ([], ["Astrid"])
    last = db.session.scalars(select(Passkey).where(Passkey.person_id == cast.astrid.id)).one()
    with pytest.raises(rules.LastOne):
        devices.remove(last, required=True)
    make_app(cast.astrid, proven=False)
    assert len(there(RecoveryCode, cast.astrid)) == 10
    devices.remove(last, required=False)
    for table in (CodeApp, Passkey, RecoveryCode, FactorReset):
        assert there(table, cast.astrid) == [], table
    both = cast.astrid.id, cast.astrid.id
    assert noted()[before:] == [("factor.removed", *both, f"factor:{one.pid}") for one in (app, last)]
    assert there(Passkey, cast.bo) == there(FactorReset, cast.bo) == ["Bo"]


def test_all_that_somebody_proves_themselves_with_goes_and_nobody_elses(cast, clock):
    for person in (cast.astrid, cast.bo):
        make_app(person), make_passkey(person, Authenticator())
        devices.make_codes(person.id)
        db.session.add(FactorReset(person_id=person.id, asked_by_id=cast.carla.id, asked_at=NOON))
    devices.forget_all(cast.astrid.id)
    for table, number in ((CodeApp, 1), (Passkey, 1), (RecoveryCode, 10), (FactorReset, 1)):
        assert there(table, cast.astrid, cast.bo) == ["Bo"] * number


def test_new_recovery_codes_take_the_place_of_the_earlier_ones(app, cast, noted):
    bos, first, second = (devices.make_codes(one.id) for one in (cast.bo, cast.astrid, cast.astrid))
    for person, codes in ((cast.bo, bos), (cast.astrid, second)):
        kept = set(db.session.scalars(select(RecoveryCode.key).where(RecoveryCode.person_id == person.id)))
        assert kept == {code_key(app.secret_key, person.id, code) for code in codes}
    assert set(first).isdisjoint(second)
    assert noted() == [("factor.codes", one.id, one.id, "") for one in (cast.bo, cast.astrid, cast.astrid)]


# --- proving ---


def tried(person):
    """Return how often somebody tried, by what is counted."""
    rows = db.session.query(Throttle).filter_by(subject=keyed(str(person.id)))
    return {row.scope: row.tries for row in rows}


def test_a_try_too_many_waits_and_uses_up_no_longer_limit(cast, clock):
    assert [proving.try_code(cast.astrid.id) for _ in range(7)] == [0] * 5 + [300] * 2
    assert proving.try_code(cast.bo.id) == 0
    assert tried(cast.astrid) == {"factor 5 min": 7, "factor hour": 5, "factor day": 5}


def test_who_is_in_has_their_own_tries_at_a_code_forgotten_and_no_others(cast, clock):
    for person in (cast.astrid, cast.bo):
        proving.try_code(person.id)
    take("search", str(cast.astrid.id), throttle.RESET)
    proving.forget_tries(cast.astrid.id)
    assert (tried(cast.astrid), len(tried(cast.bo))) == ({"search": 1}, 3)


def test_a_code_of_any_of_her_apps_counts_once_and_moves_no_other_app(cast, clock):
    one, other, bos = make_app(cast.astrid), make_app(cast.astrid), make_app(cast.bo)
    now = NOON.timestamp() // 30
    bos.last_step = now - 9
    assert [proving.code_is_right(cast.astrid.id, code_of(other.seed)) for _ in range(2)] == [True, False]
    assert (one.last_step, other.last_step, bos.last_step) == (None, now, now - 9)
    clock.shift(-STEP)
    assert not proving.code_is_right(cast.astrid.id, code_of(other.seed)), "the clock was set back"
    clock.shift(2 * STEP)
    assert proving.code_is_right(cast.astrid.id, code_of(other.seed))
    db.session.refresh(other)
    assert other.last_step == now + 1
    assert not proving.code_is_right(cast.astrid.id, code_of(bos.seed))


def test_a_recovery_code_counts_once_for_its_owner_also_over_another_secret_key(app, cast, noted, monkeypatch):
    first, second, *_ = devices.make_codes(cast.astrid.id)
    bos, *_ = devices.make_codes(cast.bo.id)
    assert not proving.code_is_right(cast.astrid.id, bos)
    assert [proving.code_is_right(cast.astrid.id, first.upper()) for _ in range(2)] == [True, False]
    with monkeypatch.context() as patch:
        patch.setitem(app.config, "SECRET_KEY_FALLBACKS", [app.secret_key])
        patch.setattr(app, "secret_key", "another")
        assert proving.code_is_right(cast.astrid.id, second)
    assert (len(there(RecoveryCode, cast.astrid)), len(there(RecoveryCode, cast.bo))) == (8, 10)
    assert noted()[2:] == [("factor.code_used", cast.astrid.id, cast.astrid.id, "")] * 2


def test_a_challenge_is_used_by_the_first_who_comes_with_it(cast):
    assert [proving.use_challenge(one) for one in ("first", "first", "second")] == [True, False, True]
    scope = select(Throttle.scope).where(Throttle.subject == keyed("second"))
    assert db.session.scalars(scope).all() == ["challenge"]


def test_a_use_of_a_passkey_counts_where_nobody_counted_it_meanwhile(cast):
    hers, bos = (make_passkey(person, Authenticator(count=3)) for person in (cast.astrid, cast.bo))
    as_it_was = SimpleNamespace(id=hers.id, sign_count=3)
    assert [proving.count_use(as_it_was, count) for count in (4, 5)] == [True, False]
    db.session.expire_all()
    assert (hers.sign_count, bos.sign_count) == (4, 3)


# --- resets ---


def waiting(person):
    """Return who asked for somebody's reset, and when."""
    found = select(FactorReset.asked_by_id, FactorReset.asked_at).where(FactorReset.person_id == person.id)
    return list(map(tuple, db.session.execute(found)))


@pytest.fixture
def lost(cast, clock):
    """Astrid and Bo, who have lost their apps; each is signed in somewhere."""
    for person in (cast.astrid, cast.bo):
        make_app(person)
        sessions.begin("{}", sessions.Identity(open_account(person.id).person_id, 1))


def test_a_first_key_takes_the_place_of_an_earlier_one(cast, lost, clock, noted):
    resets.ask(cast.carla.id, cast.bo.id)
    resets.ask(cast.carla.id, cast.astrid.id)
    clock.shift(timedelta(hours=1))
    resets.ask(cast.freja.id, cast.astrid.id)
    assert waiting(cast.astrid) == [(cast.freja.id, NOON + timedelta(hours=1))]
    assert waiting(cast.bo) == [(cast.carla.id, NOON)]
    assert noted()[1:] == [("factor.reset_asked", one.id, cast.astrid.id, "") for one in (cast.carla, cast.freja)]
    resets.withdraw(cast.astrid.id)
    assert (waiting(cast.astrid), len(waiting(cast.bo))) == ([], 1)


def test_nobody_asks_for_themselves_or_for_somebody_without_one(cast, lost):
    with pytest.raises(rules.OneHand):
        resets.ask(cast.astrid.id, cast.astrid.id)
    with pytest.raises(rules.NothingToReset):
        resets.ask(cast.carla.id, cast.emil.id)
    assert waiting(cast.astrid) == waiting(cast.emil) == []


def test_a_second_key_ends_what_she_proved_herself_with_and_where_she_is_signed_in(cast, lost, noted):
    resets.ask(cast.carla.id, cast.astrid.id)
    resets.confirm(cast.freja.id, ADMINISTRATOR, cast.astrid.id)
    for table in (CodeApp, UserSession):
        assert there(table, cast.astrid, cast.bo) == ["Bo"]
    assert noted()[1:] == [("factor.reset", cast.freja.id, cast.astrid.id, "")]


@pytest.mark.parametrize(
    ("first", "second", "roles", "refused"),
    [
        ("carla", "freja", ADMINISTRATOR, None),
        ("carla", "carla", ADMINISTRATOR, rules.OneHand),
        ("carla", "astrid", ADMINISTRATOR, rules.OneHand),
        ("carla", "freja", HR, rules.OneHand),
        ("emil", "freja", ADMINISTRATOR, rules.OneHand),
        (None, "freja", ADMINISTRATOR, rules.NothingToReset),
    ],
)
def test_a_second_key_is_turned_by_another_hand_of_the_other_role(cast, lost, first, second, roles, refused):
    if first:
        resets.ask(getattr(cast, first).id, cast.astrid.id)
    if refused is None:
        resets.confirm(getattr(cast, second).id, roles, cast.astrid.id)
        return
    with pytest.raises(refused):
        resets.confirm(getattr(cast, second).id, roles, cast.astrid.id)
    assert there(CodeApp, cast.astrid) == ["Astrid"]


def test_where_nothing_is_left_there_is_nothing_to_reset(cast, lost):
    resets.ask(cast.carla.id, cast.astrid.id)
    db.session.execute(delete(CodeApp).where(CodeApp.person_id == cast.astrid.id))
    with pytest.raises(rules.NothingToReset):
        resets.confirm(cast.freja.id, ADMINISTRATOR, cast.astrid.id)


@pytest.mark.parametrize("hand", ["carla", "freja"])
@pytest.mark.parametrize(("days", "is_refused"), [(29, True), (31, False)])
def test_neither_hand_has_lately_helped_to_give_her_another_address(cast, lost, hand, days, is_refused):
    done = {"subject_id": cast.astrid.id, "at": NOON - days * DAY}
    note(done | {"action": "address.proposed", "actor_id": getattr(cast, hand).id})
    note(done | {"action": "address.changed", "actor_id": cast.emil.id})
    resets.ask(cast.carla.id, cast.astrid.id)
    if is_refused:
        with pytest.raises(SameHands):
            resets.confirm(cast.freja.id, ADMINISTRATOR, cast.astrid.id)
    else:
        resets.confirm(cast.freja.id, ADMINISTRATOR, cast.astrid.id)
    assert bool(there(CodeApp, cast.astrid)) is is_refused
