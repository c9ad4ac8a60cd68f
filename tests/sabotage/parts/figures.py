"""Figures about groups beyond the engine itself: shortcuts, what is told in words, who sees what, which rules hold."""

from tests.sabotage.defect import Defect

CUTS = "competence/privacy/anonymity/cuts.py"
SHORTCUT = "tests/rules/test_anonymity_cuts.py::test_the_shortcut_never_spares_a_viewer_who_can_isolate_few"
REPORT = "tests/web/test_the_med_report.py"
FAIR = "tests/web/test_fair_share.py::test_a_half_year_is_held_to_what_was_agreed_before_it_began"

DEFECTS = [
    Defect(
        "a leader is spared though few are left in a team",
        CUTS,
        "return crowds and bonds.hold_without(left)",
        "return bonds.hold_without(left)",
        SHORTCUT,
    ),
    Defect(
        "a leader is spared however the profiles hang together",
        CUTS,
        "return crowds and bonds.hold_without(left)",
        "return crowds",
        SHORTCUT,
    ),
    Defect(
        "a team that shares little with each profile is taken for one of them",
        CUTS,
        "most = others if shared[hub] >= k else min(others, shared[hub])",
        "most = others",
        "tests/rules/test_anonymity_cuts.py"
        "::test_a_team_that_shares_little_with_each_profile_joins_no_more_than_it_shares_with_one",
    ),
    Defect(
        "a word about a competence reaches up to its area's share",
        "competence/analytics/reports/measures.py",
        "within=(0, max(0, fewest) * people // 100), k=k)",
        "k=k)",
        f"{REPORT}::test_a_word_lies_five_people_below_the_fewest_its_areas_share_may_stand_for",
    ),
    Defect(
        "the report to MED forgets the two keys",
        "competence/analytics/reports/actions.py",
        "    limits = limits_of(cycle)\n",
        "    limits = Limits()\n",
        f"{REPORT}::test_it_is_held_to_what_the_two_keys_agreed_on_before_the_round_opened",
    ),
    Defect(
        "the fair share is held to the rules of today",
        "competence/analytics/fairshare/actions.py",
        "limits_at(ends(first - timedelta(days=1)))",
        "limits_at(now)",
        FAIR,
    ),
    Defect(
        "everybody reads a fair share that was agreed to be for few",
        "competence/analytics/fairshare/queries.py",
        "FairShare.audience.in_(allowed)",
        "FairShare.audience.in_(list(Audience))",
        FAIR,
    ),
    Defect(
        "a count forgets whom a leader knows",
        "competence/privacy/anonymity/counts.py",
        "    aside = k + known\n",
        "    aside = k\n",
        "tests/rules/test_counts.py::test_of_twelve_of_whom_a_leader_knows_nine_nothing_is_told_however_many_it_is",
    ),
    Defect(
        "a feedback round forgets who leads those in it",
        "competence/feedback/rounds/queries.py",
        "return known + a_round.invited - number",
        "return a_round.invited - number",
        "tests/web/test_feedback_rounds.py"
        "::test_of_twelve_of_whom_bo_knows_nine_no_number_is_told_though_he_leads_them_no_more",
    ),
    Defect(
        "who opened a feedback round finds its raw counts among their own data",
        "competence/feedback/rounds/models.py",
        'hidden=("asked", "received", "known"),',
        'hidden=("known",),',
        "tests/web/test_feedback_rounds.py::test_who_opened_a_round_does_not_find_its_raw_counts_among_their_own_data",
    ),
    Defect(
        "a mirror round forgets who leads those in it",
        "competence/people/queries/knowing.py",
        "union(*knowing, select(person_id, person_id))",
        "union(select(person_id, person_id), select(person_id, person_id))",
        "tests/web/test_front_page.py::test_hr_sees_the_round_as_counts_and_words_where_a_number_would_name_somebody",
    ),
    Defect(
        "what one leader alone has done is told as a number",
        "competence/privacy/anonymity/counts.py",
        "if of < 2 * aside - 1 or (done_by is not None and done_by < k):",
        "if of < 2 * aside - 1:",
        "tests/web/test_front_page.py::test_what_waits_for_few_leaders_is_no_number",
    ),
    Defect(
        "a reason says what was promised at least, whatever the round was held to",
        "competence/analytics/charts.py",
        'return str(WORDS[reason]) % {"k": held.k, "shares": held.shares_floor}',
        'return str(WORDS[reason]) % {"k": 5, "shares": 20}',
        "tests/web/test_stricter_limits.py::test_why_there_is_no_number_is_said_with_the_rounds_own",
    ),
    Defect(
        "the attack on oneself leaves out what a distribution rules out",
        "competence/analytics/exposure.py",
        "inside -= rare if fewest < 2 else frozenset()",
        "inside -= frozenset()",
        "tests/web/test_what_others_can_work_out.py::test_what_shares_rule_out_is_counted_too",
    ),
    Defect(
        "a leader asks for every unit of the house",
        "competence/analytics/insight/queries.py",
        "return true() if units is None else code.in_(units)",
        "return true()",
        "tests/web/test_figures_for_each.py::test_another_branch_cannot_be_asked_for_by_address",
    ),
    Defect(
        "a number of many units is told as one unit's own",
        "competence/analytics/parts.py",
        "alone = {unit: counted[unit] == len(staffed) for unit in whole}",
        "alone = dict.fromkeys(whole, True)",
        "tests/rules/test_release_parts.py::test_a_group_is_found_from_the_outermost_units_it_counts_with_all_below",
    ),
    Defect(
        "of which units a release tells depends on who shared",
        "competence/analytics/releasing.py",
        "{*self.people, *queries.employed(cycle.opens_on, day)}",
        "self.people",
        "tests/queries/test_parts_of_releases.py"
        "::test_whether_the_one_who_left_a_unit_shared_is_not_read_off_its_being_there",
    ),
    Defect(
        "an empty unit below takes the figure from the one above it",
        "competence/analytics/parts.py",
        "staffed = self._staffed.intersection(units)",
        "staffed = frozenset(units)",
        "tests/rules/test_release_parts.py::test_a_unit_that_is_told_without_an_empty_one_below_it_is_told_whole",
    ),
    Defect(
        "a second job makes the whole house one's own",
        "competence/analytics/insight/queries.py",
        "over = over.union(higher.where(LeaderRelation.person_id == over.c.leader_id))",
        "",
        "tests/web/test_figures_for_each.py::test_a_second_job_beside_the_chief_makes_nobody_see_the_house",
    ),
    Defect(
        "where nothing stands highest everybody heads the house",
        "competence/analytics/insight/queries.py",
        "or_(over.id.is_(None), ~in_force(over, day))",
        "Unit.parent_id.is_(None)",
        "tests/web/test_figures_for_each.py::test_while_the_house_is_made_anew_a_leader_sees_no_more_than_before",
    ),
    Defect(
        "who left before the close is counted nowhere",
        "competence/analytics/organisation.py",
        "at_work | set(self.units.values())",
        "at_work",
        "tests/queries/test_parts_of_releases.py"
        "::test_who_left_is_counted_where_they_worked_last_and_the_unit_they_are_told_with_is_not_alone",
    ),
    Defect(
        "an earlier release forgets whom its groups were called after",
        "competence/migrations/0047_parts_of_releases.py",
        "titles[code] == group.label_da or",
        "titles[code] or",
        "tests/queries/test_parts_of_releases.py::test_no_unit_is_made_alone_by_others_having_been_erased_since",
    ),
]
