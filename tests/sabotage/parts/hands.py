"""People to lead, given by one's own hand or without telling them: on a page, by a file, behind a leader."""

from tests.sabotage.defect import Defect

RULES, ACTIONS = "competence/people/rules.py", "competence/people/actions.py"
ONESELF = "tests/web/test_giving_oneself_people.py::"
TELLING, TOLD = "competence/people/telling.py", "tests/web/test_telling_of_leaders.py::"

DEFECTS = [
    Defect(
        "HR names itself leader and deputy",
        RULES,
        "    if named == hand.email:\n        raise GivesThemselves\n",
        "",
        f"{ONESELF}test_nobody_names_themselves_a_deputy",
    ),
    Defect(
        "a page names whoever fills it in",
        ACTIONS,
        "    _check_hand(actor_id, leader, today)\n",
        "",
        f"{ONESELF}test_nobody_names_themselves_somebodys_leader",
    ),
    Defect(
        "who leads goes on leading by their own hand",
        ACTIONS,
        "        _check_hand(actor_id, relation.leader, today)\n",
        "        pass\n",
        f"{ONESELF}test_nobody_goes_on_leading_by_their_own_hand",
    ),
    Defect(
        "people are moved under the leader one stands in for",
        RULES,
        "    if named in hand.stands_in_for and not as_deputy:\n        raise StandsInForThem\n",
        "",
        f"{ONESELF}test_nobody_moves_people_under_a_leader_they_stand_in_for",
    ),
    Defect(
        "a deputy of tomorrow moves people today",
        "competence/people/queries/hands.py",
        "Deputy.deputy_id == actor_id, not_over(Deputy, day)",
        "Deputy.deputy_id == actor_id, not_over(Deputy, day), Deputy.valid_from <= day",
        f"{ONESELF}test_nobody_moves_people_under_a_leader_they_stand_in_for",
    ),
    Defect(
        "people are given to an account one has just given an address",
        RULES,
        "    if named in hand.readdressed:\n        raise ReaddressedThem\n",
        "",
        f"{ONESELF}test_nobody_gives_people_to_an_account_whose_address_they_have_just_changed",
    ),
    Defect(
        "an account of who leads from tomorrow is given an address by one hand",
        "competence/signin/addresses/queries.py",
        " or is_to_lead(person_id, today())",
        " or bool(actor_of(person_id, today()).led)",
        f"{ONESELF}test_it_does_not_help_to_name_them_first_for_a_later_day",
    ),
    Defect(
        "an address and people to lead, given at one moment, are both given",
        "competence/signin/addresses/queries.py",
        "    hold_still(person_id)\n",
        "",
        "tests/crowds/test_an_address_and_people_at_once.py::"
        "test_carla_gives_ellen_an_address_of_her_own_or_people_to_lead",
        "postgresql",
    ),
    Defect(
        "a file gives its sender people",
        "competence/admin/imports/people_check.py",
        "_circles(rows, state, today, ended), by_hand)",
        "_circles(rows, state, today, ended))",
        f"{ONESELF}test_a_file_gives_its_sender_nobody_and_the_row_says_why",
    ),
    Defect(
        "a file lets its sender lead longer",
        "competence/admin/imports/people_check.py",
        "fact.key[0] == row.leader and (fact.end is None or (row.end is not None and row.end <= fact.end))",
        "fact.key[0] == row.leader",
        f"{ONESELF}test_nor_does_a_file_let_them_lead_longer",
    ),
    Defect(
        "leaders are named without saying who one is",
        "competence/access/policy.py",
        "        MayPeople.APPOINT,\n",
        "",
        f"{ONESELF}test_whoever_names_a_leader_or_a_deputy_says_once_more_who_they_are",
    ),
    Defect(
        "a leader names a deputy without saying who they are",
        "competence/access/policy.py",
        "        MayPeople.APPOINT_DEPUTY,\n",
        "",
        f"{ONESELF}test_whoever_names_a_leader_or_a_deputy_says_once_more_who_they_are",
    ),
    Defect(
        "nobody is told of a new leader",
        ACTIONS,
        "    tell_of_leader([person.id])\n",
        "",
        f"{TOLD}test_whoever_gets_a_leader_is_told_and_reads_whom_from_when",
    ),
    Defect(
        "who is led is not told of a deputy",
        TELLING,
        "    notify_all(sorted(led - {named.deputy_id}), LEADERS_DEPUTY, OWN_LEADERS)\n",
        "",
        f"{TOLD}test_a_leader_who_names_their_own_deputy_is_not_told_what_they_did",
    ),
    Defect(
        "a leader is not told of the deputy HR named",
        TELLING,
        "    if actor_id != named.leader_id:\n",
        "    if actor_id == named.leader_id:\n",
        f"{TOLD}test_whoever_is_led_is_told_of_a_deputy_and_the_leader_is_too_where_hr_named_them",
    ),
    Defect(
        "a file gives people leaders and tells nobody",
        "competence/admin/imports/actions.py",
        "    if is_set_up:  # who is new to the house had no leader before\n",
        "    if False:\n",
        f"{TOLD}test_a_file_tells_those_whom_it_gives_a_leader",
    ),
    Defect(
        "many are told one by one",
        TELLING,
        "    notify_all(person_ids, LEADER, OWN_LEADERS)\n",
        "    for person_id in person_ids:\n        notify(person_id, LEADER, OWN_LEADERS)\n",
        f"{TOLD}test_many_are_told_in_as_many_statements_as_few",
    ),
    Defect(
        "a page says that only the two can see it",
        "templates/components/visibility.html",
        '_("Kun I to kan se dette, og den, der er stedfortræder for lederen")',
        '_("Kun I to kan se dette")',
        "tests/web/test_deputies.py::test_no_page_says_that_only_the_two_can_see_it",
    ),
]
