"""What answers carry and requests must bring: headers, hosts, tokens, redirects, and files that are read."""

from tests.sabotage.defect import Defect

SECURITY, APP = "competence/web/security.py", "competence/app.py"
HEADERS, FORGED = "tests/web/test_headers.py::", "tests/web/test_forged_requests.py::"
MASS = "tests/house/test_mass_assignment.py::test_a_form_changes_what_it_declares_and_nothing_else"

DEFECTS = [
    Defect(
        "a lazy text carries what somebody wrote past the escaping",
        "competence/careers/forms/drafts.py",
        '_("%(value)s · %(title)s (skal)", ',
        '_l("%(value)s · %(title)s (skal)", ',
        "tests/house/test_markup_people_write.py::"
        "test_no_page_makes_an_element_of_what_people_wrote[GET careers.edit_step career draft]",
    ),
    Defect(
        "the browser keeps pages",
        SECURITY,
        'headers["Cache-Control"] = "no-store"',
        'headers["Cache-Control"] = "private"',
        f"{HEADERS}test_every_status_carries_the_headers",
    ),
    Defect(
        "the nonce is always the same",
        SECURITY,
        "g.csp_nonce = secrets.token_urlsafe(16)",
        'g.csp_nonce = "nonce"',
        f"{HEADERS}test_the_nonce_is_new_in_every_answer_and_the_one_script_carries_it",
    ),
    Defect(
        "any script may run",
        SECURITY,
        "script-src 'nonce-{nonce}' 'strict-dynamic'",
        "script-src 'unsafe-inline'",
        f"{HEADERS}test_every_status_carries_the_headers",
    ),
    Defect(
        "every host name is ours",
        "competence/config.py",
        'found["SECRET_KEY"] = found["SECRET_KEY"] or',
        'found["TRUSTED_HOSTS"] = None\n    found["SECRET_KEY"] = found["SECRET_KEY"] or',
        f"{HEADERS}test_a_host_that_is_not_ours_is_refused",
    ),
    Defect(
        "the way back may be another house",
        "competence/web/redirects.py",
        'if not text.startswith("/") or text.startswith("//") or',
        "if",
        "tests/rules/test_redirects.py::test_a_hostile_wish_leads_home",
    ),
    Defect(
        "the way back is read once, as browsers read it twice",
        "competence/web/redirects.py",
        "for text in (wanted, unquote(wanted), unquote(unquote(wanted))):",
        "for text in (wanted,):",
        "tests/rules/test_redirects.py::test_a_hostile_wish_leads_home",
    ),
    Defect(
        "a feature takes forms without a token",
        APP,
        "    csrf.init_app(app)\n",
        "    csrf.init_app(app)\n    csrf.exempt(assessments.bp)\n",
        f"{FORGED}test_without_the_token_of_this_person_nothing_is_changed[POST assessments.create -]",
    ),
    Defect(
        "another site may send forms",
        SECURITY,
        'came_from not in {"same-origin", "none"}',
        'came_from not in {"same-origin", "none", "same-site", "cross-site"}',
        f"{FORGED}test_without_the_token_of_this_person_nothing_is_changed[POST assessments.create -]",
    ),
    Defect(
        "renaming somebody takes whatever else is sent",
        "competence/people/views/people.py",
        """        actions.rename_person(actor_id(), person, form.given("name"))
""",
        """        actions.rename_person(actor_id(), person, form.given("name"))
        [setattr(person, name, said) for name, said in __import__("flask").request.form.items() if name[:5] == "sort_"]
""",
        f"{MASS}[POST people.update person]",
    ),
    Defect(
        "who asks for a talk may say in the address whom it is with",
        "competence/conversations/views/planning.py",
        """person_by_pid(request.form.get("person", ""))""",
        """person_by_pid(request.values.get("pid", request.form.get("person", "")))""",
        f"{MASS}[POST conversations.create her name for a talk]",
    ),
    Defect(
        "looking at messages marks them as read",
        "competence/notifications/views.py",
        "    lines = [(note",
        "    telling.read_all(actor_id())\n    lines = [(note",
        "tests/house/test_access.py::test_who_may[GET notifications.index -]",
    ),
    Defect(
        "an error of the database tells the log what people wrote",
        "competence/web/log.py",
        "if isinstance(error, DBAPIError):",
        "if False:",
        "tests/web/test_the_log.py::test_an_error_of_the_database_says_what_and_where_and_never_the_words",
    ),
    Defect(
        "what begins with = is a formula in CSV",
        "competence/web/tables/files.py",
        """return f"'{text}" if text.lstrip(" ").startswith(STARTS_A_FORMULA) else text""",
        "return text",
        "tests/rules/test_figures_shown.py::test_no_text_becomes_a_formula_in_a_spreadsheet",
    ),
    Defect(
        "what begins with = is a formula in a workbook",
        "competence/web/tables/files.py",
        '    cell.data_type = "s"',
        "    cell.data_type = cell.data_type",
        "tests/rules/test_figures_shown.py::test_no_text_becomes_a_formula_in_a_spreadsheet",
    ),
    Defect(
        "what begins with = is a formula where Mine data are opened as a table",
        "competence/web/tables/files.py",
        r"""return TEXT_OF_A_FORMULA.sub(r"\1'", html)""",
        "return html",
        "tests/rules/test_figures_shown.py::test_no_text_of_a_page_to_take_away_begins_as_a_formula",
    ),
    Defect(
        "a zip bomb is opened",
        "competence/admin/imports/archive.py",
        "    _check_sizes(entries, limits)\n",
        "",
        "tests/rules/test_hostile_workbooks.py::test_it_is_refused",
    ),
    Defect(
        "a workbook may hold links to elsewhere",
        "competence/admin/imports/archive.py",
        "    if any(LINKS.search(name) for name in names):",
        "    if False:",
        "tests/rules/test_hostile_workbooks.py::test_it_is_refused",
    ),
    Defect(
        "a program may search for everybody",
        "competence/privacy/throttling.py",
        "    if wait:\n        raise TooManyRequests",
        "    if False:\n        raise TooManyRequests",
        "tests/web/test_throttle.py::test_nobody_searches_faster_than_a_person_types",
    ),
    Defect(
        "an address tells whom a page is about",
        "templates/people/show.html",
        'link_button(_("Ret navn"), url_for("people.edit", pid=person.pid), "second")',
        'link_button(_("Ret navn"), url_for("people.edit", pid=person.pid, who=person.name), "second")',
        "tests/web/test_another_address.py::test_what_one_proposes_changes_nothing_and_the_address_of_now_is_told",
    ),
    Defect(
        "files that tell of others are taken all day",
        "competence/privacy/taking.py",
        "    slow_down(*OF_OTHERS)\n",
        "",
        "tests/web/test_taking_files.py::test_five_files_that_tell_of_others_are_all_in_a_day",
    ),
    Defect(
        "blanks are a reason to take a file",
        "competence/privacy/taking.py",
        "        filters=[without_blanks],\n",
        "",
        "tests/web/test_taking_files.py::test_without_a_reason_there_is_no_file",
    ),
    Defect(
        "why a file was taken is not kept",
        "competence/privacy/audit.py",
        "                pend(Stream.ACT, act, words)\n",
        "                pend(Stream.ACT, act)\n",
        "tests/web/test_taking_files.py::test_the_trail_says_which_file_it_was_and_why",
    ),
]
