"""What the lists of a feature show, asked by SQL, is exactly what the policy permits, for everybody in the cast."""

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import Select, select

import competence
from competence.access.actor import ANONYMOUS, Actor
from competence.access.permissions import (
    MayAnalytics,
    MayCase,
    MayCharter,
    MayChoice,
    MayConversation,
    MayCycle,
    MayEvidence,
    MayFeedback,
    MayFeedbackRound,
    MayFramework,
    MayGlass,
    MayGuide,
    MayHelpRequest,
    MayMirror,
    MayNote,
    MayOffer,
    MayOpening,
    MayPair,
    MayPeople,
    MayPlan,
    MayRetrospective,
    MayReview,
    MayRoster,
    MaySeats,
    MaySheet,
    MaySignup,
    MayTeamTalk,
    MayTopic,
    MayUpward,
    Permission,
)
from competence.access.policy import permits
from competence.analytics.fairshare.models import FairShare
from competence.analytics.keys.models import FigureRule
from competence.analytics.measures import Audience as ReleasedTo
from competence.analytics.models import Release
from competence.analytics.reports.models import MedReport
from competence.analytics.steps.models import StepRelease
from competence.assessments.models import Mirror
from competence.careers.models.dialogue import StepCase
from competence.careers.models.evidence import Evidence
from competence.careers.models.own import CareerChoice
from competence.careers.rules.dialogue import State as CaseState
from competence.conversations.guides.models import GuideVersion
from competence.conversations.guides.rules.editions import Kind
from competence.conversations.models import Conversation, Note
from competence.cycles.models import Cycle
from competence.cycles.roster.models import RosterNote
from competence.cycles.roster.rules.deciding import Kind as Decided
from competence.db import db
from competence.feedback.models import Feedback, FeedbackReport
from competence.feedback.retrospectives.models import Retrospective
from competence.feedback.rounds.models import FeedbackRound
from competence.feedback.rules.steps import State as FeedbackState
from competence.feedback.sealed.models import Round, SealedSheet, Topic
from competence.feedback.sealed.rules.rounds import Audience, Outcome
from competence.feedback.sealed.rules.rounds import Stage as RoundStage
from competence.frameworks.charter.actions import start_draft as start_charter
from competence.frameworks.charter.models import CharterVersion
from competence.frameworks.models import FrameworkVersion
from competence.learning.asking.models import Opening, Pair
from competence.learning.helping.models import HelpRequest
from competence.learning.models import Offer, Signup
from competence.learning.rules.words import State as SignupState
from competence.learning.seats.models import Distribution, SeatLine
from competence.learning.seats.rules.states import Outcome as SeatOutcome
from competence.people.glass.models import Glass
from competence.people.models import Person
from competence.people.queries import actor_of
from competence.people.reviews.models import RightsSheet
from competence.plans.models import Plan
from competence.plans.rules.states import State
from competence.web.clock import today
from tests.careers import make_careers, make_case, make_choice, make_evidence, take_a_seat
from tests.cast import Cast
from tests.feedback import make_feedback, make_report, make_round
from tests.house.trail_things import broken, put_to
from tests.learning import make_date, make_offer, make_opening, make_pair, make_signup, make_wish
from tests.make import (
    NOW,
    make_cycle,
    make_deputy,
    make_guide,
    make_mirror,
    make_restriction,
    make_rule,
    make_team_talk,
    make_version,
)
from tests.plans import make_plan
from tests.retrospectives import make_retrospective
from tests.seats import make_line
from tests.talks import make_note, make_talk
from tests.upward import make_charter, make_topic

pytestmark = pytest.mark.in_turns  # on PostgreSQL


@dataclass(frozen=True)
class Listed:
    """What a visible_to lists, and the permission that says who may see one of them."""

    kind: type
    permission: Callable[[Any], Permission]


