"""Another address to sign in with: one hand for two, a yes to what nobody was shown, an owner who is not told."""

from tests.sabotage.defect import Defect

ADDRESSES = "competence/signin/addresses/"
ACTIONS, RULES = f"{ADDRESSES}actions.py", f"{ADDRESSES}rules.py"
ANOTHER = "tests/web/test_another_address.py::"

DEFECTS = [
    Defect(
        "another's address holds at once",
        RULES,
        "    return by_owner or not (in_use or is_trusted)\n",
        "    return True\n",
        f"{ANOTHER}test_a_proposer_and_a_new_password_do_not_open_the_account",
    ),
    Defect(
        "who has a role and has not signed in yet is given another's address by one hand",
        RULES,
        "    return by_owner or not (in_use or is_trusted)\n",
        "    return by_owner or not in_use\n",
        f"{ANOTHER}test_nobody_alone_takes_the_way_in_of_who_has_a_role_or_leads",
    ),
    Defect(
        "who helps with an address and a second factor at one moment helps with both",
        "competence/signin/queries.py",
        ".where(Account.person_id == person_id).with_for_update(key_share=True))",
        ".where(Account.person_id == person_id))",
        "tests/crowds/test_two_second_hands_at_once.py::test_freja_helps_with_her_address_or_her_second_factor",
        "postgresql",
    ),
    Defect(
        "what a closed account proposed waits on for a yes",
        "competence/signin/actions/accounts.py",
        "    db.session.execute(delete(AddressChange).where(AddressChange.asked_by_id == person_id))\n",
        "",
        f"{ANOTHER}test_what_a_closed_account_proposed_is_dead",
    ),
    Defect(
        "whoever proposed an address says yes to it",
        RULES,
        "actor_id in {person_id, proposer_id} or",
        "actor_id == person_id or",
        f"{ANOTHER}test_one_hand_is_not_enough",
    ),
    Defect(
        "a yes counts for an address nobody was shown",
        ACTIONS,
        "    if found is None or found.pid != proposal:\n        raise rules.NothingWaits\n    return found\n",
        "    if found is None:\n        raise rules.NothingWaits\n    return found\n",
        f"{ANOTHER}test_nobody_says_yes_to_an_address_they_were_not_shown",
    ),
    Defect(
        "the old address is not told",
        ACTIONS,
        'queue_mail(person.id, LEFT, "/", address=former)',
        'queue_mail(person.id, LEFT, "/")',
        f"{ANOTHER}test_its_owner_says_yes_and_both_addresses_are_told",
    ),
    Defect(
        "a link of before works with the new address",
        ACTIONS,
        "    kill_links(person.id)\n",
        "",
        f"{ANOTHER}test_its_owner_says_yes_and_both_addresses_are_told",
    ),
    Defect(
        "a proposed address waits for ever",
        f"{ADDRESSES}queries.py",
        ".where(AddressChange.asked_at > now - WAITS)",
        ".where(AddressChange.asked_at <= now)",
        f"{ANOTHER}test_a_proposal_is_dead_after_a_week_when_it_was_withdrawn_and_after_a_restore",
    ),
    Defect(
        "one hand resets the second factor and gives the address",
        ACTIONS,
        "    check_other_hands({actor_id, found.asked_by_id}, reset_by)\n",
        "",
        f"{ANOTHER}test_no_hand_helps_with_both_the_second_factor_and_the_address",
    ),
    Defect(
        "one hand gives the address and resets the second factor",
        "competence/signin/factors/actions/resets.py",
        "    check_other_hands({actor_id, waiting.asked_by_id}, readdressed_by)\n",
        "",
        f"{ANOTHER}test_no_hand_helps_with_both_the_second_factor_and_the_address",
    ),
    Defect(
        "a form of people gives an address",
        "competence/people/views/people.py",
        '        actions.rename_person(actor_id(), person, form.given("name"))\n',
        '        actions.rename_person(actor_id(), person, form.given("name"))\n'
        '        person.email = request.form.get("email", person.email)\n',
        "tests/web/test_editing_people.py::test_a_new_name_is_saved_and_leaves_a_trace_and_no_address_is_given_with_it",
    ),
]
