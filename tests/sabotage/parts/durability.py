"""What was acknowledged stays: settings of the database, versions of what two change, steps of a mirror and a plan."""

from tests.sabotage.defect import Defect

DB, OPENING = "competence/db.py", "competence/assessments/rules/opening.py"
GROUND, SHARING = "tests/durability/test_the_ground.py::", "tests/web/test_sharing.py::"
EVERY = f"{GROUND}test_every_connection_writes_through_to_the_disk_and_keeps_its_references"

UPGRADING = "tests/durability/test_upgrading.py::"
DISK = "tests/durability/test_a_failing_disk.py::"
FULL = "tests/durability/test_a_full_postgresql.py::"

DEFECTS = [
    Defect(
        "who sends something to a full disk is told that it was done",
        "competence/web/errors.py",
        """        return _disturbed(error)
    if current_app.testing:""",
        """        return Response(status=303, headers={"Location": "/"})
    if current_app.testing:""",
        f"{DISK}test_whatever_write_or_sync_fails_the_sender_is_told_and_nothing_is_half_done",
    ),
    Defect(
        "who sends something to a full disk is told of a mistake",
        "competence/db.py",
        "return on_sqlite & 0xFF in BROKEN_ON_SQLITE | LOCKED_ON_SQLITE",
        "return on_sqlite & 0xFF in LOCKED_ON_SQLITE",
        f"{DISK}test_whatever_write_or_sync_fails_the_sender_is_told_and_nothing_is_half_done",
    ),
    Defect(
        "whose session cannot be opened is somebody unknown",
        "competence/signin/sessions.py",
        "        raise g.not_opened\n",
        "        return\n",
        f"{DISK}test_whatever_write_or_sync_fails_the_sender_is_told_and_nothing_is_half_done",
    ),
    Defect(
        "what was saved is left to the machine to sync when it likes",
        DB,
        "PRAGMA synchronous = FULL",
        "PRAGMA synchronous = OFF",
        f"{DISK}test_whatever_write_or_sync_fails_the_sender_is_told_and_nothing_is_half_done",
    ),
    Defect(
        "a signature is kept before it is told of",
        "competence/plans/actions/signing.py",
        "own.voided_at = actor.person_id, now, words, None\n",
        "own.voided_at = actor.person_id, now, words, None\n    __import__('competence.db').db.db.session.commit()\n",
        f"{DISK}test_whatever_write_or_sync_fails_the_sender_is_told_and_nothing_is_half_done",
    ),
    Defect(
        "the health page asks and never writes",
        "competence/operation/checks.py",
        "        queries.write_through()\n",
        "        db.session.connection()\n",
        f"{DISK}test_while_another_program_holds_the_database_nobody_can_save_and_afterwards_everybody_can",
    ),
    Defect(
        "the health page writes to the log of the database alone",
        "competence/operation/queries.py",
        """            "SELECT count(*) FROM generate_series(1, 10000)",  # too many for it: put aside on disk
""",
        "",
        f"{FULL}test_while_the_disk_of_its_tables_is_full_it_is_told_and_with_room_it_goes_on",
        "postgresql",
    ),
    Defect(
        "who sends something to a PostgreSQL that is full is told of a mistake",
        "competence/db.py",
        '"40", "53", "55"',
        '"40", "55"',
        f"{FULL}test_while_the_disk_of_its_tables_is_full_it_is_told_and_with_room_it_goes_on",
        "postgresql",
    ),
    Defect(
        "what was opened while nobody could write is never let go of",
        "competence/db.py",
        '    event.listen(engine, "handle_error", _let_go_of_what_is_broken)\n',
        "",
        f"{DISK}test_where_the_database_lets_nobody_write_it_is_told_and_heals_by_itself",
    ),
    Defect("NORMAL instead of FULL", DB, "PRAGMA synchronous = FULL", "PRAGMA synchronous = NORMAL", EVERY),
    Defect("what was deleted stays in the file", DB, "PRAGMA secure_delete = ON", "PRAGMA secure_delete = OFF", EVERY),
    Defect(
        "references are not kept",
        DB,
        '_pragmas(connection, foreign_keys="ON")',
        '_pragmas(connection, foreign_keys="OFF")',
        EVERY,
    ),
    Defect(
        "migrations delete what refers to a rebuilt table",
        DB,
        "_set_up_sqlite_for_migrations if for_migrations else _set_up_sqlite",
        "_set_up_sqlite",
        f"{GROUND}test_migrations_rebuild_tables_with_references_off_and_still_write_through",
    ),
    Defect(
        "writers take the lock too late",
        DB,
        '"BEGIN" if only_reads else "BEGIN IMMEDIATE"',
        '"BEGIN"',
        f"{GROUND}test_whoever_will_write_takes_the_lock_at_once_and_whoever_reads_takes_none",
    ),
    Defect(
        "a migration that is killed leaves half of itself behind",
        DB,
        '    event.listen(engine, "begin", _begin)\n',
        '    for_migrations or event.listen(engine, "begin", _begin)\n',
        "tests/house/test_old_versions.py::test_a_migration_that_is_killed_at_any_moment_is_done_again",
    ),
    Defect(
        "a migration may lose rows",
        "competence/config.py",
        "(refuse_loose_ends, refuse_lost_rows)",
        "(refuse_loose_ends,)",
        f"{UPGRADING}test_a_migration_that_loses_rows_is_taken_back_unless_it_says_that_it_will",
    ),
    Defect(
        "the tables are changed though no backup could be taken",
        "competence/operation/upgrading.py",
        "        raise NotReady(says) from failure\n",
        "        return ''\n",
        f"{UPGRADING}test_where_no_backup_can_be_taken_in_real_use_nothing_is_begun",
    ),
    Defect(
        "the tables are changed where the disk has no room for it",
        "competence/operation/upgrading.py",
        "        if free < needed:\n",
        "        if free < 0:\n",
        f"{UPGRADING}test_where_twice_the_data_do_not_fit_nothing_is_begun",
    ),
    Defect(
        "a stale answer overwrites a newer one",
        "competence/assessments/rules/saying.py",
        "return Fate.SAVED if row.version == version else Fate.STALE",
        "return Fate.SAVED",
        "tests/web/test_answering.py::test_a_stale_save_changes_nothing_and_tells_both",
    ),
    Defect(
        "one side shared opens the mirror",
        OPENING,
        "return standing.mine_shared and not standing.moved and standing.theirs_shared and not standing.revealed",
        "return standing.mine_shared and not standing.revealed",
        f"{SHARING}test_sharing_alone_opens_nothing",
    ),
    Defect(
        "an opened mirror can be taken back",
        OPENING,
        "return standing.mine_shared and not standing.revealed\n\n\ndef reveals",
        "return standing.mine_shared\n\n\ndef reveals",
        f"{SHARING}test_once_both_have_shared_it_cannot_be_taken_back",
    ),
    Defect(
        "a mirror opens with one side before the last day is over",
        OPENING,
        "return one_side and late and not",
        "return one_side and not",
        f"{SHARING}test_before_the_last_day_is_over_nobody_can_agree_to_it",
    ),
    Defect(
        "an agreement outlives what it was about",
        "competence/assessments/actions/sharing.py",
        "    mirror.consents.clear()\n",
        "",
        f"{SHARING}test_taking_back_takes_the_agreements_back_too",
    ),
    Defect(
        "the answers change after the talk",
        OPENING,
        "return not standing.talk_held and standing.revealed == standing.mine_shared",
        "return standing.revealed == standing.mine_shared",
        "tests/web/test_answering.py::test_after_the_talk_the_answers_stand",
    ),
    Defect(
        "a signature stands under what was changed since",
        "competence/plans/rules/states.py",
        "(State.PROPOSED, Action.EDIT): State.DRAFT,",
        "(State.PROPOSED, Action.EDIT): State.PROPOSED,",
        "tests/web/test_writing_plans.py::test_a_change_after_one_has_signed_lets_the_signature_fall_and_tells_them",
    ),
    Defect(
        "a stale person's page overwrites a newer one",
        "competence/people/actions.py",
        "    if thing.version != seen:",
        "    if False:",
        "tests/web/test_editing_people.py::test_the_slower_of_two_sees_both_texts_and_may_then_save",
    ),
    Defect(
        "a disk that is full midway through the backup ends in a mistake of ours",
        "competence/operation/backups/taking.py",
        "    except (OSError, sqlite3.Error) as broken:",
        "    except sqlite3.Error as broken:",
        f"{UPGRADING}test_where_the_disk_is_full_midway_it_is_told_and_nothing_is_begun",
    ),
    Defect(
        "a database of a newer version ends in a mistake of ours",
        "competence/operation/upgrading.py",
        "    except queries.IsNewer as newer:",
        "    except ZeroDivisionError as newer:",
        f"{UPGRADING}test_a_database_of_a_newer_version_is_left_alone",
    ),
]
