"""Where the trail ends, told to the log: not at all, of what was undone, or beside somebody's feedback."""

from tests.sabotage.defect import Defect

ADDING, HEADS = "competence/privacy/trail/actions.py", "tests/web/test_heads_in_the_log.py"

DEFECTS = [
    Defect(
        "no head leaves between the hours",
        ADDING,
        'if row["seq"] % EVERY == 0:',
        'if row["seq"] < 0:',
        f"{HEADS}::test_at_every_thousandth_link_the_head_goes_to_the_log_as_verifying_reads_it",
    ),
    Defect(
        "a head is told of what was undone",
        ADDING,
        "    session.info.pop(HEADS, None)\n",
        "    pass\n",
        f"{HEADS}::test_no_head_is_told_of_what_was_undone",
    ),
    Defect(
        "a head says the hour of somebody's feedback",
        ADDING,
        "if not is_hushed():",
        "if True:",
        f"{HEADS}::test_where_no_line_says_the_hour_no_head_does",
    ),
]
