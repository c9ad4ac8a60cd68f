"""Astrid has the use of her data restricted (GDPR, article 18): they are kept, and nobody but her reads them."""

from datetime import timedelta

import pytest
from time_machine import travel

from competence.conversations.rules import steps
from competence.conversations.rules.kinds import Kind
from competence.db import db
from competence.feedback.rules.steps import State as FeedbackState
from competence.notifications.models import Notification, OutgoingMail
from competence.people.queries import actor_of
from competence.plans.rules.states import State
from competence.privacy.models import AuditEvent
from competence.privacy.restricting.models import Ground, Restriction
from competence.web.clock import ends, today
from tests.acting import opened_mirror
from tests.careers import make_careers, make_case, make_choice, take_a_seat
from tests.client import InspectingClient
from tests.feedback import make_feedback, make_link
from tests.make import make_conversation, make_deputy, make_leader, make_mirror, make_restriction, make_share, make_view
from tests.plans import make_plan
from tests.talks import Talk, make_note

OWN, LIST, GLASS = "/privacy/restrictions/own", "/privacy/restrictions", "/privacy/glass"
WORDS = "Det, der står om april, passer ikke."
REASON = "Vi har rettet det sammen, og begge er enige."
WHY = "Astrid har selv bedt os læse aftalen igennem."
IN_WORDS = "Oplysningerne om Astrid Skov er begrænset lige nu"


@pytest.fixture
def people(client_as, cast):
    """Everybody who might read something of Astrid's, herself first; Gerda stands in for Bo."""
    make_deputy(cast.bo, cast.gerda, today(), today() + timedelta(days=30))
    return {name: client_as(getattr(cast, name)) for name in ("astrid", "bo", "gerda", "ellen", "emil", "carla")}


@pytest.fixture
def hers(cast):
    """The addresses of what is about Astrid or was given by her, each with who reads it."""
    careers = make_careers(cast)
    held = make_conversation(cast.astrid, cast.bo, state=steps.State.HELD)
    talking = make_conversation(cast.astrid, cast.bo, kind=Kind.CAREER, state=steps.State.TALKING)
    make_note(Talk(held), cast.bo, "Det talte de to om.")
    loose = make_mirror(cast.astrid, cast.version)
    side = make_view(loose, cast.bo)
    make_share(make_view(loose, cast.astrid), cast.bo)
    signed, draft = make_plan(cast.astrid, cast.bo, State.APPROVED), make_plan(cast.astrid, cast.bo, State.DRAFT)
    shared = make_feedback(cast.astrid, cast.ellen, FeedbackState.SHARED, shared_with=cast.bo)
    given = make_feedback(cast.emil, cast.astrid, FeedbackState.READ)
    interest = make_choice(careers, cast.astrid, "wide2", shared_with=cast.bo)
    judged = make_case(careers, cast.astrid, "wide3", leader=cast.bo)
    judged.state = type(judged.state).WITH_PANEL
    take_a_seat(judged, cast.emil)
    db.session.flush()
    both = {"astrid", "bo", "gerda"}
    return {
        opened_mirror(cast, None, {1: (4, 3)}).page: both,
        f"/assessments/views/{side.pid}": {"bo"},
        f"/plans/{signed.pid}": both,
        f"/plans/{signed.pid}/paper": both,
        f"/plans/{draft.pid}": both,
        f"/conversations/{held.pid}": both,
        f"/conversations/{talking.pid}/notes": both,
        f"/feedback/{shared.pid}": both | {"ellen"},
        f"/feedback/{given.pid}": {"astrid", "emil"},
        f"/careers/interests/{interest.pid}": both,
        f"/careers/cases/{judged.pid}": both | {"emil"},
    }


def readers(people, addresses):
    """Return who reads what of these."""
    return {
        address: {name for name, client in people.items() if client.get(address).status_code == 200}
        for address in addresses
    }


def hers_alone(hers):
    """Return what is left of who reads what while only Astrid does."""
    return {address: names & {"astrid"} for address, names in hers.items()}


def restrict(astrid, ground="NOT_RIGHT", words=WORDS):
    return astrid.post(OWN, data={"ground": ground, "words": words})


def lift(carla, row, on, reason=REASON):
    return carla.post(f"{LIST}/{row.pid}/lifting", data={"on": on.isoformat(), "reason": reason})


def row_of(cast):
    db.session.expire_all()
    return db.session.query(Restriction).filter_by(person_id=cast.astrid.id).one()


def test_from_the_moment_she_asks_nobody_but_her_reads_it_and_once_lifted_all_is_as_it_was(people, hers):
    assert readers(people, hers) == hers
    assert restrict(people["astrid"]).status_code == 303
    assert readers(people, hers) == hers_alone(hers)
    assert people["astrid"].post(f"{OWN}/end").status_code == 303
    assert readers(people, hers) == hers


