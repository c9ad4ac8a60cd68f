"""Who must have a second factor, how far a session is without it, which code counts, and who may reset it."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from competence.access.actor import Actor, Role
from competence.notifications.rules import KINDS
from competence.signin.factors import rules
from competence.signin.factors.actions import proving, telling
from competence.signin.factors.rules import (
    CODE_LETTERS,
    Standing,
    code_key,
    matching_step,
    may_reset_together,
    must_have_one,
    new_recovery_codes,
    new_seed,
    origin_of,
    relying_party,
    required_of,
    rights_of,
    standing,
    tidy_code,
    user_handle,
)

ASTRID, BO, CARLA = 1, 2, 3
NOW = datetime(2026, 11, 23, 8, 0, 12, tzinfo=UTC)
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HR, ADMINISTRATOR, MED = Role.HR, Role.ADMINISTRATOR, Role.MED


def test_a_setting_says_who_must_have_one_and_an_unknown_word_is_an_error():
    assert required_of("leader, HR") == {"leader", "hr"}
    with pytest.raises(ValueError, match="not \\['boss'\\]"):
        required_of("leader, boss")


def test_they_must_have_one_whose_role_or_people_the_setting_names():
    carla, bo = Actor(CARLA, frozenset({HR, MED})), Actor(BO, leads=frozenset({ASTRID}))
    assert (rights_of(carla), rights_of(bo), rights_of(Actor(ASTRID))) == ({"hr", "med"}, {"leader"}, frozenset())
    assert [must_have_one(one, "leader,administrator") for one in (carla, bo, Actor(ASTRID))] == [False, True, False]
    assert [must_have_one(one, "hr,med") for one in (carla, bo)] == [True, False]


@pytest.mark.parametrize(
    ("has_factor", "passed", "required", "expected"),
    [
        (True, True, True, Standing.IN),
        (True, True, False, Standing.IN),
        (True, False, True, Standing.CHALLENGED),
        (True, False, False, Standing.CHALLENGED),
        (False, False, True, Standing.ENROLLING),
        (False, True, True, Standing.ENROLLING),
        (False, False, False, Standing.IN),
    ],
)
def test_how_far_somebody_is_whose_password_was_right(has_factor, passed, required, expected):
    assert standing(has_factor=has_factor, passed=passed, required=required) is expected


def test_a_code_counts_in_its_own_half_minute_and_says_which_that_was():
    code = pyotp.TOTP(SEED).at(NOW)
    begun = NOW.replace(second=0)
    assert matching_step(SEED, code, NOW) == int(begun.timestamp()) // 30
    assert matching_step(SEED, code, begun) == matching_step(
        SEED, code, begun + timedelta(seconds=29, milliseconds=999)
    )
    assert matching_step(SEED, code, begun - timedelta(seconds=1)) is None
    assert matching_step(SEED, code, begun + timedelta(seconds=30)) is None
    assert matching_step(SEED, "not a code", NOW) is None


def test_a_challenge_lives_five_minutes_a_reset_waits_a_day_and_of_three_codes_one_is_told():
    assert (timedelta(minutes=5), timedelta(hours=24), 3) == (rules.CHALLENGE_LIVES, rules.RESET_WAITS, rules.FEW)


def test_a_seed_has_160_bits_and_an_app_is_told_it_with_name_and_house():
    assert (len(new_seed()), new_seed() == new_seed()) == (32, False)
    told = urlsplit(rules.address_for_app(SEED, "astrid@example.org", "Odense Bibliotekerne"))
    said = parse_qs(told.query)
    assert (told.scheme, told.netloc) == ("otpauth", "totp")
    assert told.path == "/Odense%20Bibliotekerne:astrid%40example.org"
    assert (said["secret"], said["issuer"], said.get("period", ["30"])) == ([SEED], ["Odense Bibliotekerne"], ["30"])


def test_recovery_codes_are_ten_of_twelve_letters_that_nobody_takes_for_one_another():
    codes = new_recovery_codes()
    assert len(set(codes)) == 10
    assert {tuple(map(len, code.split("-"))) for code in codes} == {(4, 4, 4)}
    many = [new_recovery_codes() for _ in range(100)]
    used = {letter for some in many for code in some for letter in code if letter != "-"}
    assert used == set(CODE_LETTERS)
    assert (len(CODE_LETTERS), set("ilo01") & used) == (31, set())


def test_a_recovery_code_counts_however_it_was_typed_and_for_one_person_in_one_house():
    assert tidy_code(" ABcd-efgh 2345 ") == "abcdefgh2345"
    kept = code_key("secret", ASTRID, "abcd-efgh-2345")
    assert code_key("secret", ASTRID, " ABCD EFGH 2345") == kept
    others = {code_key("other", ASTRID, "abcd-efgh-2345"), code_key("secret", BO, "abcd-efgh-2345")}
    assert len(others | {code_key("secret", ASTRID, "abcd-efgh-2346"), kept}) == 4


def test_what_is_kept_of_codes_and_the_names_of_passkeys_stay_those_of_yesterday():
    """Made with openssl dgst -hmac: who changes how it is done locks everybody out."""
    assert code_key("secret", 7, "abcd") == "70368fe7460956efb1c01c43b962e2db07ac566a20bd429e072a29abcaa8f2c1"
    assert user_handle("secret", 7).hex() == "3492fd9b55f9e1d23854670cd1ef7313c0544b46cd99014280befea3a33696f6"


@pytest.mark.parametrize(
    ("address", "origin", "name"),
    [
        ("https://mirror.example.org/under", "https://mirror.example.org", "mirror.example.org"),
        ("http://localhost:5000", "http://localhost:5000", "localhost"),
        ("http://127.0.0.1:5000/", "http://127.0.0.1:5000", None),
        ("http://[::1]:5000/", "http://[::1]:5000", None),
        ("", "://", None),
    ],
)
def test_a_passkey_belongs_to_our_own_name(address, origin, name):
    assert (origin_of(address), relying_party(address)) == (origin, name)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({HR}, {ADMINISTRATOR}, True),
        ({ADMINISTRATOR}, {HR, MED}, True),
        ({HR, ADMINISTRATOR}, {HR}, True),
        ({HR}, {HR}, False),
        ({ADMINISTRATOR}, {ADMINISTRATOR}, False),
        ({HR, ADMINISTRATOR}, set(), False),
        (set(), {HR, ADMINISTRATOR}, False),
        ({HR, ADMINISTRATOR}, {MED}, False),
        ({MED}, {ADMINISTRATOR}, False),
    ],
)
def test_one_of_hr_and_one_administrator_reset_it_together(first, second, expected):
    assert may_reset_together(first, second) is expected


def test_a_few_codes_are_let_through_and_a_challenge_is_used_once_in_a_day():
    minute, hour, day = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
    limits = {**proving.TRIES, "challenge": proving.ONCE}
    assert {name: (limit.count, limit.within, limit.most) for name, limit in limits.items()} == {
        "factor 5 min": (5, 5 * minute, 5 * minute), "factor hour": (20, hour, hour), "factor day": (50, day, day),
        "challenge": (1, day, day),
    }  # fmt: skip


def test_of_each_change_to_a_way_in_the_mail_says_what_to_do():
    names = [telling.ADDED, telling.REMOVED, telling.RENAMED, telling.CODES_MADE, telling.CODE_USED]
    names += [telling.RESET_ASKED, telling.RESET_DONE, telling.ENDED]
    assert names == [f"factor.{what}" for what in ("added", "removed", "renamed", "codes", "code_used")] + [
        "factor.reset_asked", "factor.reset", "session.ended",
    ]  # fmt: skip
    assert [name for name in names if KINDS[name].explains == ""] == []
