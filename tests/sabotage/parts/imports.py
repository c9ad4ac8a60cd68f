"""Files that change much: read in by one hand, by both roles of one, or for a sender who may send no more."""

from tests.sabotage.defect import Defect

IMPORTS, MANY = "competence/admin/imports", "tests/web/test_imports_of_many.py"

DEFECTS = [
    Defect(
        "one hand changes half the house",
        f"{IMPORTS}/weight.py",
        "if len(changed) > FEW and len(changed) * ONE_IN > len(at_work):",
        "if len(changed) > len(at_work):",
        f"{MANY}::test_more_than_one_in_twenty_waits_for_another_hand",
    ),
    Defect(
        "the sender is the other hand",
        f"{IMPORTS}/views.py",
        "second_id=None if _is_own(draft) else actor_id(),",
        "second_id=-1 if draft.asked_at else None,",
        f"{MANY}::test_neither_the_sender_nor_both_roles_in_one_hand_are_another",
    ),
    Defect(
        "a file waits for a sender who lost the role",
        f"{IMPORTS}/queries.py",
        "if permits(actor_of(one.uploader_id, day), MayPeople.IMPORT)]",
        "if one.uploader_id]",
        f"{MANY}::test_the_file_of_a_sender_who_lost_the_role_waits_for_nobody",
    ),
    Defect(
        "a leader of many is changed by one hand",
        f"{IMPORTS}/weight.py",
        "> TEAM\n",
        "> 10 * TEAM\n",
        f"{MANY}::test_a_leader_who_would_get_or_lose_more_than_twenty_takes_two",
    ),
    Defect(
        "everybody in HR sees what nobody asked them to see",
        f"{IMPORTS}/queries.py",
        "ImportDraft.asked_at.is_not(None), ",
        "",
        f"{MANY}::test_what_nobody_was_asked_to_see_stays_the_senders",
    ),
]
