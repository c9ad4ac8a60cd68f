"""The personnel file: the employee is heard first, the agreement alone is handed over, and its paper never changes."""

import hashlib
import io
import json
from datetime import UTC, datetime, timedelta

from pypdf import PdfReader

from competence.conversations.rules.steps import State as Talks
from competence.db import db
from competence.plans.rules.states import Action, State
from competence.plans.rules.words import Whose
from competence.web.clock import now
from tests.make import make_conversation
from tests.plans import make_activity, make_agreement, make_approval, page, told, written_plan


def text_of(answer):
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    return "\n".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.get_data())).pages)


def test_the_employee_is_heard_before_the_agreement_is_handed_over(client_as, cast):
    plan = written_plan(cast, State.APPROVED)
    bo = client_as(cast.bo)
    assert "kan skrive en kommentar først" in bo.get(page(plan)).page.text
    refused = bo.post(page(plan, "filing"))
    assert refused.status_code == 409
    assert "syv dage til at skrive en kommentar" in refused.page.text
    assert plan.state is State.APPROVED
    assert client_as(cast.astrid).post(page(plan, "comment"), data={"comment": "Jeg glæder mig."}).status_code == 303
    assert bo.post(page(plan, "filing")).status_code == 303
    assert (plan.state, plan.employee_comment) == (State.FILED, "Jeg glæder mig.")
    assert told(cast.astrid) == ["filed"]


def test_to_have_no_comment_is_to_be_heard_too(client_as, cast):
    plan = written_plan(cast, State.APPROVED)
    client_as(cast.astrid).post(page(plan, "comment"), data={"comment": " "})
    assert client_as(cast.bo).post(page(plan, "filing")).status_code == 303


def test_after_a_week_it_is_handed_over_without_a_comment(client_as, cast):
    plan = written_plan(cast, State.APPROVED, days_ago=7)
    assert client_as(cast.bo).post(page(plan, "filing")).status_code == 303


def test_the_hand_over_keeps_who_when_and_the_paper_with_its_checksum(client_as, cast):
    plan = written_plan(cast, State.APPROVED, days_ago=10)
    bo = client_as(cast.bo)
    before = bo.get(page(plan, "paper")).get_data()
    bo.post(page(plan, "filing"))
    paper = bo.get(page(plan, "paper")).get_data()
    assert paper == before
    assert plan.filing.sha256 == hashlib.sha256(paper).hexdigest()
    assert plan.filing.author_id == cast.bo.id
    assert now() - plan.filing.at < timedelta(minutes=5)
    facts = json.loads(bo.get(page(plan, "paper", "facts")).get_data())
    assert facts["file"]["sha256"] == plan.filing.sha256
    assert (facts["employee"], facts["plan"], facts["kle"]) == ("Astrid Skov", plan.pid, "81")


def test_the_paper_holds_the_agreement_and_neither_status_nor_answer_nor_what_was_sent_back(client_as, cast):
    plan = written_plan(cast, State.APPROVED, days_ago=40)
    goal, competence = plan.goals[0], cast.version.competences[2]
    goal.competence, goal.wanted_level, goal.signs = competence, 4, "Flere kommer igen"
    make_activity(goal, "Øve med Asger", support="Asger", fund=True)
    make_agreement(plan, "Skrive gode råd ned", Whose.BOTH)
    plan.approvals[0].disagreement = "Tempoet er for højt."
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    astrid.post(page(plan, "comment"), data={"comment": "Jeg glæder mig."})
    astrid.post(page(plan, "statuses"), data={"promise": f"goal-{goal.id}", "standing": "DROPPED", "word": "Hemmelig"})
    astrid.post(page(plan, "follow-ups", "30"), data={"done": "NO", "word": "Hemmeligt svar"})
    text = text_of(bo.get(page(plan, "paper")))
    for words in (
        goal.what, "Kompetence 3", "4 · Trin 4", "Flere kommer igen", "Øve med Asger", "Skrive gode råd ned", "Begge",
        plan.agreements[0].what, "Astrid Skov: Tempoet er for højt.", "Jeg glæder mig.", "Bo Lund", "Tarup",
    ):  # fmt: skip
        assert words in " ".join(text.split()), words
    for words in ("Hemmelig", "Droppet", "Hemmeligt svar"):
        assert words not in text


def test_what_was_handed_over_is_read_byte_for_byte_whatever_happens_after(client_as, cast):
    plan = written_plan(cast, State.APPROVED, days_ago=10)
    bo = client_as(cast.bo)
    bo.post(page(plan, "filing"))
    filed = bo.get(page(plan, "paper")).get_data()
    plan.subject.name = "Astrid Skov Lund"
    db.session.flush()
    assert bo.get(page(plan, "paper")).get_data() == filed


def test_an_unsigned_plan_has_no_paper_and_a_filed_one_is_not_filed_again(client_as, cast):
    draft, filed = written_plan(cast), written_plan(cast, State.FILED, days_ago=10)
    make_approval(draft, next(iter(filed.approvals)).side, cast.astrid)
    bo = client_as(cast.bo)
    for answer in (bo.get(page(draft, "paper")), bo.get(page(draft, "paper", "facts")), bo.post(page(filed, "filing"))):
        assert answer.status_code == 409
    assert filed.events == []


def test_the_employee_does_not_file_and_the_leader_does_not_comment(client_as, cast):
    plan = written_plan(cast, State.APPROVED, days_ago=10)
    assert client_as(cast.astrid).post(page(plan, "filing")).status_code == 404
    assert client_as(cast.bo).post(page(plan, "comment"), data={"comment": "x"}).status_code == 404


def test_a_comment_that_is_too_long_is_refused_and_kept_in_its_field(client_as, cast):
    plan = written_plan(cast, State.APPROVED)
    refused = client_as(cast.astrid).post(page(plan, "comment"), data={"comment": "æ" * 2001})
    assert refused.status_code == 400
    assert "æ" * 2001 in refused.get_data(as_text=True)
    assert Action.COMMENT not in [event.action for event in plan.events]


def test_the_paper_says_which_talk_the_plan_was_made_in_and_when(client_as, cast):
    plan = written_plan(cast, State.APPROVED, days_ago=10)
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # half past midnight the next day in Denmark
    make_conversation(cast.astrid, cast.bo, state=Talks.HELD, starts_at=late).plan = plan
    facts = json.loads(client_as(cast.bo).get(page(plan, "paper", "facts")).get_data())
    assert (facts["conversation"], facts["held_on"]) == ("MUS", "2026-03-03")
