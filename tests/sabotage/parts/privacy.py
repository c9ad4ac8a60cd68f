"""Mine data, retention and erasure: each leaks a little, keeps a little too long, or asks one hand only."""

from tests.sabotage.defect import Defect

POLICY = "competence/access/policy.py"
IN_WORDS = "tests/privacy/test_mine_data_in_words.py"
FIRST = "tests/web/test_who_sees_what_first.py"

DEFECTS = [
    Defect(
        "whoever asks for an erasure may confirm it",
        POLICY,
        "MayPrivacy.CONFIRM_ERASURE: (is_dpo,),",
        "MayPrivacy.CONFIRM_ERASURE: (is_dpo, is_hr, is_administrator),",
        "tests/house/test_policy.py::test_who_may",
    ),
    Defect(
        "nobody who asks for an erasure waits for another who does",
        "competence/privacy/erasure/requesting.py",
        "    queries.wait_for_others_about(person_id)\n",
        "",
        "tests/crowds/test_erasing_at_once.py::test_of_four_who_ask_for_the_same_person_at_once_one_is_heard",
        "postgresql",
    ),
    Defect(
        "what a correction leads back to may be anywhere",
        "competence/privacy/mine/views.py",
        'safe_path(request.args.get("next"), url_for("mine.index") + f"#{table}")',
        'request.args.get("next", "")',
        "tests/web/test_correcting.py::test_the_way_back_leads_nowhere_else",
    ),
    Defect(
        "what somebody said of a row that is gone stands beside another's with its number",
        "competence/privacy/correcting/queries.py",
        ".where(beside_them, Correction.person_id == person_id)",
        ".where(beside_them)",
        "tests/web/test_correcting.py::test_what_she_said_of_a_row_that_is_gone_stands_beside_nobody_elses",
    ),
    Defect(
        "what others wrote and have not opened stands in the package",
        "competence/privacy/mine/gathering.py",
        "    return permits(actor, declared.seen, _thing(found.row, declared.thing))\n",
        "    return True\n",
        "tests/privacy/test_the_package.py::test_all_about_its_person_is_in_it_and_of_others_only_what_they_may_read",
    ),
    Defect(
        "what somebody wrote of whom use is restricted stands under their own data",
        "competence/privacy/mine/gathering.py",
        "    if _lies_with(actor, declared) and is_withheld(",
        "    if not declared and is_withheld(",
        "tests/web/test_mine_data.py::test_what_bo_wrote_for_a_talk_with_astrid_is_withheld_under_his_own_data_too",
    ),
    Defect(
        "any leader reads a correction told to another",
        "competence/access/predicates.py",
        "bool(correction.keeper_id == actor.person_id and correction.subject_id in actor.led)",
        "bool(actor.led)",
        "tests/house/test_policy.py::test_who_may",
    ),
    Defect(
        "the text of who sees what changes and nobody is told",
        "templates/informing/_text.html",
        "Dit spejl ser din leder, når I begge har delt, og aldrig før.",
        "Dit spejl ser din leder.",
        f"{FIRST}::test_the_text_has_not_changed_without_a_new_edition",
    ),
    Defect(
        "who has not read who sees what is not shown it",
        "competence/privacy/informing/queries.py",
        "if acknowledged_at(person_id) is not None:",
        "if True:",
        f"{FIRST}::test_the_first_sign_in_leads_by_the_page_and_on_to_where_one_was_going",
    ),
    Defect(
        "the password's fingerprint stands in Mine data",
        "competence/signin/models.py",
        'hidden=("password_hash", "epoch"),',
        'hidden=("epoch",),\n        codes=("password_hash",),',
        "tests/house/test_privacy.py::test_what_nobody_is_shown_is_what_would_open_a_door_or_name_who_answered",
    ),
    Defect(
        "a time is counted a day short",
        "competence/privacy/retention/rules.py",
        "    while add_months(day + timedelta(days=1), months) <= today:",
        "    while add_months(day, months) <= today:",
        "tests/rules/test_how_long_is_kept.py::test_what_begins_on_the_last_due_day_is_over_today_and_the_day_after_is_not",
    ),
    Defect(
        "what began at a moment goes a night late",
        "competence/privacy/retention/planning.py",
        "        return column < ends(last)",
        "        return column < ends(last - timedelta(days=1))",
        "tests/privacy/test_nights.py"
        "::test_every_night_what_goes_is_what_the_declarations_say_and_what_the_dry_run_said",
    ),
    Defect(
        "pages that an interrupted run left are never written anew",
        "competence/privacy/retention/commands.py",
        "    wipe_or_say_when()  # also where nothing went",
        "    pass  # also where nothing went",
        "tests/privacy/test_retention.py"
        "::test_what_a_run_took_away_before_it_ended_too_soon_the_next_one_leaves_no_byte_of",
    ),
    Defect(
        "a migration may leave rows that point at nothing",
        "competence/config.py",
        "(refuse_loose_ends, refuse_lost_rows)",
        "(refuse_lost_rows,)",
        "tests/house/test_old_versions.py::test_a_migration_that_leaves_a_loose_end_is_taken_back",
    ),
    Defect(
        "the planner keeps samples of who was erased",
        "competence/privacy/erasure/wiping.py",
        '_vacuum(cursor, "FULL, FREEZE, ANALYZE", tables)',
        '_vacuum(cursor, "FULL, FREEZE", tables)',
        "tests/durability/test_samples_of_the_planner.py::test_the_planner_keeps_no_sample_of_what_is_gone",
    ),
    Defect(
        "pages count as rid of what a backup still looks at",
        "competence/privacy/erasure/wiping.py",
        "        if not tables:\n",
        "        if now:\n",
        "tests/durability/test_samples_of_the_planner.py::"
        "test_while_a_backup_still_looks_at_what_is_gone_the_pages_are_not_yet_said_to_be_rid_of_it",
    ),
    Defect(
        "Mine data speaks in the codes of competences",
        "competence/app.py",
        "for words in (competences_called, steps_called,",
        "for words in (steps_called,",
        f"{IN_WORDS}::test_no_value_in_the_filled_house_looks_like_a_code",
    ),
    Defect(
        "Mine data says what a choice is called to programmers",
        "competence/privacy/mine/telling.py",
        "        return str(choice_called(place, value.name))\n",
        "        return str(value.name)\n",
        f"{IN_WORDS}::test_no_value_in_the_filled_house_looks_like_a_code",
    ),
    Defect(
        "a look stands in the package without what it was for",
        "competence/privacy/mine/telling.py",
        "        found += _purpose(held.row)\n",
        "        pass\n",
        f"{IN_WORDS}::test_what_was_looked_at_stands_there_with_its_purpose",
    ),
    Defect(
        "the record says that nobody else reads the trail",
        "competence/privacy/models.py",
        "        seen=MayTrail.BREACHES,\n        erase=Erase.TRAIL,\n",
        "        erase=Erase.TRAIL,\n",
        "tests/web/test_the_record.py::test_it_says_of_the_trail_and_of_resets_who_else_reads_them",
    ),
    Defect(
        "the information text names no data protection officer",
        "templates/informing/_text.html",
        '{% if settings["DPO_CONTACT"] %}',
        "{% if false %}",
        f"{FIRST}::test_both_pages_say_what_the_law_asks",
    ),
    Defect(
        "nobody misses who answers for the data",
        "competence/operation/statements.py",
        'well = not (missing and current_app.config["PRODUCTION"])',
        "well = True",
        f"{FIRST}::test_in_real_use_it_is_missed_that_nobody_is_named",
    ),
]
