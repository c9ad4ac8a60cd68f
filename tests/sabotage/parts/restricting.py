"""Restriction of use: read by others, counted, erased or lifted although somebody has asked for it to be kept only."""

from tests.sabotage.defect import Defect

WEB = "tests/web/test_restricting.py"
POLICY, LISTS = (
    "tests/house/test_restricted_policy.py",
    "tests/house/test_visibility.py::test_the_list_is_what_the_policy_permits",
)
READ = f"{WEB}::test_from_the_moment_she_asks_nobody_but_her_reads_it_and_once_lifted_all_is_as_it_was"
FIGURES, COUNTED = "competence/assessments/queries/figures.py", "tests/queries/test_releasing.py"
KEPT = "tests/privacy/test_retention.py::test_whose_use_is_restricted_nothing_goes_and_the_dry_run_says_so"
ACTIONS, ACTING = "competence/privacy/restricting/actions.py", "competence/people/queries/acting.py"

DEFECTS = [
    Defect(
        "nothing is withheld of whom use is restricted",
        "competence/access/predicates.py",
        "    return not whose.isdisjoint(actor.restricted)",
        "    return False",
        f"{POLICY}::test_whose_use_is_restricted_is_read_by_nobody_else",
    ),
    Defect(
        "what somebody gave is read although its use is restricted",
        "competence/access/predicates.py",
        'whose = {getattr(thing, "subject_id", None), getattr(thing, "sender_id", None)}',
        'whose = {getattr(thing, "subject_id", None)}',
        LISTS,
    ),
    Defect(
        "lists hold what is withheld",
        "competence/privacy/restricting/queries.py",
        "    if not actor.restricted:\n        return true()",
        "    if actor:\n        return true()",
        LISTS,
    ),
    Defect(
        "whoever asks learns of nobody's restriction",
        ACTING,
        "withheld = withheld.where(stands(moment), Restriction.person_id != asks)",
        "withheld = withheld.where(stands(moment), Restriction.person_id == asks)",
        READ,
    ),
    Defect(
        "a glass that was broken before goes on showing",
        "competence/people/queries/behind.py",
        "return and_(runs(moment, soon), ",
        "return or_(runs(moment, soon), ",
        f"{WEB}::test_a_glass_that_was_broken_before_shows_nothing_from_then_on",
    ),
    Defect(
        "a glass that was withheld opens beside another once the restriction is lifted",
        "competence/people/glass/actions.py",
        "        end(withheld, now)\n",
        "        pass\n",
        "tests/web/test_the_broken_glass.py"
        "::test_one_that_is_shut_since_its_person_restricted_the_use_keeps_hr_from_no_other",
    ),
    Defect(
        "the glass breaks without a ground the law names",
        "competence/people/glass/actions.py",
        "    if is_restricted and despite is None:",
        "    if False:",
        f"{WEB}::test_the_glass_opens_only_with_a_ground_the_law_names",
    ),
    Defect(
        "a release counts whoever has the use restricted",
        FIGURES,
        "    return _shared_in(cycle).exists(), Mirror.subject_id.not_in(withheld), View.author_id.not_in(withheld)",
        "    return (_shared_in(cycle).exists(),)",
        f"{COUNTED}::test_who_has_the_use_restricted_is_in_no_figure_neither_as_person_nor_as_leader",
    ),
    Defect(
        "a release counts what a leader says of whoever has the use restricted",
        FIGURES,
        "Mirror.subject_id.not_in(withheld), View.author_id.not_in(withheld)",
        "View.author_id.not_in(withheld)",
        f"{COUNTED}::test_who_has_the_use_restricted_is_in_no_figure_neither_as_person_nor_as_leader",
    ),
    Defect(
        "a release is worked out again by who is restricted today",
        FIGURES,
        "    withheld = restricted(cycle.closed_at)\n",
        "    withheld = restricted()\n",
        "tests/queries/test_verifying.py::"
        "test_whoever_was_restricted_at_the_close_stays_out_and_whoever_is_later_stays_in",
    ),
    Defect(
        "the words about steps count whoever has the use restricted",
        "competence/careers/queries/figures.py",
        "    employed = employed.where(Employment.person_id.not_in(restricted(at)))\n",
        "",
        "tests/web/test_succession.py::test_who_has_the_use_restricted_is_not_counted",
    ),
    Defect(
        "the report to MED counts whoever has the use restricted",
        "competence/analytics/reports/queries.py",
        " & Plan.subject_id.not_in(restricted())",
        "",
        "tests/web/test_the_med_report.py::test_who_has_the_use_restricted_is_behind_nothing_it_says",
    ),
    Defect(
        "time deletes what is only kept",
        "competence/privacy/erasure/queries.py",
        "    return restricted_ids().union(held)",
        "    return frozenset(held)",
        KEPT,
    ),
    Defect(
        "what is only kept goes with the row of somebody else it hangs under",
        "competence/privacy/retention/planning.py",
        "            elif self.held:",
        "            elif False:",
        KEPT,
    ),
    Defect(
        "a run takes what somebody had restricted since it began",
        "competence/privacy/retention/actions.py",
        "        if held_ids() - found.held:\n            return False\n",
        "",
        "tests/privacy/test_retention.py::test_of_whoever_restricts_the_use_while_it_runs_nothing_more_goes",
    ),
    Defect(
        "colleagues are asked for feedback they cannot open",
        "competence/privacy/restricting/queries.py",
        "    if standing_for(person_id) is not None:\n        raise NobodyCouldRead\n",
        "",
        "tests/web/test_feedback.py::test_nobody_is_asked_for_what_they_cannot_open_because_its_use_is_restricted",
    ),
    Defect(
        "colleagues are asked for help they cannot read of",
        "competence/learning/helping/actions.py",
        "    check_is_read(asker_id)\n",
        "",
        "tests/web/test_helping_with_a_project.py::test_nobody_asks_or_offers_what_the_other_could_not_open",
    ),
    Defect(
        "a restore loses a restriction and says nothing of it",
        "competence/app.py",
        "    for rights in (rights_by_name, kept_back):\n",
        "    for rights in (rights_by_name,):\n",
        "tests/durability/test_erased_and_restored.py"
        "::test_what_was_restricted_or_held_back_since_is_told_without_a_name",
    ),
    Defect(
        "an erasure takes what is only kept",
        "competence/privacy/erasure/requesting.py",
        "    if standing_for(person_id) is not None:\n        raise UseRestricted\n",
        "",
        f"{WEB}::test_nobody_asks_for_an_erasure_of_what_is_only_kept",
    ),
    Defect(
        "HR lifts a restriction the next day",
        ACTIONS,
        "    check_notice(on, today)\n",
        "",
        f"{WEB}::test_hr_lifts_it_no_sooner_than_a_week_after_she_is_told",
    ),
    Defect(
        "HR lifts a restriction for a reason of blanks",
        "competence/privacy/restricting/forms.py",
        "[DataRequired(), Length(max=LONGEST)]",
        "[InputRequired(), Length(max=LONGEST)]",
        f"{WEB}::test_it_is_lifted_once_and_with_a_reason",
    ),
    Defect(
        "a link given to somebody outside goes on showing who has the use restricted",
        "competence/feedback/queries/pieces.py",
        "is_used = Feedback.receiver_id.not_in(restricted())",
        "is_used = Feedback.receiver_id.is_not(None)",
        f"{WEB}::test_a_link_she_gave_to_somebody_outside_shows_nothing_meanwhile_and_takes_nothing_in",
    ),
    Defect(
        "whoever asks for somebody to be erased learns that the use is restricted",
        "competence/privacy/erasure/requesting.py",
        "        raise ErasedAlready\n",
        "        raise ErasedAlready\n    if standing_for(person_id) is not None:\n        raise UseRestricted\n",
        "tests/web/test_who_is_asked_to_be_erased.py"
        "::test_an_administrator_who_asks_for_everybody_to_be_erased_learns_of_nobodys_restriction",
    ),
    Defect(
        "a mail goes on putting talks with whom use is restricted into the leader's calendar",
        "competence/conversations/actions/calendars.py",
        "conversation.subject_id in restricted_ids() - {person_id}:",
        "False:",
        "tests/web/test_talks_in_calendars_and_reminders.py"
        "::test_a_leaders_calendar_learns_nothing_of_whom_use_is_restricted",
    ),
    Defect(
        "an offer to help of whom use is restricted is shown",
        "competence/learning/helping/views.py",
        "wish.offers(current_actor().restricted)",
        "wish.offers(())",
        "tests/web/test_helping_with_a_project.py::test_an_offer_of_whom_use_is_restricted_is_not_shown",
    ),
    Defect(
        "nobody is told before their restriction is lifted",
        ACTIONS,
        "    for tell in TELL_PERSON:\n        tell(row.person_id)\n",
        "",
        f"{WEB}::test_hr_lifts_it_no_sooner_than_a_week_after_she_is_told",
    ),
    Defect(
        "the leader goes on being told what is said to be wrong",
        "competence/privacy/correcting/actions.py",
        "kept_by is KeptBy.LEADER and standing_for(person_id) is None",
        "kept_by is KeptBy.LEADER",
        f"{WEB}::test_what_she_says_is_wrong_meanwhile_goes_to_hr_and_not_to_the_leader",
    ),
    Defect(
        "who leads somebody and is HR reads why they have restricted the use of their data",
        "competence/privacy/restricting/queries.py",
        ", Restriction.person_id.not_in(actor.all_led)",
        "",
        f"{WEB}::test_hr_who_leads_her_learns_no_more_than_any_other_leader_and_does_not_lift_it",
    ),
]