def test_nothing_is_written_or_begun_about_her_meanwhile(people, hers, cast):
    restrict(people["astrid"])
    sent = {"on": (today() + timedelta(days=20)).isoformat(), "at": "10:30", "minutes": 60, "kind": "MUS"}
    sent |= {"person": cast.astrid.pid, "place": "Tarup", "form": "FULL"}
    for address in ("/conversations", "/plans"):
        assert people["bo"].post(address, data=sent).status_code == 404


def test_the_leaders_page_of_the_team_says_so_calmly_and_shows_nothing_more(people, hers, cast):
    make_restriction(cast.astrid)
    for page, says in (
        ("/assessments/team", True),
        ("/conversations/year", False),
        ("/plans/team", False),
        ("/", False),
    ):
        text = people["bo"].get(page).page.text
        assert (IN_WORDS in text) == says
        assert WORDS not in text
        assert text.count("Astrid") == says, page
    assert "begrænset lige nu" not in people["emil"].get("/assessments/team").page.text


def test_a_leader_of_nobody_else_is_still_a_leader(client_as, cast):
    make_restriction(cast.astrid), make_restriction(cast.asger)
    assert actor_of(cast.bo.id, today()).all_led == {cast.astrid.id, cast.asger.id}
    assert "Asger" in client_as(cast.bo).get("/assessments/team").page.text


def test_to_others_it_is_as_if_it_were_not_there(people, hers):
    restrict(people["astrid"])
    for address, names in hers.items():
        nowhere = address.rsplit("/", 1)[0] + "/" + "0" * 32
        for name in names - {"astrid"}:
            client = people[name]
            assert client.get(address).page.text == client.get(nowhere).page.text, (name, address)


def test_the_ground_is_needed_and_the_words_are_not(people, cast):
    refused = people["astrid"].post(OWN, data={"words": WORDS})
    assert (refused.status_code, "Vælg den grund" in refused.page.text) == (400, True)
    assert restrict(people["astrid"], words="").status_code == 303
    assert row_of(cast).ground is Ground.NOT_RIGHT


def test_who_has_it_already_is_told_so(people):
    restrict(people["astrid"])
    assert restrict(people["astrid"], "CLAIM").status_code == 409


def test_hr_is_told_at_once_and_reads_why_in_a_calm_list_and_she_sees_that_they_did(people, cast):
    assert "Ingen har bedt om det" in people["carla"].get(LIST).page.text
    restrict(people["astrid"])
    assert db.session.query(OutgoingMail).filter_by(person_id=cast.carla.id, kind="restriction.asked").count() == 1
    text = people["carla"].get(LIST).page.text
    assert all(words in text for words in ("Astrid Skov", Ground.NOT_RIGHT.value, WORDS))
    assert "Hvorfor du har bedt om, at brugen bliver begrænset" in people["astrid"].get("/privacy/looks").page.text


def test_nobody_but_hr_opens_the_list(people):
    assert [name for name, client in people.items() if client.get(LIST).status_code == 200] == ["carla"]


def test_hr_who_leads_her_learns_no_more_than_any_other_leader_and_does_not_lift_it(people, cast):
    make_leader(cast.carla, cast.astrid)
    restrict(people["astrid"])
    page = people["carla"].get(LIST).page.text
    assert (WORDS in page, "Astrid Skov" in page) == (False, False)
    assert lift(people["carla"], row_of(cast), today() + timedelta(days=7)).status_code == 404
    assert row_of(cast).ends_at is None


def test_hr_lifts_it_no_sooner_than_a_week_after_she_is_told(people, hers, cast):
    restrict(people["astrid"])
    row, week = row_of(cast), today() + timedelta(days=7)
    early = lift(people["carla"], row, week - timedelta(days=1))
    assert (early.status_code, "mindst en uge før" in early.page.text) == (400, True)
    assert row_of(cast).ends_at is None
    assert lift(people["carla"], row, week).status_code == 303
    (told,) = db.session.query(OutgoingMail).filter_by(person_id=cast.astrid.id, kind="restriction.announced")
    assert told.required
    text = people["astrid"].get(OWN).page.text
    assert REASON in text
    assert readers(people, hers) == hers_alone(hers)
    assert row_of(cast).ends_at == ends(week - timedelta(days=1))


def test_on_the_day_it_is_over_without_anybody_doing_anything(people, cast):
    restrict(people["astrid"])
    lift(people["carla"], row_of(cast), today() + timedelta(days=7))
    last = row_of(cast).ends_at
    for moment, holds in ((last - timedelta(seconds=1), True), (last, False)):
        with travel(moment, tick=False):
            assert (cast.astrid.id in actor_of(cast.bo.id, today()).restricted) == holds


def test_it_is_lifted_once_and_with_a_reason(people, cast):
    restrict(people["astrid"])
    row, day = row_of(cast), today() + timedelta(days=9)
    assert [lift(people["carla"], row, day, reason=reason).status_code for reason in ("", " \n ")] == [400, 400]
    assert [lift(people["carla"], row, day).status_code for _ in range(2)] == [303, 409]


