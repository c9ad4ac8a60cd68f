"""The trail, who looked, and the broken glass: links nobody checks, looks nobody tells, a glass that stays broken."""

from tests.sabotage.defect import Defect

CHAIN, AUDIT = "competence/privacy/trail/rules/chain.py", "competence/privacy/audit.py"
ADDING, KEEPING = "competence/privacy/trail/actions.py", "competence/privacy/trail/keeping.py"
GLASS = "competence/people/glass"
TAMPERING = "tests/rules/test_the_chain_of_the_trail.py::test_every_tampering_is_found"
TRAIL, LOOKED = "tests/web/test_the_trail.py", "tests/web/test_who_looked.py"
MARKED = "tests/canary/test_canaries.py"
TELL = "tests/privacy/test_what_commands_tell.py"
BROKEN, PURE = "tests/web/test_the_broken_glass.py", "tests/rules/test_breaking_the_glass.py"
ACCESS = "tests/house/test_access.py::test_who_may"

DEFECTS = [
    Defect("the chain forgets who acted", CHAIN, '        "actor": link.actor_id,\n', "", f"{TAMPERING}[edit]"),
    Defect(
        "no link is compared with its hash",
        CHAIN,
        "is_sealed = hmac.compare_digest(link.hash, sealed(key, before, link))",
        "is_sealed = bool(link.hash)",
        f"{TAMPERING}[edit]",
    ),
    Defect(
        "a cut end is not compared with the head",
        CHAIN,
        "if head.seq > last:",
        "if head.seq > last:\n            continue\n        if head.seq < 0:",
        f"{TAMPERING}[truncate]",
    ),
    Defect(
        "whoever lacks the key lets the trail begin anew, and what they changed before with it",
        CHAIN,
        "if is_sealed and link.action == ANEW:",
        "if link.action == ANEW:",
        "tests/rules/test_beginning_the_trail_anew.py::test_nobody_begins_it_anew_without_the_key",
    ),
    Defect(
        "an older copy passes for the trail",
        CHAIN,
        'head.hash if head.seq < start else "") != head.hash:',
        'head.hash if head.seq < start else "") == "x":',
        f"{TAMPERING}[roll_back]",
    ),
    Defect(
        "a head passes though its link is gone",
        CHAIN,
        'head.hash if head.seq < start else "") != head.hash:',
        "head.hash) != head.hash:",
        "tests/rules/test_the_chain_of_the_trail.py::test_a_head_whose_link_is_gone_is_of_another_past",
    ),
    Defect(
        "any checkpoint covers a deletion",
        CHAIN,
        "good = [one for one in checkpoints if one.mac == checkpoint_mac(key, stream, one.seq, one.hash, one.at)]",
        "good = list(checkpoints)",
        "tests/rules/test_the_chain_of_the_trail.py::test_a_checkpoint_made_without_the_key_covers_no_deletion",
    ),
    Defect(
        "what cannot be told is done all the same",
        ADDING,
        "        _append(session, [one[1:] for one in own])\n",
        "        try:\n            _append(session, [one[1:] for one in own])\n"
        "        except Exception:\n            own.clear()\n",
        f"{TRAIL}::test_what_cannot_be_told_is_not_done",
    ),
    Defect(
        "a part that cannot be written is told of",
        ADDING,
        "    session.flush()  # first: of a part that cannot be written nothing is handed on\n",
        "",
        f"{TRAIL}::test_an_event_of_a_part_that_cannot_be_written_is_not_told",
    ),
    Defect(
        "an undone part is told of",
        ADDING,
        "for one in session.info.pop(PENDING, ()) if _is_within(part or session.get_transaction(), one[0])]",
        "for one in session.info.pop(PENDING, ())]",
        f"{TRAIL}::test_an_event_in_a_part_that_is_undone_is_not_told_and_the_others_are",
    ),
    Defect(
        "two add to the chain at once",
        ADDING,
        'session.get_bind().dialect.name == "postgresql"',
        'session.get_bind().dialect.name == "nothing"',
        "tests/crowds/test_the_trail_at_once.py::test_the_chain_holds_however_many_add_to_it_at_once",
        "postgresql",
    ),
    Defect(
        "looks go as early as acts",
        KEEPING,
        "Stream.LOOK: 731}",
        "Stream.LOOK: 396}",
        f"{TRAIL}::test_looks_are_kept_longer_than_acts",
    ),
    Defect(
        "the erasure of words is not told",
        KEEPING,
        '        pend(Stream.ACT, by_nobody(ERASED, f"{one.stream.name} {one.seq}"))\n',
        "        continue\n",
        f"{TRAIL}::test_the_words_of_an_erased_person_go_and_the_chain_holds",
    ),
    Defect(
        "refusals are not told",
        "competence/access/guard.py",
        "        _note_refusal(permission, thing)\n        abort(404)\n",
        "        abort(404)\n",
        "tests/web/test_a_possible_breach.py::test_everything_between_the_two_times_stands_there_in_order",
    ),
    Defect(
        "who is refused an anonymous sheet is told of",
        AUDIT,
        "MaySheet.ANSWER, MayTopic.ANSWER_SELF,",
        "MayTopic.ANSWER_SELF,",
        f"{TRAIL}::test_whoever_is_refused_a_sheet_leaves_no_trail",
    ),
    Defect(
        "a page shown again because of a mistake is no look",
        AUDIT,
        "frozenset({401, 403, 404, 405, 429})",
        "frozenset({400, 401, 403, 404, 405, 409, 422, 429})",
        f"{LOOKED}::test_a_page_shown_again_because_of_a_mistake_is_a_look_too",
    ),
    Defect(
        "a colleague stands with a name",
        "competence/privacy/trail/rules/looks.py",
        "    {Capacity.LEADER, Capacity.DEPUTY, Capacity.GLASS,",
        "    {Capacity.COLLEAGUE, Capacity.LEADER, Capacity.DEPUTY, Capacity.GLASS,",
        f"{LOOKED}::test_a_colleague_never_stands_with_a_name",
    ),
    Defect(
        "the paper of an agreement is read unseen",
        "competence/plans/views/filing.py",
        "        raise NotToBeFiled\n    frame(plan)\n",
        "        raise NotToBeFiled\n",
        f"{ACCESS}[GET plans.paper signed plan]",
    ),
    Defect(
        "notes of a talk are read unseen",
        "competence/conversations/views/talking.py",
        "    note_the_look(conversation, current_actor(), A_TALK)\n",
        "",
        f"{ACCESS}[GET conversations.notes talk]",
    ),
    Defect(
        "the glass stays broken",
        "competence/people/queries/behind.py",
        "and_(Glass.ends_at > moment, ",
        "and_(",
        f"{BROKEN}::test_after_thirty_minutes_everything_is_refused_again",
    ),
    Defect(
        "the page of a glass that is over opens while another one holds",
        f"{GLASS}/queries.py",
        "Glass.pid == pid, is_open(moment, moment + SKEW)",
        "Glass.pid == pid",
        f"{BROKEN}::test_it_is_over_at_once_when_hr_is_done",
    ),
    Defect(
        "HR reads sealed mirrors behind the glass",
        "competence/access/predicates.py",
        "return mirror.is_revealed and _reads_behind_glass(actor, mirror)",
        "return _reads_behind_glass(actor, mirror)",
        f"{PURE}::test_what_they_did_not_open_stays_closed",
    ),
    Defect(
        "the glass outlives the role",
        "competence/access/predicates.py",
        "return is_hr(actor, thing) and thing.subject_id in actor.glass",
        "return thing.subject_id in actor.glass",
        f"{PURE}::test_whoever_is_no_longer_hr_reads_nothing_through_it",
    ),
    Defect(
        "HR breaks the glass for their own unit",
        f"{GLASS}/rules.py",
        "        near.actor_units & near.subject_units\n        or ",
        "        ",
        f"{PURE}::test_never_for_oneself_nor_those_near_nor_hr",
    ),
    Defect(
        "nobody is told of the broken glass",
        f"{GLASS}/actions.py",
        '    notify(person.id, BROKEN, url_for("trail.looks"), required=True)\n',
        "",
        f"{BROKEN}::test_the_person_is_told_at_once_with_the_reason_and_every_page_that_is_opened",
    ),
    Defect(
        "the glass is broken without saying who one is",
        "competence/access/policy.py",
        "        MayGlass.BREAK,\n",
        "",
        f"{PURE}::test_breaking_it_asks_once_more_who_it_is",
    ),
    *(
        Defect(
            f"notes are shown behind the glass, and {what}",
            "competence/conversations/views/mine.py",
            "    notes = talks.notes(conversation, actor) if takes_part else ()\n",
            "    every = talks.db.session.query(talks.Note).filter_by(conversation_id=conversation.id)\n"
            "    notes = talks.notes(conversation, actor) if takes_part else every.all()\n",
            test,
        )
        for what, test in (
            ("the talk is opened", f"{BROKEN}::test_a_held_talk_opens_without_its_notes"),
            ("the words are marked", f"{MARKED}::test_a_note_that_is_shown_behind_the_glass_is_found"),
        )
    ),
    Defect(
        "a password alone breaks the glass",
        "competence/access/policy.py",
        "frozenset({MayGlass.BREAK})",
        "frozenset()",
        f"{BROKEN}::test_where_the_house_asks_for_second_factors_the_glass_takes_one_passed_in_this_session",
    ),
    Defect(
        "a second factor that was removed breaks the glass",
        "competence/signin/sessions.py",
        "bool(asked) and not row.has_factor",
        "bool(asked) and row.factor_at is None",
        f"{BROKEN}::test_a_factor_that_was_removed_opens_nothing",
    ),
    Defect(
        "a server starts where HR signs in with a password alone",
        "competence/operation/rules/dangers.py",
        'not {"administrator", "hr"} <=',
        'not {"administrator"} <=',
        "tests/rules/test_dangerous_configurations.py::test_a_dangerous_setting_is_refused",
    ),
    Defect(
        "a part of a reason passes as salt",
        CHAIN,
        "if len(salt) != SALT_LENGTH or ",
        "if ",
        "tests/rules/test_the_chain_of_the_trail.py::test_carlas_reason_cannot_lose_its_beginning_to_the_salt",
    ),
    Defect(
        "the mail to the officer holds no head",
        "competence/operation/heads.py",
        '"\\n".join(lines_of_heads()) + "\\n"',
        '"\\n"',
        "tests/web/test_the_head_by_mail.py::test_the_head_leaves_as_text_and_as_a_file_to_verify_by",
    ),
    Defect(
        "HR reads who has leave in a round unseen",
        "competence/cycles/views/roster.py",
        '    audit.record_list(actor.person_id, "round.look", about)\n',
        "",
        f"{ACCESS}[GET cycles.roster round]",
    ),
    Defect(
        "a leader reads how far the team is unseen",
        "competence/conversations/views/year.py",
        '    audit.record_list(actor.person_id, "team.look", led)\n',
        "",
        f"{ACCESS}[GET conversations.year -]",
    ),
    Defect(
        "whoever keeps a row reads the correction unseen",
        "competence/privacy/mine/views.py",
        "if found.person_id != actor_id():",
        "if found.person_id == actor_id():",
        f"{ACCESS}[GET mine.show_correction her correction]",
    ),
    Defect(
        "a list is noted every time, and the trail grows with each glance",
        AUDIT,
        "for one in sorted(others - noted))",
        "for one in sorted(others))",
        f"{LOOKED}::test_a_list_is_noted_once_a_day_about_each_in_as_many_statements_for_many",
    ),
    Defect(
        "the nightly run erases people and tells nobody",
        "competence/privacy/retention/actions.py",
        '        audit.record(None, "retention.erase", subject_id=person_id)\n',
        "        pass\n",
        f"{TELL}::test_the_nightly_run_tells_of_each_it_erases_and_that_it_ran",
    ),
    Defect(
        "keys are destroyed and nobody is told",
        "competence/privacy/keystore/commands.py",
        '    audit.record(None, "keys.destroy", subject_id=person)\n',
        "",
        f"{TELL}::test_erasing_destroying_keys_and_printing_mails_are_told",
    ),
    Defect(
        "an agreement is taken out as a file and nobody is told",
        "competence/plans/views/filing.py",
        '    audit.record_export("export.agreement", f"plan {plan.pid}", subject_id=plan.subject_id, words=said)\n',
        "",
        "tests/web/test_a_possible_breach.py::test_what_an_account_took_out_as_a_file_stands_there_too",
    ),
]
