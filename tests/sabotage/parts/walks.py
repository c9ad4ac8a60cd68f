"""What only shows after something has happened: a relation, a role, a session or a sharing that is over yet holds."""

from tests.sabotage.defect import Defect

WALKS = "tests/state/test_walks.py::test_nobody_reads_what_the_words_do_not_give_them_whatever_has_happened"
ACTING, PREDICATES = "competence/people/queries/acting.py", "competence/access/predicates.py"

DEFECTS = [
    Defect(
        "after some days a deputy still stands in",
        ACTING,
        "Deputy.deputy_id == asks, in_force(Deputy, day), in_force(led_for_another, day)",
        "Deputy.deputy_id == asks, Deputy.valid_from <= day, in_force(led_for_another, day)",
        WALKS,
    ),
    Defect(
        "whoever a new leader came after goes on leading",
        "competence/people/actions.py",
        "            if instead:\n                _end_before(relation, start)",
        "            if instead and relation.valid_from >= start:\n                _end_before(relation, start)",
        WALKS,
    ),
    Defect(
        "a role that was given today and taken back stays",
        "competence/people/actions.py",
        "    _end_before(grant, today)\n",
        "    if grant.valid_from < today:\n        _end_before(grant, today)\n",
        WALKS,
    ),
    Defect(
        "a broken glass stays broken",
        ACTING,
        "Glass.actor_id == asks, is_open(moment, soon)",
        "Glass.actor_id == asks, Glass.opened_at <= moment",
        WALKS,
    ),
    Defect(
        "a new leader reads a plan nobody has signed",
        PREDICATES,
        "return plan.is_agreed and leads_the_person(actor, plan)",
        "return leads_the_person(actor, plan)",
        WALKS,
    ),
    Defect(
        "an interest that was taken back stays shared",
        "competence/careers/models/own.py",
        "(share.with_id for share in self.shares if share.withdrawn_at is None)",
        "(share.with_id for share in self.shares)",
        WALKS,
    ),
    Defect(
        "HR and administrators rest as long as everybody",
        "competence/signin/rules.py",
        "& set(roles)) and now >= last_seen + IDLE_WITH_POWER",
        "& set(roles)) and now >= last_seen + IDLE",
        WALKS,
    ),
    Defect(
        "the list of plans holds what nobody has signed",
        "competence/plans/queries/plans.py",
        "agreed = and_(Plan.state.in_(AGREED), Plan.subject_id.in_(actor.led))",
        "agreed = Plan.subject_id.in_(actor.led)",
        WALKS,
    ),
    Defect(
        "who has left the house stays signed in",
        "competence/signin/sessions.py",
        "if row.employment_id is None and not actor.roles:",
        "if False:",
        WALKS,
    ),
    Defect(
        "whoever restricted the use of their data is led and read as before",
        "competence/access/actor.py",
        "return {leader: led - self.restricted for leader, led",
        "return {leader: led for leader, led",
        WALKS,
    ),
]
