"""The short way from »Hold samtalen« to a plan both have signed: counted in pages and clicks, as a browser goes."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from competence.conversations.queries.talks import brought
from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import State
from competence.db import db
from competence.people.queries import actor_of
from competence.plans.models import Status
from competence.plans.queries import open_promises
from competence.plans.rules.states import State as PlanState
from competence.plans.rules.words import Form, Standing, Whose
from competence.web.clock import today
from tests.make import make_conversation
from tests.plans import WRITTEN, make_agreement, make_goal, make_plan
from tests.talks import make_talk


class Walk:
    """Somebody who goes from page to page by what stands on them; every page and every click is counted."""

    def __init__(self, client, start: str) -> None:
        self.client, self.pages, self.clicks = client, 0, 0
        self.here = start
        self._open(start)

    def _open(self, address: str) -> None:
        self.here = urlsplit(address).path
        self.answer = self.client.get(address)
        assert self.answer.status_code == 200, address
        self.pages += 1

    def follow(self, link: str) -> None:
        """Click on a link of the page."""
        assert f'href="{link}"' in self.answer.get_data(as_text=True), f"{self.here} does not lead to {link}"
        self.clicks += 1
        self._open(link)

    def press(self, action: str, **fields: object) -> None:
        """Press the button of a form of the page, with these fields filled in, and come to where it leads."""
        form = self.answer.page.form(action)
        self.clicks += 1
        answer = self.client.post(action, data=form | fields)
        assert answer.status_code == 303, f"{action}: {answer.status_code}"
        self._open(answer.location)


def test_six_clicks_from_hold_samtalen_to_the_leaders_signature_and_two_to_the_employees(cast, client_as):
    conversation = make_conversation(cast.astrid, cast.bo, state=State.CONFIRMED, starts_at=datetime.now(UTC))
    page = f"/conversations/{conversation.pid}"
    bo = Walk(client_as(cast.bo), page)
    bo.press(f"{page}/beginning")
    bo.press(f"{page}/plan")
    plan = bo.here.removesuffix("/edit")
    bo.press(plan, **WRITTEN)
    bo.follow(f"{plan}/approval")
    bo.press(f"{plan}/approval")
    assert (bo.pages, bo.clicks) == (6, 5)

    astrid = Walk(client_as(cast.astrid), f"{page}/talk")
    assert WRITTEN["agreements-0-what"] in astrid.answer.page.text
    astrid.follow(f"{page}/ending")
    astrid.press(f"{page}/ending")
    assert (astrid.pages, astrid.clicks) == (3, 2)
    astrid.follow(plan)
    astrid.follow(f"{plan}/approval")
    astrid.press(f"{plan}/approval")
    assert (astrid.pages, astrid.clicks) == (6, 5)
    assert conversation.state is State.HELD
    assert conversation.plan.state is PlanState.APPROVED


@pytest.mark.parametrize(("kind", "form"), [(Kind.MUS, Form.FULL), (Kind.LUS, Form.FULL), (Kind.MINI_MUS, Form.SHORT)])
def test_the_big_talks_get_goals_and_the_short_ones_agreements_alone(kind, form, cast, client_as):
    talk = make_talk(cast.astrid, cast.bo, kind)
    client_as(cast.bo).post(f"{talk.page}/plan")
    assert talk.conversation.plan.form is form


def test_both_who_click_write_in_the_same_plan(cast, client_as):
    talk = make_talk(cast.astrid, cast.bo)
    first, second = (client_as(person).post(f"{talk.page}/plan").location for person in (cast.bo, cast.astrid))
    assert first == second


@pytest.mark.parametrize("state", [State.PLANNED, State.INVITED, State.CONFIRMED, State.CANCELLED])
def test_a_plan_is_not_begun_before_the_talk(state, cast, client_as):
    talk = make_talk(cast.astrid, cast.bo, state=state)
    assert client_as(cast.bo).post(f"{talk.page}/plan").status_code == 409
    assert talk.conversation.plan is None


def test_what_was_promised_last_time_stands_first_on_the_agenda(cast, client_as):
    make_agreement(make_plan(cast.astrid, cast.gerda, PlanState.APPROVED), "Finde tid i vagtplanen")
    talk = make_talk(cast.astrid, cast.bo)
    text = client_as(cast.bo).get(talk.talk).page.text
    assert text.index("Finde tid i vagtplanen") < text.index("Åben aftale fra sidst")
    assert text.index("Åben aftale fra sidst") < text.index("Andet, der er vigtigt nu")


def test_the_agenda_holds_what_plans_says_is_open(cast):
    talk = make_talk(cast.astrid, cast.bo)
    older, newer = (make_plan(cast.astrid, cast.gerda, state) for state in (PlanState.ENDED, PlanState.FILED))
    make_agreement(make_plan(cast.astrid, cast.bo), "I en kladde")
    for number, standing in enumerate([None, *Standing]):
        for plan in (older, newer):
            for column, thing in (
                ("goal_id", make_goal(plan, f"Mål {number} {plan.state}")),
                ("agreement_id", make_agreement(plan, f"Aftale {number} {plan.state}")),
            ):
                said = [Standing.REACHED, standing] if standing else []
                plan.statuses += [Status(standing=one, on=today(), **{column: thing.id}) for one in said]
                db.session.flush()
    found = [(one.key, one.what) for one in brought(talk.conversation, actor_of(cast.astrid.id, today())).promises]
    assert found
    assert sorted(found) == sorted((promise.key, promise.what) for promise in open_promises(cast.astrid.id))


def test_a_draft_of_the_former_leader_is_not_shown_to_the_new_one(cast, client_as):
    talk = make_talk(cast.astrid, cast.gerda, state=State.HELD)
    talk.conversation.plan = make_plan(cast.astrid, cast.gerda)
    make_agreement(talk.conversation.plan, "Kladde-mellem-de-to", Whose.BOTH)
    bo = client_as(cast.bo)
    assert "Kladde-mellem-de-to" not in bo.get(talk.page).get_data(as_text=True)
    assert "Kladde-mellem-de-to" in client_as(cast.astrid).get(talk.page).get_data(as_text=True)
    talk.conversation.plan.state = PlanState.APPROVED
    talk.conversation.plan.approved_at = datetime.now(UTC)
    assert "Kladde-mellem-de-to" in bo.get(talk.page).get_data(as_text=True)


def test_taking_an_unfinished_talk_over_begins_a_plan_of_ones_own(cast, client_as):
    talk = make_talk(cast.astrid, cast.gerda)
    talk.conversation.plan = make_plan(cast.astrid, cast.gerda)
    client_as(cast.bo).post(f"{talk.page}/seat", data={"version": talk.conversation.version})
    assert talk.conversation.plan is None
