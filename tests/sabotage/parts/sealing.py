"""Sealed texts, their keys and the backups: a place not bound, an owner not asked, a copy nobody tried."""

from tests.sabotage.defect import Defect

KEYSTORE, BACKUPS = "competence/privacy/keystore/", "competence/operation/backups/"
SEALED, KEYS = "tests/web/test_sealed_texts.py::", "tests/durability/test_keystore.py::"
TAKEN = "tests/durability/test_backups.py::"

DEFECTS = [
    Defect(
        "a box is not bound to its row",
        f"{KEYSTORE}boxes.py",
        "self.column, str(self.row), str(self.person)",
        "self.column, str(self.person)",
        f"{SEALED}test_boxes_that_change_places_open_nowhere",
    ),
    Defect(
        "a box is not bound to its column",
        f"{KEYSTORE}boxes.py",
        "(VERSION, self.table, self.column, str(",
        "(VERSION, self.table, str(",
        f"{SEALED}test_boxes_that_change_places_open_nowhere",
    ),
    Defect(
        "a sealed column takes plain text",
        f"{KEYSTORE}columns.py",
        'if value not in (None, "") and not isinstance(value, Box):',
        'if value not in (None, "") and not isinstance(value, str):',
        f"{SEALED}test_nothing_unsealed_can_be_written_to_a_sealed_column_by_any_statement",
    ),
    Defect(
        "keys are fetched row by row",
        f"{KEYSTORE}columns.py",
        "            _unlock_all(object_session(row))\n",
        "            pass\n",
        f"{SEALED}test_a_page_asks_the_keystore_once_however_many_rows_of_however_many_people_it_shows",
    ),
    Defect(
        "every nonce is the same",
        f"{KEYSTORE}boxes.py",
        "nonce = secrets.token_bytes(NONCE_LENGTH)",
        "nonce = bytes(NONCE_LENGTH)",
        "tests/rules/test_boxes.py::test_no_two_boxes_share_a_nonce",
    ),
    Defect(
        "the seeds of code apps lie open",
        "competence/signin/factors/models.py",
        '    __sealed__ = Sealing("factor")\n',
        "",
        f"{SEALED}test_what_is_sealed_is_what_was_promised",
    ),
    Defect(
        "a key may be moved to another person in the keystore",
        f"{KEYSTORE}store.py",
        "house_key, key_id, str(person), data_class)",
        "house_key, key_id, data_class)",
        f"{KEYS}test_a_key_moved_to_somebody_else_in_the_keystore_does_not_open",
    ),
    Defect(
        "a rotation leaves the old key needed",
        f"{KEYSTORE}store.py",
        "update(HOUSE_KEY).values(id=house.current)",
        "update(HOUSE_KEY).values(id=HOUSE_KEY.c.id)",
        f"{KEYS}test_after_a_change_of_the_houses_key_the_old_one_is_not_needed",
    ),
    Defect(
        "a key others can read is taken",
        f"{KEYSTORE}files.py",
        "0o037 if handed_over else 0o077",
        "0o037 if handed_over else 0o002",
        f"{KEYS}test_a_key_others_can_read_is_refused",
    ),
    Defect(
        "a key its group can read is taken, whoever handed it over",
        f"{KEYSTORE}files.py",
        "== str(path.parent)",
        "is not None",
        f"{KEYS}test_what_systemd_hands_over_its_group_may_read_and_nothing_else_is_read_by_others",
    ),
    Defect(
        "a key as systemd hands it over is refused",
        f"{KEYSTORE}files.py",
        "0o037 if handed_over else 0o077",
        "0o077",
        f"{KEYS}test_what_systemd_hands_over_its_group_may_read_and_nothing_else_is_read_by_others",
    ),
    Defect(
        "a key's file is there before the key is in it",
        "competence/config.py",
        "os.open(begun, os.O_CREAT",
        "os.open(path, os.O_CREAT",
        "tests/rules/test_key_files.py::test_killed_between_making_the_file_and_writing_it_leaves_no_empty_key",
    ),
    Defect(
        "a backup that lost rows is a backup",
        f"{BACKUPS}trying.py",
        "    if found != dict(counted):",
        "    if not found:",
        f"{TAKEN}test_a_copy_that_lost_a_row_on_the_way_is_no_backup_and_health_says_so",
    ),
    Defect(
        "a restore leaves everybody signed in",
        "competence/app.py",
        "in (erase_again, end_everything, end_links, lose_everything):",
        "in (erase_again, end_links, lose_everything):",
        f"{TAKEN}test_after_a_restore_nobody_is_signed_in_and_no_link_works",
    ),
    Defect(
        "sealed answers of an old copy are used again",
        "competence/app.py",
        "in (erase_again, end_everything, end_links, lose_everything):",
        "in (erase_again, end_everything, end_links):",
        f"{TAKEN}test_in_the_middle_of_a_round_all_are_asked_again_and_nothing_sealed_comes_back",
    ),
    Defect(
        "the ledger is not followed after a restore",
        "competence/app.py",
        "in (erase_again, end_everything,",
        "in (end_everything,",
        "tests/durability/test_erased_and_restored.py::test_who_was_erased_since_the_backup_is_erased_again",
    ),
    Defect(
        "a restore does without the ledger",
        "competence/operation/backups/needing.py",
        "        *([] if without_ledger else _ledger(backup)),\n",
        "",
        "tests/durability/test_erased_and_restored.py::"
        "test_without_the_ledger_nothing_is_restored_unless_one_says_that_it_is_lost",
    ),
    Defect(
        "any ledger will do for a restore",
        "competence/operation/backups/needing.py",
        "backup.ledger and _name_of(path) != backup.ledger",
        "False",
        "tests/durability/test_erased_and_restored.py::"
        "test_without_the_ledger_nothing_is_restored_unless_one_says_that_it_is_lost",
    ),
    Defect(
        "erasing leaves the keys",
        "competence/app.py",
        "    ON_ERASE.fill(unlocking.forget_people)\n",
        "",
        "tests/durability/test_erased_and_restored.py::test_who_was_erased_since_the_backup_is_erased_again",
    ),
    Defect(
        "a restore that failed leaves an older keystore",
        "competence/operation/backups/restoring.py",
        "            store.swap_back(aside)\n",
        "            pass\n",
        "tests/durability/test_half_a_restore.py::"
        "test_what_bo_wrote_first_after_the_backup_can_be_read_when_the_restore_fails",
    ),
]