def test_she_lifts_it_at_once_also_where_hr_gave_a_day_and_hr_is_told(people, cast):
    restrict(people["astrid"])
    lift(people["carla"], row_of(cast), today() + timedelta(days=7))
    assert people["astrid"].post(f"{OWN}/end").status_code == 303
    assert cast.astrid.id not in actor_of(cast.bo.id, today()).restricted
    assert db.session.query(Notification).filter_by(person_id=cast.carla.id, kind="restriction.lifted").count() == 1
    assert people["astrid"].post(f"{OWN}/end").status_code == 404


def test_each_step_stands_in_the_trail(people, cast):
    restrict(people["astrid"])
    lift(people["carla"], row_of(cast), today() + timedelta(days=7))
    people["astrid"].post(f"{OWN}/end")
    events = db.session.query(AuditEvent).filter(AuditEvent.action.startswith("restriction."), ~AuditEvent.denied)
    acts = [(one.action, one.actor_id) for one in events.order_by(AuditEvent.id) if one.action != "restriction.look"]
    assert acts == [
        ("restriction.place", cast.astrid.id),
        ("restriction.announce", cast.carla.id),
        ("restriction.lift", cast.astrid.id),
    ]
    assert {one.subject_id for one in events} == {cast.astrid.id}


def break_it(carla, cast, **more):
    return carla.post(GLASS, data={"email": cast.astrid.email, "reason": WHY, **more})


def test_the_glass_opens_only_with_a_ground_the_law_names(people, hers, cast):
    restrict(people["astrid"])
    page = next(iter(hers))
    refused = break_it(people["carla"], cast)
    assert (refused.status_code, "Vælg, hvad loven tillader" in refused.page.text) == (400, True)
    assert break_it(people["carla"], cast, despite="CONSENT").status_code == 303
    assert people["carla"].get(page).status_code == 200
    assert "Personen har sagt ja til det" in people["astrid"].get("/privacy/looks").page.text


def test_a_glass_that_was_broken_before_shows_nothing_from_then_on(people, hers, cast):
    break_it(people["carla"], cast, despite="CONSENT")  # kept only where it was needed
    page = next(iter(hers))
    assert people["carla"].get(page).status_code == 200
    restrict(people["astrid"])
    assert people["carla"].get(page).status_code == 404


def test_what_she_says_is_wrong_meanwhile_goes_to_hr_and_not_to_the_leader(people, hers, cast):
    restrict(people["astrid"])
    held = next(address for address in hers if address.startswith("/conversations/"))
    ways = [link for link in people["astrid"].get(held).page.links().values() if link.startswith("/privacy/mine/")]
    people["astrid"].post(ways[0], data={"text": "Det var ikke mig."})
    (told,) = db.session.query(Notification).filter_by(kind="privacy.corrected")
    assert told.person_id == cast.carla.id
    assert people["carla"].get(told.url).status_code == 200
    assert people["bo"].get(told.url).status_code == 404


def test_a_link_she_gave_to_somebody_outside_shows_nothing_meanwhile_and_takes_nothing_in(app, people, cast):
    asked = make_feedback(cast.astrid, None, FeedbackState.ASKED, outside_name="Mette")
    link, outside = f"/feedback/outside/{make_link(asked)}", "/feedback/outside"
    guest = InspectingClient(app)
    guest.get(link)
    restrict(people["astrid"])
    assert guest.get(outside).status_code == 404
    assert guest.post(outside, data={"worked": "Roen.", "ideas": "Flere pauser."}).status_code == 404
    people["astrid"].post(f"{OWN}/end")
    assert guest.get(outside).status_code == 200


def test_nobody_asks_for_an_erasure_of_what_is_only_kept(people, cast):
    make_restriction(cast.ditte)  # she has left
    asked = people["carla"].post("/privacy/erasures", data={"email": cast.ditte.email, "reason": "Tiden er gået."})
    assert (asked.status_code, "kun bliver gemt" in asked.page.text) == (409, True)


def test_a_leader_who_restricts_theirs_keeps_nothing_from_those_they_lead(people, hers, cast):
    make_restriction(cast.bo)
    assert readers({"astrid": people["astrid"]}, [next(iter(hers))]) == {next(iter(hers)): {"astrid"}}


def test_it_costs_a_page_no_statement_however_many_there_are(people, hers, cast, statements):
    counted = []
    for person in (None, cast.ellen, cast.emil, cast.gerda):
        if person is not None:
            make_restriction(person)
        for page in ("/", "/feedback", "/plans/team"):
            people["bo"].get(page)
            with statements() as seen:
                people["bo"].get(page)
            counted.append((page, len(seen.selects)))
    assert len(set(counted)) == 3
