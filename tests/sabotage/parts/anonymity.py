"""Crowds and sealed answers: limits one too low, orders that tell, boxes that are none, keys that stay."""

from tests.sabotage.defect import Defect

SEALED, NUMBERS = "competence/feedback/sealed/", "competence/privacy/anonymity/"
SETTLING, CLOSING = f"{SEALED}rules/settling.py", f"{SEALED}actions/closing.py"
RULES = "tests/rules/test_sealed_answers.py::"
MANY = "tests/privacy/test_how_many_answered.py::"

DEFECTS = [
    Defect(
        "four are a crowd",
        f"{NUMBERS}limits.py",
        "K = 5  #",
        "K = 4  #",
        "tests/rules/test_anonymity_figures.py::test_no_limit_can_be_lowered",
    ),
    Defect(
        "limits can be lowered",
        f"{NUMBERS}limits.py",
        "if self.k < K or self.unit_floor < UNIT_FLOOR or",
        "if self.k < K or",
        "tests/rules/test_anonymity_figures.py::test_no_limit_can_be_lowered",
    ),
    Defect(
        "a crowd that one fewer make",
        f"{NUMBERS}crowds.py",
        "for unknown in block}) >= k",
        "for unknown in block}) >= k - 1",
        "tests/rules/test_anonymity_crowds.py::test_five_are_a_crowd_to_an_outsider_but_not_to_one_of_the_five",
    ),
    Defect(
        "a leader is taken for an outsider",
        f"{NUMBERS}crowds.py",
        "[int(alone), *(count for count in known.values() if count < len(persons))]",
        "[int(alone)]",
        "tests/rules/test_anonymity_crowds.py::test_a_leader_and_two_others_are_no_crowd_to_the_leader",
    ),
    Defect(
        "the smallest cut that is allowed counts as weak",
        f"{NUMBERS}cuts.py",
        "            if weight < k:",
        "            if weight <= k:",
        "tests/rules/test_anonymity_cuts.py::test_a_weak_side_is_one_side_of_a_cut_that_few_cross",
    ),
    Defect(
        "a weak cut is overlooked",
        f"{NUMBERS}cuts.py",
        "            if weight < k:",
        "            if weight < k - 1:",
        "tests/rules/test_anonymity_cuts.py::test_the_cut_theorem_agrees_with_the_general_oracle",
    ),
    Defect(
        "all but one is told as a number",
        f"{NUMBERS}counts.py",
        "return Count(Told.NEARLY_ALL) if of - number < aside else",
        "return Count(Told.NEARLY_ALL) if of == number else",
        "tests/rules/test_counts.py::test_all_but_one_is_told_as_all_or_nearly_all",
    ),
    Defect(
        "four answers about a leader are shown",
        SETTLING,
        "return answered if len(answered) >= LEAST else []",
        "return answered if len(answered) >= LEAST - 1 else []",
        f"{RULES}test_fewer_than_five_answers_are_nothing_however_many_were_asked",
    ),
    Defect(
        "words are kept from five answers on",
        SETTLING,
        "if len(crowd) >= LEAST_FOR_WORDS:",
        "if len(crowd) >= LEAST:",
        f"{RULES}test_words_are_kept_from_ten_answers_on",
    ),
    Defect(
        "answers lie in the order they arrived in",
        SETTLING,
        "    mixed = list(values)\n    shuffle(mixed)\n",
        "    mixed = list(values)\n",
        f"{RULES}test_each_question_is_shuffled_by_itself",
    ),
    Defect(
        "questions stand in the order of the sheets",
        SETTLING,
        "                found.setdefault(question, []).append(step)\n    return dict(sorted(found.items()))",
        "                found.setdefault(question, []).append(step)\n    return found",
        f"{RULES}test_the_order_of_questions_tells_nothing_of_whose_sheet_was_opened_first",
    ),
    Defect(
        "a draft lies unsealed in its box",
        f"{SEALED}keys.py",
        "return nonce + AESGCM(key).encrypt(nonce, packed(sheet), name.encode())\n\n\n"
        "def unseal(key: bytes, name: str, box: bytes) -> Sheet:\n"
        '    """Return what a box holds. Raises KeyLost."""\n    try:\n'
        "        return unpacked(AESGCM(key).decrypt(box[:NONCE], box[NONCE:], name.encode()))",
        "return packed(sheet)\n\n\n"
        "def unseal(key: bytes, name: str, box: bytes) -> Sheet:\n"
        '    """Return what a box holds. Raises KeyLost."""\n    try:\n'
        "        return unpacked(box)",
        "tests/web/test_anonymous_feedback.py::test_answering_leaves_no_trace_but_the_boxes_and_not_whose",
    ),
    Defect(
        "only the sheet that was written on is sealed anew",
        f"{SEALED}actions/writing.py",
        "    for one in pool:\n",
        "    for one in [sheet]:\n",
        "tests/web/test_anonymous_feedback.py::test_answering_leaves_no_trace_but_the_boxes_and_not_whose",
    ),
    Defect(
        "a closed round's key stays",
        f"{SEALED}actions/wiping.py",
        "            keys.destroy(pid)\n",
        "            pass\n",
        "tests/durability/test_anonymous_answers.py::"
        "test_whenever_it_is_killed_a_round_is_wholly_open_or_closed_and_the_next_start_finishes_it",
    ),
    Defect(
        "the sheets of a closed round stay",
        CLOSING,
        "    db.session.execute(delete(SealedSheet).where(SealedSheet.round_id == round_.id))\n",
        "",
        "tests/web/test_anonymous_feedback.py::"
        "test_the_daily_run_closes_a_round_the_day_after_its_last_and_shows_nothing_before_it_is_wiped",
    ),
    Defect(
        "one hand turns both keys",
        "competence/analytics/keys/rules.py",
        "        raise SameHand",
        "        return",
        "tests/web/test_two_keys.py::test_hr_who_is_also_med_needs_another_hand",
    ),
    Defect(
        "a third division touches the larger side",
        f"{NUMBERS}thirds.py",
        "return min(here, crossing.total() - here)",
        "return max(here, crossing.total() - here)",
        "tests/rules/test_anonymity_thirds.py::test_what_stands_keeps_the_promise_by_the_general_oracle",
    ),
    Defect(
        "a third division forgets what leaders know",
        f"{NUMBERS}thirds.py",
        "for known in ((), *viewers)",
        "for known in ((),)",
        "tests/rules/test_anonymity_thirds.py::test_what_stands_keeps_the_promise_by_the_general_oracle",
    ),
    Defect(
        "two anonymous rounds a week apart",
        f"{SEALED}rules/rounds.py",
        "APART = timedelta(days=90)",
        "APART = timedelta(days=7)",
        "tests/web/test_opening_anonymous_rounds.py::test_nobody_is_asked_twice_within_ninety_days_whatever_units_a_round_is_for",
    ),
    Defect(
        "Mine data counts the answers about a leader",
        "competence/privacy/mine/gathering.py",
        "shown = [] if declared.withheld else held  #",
        "shown = held  #",
        f"{MANY}test_however_many_there_are_mine_data_says_the_same",
    ),
    Defect(
        "the run that erases a leader counts the answers",
        "competence/privacy/retention/planning.py",
        'return "–" if self.is_withheld else str(len(self.keys))',
        "return str(len(self.keys))",
        f"{MANY}test_no_run_that_erases_a_leader_says_how_many_answered",
    ),
]