LISTS = {
    "competence.feedback.sealed.queries.rounds": Listed(Round, lambda _: MayUpward.MANAGE),
    "competence.feedback.sealed.queries.sheets": Listed(SealedSheet, lambda _: MaySheet.ANSWER),
    "competence.feedback.upward.queries.results": Listed(Topic, lambda _: MayTopic.READ),
    "competence.frameworks.charter.queries": Listed(
        CharterVersion, lambda version: MayCharter.READ if version.published_at else MayCharter.EDIT
    ),
    "competence.people.glass.queries": Listed(Glass, lambda _: MayGlass.KNOW),
    "competence.people.reviews.queries": Listed(RightsSheet, lambda _: MayReview.READ),
    "competence.people.queries": Listed(Person, lambda _: MayPeople.LIST),
    "competence.cycles.queries": Listed(Cycle, lambda _: MayCycle.MANAGE),
    "competence.cycles.roster.queries": Listed(RosterNote, lambda _: MayRoster.READ),
    "competence.analytics.queries": Listed(Release, lambda _: MayAnalytics.READ_RELEASE),
    "competence.analytics.keys.queries": Listed(FigureRule, lambda _: MayAnalytics.READ_RULES),
    "competence.analytics.reports.queries": Listed(MedReport, lambda _: MayAnalytics.READ),
    "competence.analytics.steps.queries": Listed(StepRelease, lambda _: MayAnalytics.STEPS),
    "competence.conversations.queries.conversations": Listed(Conversation, lambda _: MayConversation.READ),
    "competence.conversations.teams.queries": Listed(Conversation, lambda _: MayTeamTalk.TAKE_PART),
    "competence.conversations.queries.talks": Listed(Note, lambda _: MayNote.READ),
    "competence.feedback.queries.pieces": Listed(Feedback, lambda _: MayFeedback.READ),
    "competence.feedback.rounds.queries": Listed(FeedbackRound, lambda _: MayFeedbackRound.FOLLOW),
    "competence.feedback.retrospectives.queries": Listed(Retrospective, lambda _: MayRetrospective.TAKE_PART),
    "competence.feedback.queries.reports": Listed(FeedbackReport, lambda _: MayFeedback.HANDLE_REPORTS),
    "competence.assessments.queries.mirrors": Listed(Mirror, lambda _: MayMirror.READ),
    "competence.plans.queries.plans": Listed(Plan, lambda _: MayPlan.READ),
    "competence.careers.queries.own": Listed(CareerChoice, lambda _: MayChoice.READ),
    "competence.careers.queries.dialogue": Listed(StepCase, lambda _: MayCase.READ),
    "competence.careers.queries.evidence": Listed(Evidence, lambda _: MayEvidence.KEEP),
    "competence.learning.queries.offers": Listed(Offer, lambda _: MayOffer.READ),
    "competence.learning.asking.queries.openings": Listed(Opening, lambda _: MayOpening.FIND),
    "competence.learning.asking.queries.pairs": Listed(Pair, lambda _: MayPair.ANSWER),
    "competence.learning.helping.queries": Listed(HelpRequest, lambda _: MayHelpRequest.READ),
    "competence.learning.seats.queries.wishes": Listed(SeatLine, lambda _: MaySeats.READ),
    "competence.learning.seats.queries.distributions": Listed(Distribution, lambda _: MaySeats.DISTRIBUTE),
    "competence.analytics.fairshare.queries": Listed(FairShare, lambda _: MayAnalytics.READ_RELEASE),
    "competence.learning.queries.signups": Listed(Signup, lambda _: MaySignup.READ),
    "competence.frameworks.queries.versions": Listed(
        FrameworkVersion, lambda version: MayFramework.READ if version.published_at else MayFramework.EDIT
    ),
    "competence.conversations.guides.queries": Listed(
        GuideVersion, lambda version: MayGuide.READ if version.published_at else MayGuide.EDIT
    ),
}


def lists_in_the_product() -> set[str]:
    """Return the modules that make a visible_to."""
    names = (
        found.name for found in pkgutil.walk_packages(competence.__path__, "competence.") if "queries" in found.name
    )
    modules = (importlib.import_module(name) for name in names)
    return {
        module.__name__
        for module in modules
        if getattr(getattr(module, "visible_to", None), "__module__", None) == module.__name__
    }


def asking(cast: Cast) -> dict[str, Actor]:
    """Return everybody in the cast as they may ask today, and somebody who is not signed in."""
    people = {name: person for name, person in vars(cast).items() if isinstance(person, Person)}
    return {name: actor_of(person.id, today()) for name, person in people.items()} | {"nobody": ANONYMOUS}


@pytest.fixture
def actors(cast: Cast) -> dict[str, Actor]:
    """Everybody in the cast as they may ask today, Asger standing in for Emil, and somebody who is not signed in."""
    make_deputy(cast.emil, cast.asger, today(), today() + timedelta(days=30))
    return asking(cast)


