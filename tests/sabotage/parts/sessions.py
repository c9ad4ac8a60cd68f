"""Signing in, sessions, links that work once and throttles: what should end goes on, what should count does not."""

from tests.sabotage.defect import Defect

ACCOUNTS, QUERIES = "competence/signin/actions/accounts.py", "competence/signin/queries.py"
SESSIONS, SIGN_IN = "tests/web/test_sessions.py::", "tests/web/test_sign_in.py::"
CHOOSING = "tests/web/test_choosing_a_password.py::"

DEFECTS = [
    Defect(
        "whoever guesses what is hashed in nobody's place is let in",
        "competence/signin/rules.py",
        "return password_hash is not None",
        "return True",
        "tests/rules/test_signing_in.py::test_whoever_guesses_what_is_hashed_in_nobodys_place_is_nobody",
    ),
    Defect(
        "a password of the world's lists is accepted",
        "competence/signin/rules.py",
        "return is_bad_password(password) or password in _common_here()",
        "return password in _common_here()",
        "tests/rules/test_signing_in.py::test_more_than_ten_thousand_are_refused_for_nothing_but_being_common",
    ),
    Defect(
        "signing out leaves the session alive",
        "competence/signin/sessions.py",
        "        self.clear()\n        self.ended = True",
        "        self.clear()",
        f"{SESSIONS}test_it_is_dead_after_signing_out",
    ),
    Defect(
        "the way back opens what was open before signing out",
        "competence/signin/sessions.py",
        "        self.clear()\n        self.ended = True",
        "        self.ended = False",
        "tests/browser/test_the_way_back.py::test_after_signing_out_the_way_back_shows_nothing_of_anybody",
    ),
    Defect(
        "a session outlives the password it began with",
        QUERIES,
        "and_(Account.epoch == UserSession.epoch, Account.deactivated_at.is_(None))",
        "Account.deactivated_at.is_(None)",
        f"{SESSIONS}test_a_session_begun_while_the_password_changed_is_dead",
    ),
    Defect(
        "a session of a closed account lives",
        "competence/signin/sessions.py",
        "if row is None or (row.person_id is not None and not row.is_of_account):",
        "if row is None:",
        f"{SESSIONS}test_a_session_begun_while_the_password_changed_is_dead",
    ),
    Defect(
        "a session lives as long as it is used",
        "competence/signin/rules.py",
        "if now >= created + ABSOLUTE or now >= last_seen + idle",
        "if now >= last_seen + idle",
        f"{SESSIONS}test_it_is_dead_when_unused_for_half_an_hour_and_after_eight_hours",
    ),
    Defect(
        "an unused session lives on",
        "competence/signin/rules.py",
        "IDLE = timedelta(minutes=30)",
        "IDLE = timedelta(minutes=31)",
        f"{SESSIONS}test_it_is_dead_when_unused_for_half_an_hour_and_after_eight_hours",
    ),
    Defect(
        "who left the house is still in",
        "competence/signin/sessions.py",
        "if row.employment_id is None and not actor.roles:",
        "if False:",
        f"{SESSIONS}test_it_is_dead_when_the_employment_ends",
    ),
    Defect(
        "an ended session is written again",
        "competence/signin/actions/sessions.py",
        "    db.session.execute(\n        update(UserSession).where(UserSession.key == key).values(values),",
        '    values |= {"created": now(), "last_seen": now()}\n'
        '    db.session.merge(UserSession(key=key, person_id=1, epoch=0, data="{}", **values))\n'
        "    db.session.execute(\n        update(UserSession).where(UserSession.key == key).values(values),",
        f"{SESSIONS}test_a_deleted_session_is_never_written_again",
    ),
    Defect(
        "the cookie can be read by scripts",
        "competence/signin/sessions.py",
        "response.set_cookie(name, token, secure=secure, httponly=True, samesite=same_site)",
        "response.set_cookie(name, token, secure=secure, samesite=same_site)",
        f"{SESSIONS}test_the_cookie_is_for_us_alone",
    ),
    Defect(
        "an unknown account is answered without the work",
        "competence/signin/views/blueprint.py",
        "    known = account.password_hash if account else None\n",
        "    if account is None:\n        return None\n    known = account.password_hash\n",
        f"{SIGN_IN}test_whoever_cannot_get_in_is_told_the_same_after_the_same_work",
    ),
    Defect(
        "a closed account opens with its password",
        QUERIES,
        "Account.deactivated_at.is_(None), _belongs_to_the_house(Person.id, today))",
        "_belongs_to_the_house(Person.id, today))",
        f"{SIGN_IN}test_whoever_cannot_get_in_is_told_the_same_after_the_same_work",
    ),
    Defect(
        "the demo's password works outside the demo",
        "competence/signin/views/blueprint.py",
        '== current_app.config["DEMO_PASSWORD"] and not current_app.config["DEMO"]:',
        '== current_app.config["DEMO_PASSWORD"] and False:',
        f"{SIGN_IN}test_the_demo_password_opens_nothing_outside_the_demo",
    ),
    Defect(
        "the throttle never counts",
        "competence/privacy/throttling.py",
        "else_=Throttle.tries + 1",
        "else_=Throttle.tries",
        "tests/web/test_throttle.py::test_after_ten_tries_an_account_rests_for_five_minutes",
    ),
    Defect(
        "failures from one address are not remembered",
        "competence/signin/views/entering.py",
        "        throttle.note_failure(email, address)\n",
        "",
        "tests/web/test_throttle.py::test_an_address_that_fails_at_many_accounts_is_slowed_down_but_not_shut_out",
    ),
    Defect(
        "the table of tries holds addresses",
        "competence/privacy/throttling.py",
        'return hmac.new(secret, b"throttle:" + text.encode(), hashlib.sha256).hexdigest()',
        "return text[:64]",
        "tests/web/test_throttle.py::test_the_table_holds_no_addresses",
    ),
    Defect(
        "a link from a mail lives on after a password was chosen otherwise",
        ACCOUNTS,
        "    kill_links(account.person_id)\n",
        "",
        f"{CHOOSING}test_it_dies_of_a_password_change",
    ),
    Defect(
        "an old link works",
        QUERIES,
        ".where(OneTimeLink.key == key, OneTimeLink.expires_at > now)",
        ".where(OneTimeLink.key == key)",
        f"{CHOOSING}test_it_dies_of_age",
    ),
    Defect(
        "a new link leaves the earlier one alive",
        ACCOUNTS,
        "    kill_links(person_id)\n    token = new_token()",
        "    token = new_token()",
        f"{CHOOSING}test_it_dies_of_a_new_one_of_either_kind",
    ),
    Defect(
        "somebody else at the computer finds the rescued words",
        QUERIES,
        "own = select(RescuedWords).where(RescuedWords.person_id == person_id, RescuedWords.action.is_(None))",
        "own = select(RescuedWords)",
        "tests/web/test_rescued_words.py::test_somebody_else_at_the_same_computer_never_sees_them",
    ),
    Defect(
        "who guesses elsewhere makes everybody wait",
        "competence/signin/actions/throttle.py",
        "    if device:\n        return take(_at_devices_of(email), device, PASSWORD)\n",
        "",
        "tests/web/test_known_devices.py::test_whoever_guesses_elsewhere_does_not_make_her_wait_at_her_own_device",
    ),
    Defect(
        "a device of one's own making is known",
        "competence/signin/devices.py",
        "hmac.compare_digest(seal.encode(), _sealed(number, email).encode())",
        "seal",
        "tests/web/test_known_devices.py::test_no_cookie_of_ones_own_making_is_a_known_device[seal]",
    ),
    Defect(
        "a known device guesses for ever",
        "competence/signin/actions/throttle.py",
        "return take(_at_devices_of(email), device, PASSWORD)",
        "return 0",
        "tests/web/test_known_devices.py::test_a_known_device_has_ten_guesses_of_its_own_and_no_more",
    ),
    Defect(
        "a device is known for every address",
        "competence/signin/devices.py",
        'f"device:{number}:{email}".encode()',
        'f"device:{number}".encode()',
        "tests/web/test_known_devices.py::test_it_is_known_for_one_address_only",
    ),
    Defect(
        "signing in at a known device gives others more guesses",
        "competence/signin/actions/throttle.py",
        "        which = at_devices & (Throttle.subject == keyed(device))\n",
        '        which = at_devices | ((Throttle.scope == "password") & (Throttle.subject == keyed(email)))\n',
        "tests/web/test_known_devices.py::test_whoever_guesses_elsewhere_does_not_make_her_wait_at_her_own_device",
    ),
]
