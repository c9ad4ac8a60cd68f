"""Who may do what: rows of the policy, conditions, checks and lists, each a little too generous."""

from tests.sabotage.defect import Defect

POLICY, PREDICATES, GUARD = (f"competence/access/{name}.py" for name in ("policy", "predicates", "guard"))
WHO_MAY = "tests/house/test_policy.py::test_who_may"
MIRROR = "tests/house/test_access.py::test_who_may[GET assessments.show opened mirror]"
AS_NOTHING = "tests/house/test_as_if_it_were_not_there.py::test_nobody_can_tell_whether_it_exists"
LISTS = "tests/house/test_visibility.py::test_the_list_is_what_the_policy_permits"

DEFECTS = [
    Defect(
        "a deputy of two leaders reads in one's place what lies with the other",
        "competence/access/actor.py",
        "for leader, led in self.seats.items() if person_id in led)",
        "for leader, led in self.seats.items())",
        "tests/rules/test_who_asks.py::test_a_deputy_of_two_leaders_acts_for_the_one_whose_person_it_is",
    ),
    Defect(
        "who called a team's talk once is whoever leads the team now",
        PREDICATES,
        "talk.member_ids & actor.seats.get(talk.leader_id, frozenset())",
        "talk.member_ids & actor.led",
        WHO_MAY,
    ),
    Defect(
        "nobody is one of a pair whose other half is nobody",
        PREDICATES,
        "return actor.signed_in and actor.person_id in pair.both_ids",
        "return actor.person_id in pair.both_ids",
        "tests/house/test_conditions.py::test_who_is_not_signed_in_is_granted_nothing_not_even_what_is_nobodys",
    ),
    Defect(
        "a refusal is not noted",
        GUARD,
        "        _note_refusal(permission, thing)\n        abort(404)",
        "        abort(404)",
        "tests/rules/test_the_gate.py::test_every_refusal_of_somebody_is_noted_with_whom_it_was_about",
    ),
    Defect(
        "everybody may read everybody's mirror",
        POLICY,
        "    MayMirror.READ: (",
        "    MayMirror.READ: (is_signed_in,), MayMirror.START: (is_signed_in,",
        MIRROR,
    ),
    Defect(
        "a new leader reads what was said to the former",
        POLICY,
        "MayConversation.TAKE_PART: (is_own, sits_in_the_seat),",
        "MayConversation.TAKE_PART: (is_own, leads_the_person),",
        WHO_MAY,
    ),
    Defect(
        "a plan is fetched whole before it is asked who may read it",
        "competence/plans/queries/plans.py",
        "whole(select(Plan).where(Plan.pid == pid), defaultload)",
        "whole(select(Plan).where(Plan.pid == pid))",
        "tests/queries/test_what_one_may_not_read.py::test_it_takes_as_many_statements_as_one_that_is_not_there",
    ),
    Defect(
        "HR reads notes",
        POLICY,
        "MayNote.READ: (is_own, sits_in_the_seat),",
        "MayNote.READ: (is_own, sits_in_the_seat, is_hr),",
        WHO_MAY,
    ),
    Defect(
        "an administrator grants, and so does HR",
        POLICY,
        "MayPeople.GRANT: (is_administrator,),",
        "MayPeople.GRANT: (is_administrator, is_hr),",
        "tests/house/test_access.py::test_who_may[POST people.create_role person]",
    ),
    Defect(
        "one opened side opens the other",
        PREDICATES,
        "if not view.mirror.is_revealed or not view.is_shared:",
        "if not view.mirror.is_revealed:",
        WHO_MAY,
    ),
    Defect(
        "the seat is whoever leads today",
        PREDICATES,
        "return thing.leader_id in actor.acts_as(thing.subject_id)",
        "return thing.subject_id in actor.led",
        WHO_MAY,
    ),
    Defect(
        "one's own is what is nobody's",
        PREDICATES,
        "return actor.signed_in and bool(thing.subject_id == actor.person_id)",
        "return actor.signed_in and bool(thing.subject_id != actor.person_id)",
        WHO_MAY,
    ),
    Defect(
        "a page asks about another thing than the one it shows",
        "competence/assessments/views/sharing.py",
        "mirror = check(MayMirror.SHARE, mirrors.mirror(pid))\n    actor = current_actor()",
        "mirror, actor = mirrors.mirror(pid), current_actor()\n"
        '    check(MayMirror.SHARE, type("Mine", (), {"subject_id": actor.person_id}))',
        "tests/house/test_access.py::test_who_may[GET assessments.sharing mirror]",
    ),
    Defect(
        "a page that forgot to ask is served",
        GUARD,
        'if permission not in g.get("checked", ()):',
        "if False:",
        "tests/house/test_access.py::test_a_page_that_forgets_to_ask_is_noticed",
    ),
    Defect(
        "who is not signed in acts as a person who is not there",
        GUARD,
        "    if person_id is None:\n",
        "    if person_id is None:\n        return 0\n    if person_id == 0:\n",
        "tests/house/test_endpoints.py::test_where_nobody_is_signed_in_no_id_stands_for_them",
    ),
    Defect(
        "a page that declares nothing is served",
        GUARD,
        'if view is not None and not hasattr(view, "needs"):',
        "if False:",
        "tests/house/test_endpoints.py::test_a_new_page_that_says_nothing_is_found_and_refused",
    ),
    Defect(
        "an endpoint declares nothing",
        "competence/notifications/views.py",
        '@bp.get("")\n@needs(MayHouse.ENTER)\n',
        '@bp.get("")\n',
        "tests/house/test_endpoints.py::test_every_endpoint_says_what_it_needs",
    ),
    Defect("a refusal says that the thing exists", GUARD, "abort(404)", "abort(403)", MIRROR),
    Defect(
        "a refusal says by a mark in the menu that the thing exists",
        GUARD,
        "        _note_refusal(permission, thing)\n        abort(404)",
        "        _note_refusal(permission, thing)\n        g.unread = 7 if thing else 0\n        abort(404)",
        f"{AS_NOTHING}[GET plans.show plan]",
    ),
    Defect(
        "a refusal brings the version of the thing along as a header",
        GUARD,
        "        _note_refusal(permission, thing)\n        abort(404)",
        "        _note_refusal(permission, thing)\n        from flask import after_this_request\n"
        '        after_this_request(lambda said: said.headers.add("ETag", "there") or said if thing else said)\n'
        "        abort(404)",
        f"{AS_NOTHING}[GET plans.show plan]",
    ),
    Defect(
        "who led once leads for ever",
        "competence/people/queries/acting.py",
        ".where(led.leader_id == asks, in_force(led, day))",
        ".where(led.leader_id == asks)",
        MIRROR,
    ),
    Defect(
        "a deputy stays one for ever",
        "competence/people/queries/acting.py",
        ".where(Deputy.deputy_id == asks, in_force(Deputy, day), in_force(led_for_another, day))",
        ".where(Deputy.deputy_id == asks, in_force(led_for_another, day))",
        "tests/web/test_sharing.py::test_a_deputy_sees_and_acts_for_the_leader_while_it_lasts",
    ),
    Defect(
        "the list of mirrors holds everybody's",
        "competence/assessments/queries/mirrors.py",
        "return select(Mirror).where(or_(*whose))",
        "return select(Mirror)",
        f"{LISTS}[competence.assessments.queries.mirrors]",
    ),
    Defect(
        "the list of people is for everybody",
        "competence/people/queries/__init__.py",
        "allowed = true() if permits(actor, MayPeople.LIST) else false()",
        "allowed = true() if actor.signed_in else false()",
        f"{LISTS}[competence.people.queries]",
    ),
    Defect(
        "an administrator changes their own roles",
        "competence/people/rules.py",
        "        raise OwnRoles",
        "        return",
        "tests/web/test_role_grants.py::test_nobody_changes_their_own_roles",
    ),
    Defect(
        "a role that was taken back holds",
        "competence/people/queries/acting.py",
        "RoleGrant.person_id == asks, in_force(RoleGrant, day)",
        "RoleGrant.person_id == asks",
        "tests/web/test_role_grants.py::test_a_role_is_taken_back_at_once",
    ),
    Defect(
        "a talk's page shows notes of any seat",
        "competence/conversations/queries/talks.py",
        "chosen = visible_to(actor).where(Note.conversation_id == conversation.id).order_by(Note.id)",
        "chosen = select(Note).where(Note.conversation_id == conversation.id).order_by(Note.id)",
        "tests/canary/test_canaries.py::test_a_list_that_forgets_whose_words_they_are_is_found",
    ),
]
