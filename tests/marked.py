"""Feedback of every sort in which each text carries a mark of its own, with those who may see each, and its pages."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from flask import Flask, url_for

from competence.conversations.models import Conversation
from competence.db import PublicId, db
from competence.feedback.models import Feedback, FeedbackReport, FeedbackRequest
from competence.feedback.retrospectives.models import Retrospective
from competence.feedback.rounds.models import FeedbackRound
from competence.feedback.rules.asking import ASKED_FOR, VIEW
from competence.feedback.rules.steps import DELIVERED, State
from competence.feedback.sealed.models import Round, SealedSheet, Topic
from competence.feedback.sealed.rules.rounds import Audience
from competence.web.clock import today
from tests.cast import Cast
from tests.feedback import make_feedback, make_link, make_report, make_request
from tests.feedback import make_round as make_feedback_round
from tests.make import make_conversation
from tests.retrospectives import make_jotting, make_promise, make_retrospective
from tests.upward import make_charter, make_team, make_topic, say, settle

PEOPLE = ("astrid", "asger", "bo", "carla", "dorte", "emil", "ellen", "freja", "gerda")
EVERYWHERE = ("astrid", "asger", "bo", "carla", "freja")  # a receiver, a writer, the leader, HR, the administrator
TABLES: dict[str, type[PublicId]] = {
    "feedback.show": Feedback,
    "feedback.answer": Feedback,
    "feedback.report": Feedback,
    "feedback.request": FeedbackRequest,
    "feedback.report_show": FeedbackReport,
    "feedback_rounds.show": FeedbackRound,
    "retrospectives.show": Retrospective,
}
OURS = ("feedback", "feedback_rounds", "retrospectives", "upward", "charter")  # the blueprints of feedback's pages
Seers = dict[str, set[str]]


def mark(*parts: object) -> str:
    return "mærke-" + "-".join(str(part).lower() for part in parts) + "-"


def make_everything(cast: Cast) -> Seers:
    """Make feedback of every sort, and return who may see each mark."""
    may: Seers = defaultdict(set)
    for make in (_pieces, _outside_and_reported, _round_and_look_back, _answers_about_bo):
        for text, people in make(cast).items():
            may[text] |= people
    make_conversation(cast.astrid, cast.bo)
    make_charter()
    return dict(may)


def _pieces(cast: Cast) -> Seers:
    """A request of Astrid's that Asger was asked, in every state there is."""
    may: Seers = {}
    for state in State:
        asked, written = mark(state.name, "spurgt"), mark(state.name, "skrevet")
        request = make_request(cast.astrid, question=asked, due_on=today())
        make_feedback(
            cast.astrid, cast.asger, state, request=request, shared_with=cast.bo,
            words={"worked": written, "ideas": written} if state in (*DELIVERED, State.TAKEN_BACK) else {},
        )  # fmt: skip
        may[asked] = {"astrid"}
        if state not in (State.PROPOSED, State.TURNED_DOWN, State.DELETED):
            may[asked] |= {"asger"}
        if state is State.SHARED:
            may[asked] |= {"bo"}
        may[written] = {
            *(["astrid"] if state in (State.READ, State.KEPT, State.SHARED) else []),
            *(["asger"] if state in (*DELIVERED, State.TAKEN_BACK) else []),
            *(["bo"] if state is State.SHARED else []),
        }
    return may


def _outside_and_reported(cast: Cast) -> Seers:
    guest, hurt, why = mark("gæst"), mark("hårdt"), mark("hvorfor")
    make_link(make_feedback(cast.astrid, None, State.ASKED, request=make_request(cast.astrid, question=guest)))
    make_report(make_feedback(cast.astrid, cast.ellen, State.READ, words={"worked": hurt, "ideas": hurt}), why)
    return {guest: {"astrid", "guest"}, hurt: {"astrid", "ellen", "carla"}, why: {"carla"}}


def _round_and_look_back(cast: Cast) -> Seers:
    """A round Bo opened for Astrid, and a look back of Astrid's and Asger's."""
    purpose, note, agreed = mark("runde"), mark("behold"), mark("aftale")
    made = make_feedback_round(cast.bo, cast.astrid)
    made.purpose = purpose
    look_back = make_retrospective(cast.astrid, cast.asger)
    make_jotting(look_back, cast.asger, note)
    make_promise(look_back, cast.astrid, agreed)
    return {purpose: {"astrid", "bo", "carla"}, note: {"astrid", "asger"}, agreed: {"astrid", "asger"}}


def _answers_about_bo(cast: Cast) -> Seers:
    """What ten people said of Bo in a round that is published, and what Astrid seals in one that is open."""
    team = [cast.astrid, cast.asger, *make_team(cast.bo, cast.tarup, 8)]
    over = make_topic(cast.bo, *team, audience=Audience.ABOVE)
    may = {}
    for number, person in enumerate(team):
        text = mark("ord", number)
        say(over, person, {"up.01": 3, "up.02": 4}, {"up.keep": text})
        may[text] = {"bo", "dorte"}
    settle(over)
    sealed = mark("forseglet")
    say(make_topic(cast.bo, *team), cast.astrid, {"up.01": 2}, {"up.keep": sealed})
    return may | {sealed: {"astrid"}}


def own_pages(app: Flask) -> list[str]:
    """Return every page of feedback, with the address of everything that was made; none may be left out."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] in OURS and "GET" in (rule.methods or ()) and "token" not in rule.arguments:
            known = list(_known(rule.endpoint)) if rule.arguments else [{}]
            assert known, f"nothing was made for {rule.rule}"
            found += [url_of(app, rule.endpoint, values) for values in known]
    return found


def url_of(app: Flask, endpoint: str, values: Mapping[str, object]) -> str:
    with app.test_request_context():
        return url_for(endpoint, **values)  # type: ignore[arg-type]


def other_pages(app: Flask) -> list[str]:
    """Return every other page that needs no address of a thing, and Astrid's talk with what she prepares for it."""
    bare = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and rule.endpoint.split(".")[0] not in OURS
        if not rule.rule.startswith("/privacy/mine")  # everything of one's own; it has tests of its own
    ]
    talks = [f"/conversations/{talk.pid}" for talk in db.session.query(Conversation)]
    return [*bare, *talks, *(f"{talk}/preparation" for talk in talks)]


def _known(endpoint: str) -> Iterator[Mapping[str, object]]:
    room, page = endpoint.split(".")
    if room == "charter":
        yield {"number": 1, "principle": 1}
    elif endpoint == "feedback.ask":
        yield from ({"form": form} for form in (*ASKED_FOR, VIEW))
    elif endpoint == "upward.sheet":
        yield from ({"sheet_id": one.id} for one in db.session.query(SealedSheet))
    elif room == "upward":
        yield from ({"pid": pid} for (pid,) in db.session.query(Topic.pid if page == "result" else Round.pid))
    else:
        yield from ({"pid": pid} for (pid,) in db.session.query(TABLES[endpoint].pid))
