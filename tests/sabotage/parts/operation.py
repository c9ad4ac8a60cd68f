"""What those who run the product rely on: the log, the measures, the proxies, the start, the pages the law wants."""

from tests.sabotage.defect import Defect

LOG, METRICS, SECURITY = "competence/web/log.py", "competence/operation/metrics.py", "competence/web/security.py"
RULES, VIEWS = "competence/operation/rules/", "competence/operation/views.py"
LINES, BOOT = "tests/web/test_the_log.py::", "tests/rules/test_dangerous_configurations.py::"
PROXIES, MEASURES = "tests/web/test_behind_proxies.py::", "tests/web/test_metrics.py::"
HEALTH, THROTTLED = "tests/web/test_health.py::", "tests/web/test_throttle.py::"
STARTS = "tests/web/test_starting.py::"
HEADERS, ROLES = "tests/web/test_headers.py::", "tests/durability/test_database_roles.py::"

DEFECTS = [
    Defect(
        "the log says whose page it was",
        LOG,
        'return request.url_rule.rule if request.url_rule else "-"',
        "return request.path",
        f"{LINES}test_a_request_is_told_by_its_template_and_never_by_whose_it_is",
    ),
    Defect(
        "the log says when somebody answered anonymously",
        LOG,
        "if not _stands_under(SILENT):",
        "if response is not None:",
        f"{LINES}test_who_answers_anonymously_leaves_no_line",
    ),
    Defect(
        "a library writes lines of its own shape",
        "competence/app.py",
        "    log.listen()\n",
        "",
        f"{STARTS}test_a_server_that_loads_it_stops_with_the_words",
    ),
    Defect(
        "the log tells the hour of feedback",
        LOG,
        "moment.date().isoformat() if hushed",
        "moment.isoformat() if hushed",
        f"{LINES}test_feedback_tells_the_template_and_the_day_and_nothing_more",
    ),
    Defect(
        "the log repeats what was answered when it fails",
        LOG,
        "elif _stands_under(*HUSHED):",
        "elif error is None:",
        f"{LINES}test_what_goes_wrong_where_people_answer_each_other_is_told_by_kind_and_day",
    ),
    Defect(
        "whoever writes a line break writes the log",
        LOG,
        'return json.dumps(line, **options).replace("\\x7f", "\\\\u007f")',
        "return str(line).replace(r'\\n', chr(10))",
        f"{LINES}test_nothing_that_is_sent_can_begin_a_line_or_reach_a_terminal",
    ),
    Defect(
        "the page of an error tells the error",
        "competence/web/errors.py",
        "return _http(InternalServerError())",
        "return _answer(500, repr(error), {})",
        f"{HEADERS}test_an_error_in_any_route_shows_a_page_with_a_number_and_nothing_of_the_error",
    ),
    Defect(
        "one proxy too many is believed",
        SECURITY,
        "x_for=hops,",
        "x_for=hops + 1,",
        f"{PROXIES}test_a_visitor_cannot_be_somebody_else",
    ),
    Defect(
        "the host a visitor writes is believed behind a proxy",
        SECURITY,
        "x_host=0,",
        "x_host=1,",
        f"{PROXIES}test_a_visitor_cannot_be_somebody_else",
    ),
    Defect(
        "static files are open to every site",
        "competence/app.py",
        "allow_all_origins=False,",
        "allow_all_origins=True,",
        f"{HEADERS}test_static_files_have_an_address_that_may_be_kept_for_a_year",
    ),
    Defect(
        "static files carry no headers",
        SECURITY,
        "headers[name] = value",
        "headers.setdefault('X-None', value)",
        f"{HEADERS}test_static_files_have_an_address_that_may_be_kept_for_a_year",
    ),
    Defect(
        "a measure moves when somebody answers anonymously",
        METRICS,
        'LEFT_OUT = frozenset({"upward", "operation"})',
        'LEFT_OUT = frozenset({"operation"})',
        f"{MEASURES}test_who_answers_anonymously_moves_no_number",
    ),
    Defect(
        "where no token is set anybody reads the measures",
        VIEWS,
        "if not token or not hmac",
        "if not hmac",
        f"{MEASURES}test_where_no_token_is_set_nobody_can_show_one",
    ),
    Defect(
        "everybody reads what is wrong with the server",
        VIEWS,
        "if not may(MayOperation.READ):",
        "if found is None:",
        "tests/web/test_health.py::test_freja_reads_what_was_checked_and_astrid_does_not",
    ),
    Defect(
        "a server in real use starts whatever is wrong",
        f"{RULES}dangers.py",
        "return [danger for danger in ALL if danger.is_there(facts)]",
        "return []",
        f"{BOOT}test_a_dangerous_setting_is_refused",
    ),
    Defect(
        "a database is trusted without proof of who it is",
        f"{RULES}judging.py",
        '!= "verify-full"',
        '== "disable"',
        f"{BOOT}test_a_dangerous_setting_is_refused",
    ),
    Defect(
        "a dangerous start is said and goes on",
        "competence/operation/starting.py",
        "raise SystemExit(said)",
        "print(said)  # noqa: T201",
        f"{STARTS}test_a_server_that_loads_it_stops_with_the_words",
    ),
    Defect(
        "granian counts as one of our commands, and refuses nothing",
        "competence/operation/starting.py",
        "if command is not None and isinstance(command.find_root().command, FlaskGroup) else None",
        "if command is not None else None",
        f"{STARTS}test_a_server_that_loads_it_stops_with_the_words",
    ),
    Defect(
        "a keystore that others can read is nothing to tell",
        "competence/operation/facts.py",
        'str(settings[name] or own.get(name, ""))',
        "str(settings[name])",
        f"{BOOT}test_files_that_others_may_read_are_seen",
    ),
    Defect(
        "a key that opens nothing is nothing to tell",
        "competence/operation/starting.py",
        "return HouseKey.WRONG",
        "return HouseKey.FITS",
        f"{STARTS}test_a_key_that_is_missing_or_opens_nothing_is_seen",
    ),
    Defect(
        "a command ends in a page of Python where the database is away",
        "competence/operation/starting.py",
        "raise SystemExit(_silence(app)) from None",
        "raise",
        f"{STARTS}test_a_command_says_in_one_sentence_that_the_database_does_not_answer",
    ),
    Defect(
        "a server starts with a key that others can read",
        "competence/commands.py",
        "    if in_a_command():\n",
        "    if click.get_current_context(silent=True) is not None:\n",
        f"{STARTS}test_granian_does_not_start_with_a_key_that_others_can_read",
    ),
    Defect(
        "a round counts as wiped which nobody could wipe",
        "competence/privacy/erasure/wiping.py",
        "return bool(cursor.fetchone()[0])",
        "return cursor is not None",
        f"{ROLES}test_the_server_does_not_believe_that_a_round_is_wiped_which_only_the_owner_can_wipe",
    ),
    Defect(
        "whoever may rewrite the reasons of the trail is let through",
        "competence/operation/queries.py",
        "('audit_words', 'UPDATE, TRUNCATE, TRIGGER')",
        "('audit_words', 'TRUNCATE, TRIGGER')",
        f"{ROLES}test_a_right_too_many_on_any_table_of_the_trail_is_seen",
    ),
    Defect(
        "the server may move the trail's checkpoints",
        "docs/deploy/roles.sql",
        "('audit_checkpoint', 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')",
        "('audit_checkpoint', 'TRUNCATE')",
        f"{ROLES}test_the_server_has_no_right_too_many",
    ),
    Defect(
        "security.txt is served after its last day",
        "competence/operation/statements.py",
        "or last is None or last < today()",
        "or last is None",
        "tests/web/test_what_the_law_wants.py::test_a_file_that_would_be_wrong_is_not_there",
    ),
    Defect(
        "whoever asks makes the checks run",
        VIEWS,
        "if may(MayOperation.READ) or time.monotonic() - asked_at >= FRESH:",
        "if True:",
        f"{HEALTH}test_who_asks_again_and_again_costs_nothing_and_the_administrator_sees_what_is",
    ),
    Defect(
        "a fault in the trail is forgotten by the next backup",
        "competence/operation/backups/watching.py",
        "    if verdict is not None and verdict.faults:\n",
        "    if False:\n",
        f"{HEALTH}test_a_fault_in_the_trail_is_told_until_somebody_has_looked_again",
    ),
    Defect(
        "an ill backup is told once and never again",
        "competence/people/alarms.py",
        'ILL, "/health", today.isoformat(), required=True',
        'ILL, "/health", "ill", required=True',
        f"{HEALTH}test_the_administrators_are_told_every_day_while_the_backups_are_ill_and_nobody_else_is",
    ),
    Defect(
        "whoever is not let in is not counted",
        "competence/signin/views/entering.py",
        "        throttle.note_refused(Why.PASSWORD)\n",
        "",
        f"{THROTTLED}test_who_is_not_let_in_is_counted_and_logged_by_the_hour_and_never_named",
    ),
    Defect(
        "the log says who was not let in",
        "competence/signin/actions/throttle.py",
        "    take(_failed_from(address), email, FAILING_ACCOUNTS)\n",
        "    take(_failed_from(address), email, FAILING_ACCOUNTS)\n"
        '    current_app.logger.warning("sign-in failed: %s", email)\n',
        f"{THROTTLED}test_who_is_not_let_in_is_counted_and_logged_by_the_hour_and_never_named",
    ),
    Defect(
        "guessing at many accounts is nothing to tell",
        "competence/signin/watching.py",
        "    well = resting <= MANY_RESTING\n",
        "    well = True\n",
        f"{THROTTLED}test_health_tells_when_many_accounts_rest_and_not_when_somebody_cannot_remember",
    ),
]
