"""Following up: statuses, what is carried over, and answers sealed for the other side until both are given."""

import re
from datetime import timedelta

import pytest

from competence.db import db
from competence.notifications.models import Notification, OutgoingMail
from competence.plans.actions.reminding import due
from competence.plans.models import FollowUpAnswer
from competence.plans.queries import latest_approved, open_promises
from competence.plans.rules.states import State
from competence.plans.rules.words import Side, Standing, Whose
from competence.privacy.models import AuditEvent
from competence.web.clock import today
from tests.plans import make_activity, make_agreement, page, told, written_plan

QUESTION = "Gjorde vi det, vi aftalte?"


@pytest.fixture
def plan(cast):
    """Astrid's and Bo's plan, signed by both 31 days ago."""
    return written_plan(cast, State.APPROVED, days_ago=31)


def answer(client, plan, done="YES", word="", days=30):
    return client.post(page(plan, "follow-ups", str(days)), data={"done": done, "word": word})


def note(client, plan, thing, standing, word=""):
    key = f"{'goal' if thing in plan.goals else 'agreement'}-{thing.id}"
    return client.post(page(plan, "statuses"), data={"promise": key, "standing": standing, "word": word})


# --- statuses ---


def test_either_says_how_it_stands_with_a_word_and_what_was_said_before_stays(client_as, cast, plan):
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    assert note(astrid, plan, plan.goals[0], "ON_THE_WAY", "Første møde er holdt.").status_code == 303
    assert note(bo, plan, plan.goals[0], "ADJUSTED", "Vi nøjes med to.").status_code == 303
    text = client_as(cast.astrid).get(page(plan)).page.text
    for words in ("Første møde er holdt.", "Vi nøjes med to.", "På vej", "Justeret", "Bo Lund"):
        assert words in text
    assert [status.on for status in plan.statuses] == [today(), today()]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"promise": "goal-99999", "standing": "REACHED"}, "findes ikke i planen"),
        ({"promise": "", "standing": "REACHED"}, "findes ikke i planen"),
        ({"standing": ""}, "Vælg, hvordan det står."),
        ({"standing": "BEST"}, ""),
    ],
)
def test_a_status_about_nothing_or_without_a_standing_is_refused_in_words(client_as, cast, plan, sent, says):
    good = {"promise": f"goal-{plan.goals[0].id}", "standing": "REACHED", "word": "Et langt ord"}
    refused = client_as(cast.astrid).post(page(plan, "statuses"), data=good | sent)
    assert refused.status_code == 400
    assert says in refused.page.text
    assert plan.statuses == []


def test_what_is_typed_stays_in_the_field_when_the_standing_is_forgotten(client_as, cast, plan):
    sent = {"promise": f"goal-{plan.goals[0].id}", "word": "Et ord, jeg ikke vil skrive igen"}
    refused = client_as(cast.astrid).post(page(plan, "statuses"), data=sent)
    assert "Et ord, jeg ikke vil skrive igen" in refused.get_data(as_text=True)


def test_of_a_plan_that_was_followed_only_what_is_carried_over_takes_a_status(client_as, cast):
    plan = written_plan(cast, State.ENDED, days_ago=400)
    bo, goal, agreement = client_as(cast.bo), plan.goals[0], plan.agreements[0]
    assert note(bo, plan, goal, "REACHED").status_code == 303
    shown = bo.get(page(plan)).page
    assert [field.get("value") for field in shown.all("input[@name='promise']")] == [f"agreement-{agreement.id}"]
    refused = note(bo, plan, goal, "ADJUSTED")
    assert refused.status_code == 409
    assert "en nyere plan har afløst denne" in refused.page.text
    assert note(bo, plan, agreement, "ADJUSTED").status_code == 303


def test_open_promises_are_carried_over_the_years_until_they_are_reached_or_dropped(client_as, cast):
    old, new = written_plan(cast, State.ENDED, days_ago=400), written_plan(cast, State.APPROVED, days_ago=3)
    written_plan(cast, State.PROPOSED)
    things = [*old.goals, *old.agreements, *new.goals, *new.agreements]
    assert [promise.thing for promise in open_promises(cast.astrid.id)] == things
    bo = client_as(cast.bo)
    for plan, thing, standing in (
        (old, old.goals[0], "REACHED"),
        (old, old.agreements[0], "ADJUSTED"),
        (new, new.goals[0], "DROPPED"),
    ):
        assert note(bo, plan, thing, standing).status_code == 303
    db.session.expire_all()
    left = open_promises(cast.astrid.id)
    assert [promise.thing for promise in left] == [old.agreements[0], new.agreements[0]]
    assert [promise.standing for promise in left] == [Standing.ADJUSTED, Standing.ON_THE_WAY]
    assert "Fulgt med fra planen" in client_as(cast.astrid).get("/plans").page.text
    assert latest_approved(cast.astrid.id) == new


