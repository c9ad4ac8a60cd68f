"""Everything of Astrid's, asked for every permission while she has had the use of her data restricted (article 18)."""

from dataclasses import replace

from competence.access.policy import needs_thing, permits
from tests.house.test_policy import ACTORS, ASTRID, ROWS, THINGS, permission_of

# Who else is answered of Astrid's while she has had the use of her data restricted: HR, for what keeps the house
# running and what she turns to HR with herself; and whoever broke the glass, or oversees that, knows that they did.
EVEN_SO = {
    "MayCorrection.READ her correction to HR": {"hr"},
    "MayLeave.READ mirror": {"hr"},
    "MayLeave.EDIT mirror": {"hr"},
    "MayRoster.READ mirror": {"hr"},
    "MaySeats.READ seat she was offered": {"hr"},
    "MaySeats.READ seat proposed to her": {"hr"},
    "MayGlass.KNOW glass broken for her": {"hr", "dpo"},
}
ABOUT_HER = [row for row in ROWS if getattr(THINGS[row["thing"]], "subject_id", None) == ASTRID]


def test_whose_use_is_restricted_is_read_by_nobody_else():
    asking = {name: replace(actor, restricted=frozenset({ASTRID})) for name, actor in ACTORS.items() if name != "own"}
    found = {}
    for row in ABOUT_HER:
        permission, thing = permission_of(row["permission"]), THINGS[row["thing"]]
        may = {name for name, actor in asking.items() if permits(actor, permission, thing)}
        if may and needs_thing(permission):
            found[f"{row['permission']} {row['thing']}"] = may
    assert len(ABOUT_HER) > 60
    assert found == EVEN_SO


def test_she_reads_and_does_all_of_it_herself_as_before():
    answers = {
        str(row): permits(ACTORS["own"], permission_of(row["permission"]), THINGS[row["thing"]]) for row in ABOUT_HER
    }
    assert answers == {str(row): row["own"] == "yes" for row in ABOUT_HER}
