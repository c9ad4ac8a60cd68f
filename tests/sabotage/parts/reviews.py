"""Reviews of the rights: what a leader is not shown, what is not kept as it was signed."""

from tests.sabotage.defect import Defect

REVIEWS, REVIEWED = "competence/people/reviews", "tests/web/test_reviews_of_rights.py"

DEFECTS = [
    Defect(
        "a review forgets the deputies",
        f"{REVIEWS}/picture.py",
        "*(one.deputy_id for one in deputies if one.valid_from <= day), ",
        "",
        f"{REVIEWED}::test_the_leader_sees_who_can_see_what",
    ),
    Defect(
        "who leads nobody any more is reminded of a review",
        f"{REVIEWS}/queries.py",
        "_open_sheets().where(RightsSheet.leader_id.in_(leads))",
        "_open_sheets()",
        f"{REVIEWED}::test_who_leads_nobody_any_more_is_not_reminded_of_a_page_they_may_not_open",
    ),
    Defect(
        "a review says nothing of the glass",
        f"{REVIEWS}/seeing.py",
        "permits(actor, MayGlass.BREAK) and permits(behind, permission, thing)",
        "False",
        f"{REVIEWED}::test_the_leader_sees_who_can_see_what",
    ),
    Defect(
        "what was signed follows the house",
        f"{REVIEWS}/picture.py",
        "if sheet.shown is not None:",
        "if sheet.shown is not None and not sheet.signed_at:",
        f"{REVIEWED}::test_signed_it_stays_as_it_was",
    ),
    Defect(
        "what nobody saw is signed",
        f"{REVIEWS}/actions.py",
        "        raise rules.ChangedSinceShown\n",
        "        pass\n",
        f"{REVIEWED}::test_what_changed_since_it_was_shown_is_not_signed",
    ),
    Defect(
        "a leader reads anybody's sheet",
        "competence/access/predicates.py",
        "return bool(actor.leads) and bool(sheet.leader_id == actor.person_id)",
        "return bool(actor.leads)",
        "tests/house/test_access.py::test_who_may",
    ),
]
