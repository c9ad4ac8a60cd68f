"""Forms that are sent twice: what should be done once is done again, or a key is kept that is not the sender's."""

from tests.sabotage.defect import Defect

KEYS = "competence/signin/idempotency.py"
AGAIN = "tests/web/test_a_form_sent_again.py::"
CLICKS = f"{AGAIN}test_a_double_click_makes_one_thing_and_leads_to_it"

DEFECTS = [
    Defect(
        "nobody looks whether a form was sent before",
        KEYS,
        "bool(db.session.scalar(claimed.returning(IdempotencyKey.fingerprint)))",
        "bool(db.session.scalar(claimed.returning(IdempotencyKey.fingerprint))) or True",
        CLICKS,
    ),
    Defect(
        "a form's key is kept in a transaction of its own",
        KEYS,
        "    g.claimed = fingerprint, key, is_first\n",
        "    g.claimed = fingerprint, key, is_first\n    db.settle(kept=True)\n    db.hold()\n",
        f"{AGAIN}test_what_broke_off_can_be_sent_again",
    ),
    Defect(
        "who begins anew before saving loses the form's key",
        KEYS,
        "    db.session.commit()  # into what is held: a view that begins anew keeps it\n",
        "",
        f"{AGAIN}test_a_view_that_begins_anew_before_it_saves_keeps_its_key",
    ),
    Defect(
        "who was sent to confirm who they are is led there for ever",
        "competence/signin/detours.py",
        """nothing is done meanwhile.\"\"\"
    take_a_detour()
""",
        """nothing is done meanwhile.\"\"\"
""",
        f"{AGAIN}test_who_is_sent_to_confirm_who_they_are_has_not_sent_it_yet",
    ),
    Defect(
        "a form that did nothing keeps its key",
        KEYS,
        'is_done, on_a_detour = g.pop("is_done", False),',
        "is_done, on_a_detour = True,",
        f"{AGAIN}test_a_form_that_keeps_nothing_may_be_sent_as_often_as_one_likes",
    ),
    Defect(
        "a head of the trail leaves for the log before it is kept",
        "competence/db.py",
        "        if has_app_context() and self.holds:\n",
        "        if has_app_context() and self.holds is None:\n",
        f"{AGAIN}test_no_head_of_the_trail_is_told_of_what_is_not_kept",
    ),
    Defect(
        "what a form did is kept although its answer failed",
        KEYS,
        "        db.settle(kept=False)\n        return response\n",
        "        db.settle(kept=True)\n        return response\n",
        f"{AGAIN}test_what_broke_off_after_it_was_committed_is_not_half_there",
    ),
    Defect(
        "a form's key is everybody's",
        KEYS,
        "    sent = current_actor().person_id, request.method,",
        "    sent = request.method,",
        f"{AGAIN}test_another_person_with_the_same_key_does_their_own",
    ),
    Defect(
        "a form's key is that of every address",
        KEYS,
        "request.method, request.full_path, key\n",
        "request.method, key\n",
        f"{AGAIN}test_the_same_key_at_another_address_does_its_own_work",
    ),
    Defect(
        "what is written on a page gone back to is lost",
        KEYS,
        "key, sorted(request.form.lists())",
        "key",
        f"{AGAIN}test_other_words_on_a_page_gone_back_to_are_no_second_click",
    ),
    Defect(
        "what was chosen first on a page gone back to is not chosen again",
        KEYS,
        "    if leads_on and safe_path(",
        "    if is_first and leads_on and safe_path(",
        f"{AGAIN}test_what_was_chosen_first_is_chosen_again_on_a_page_gone_back_to",
    ),
    Defect(
        "a refused form keeps its key",
        KEYS,
        "        db.session.execute(delete(IdempotencyKey).where(own))\n",
        "        db.session.add(IdempotencyKey(fingerprint=fingerprint, day=today()))\n",
        f"{AGAIN}test_a_refused_form_keeps_no_key_and_is_corrected_with_the_same",
    ),
    Defect(
        "who answers anonymously leaves a row",
        KEYS,
        'return key if is_one and getattr(view, "needs", None) not in ANONYMOUS else ""',
        'return key if is_one else ""',
        f"{AGAIN}test_who_answers_anonymously_leaves_no_row_even_with_a_key",
    ),
    Defect(
        "where a form led stands in the database for all to read",
        KEYS,
        'place = seal(_secret(key), "form", _where(fingerprint), response.location)',
        "place = response.location",
        f"{AGAIN}test_a_row_tells_neither_who_nor_where_nor_when",
    ),
    Defect(
        "keys of forms are kept for ever",
        "competence/signin/actions/words.py",
        "        (IdempotencyKey, IdempotencyKey.day < today() - KEYS_KEPT),\n",
        "",
        f"{AGAIN}test_keys_go_after_a_day",
    ),
    Defect(
        "others wait to write while a password is weighed",
        KEYS,
        "return None if request.endpoint in AFTERWARDS else claim()",
        "return claim()",
        "tests/web/test_confirming.py::test_while_a_password_is_weighed_nothing_is_held",
    ),
    Defect(
        "a form carries no key",
        "templates/components/button.html",
        '{% if key %}<input type="hidden" name="idempotency_key" value="{{ key }}">{% endif %}',
        "",
        CLICKS,
    ),
]