def test_the_own_page_is_a_timeline_of_several_years(client_as, cast, plan, statements):
    make_activity(plan.goals[0], "Holde tre aftener", due_on=today() + timedelta(days=20))
    make_agreement(plan, "Ringe til skolen", Whose.EMPLOYEE, due_on=today() - timedelta(days=2))
    old = written_plan(cast, State.ENDED, days_ago=800)
    astrid = client_as(cast.astrid)
    with statements() as first:
        shown = astrid.get("/plans").page
    for words in ("Holde tre aftener", "Ringe til skolen", "I skrev begge under", str(old.approved_on.year), QUESTION):
        assert words in shown.text
    for days in (900, 1300):
        make_agreement(written_plan(cast, State.ENDED, days_ago=days))
    with statements() as second:
        answered = astrid.get("/plans")
    assert len(first.selects) == len(second.selects) <= 12
    assert len(answered.get_data()) < 60_000


# --- the question ---


def test_both_are_asked_and_neither_sees_the_other_before_both_have_answered(client_as, cast, plan):
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    assert astrid.get(page(plan, "follow-ups", "30")).page.h1 == QUESTION
    assert answer(astrid, plan, "YES", "Vi kom godt i gang.").status_code == 303
    assert "Vi kom godt i gang." in astrid.get(page(plan)).page.text
    assert "Vi kom godt i gang." not in bo.get(page(plan)).page.text
    assert told(cast.bo) == []
    assert answer(bo, plan, "PARTLY", "Timerne manglede.").status_code == 303
    for client in (astrid, bo):
        text = client.get(page(plan)).page.text
        for words in ("Vi kom godt i gang.", "Timerne manglede.", "værd at tale om i ti minutter"):
            assert words in text
    assert told(cast.astrid) == told(cast.bo) == ["followed_up"]


def test_the_same_answer_from_both_proposes_no_talk(client_as, cast, plan):
    for person in (cast.astrid, cast.bo):
        answer(client_as(person), plan, "NO")
    assert "ti minutter" not in client_as(cast.astrid).get(page(plan)).page.text


PAGES = [
    "/",
    "/plans",
    "/plans/team",
    "/notifications",
    "show",
    "approval",
    "follow-ups/30",
    "follow-ups/90",
    "paper/facts",
]


def everything_seen(client, plan):
    """Return status and bytes of every page on which an answer could show."""
    answers = {}
    for name in PAGES:
        got = client.get(name if name.startswith("/") else page(plan, *([] if name == "show" else name.split("/"))))
        answers[name] = got.status_code, without_what_changes_by_itself(got.get_data(as_text=True))
    return answers


def without_what_changes_by_itself(text):
    return re.sub(r'nonce="[^"]+"|name="(?:csrf_token|idempotency_key)" value="[^"]+"', "", text)


@pytest.mark.parametrize(("writer", "reader"), [("astrid", "bo"), ("bo", "astrid")])
def test_an_answer_that_is_not_revealed_changes_no_byte_for_the_other(client_as, cast, plan, writer, reader):
    side = Side.EMPLOYEE if writer == "astrid" else Side.LEADER
    author, other = getattr(cast, writer), client_as(getattr(cast, reader))
    seen = [everything_seen(other, plan)]
    for done, word in (("YES", ""), ("NO", "Et meget langt ord. " * 50)):
        db.session.query(FollowUpAnswer).delete()
        db.session.expire_all()
        answer(client_as(author), plan, done, word)
        assert [one.side for one in plan.answers] == [side]
        seen.append(everything_seen(other, plan))
    assert seen[0] == seen[1] == seen[2]
    assert db.session.query(Notification).filter_by(person_id=getattr(cast, reader).id).count() == 0
    assert db.session.query(OutgoingMail).filter_by(person_id=getattr(cast, reader).id).count() == 0


def test_what_the_trail_and_the_reminders_say_is_the_same_whatever_is_answered(app, client_as, cast, plan):
    left = []
    for done, word in (("YES", ""), ("NO", "Et ord")):
        db.session.query(FollowUpAnswer).delete()
        db.session.expire_all()
        before = db.session.query(AuditEvent).count()
        answer(client_as(cast.astrid), plan, done, word)
        written = db.session.query(AuditEvent).order_by(AuditEvent.id).offset(before)
        trail = [(one.action, one.actor_id, one.thing) for one in written]
        with app.test_request_context():
            left.append((trail, list(due(today()))))
    assert left[0] == left[1]


def test_one_answers_once_and_only_when_asked(client_as, cast, plan):
    astrid = client_as(cast.astrid)
    assert answer(astrid, plan, days=90).status_code == 409
    assert answer(astrid, plan, days=31).status_code == 409
    assert astrid.get(page(plan, "follow-ups", "31")).status_code == 404
    answer(astrid, plan, "YES")
    again = answer(astrid, plan, "NO")
    assert again.status_code == 409
    assert "allerede svaret" in again.page.text
    assert [one.done.name for one in plan.answers] == ["YES"]


def test_an_answer_without_a_choice_keeps_the_word(client_as, cast, plan):
    refused = answer(client_as(cast.astrid), plan, "", "Mit ord")
    assert refused.status_code == 400
    assert "Mit ord" in refused.get_data(as_text=True)