@pytest.fixture
def everything(cast: Cast) -> None:
    """Mirrors, conversations and decisions of everybody; a released round; drafts; interests and examples."""
    make_version("draft", published=False)
    make_guide(Kind.MUS), make_guide(Kind.LUS, published=False)
    careers = make_careers(cast)
    for person, leader in ((cast.astrid, cast.bo), (cast.ellen, cast.emil), (cast.asger, None), (cast.gerda, cast.bo)):
        make_choice(careers, person, "wide2", shared_with=leader)
        make_evidence(careers, person)
        make_case(careers, person, "wide2", CaseState.WITH_LEADER if leader else CaseState.DRAFT, leader=leader)
    judged = make_case(careers, cast.astrid, "wide3", CaseState.WITH_PANEL, leader=cast.bo)
    take_a_seat(judged, cast.gerda)
    take_a_seat(judged, cast.emil, is_free=False)
    make_team_talk(cast.bo, cast.astrid, cast.asger)
    for state in FeedbackState:
        make_feedback(cast.astrid, cast.ellen, state, shared_with=cast.bo)
        make_feedback(cast.ellen, cast.astrid, state, shared_with=cast.emil)
    make_round(cast.bo, cast.astrid), make_round(cast.emil, cast.ellen), make_round(cast.carla, cast.bo)
    make_round(cast.gerda, cast.astrid)
    make_retrospective(cast.astrid, cast.asger), make_retrospective(cast.emil, cast.ellen)
    make_report(make_feedback(cast.astrid, cast.ellen, FeedbackState.READ))
    make_charter(), start_charter(cast.carla.id)
    make_topic(cast.bo, cast.astrid, cast.asger)
    for audience, outcome in product(Audience, (Outcome.SHOWN, Outcome.TOO_FEW)):
        for leader in (cast.bo, cast.emil, cast.gerda):
            topic = make_topic(leader, audience=audience)
            topic.round.stage, topic.round.published_on, topic.outcome = RoundStage.PUBLISHED, today(), outcome
    make_opening(cast, cast.ellen), make_pair(cast.astrid, cast.ellen), make_pair(cast.bo, cast.asger)
    make_wish(cast.astrid, cast.ellen, cast.emil), make_wish(cast.bo)
    offered, _gone = make_offer(cast, "ai", cast.ellen), make_offer(cast, "old", cast.ellen, taken_off=True)
    for person, stands in (
        (cast.astrid, SignupState.ASKED),
        (cast.asger, SignupState.SEATED),
        (cast.bo, SignupState.ASKED),
    ):
        make_signup(make_date(offered), person, stands)
    cycle, closed = make_cycle(cast.version), make_cycle(cast.version, closed=True)
    for readers in ReleasedTo:
        released = make_cycle(cast.version, readers.name, closed=True)
        limits = {"low": 1, "high": 5, "k": 5, "unit_floor": 10, "shares_floor": 20}
        db.session.add(Release(cycle=released, released_at=NOW, people="", audience=readers, **limits))
    make_rule(cast.carla)
    broken(cast), put_to(cast, signed=True)
    db.session.add(MedReport(cycle=closed, released_at=NOW, k=5, shares_floor=20))
    db.session.add(StepRelease(cycle=closed, released_at=NOW, edition=1, k=5, shares_floor=20))
    for number, person in enumerate(db.session.scalars(select(Person))):
        make_mirror(person, cast.version, cycle).revealed_at = NOW if number % 2 else None
        db.session.add(RosterNote(person_id=person.id, cycle_id=cycle.id, kind=Decided.RESUME, at=NOW))
        make_note(make_talk(person, cast.gerda if number % 2 else cast.bo), person, "Ord")
    db.session.flush()


@pytest.fixture(autouse=True)
def plans(cast: Cast) -> None:
    """Of everybody a plan in each state, at the seat of Bo, of Emil, and of nobody."""
    for person in db.session.scalars(select(Person)).all():
        for leader, state in product((cast.bo, cast.emil, None), State):
            make_plan(person, leader, state)


@pytest.fixture(autouse=True)
def seats(cast: Cast) -> None:
    """Of three people a wish with each outcome, in a distribution of its own; and a half-year that was published."""
    date = make_date(make_offer(cast, "seats"))
    for person, became in product((cast.astrid, cast.asger, cast.bo), SeatOutcome):
        make_line(date, person, became)
    db.session.add(FairShare(first_day=today(), published_at=NOW, audience=ReleasedTo.LEADERS))


def test_every_list_of_the_product_is_judged_here():
    assert lists_in_the_product() == set(LISTS)


def disagreements(listed: Listed, visible_to: Callable[[Actor], Select[Any]], actors: dict[str, Actor]) -> set[str]:
    """Return whom a list shows more or less than the policy permits."""
    things: Sequence[Any] = db.session.scalars(select(listed.kind)).all()
    assert things
    shown = {name: set(db.session.scalars(visible_to(actor)).unique()) for name, actor in actors.items()}
    assert any(shown.values())
    return {
        name
        for name, actor in actors.items()
        if shown[name] != {thing for thing in things if permits(actor, listed.permission(thing), thing)}
    }


@pytest.mark.parametrize("module", LISTS)
def test_the_list_is_what_the_policy_permits(module, actors, everything, cast):
    """Also once Astrid and Bo have had the use of their data restricted."""
    listed, visible_to = LISTS[module], importlib.import_module(module).visible_to
    assert disagreements(listed, visible_to, actors) == set()
    make_restriction(cast.astrid), make_restriction(cast.bo)
    assert disagreements(listed, visible_to, asking(cast)) == set()


def test_a_list_that_shows_too_much_or_too_little_is_noticed(actors, everything):
    mirrors = LISTS["competence.assessments.queries.mirrors"]
    own = lambda actor: select(Mirror).where(Mirror.subject_id == actor.person_id)  # noqa: E731
    assert disagreements(mirrors, lambda actor: select(Mirror), actors) == set(actors)
    assert disagreements(mirrors, own, actors) == {"bo", "dorte", "emil", "asger"}
