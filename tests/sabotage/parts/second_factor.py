"""The second factor and confirming: codes that work twice, challenges of others, checks left out, one hand for two."""

from tests.sabotage.defect import Defect

FACTORS = "competence/signin/factors/"
RULES, PROVING, CEREMONIES = f"{FACTORS}rules.py", f"{FACTORS}actions/proving.py", f"{FACTORS}ceremonies.py"
DEVICES, RESETS = f"{FACTORS}actions/devices.py", f"{FACTORS}actions/resets.py"
SESSIONS, GUARD, DETOURS = "competence/signin/sessions.py", "competence/access/guard.py", "competence/signin/detours.py"
SECOND, CHANGING = "tests/web/test_second_factor.py::", "tests/web/test_changing_ones_second_factor.py::"
PASSKEYS, CONFIRMING = "tests/web/test_passkeys.py::", "tests/web/test_confirming.py::"
LOST, WHERE = "tests/web/test_resetting_a_lost_factor.py::", "tests/web/test_where_one_is_signed_in.py::"
TWELVE = f"{PASSKEYS}test_wrong_origin_party_challenge_owner_counter_or_signature_is_refused"
ONCE = f"{SECOND}test_a_code_works_once_and_only_in_its_own_half_minute"

DEFECTS = [
    Defect("the last code is accepted again", PROVING, "CodeApp.last_step < step)", "CodeApp.last_step <= step)", ONCE),
    Defect("a window of a minute and a half", RULES, "valid_window=0)", "valid_window=1)", ONCE),
    Defect(
        "many at once with one code",
        PROVING,
        "update(CodeApp).where(CodeApp.id == app.id, unused)",
        "update(CodeApp).where(CodeApp.id == app.id)",
        "tests/crowds/test_codes_at_once.py::test_of_fifty_with_the_same_code_one_is_in",
    ),
    Defect(
        "the code that added the app signs in",
        DEVICES,
        "app.name, app.proven_at, app.last_step = name, now(), step",
        "app.name, app.proven_at = name, now()",
        f"{SECOND}test_the_code_that_added_the_app_does_not_sign_in",
    ),
    Defect(
        "six guesses in five minutes",
        PROVING,
        "Limit(5, timedelta(minutes=5))",
        "Limit(6, timedelta(minutes=5))",
        f"{SECOND}test_guesses_are_counted_for_the_person_and_the_owner_gets_in_when_they_are_over",
    ),
    Defect(
        "no limit for a day",
        PROVING,
        '    "factor day": Limit(50, timedelta(days=1)),\n',
        "",
        f"{SECOND}test_twenty_guesses_an_hour_and_fifty_a_day_are_all",
    ),
    Defect(
        "a recovery code stays after its use",
        PROVING,
        "if db.session.execute(used.returning(RecoveryCode.key)).first() is None:",
        "if db.session.get(RecoveryCode, key) is None:",
        f"{CHANGING}test_recovery_codes_are_ten_shown_once_and_kept_as_what_nobody_reads_back",
    ),
    Defect(
        "recovery codes kept as they are",
        RULES,
        "    return hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()\n",
        "    return tidy_code(code)\n",
        f"{CHANGING}test_recovery_codes_are_ten_shown_once_and_kept_as_what_nobody_reads_back",
    ),
    Defect(
        "short recovery codes",
        RULES,
        "for _ in range(4)) for _ in range(3))",
        "for _ in range(4)) for _ in range(2))",
        f"{CHANGING}test_a_recovery_code_holds_fifty_bits_and_is_its_owners_alone",
    ),
    Defect(
        "the password is enough",
        RULES,
        "return Standing.IN if passed else Standing.CHALLENGED",
        "return Standing.IN",
        f"{SECOND}test_every_way_in_asks_everybody_who_has_one_for_it",
    ),
    Defect(
        "who must have one is let in without",
        RULES,
        "return Standing.ENROLLING if required else Standing.IN",
        "return Standing.IN",
        f"{SECOND}test_who_must_have_one_and_has_none_reaches_nothing_but_adding_it",
    ),
    Defect(
        "half in counts as in",
        SESSIONS,
        "        if how_far is Standing.IN:\n",
        "        if how_far is not Standing.CHALLENGED:\n",
        f"{SECOND}test_half_in_is_nobody_at_every_address",
    ),
    Defect(
        "leaders are forgotten",
        RULES,
        "({LEADER} if actor.led else frozenset())",
        "frozenset()",
        f"{SECOND}test_who_must_have_one_and_has_none_reaches_nothing_but_adding_it",
    ),
    Defect(
        "somebody else's factor, passed before, counts at sign-in",
        SESSIONS,
        "confirmed_at=now(), factor_at=passed,",
        "confirmed_at=now(), factor_at=now(),",
        f"{SECOND}test_every_way_in_asks_everybody_who_has_one_for_it",
    ),
    Defect(
        "the token stays after the second step",
        SESSIONS,
        "    remembered().go_on(confirmed_at=now(), factor_at=now())\n",
        "    from competence.signin.models import UserSession\n\n"
        "    db.session.get(UserSession, remembered().key).factor_at = now()\n",
        f"{SECOND}test_after_the_password_she_is_asked_for_her_code_and_is_then_in",
    ),
    Defect(
        "the token stays when a role comes",
        SESSIONS,
        "        if row.rights != _rights(actor):\n",
        "        if False:\n",
        f"{SECOND}test_the_token_is_another_when_a_role_comes_or_goes",
    ),
    Defect(
        "administrators may rest as long as others",
        "competence/signin/rules.py",
        "IDLE_WITH_POWER = timedelta(minutes=15)",
        "IDLE_WITH_POWER = timedelta(minutes=30)",
        f"{CHANGING}test_hr_and_administrators_are_asked_again_after_fifteen_idle_minutes",
    ),
    Defect(
        "the last one can be removed by who must have one",
        DEVICES,
        "    if is_last and required:\n",
        "    if False:\n",
        f"{CHANGING}test_who_must_have_one_cannot_remove_the_last",
    ),
    Defect(
        "any origin does",
        CEREMONIES,
        '"expected_origin": rules.origin_of(str(current_app.config["PUBLIC_URL"])),',
        '"expected_origin": ["http://localhost:5000", "http://localhost:5001", "https://evil.example"],',
        TWELVE,
    ),
    Defect(
        "the owner need not be asked",
        CEREMONIES,
        "            require_user_verification=True,\n",
        "            require_user_verification=False,\n",
        TWELVE,
    ),
    Defect(
        "the counter is not looked at",
        CEREMONIES,
        "credential_current_sign_count=passkey.sign_count,",
        "credential_current_sign_count=0,",
        TWELVE,
    ),
    Defect(
        "a challenge works in two sessions",
        CEREMONIES,
        'return base64url_to_bytes(kept["value"]) if proving.use_challenge(kept["value"]) else None',
        'return base64url_to_bytes(kept["value"])',
        f"{PASSKEYS}test_the_same_signature_at_the_same_moment_opens_one_session_only",
    ),
    Defect(
        "a challenge lives for ever",
        CEREMONIES,
        ' or now() >= datetime.fromisoformat(kept["until"])',
        "",
        f"{PASSKEYS}test_what_was_signed_once_never_opens_again",
    ),
    Defect(
        "a challenge for adding proves too",
        CEREMONIES,
        ' or kept["for"] != act',
        "",
        f"{PASSKEYS}test_a_challenge_for_adding_works_once_and_not_for_proving",
    ),
    Defect(
        "anybody's passkey opens",
        f"{FACTORS}queries.py",
        "select(Passkey).where(Passkey.person_id == person_id, Passkey.credential == credential)",
        "select(Passkey).where(Passkey.credential == credential)",
        f"{PASSKEYS}test_somebody_elses_passkey_does_not_open_hers",
    ),
    Defect(
        "one hand resets",
        RESETS,
        "if actor_id in {person_id, waiting.asked_by_id} or not rules.may_reset_together(first, roles):",
        "if actor_id in {person_id, waiting.asked_by_id}:",
        f"{LOST}test_one_hand_is_not_enough",
    ),
    Defect(
        "the same hand twice",
        RESETS,
        "actor_id in {person_id, waiting.asked_by_id}",
        "actor_id == person_id",
        f"{LOST}test_one_hand_is_not_enough",
    ),
    Defect(
        "a reset leaves browsers signed in",
        RESETS,
        "    sessions.end_all(person_id)\n",
        "",
        f"{LOST}test_hr_asks_and_an_administrator_confirms",
    ),
    Defect(
        "one ends anothers' session",
        "competence/signin/actions/sessions.py",
        "UserSession.person_id == person_id, UserSession.key.startswith(beginning, autoescape=True)",
        "UserSession.key.startswith(beginning, autoescape=True)",
        f"{WHERE}test_nobody_ends_anothers_and_nobody_guesses",
    ),
    Defect(
        "nobody is asked before what weighs much",
        GUARD,
        'if permission in STEP_UP and not g.get("is_confirmed", False):',
        "if False:",
        f"{CONFIRMING}test_every_route_of_such_a_permission_asks",
    ),
    Defect(
        "what is checked inside a page is not asked for",
        GUARD,
        "        abort(404)\n    _confirmed(permission)\n",
        "        abort(404)\n",
        f"{CONFIRMING}test_a_page_that_checks_such_a_permission_inside_asks_too",
    ),
    Defect(
        "a class of acts is forgotten",
        "competence/access/policy.py",
        "        MayPeople.GRANT,\n        MayAccounts",
        "        MayAccounts",
        "tests/house/test_endpoints.py::test_every_permission_has_a_class_and_the_guard_asks_where_it_is_not_daily",
    ),
    Defect(
        "confirmed for an hour",
        "competence/signin/rules.py",
        "CONFIRMED = timedelta(minutes=5)",
        "CONFIRMED = timedelta(minutes=60)",
        f"{CONFIRMING}test_afterwards_she_confirms_with_her_password_and_goes_on",
    ),
    Defect(
        "the password confirms who has a second factor",
        "competence/signin/views/confirming.py",
        "    has_factor = bool(factors_of(me))\n",
        "    has_factor = False\n",
        f"{CHANGING}test_confirming_takes_the_second_factor_and_the_password_does_not_do",
    ),
    Defect(
        "what was being sent is lost",
        DETOURS,
        "    if not request.files and (request.content_length or 0) <= LONGEST_RESCUE:\n",
        "    if False:\n",
        f"{CONFIRMING}test_what_she_was_sending_waits_and_is_sent_with_one_button",
    ),
    Defect(
        "another's mail address is daily work",
        "competence/people/views/people.py",
        "        check(MayPeople.READDRESS)",
        "        pass",
        f"{CONFIRMING}test_another_name_is_daily_work_and_another_address_is_not",
    ),
]
