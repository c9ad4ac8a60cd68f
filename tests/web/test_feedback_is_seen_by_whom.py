"""Every text of feedback carries a mark, and everybody's pages, mails and the log are searched for marks not theirs."""

import logging
from collections import defaultdict

import pytest

from competence.access.permissions import MayFeedback
from competence.access.policy import POLICY
from competence.access.predicates import about_things
from competence.db import db
from competence.feedback.actions.reminding import feedback_due
from competence.feedback.models import Feedback, FeedbackReport
from competence.feedback.rules.steps import DELIVERED, State
from competence.notifications.actions.sending import deliver
from competence.web.clock import today
from tests.cast import Cast
from tests.client import InspectingClient
from tests.feedback import make_feedback, make_link, make_report, make_request

PEOPLE = ("astrid", "asger", "bo", "carla", "dorte", "emil", "ellen", "freja", "gerda")
PAGES = ("", "/ask", "/ask/sparring", "/give", "/reports")
OF_A_PIECE = ("", "/answer", "/report")


def mark(*parts: object) -> str:
    return "mærke-" + "-".join(str(part).lower() for part in parts) + "-"


def make_everything(cast: Cast) -> dict[str, set[str]]:
    """Make a request of Astrid's answered by Asger in every state, and return who may see each mark."""
    may: dict[str, set[str]] = defaultdict(set)
    for state in State:
        asked, written = mark(state.name, "spurgt"), mark(state.name, "skrevet")
        request = make_request(cast.astrid, question=asked, due_on=today())
        make_feedback(
            cast.astrid, cast.asger, state, request=request, shared_with=cast.bo,
            words={"worked": written, "ideas": written} if state in (*DELIVERED, State.TAKEN_BACK) else {},
        )  # fmt: skip
        may[asked] |= {"astrid"} | (
            {"asger"} if state not in (State.PROPOSED, State.TURNED_DOWN, State.DELETED) else set()
        )
        if state is State.SHARED:
            may[asked].add("bo")
        may[written] |= {
            *(["astrid"] if state in (State.READ, State.KEPT, State.SHARED) else []),
            *(["asger"] if state in (*DELIVERED, State.TAKEN_BACK) else []),
            *(["bo"] if state is State.SHARED else []),
        }
    guest = mark("gæst")
    may[guest] |= {"astrid", "guest"}
    make_link(make_feedback(cast.astrid, None, State.ASKED, request=make_request(cast.astrid, question=guest)))
    hurt, why = mark("hårdt"), mark("hvorfor")
    make_report(make_feedback(cast.astrid, cast.ellen, State.READ, words={"worked": hurt, "ideas": hurt}), why)
    may[hurt] |= {"astrid", "ellen", "carla"}
    may[why] |= {"carla"}
    return dict(may)


def addresses() -> list[str]:
    pieces, reports = db.session.query(Feedback).all(), db.session.query(FeedbackReport).all()
    return [
        *(f"/feedback{page}" for page in PAGES),
        *(f"/feedback/{piece.pid}{page}" for piece in pieces for page in OF_A_PIECE),
        *(f"/feedback/requests/{piece.request.pid}" for piece in pieces),
        *(f"/feedback/reports/{report.pid}" for report in reports),
        "/", "/notifications", "/assessments", "/conversations", "/people",
    ]  # fmt: skip


def seen_by(client: InspectingClient, pages: list[str]) -> str:
    answers = (client.get(page, follow_redirects=True) for page in pages)
    return "\n".join(answer.get_data(as_text=True) for answer in answers)


@pytest.fixture
def crawled(app, cast, client_as, caplog):
    """What everybody saw on every page, what the log was told, and the marks with those who may see them."""
    caplog.set_level(logging.DEBUG)
    may = make_everything(cast)
    db.session.commit()

    def crawl() -> dict[str, str]:
        pages = addresses()
        seen = {name: seen_by(client_as(getattr(cast, name)), pages) for name in PEOPLE}
        guest = InspectingClient(app)
        guest.get("/feedback/outside/a-token-nobody-guesses")
        return seen | {"guest": seen_by(guest, ["/feedback/outside", *pages]), "log": caplog.text}

    return may, crawl


def leaks(may: dict[str, set[str]], seen: dict[str, str]) -> list[tuple[str, str]]:
    return [(who, text) for who, page in seen.items() for text in may if text in page and who not in may[text]]


def test_nobody_sees_a_text_the_policy_does_not_grant(crawled):
    may, crawl = crawled
    seen = crawl()
    assert leaks(may, seen) == []
    assert [(who, text) for text, people in may.items() for who in people if text not in seen[who]] == []


@pytest.mark.parametrize(
    "careless",
    [lambda actor, piece: bool(actor.led), lambda actor, piece: piece.subject_id == actor.person_id],
    ids=["whoever leads", "the receiver, whatever its state"],
)
def test_a_careless_policy_is_found(careless, crawled, monkeypatch):
    monkeypatch.setitem(POLICY, MayFeedback.READ, (about_things(careless),))
    may, crawl = crawled
    assert leaks(may, crawl()) != []


def test_no_mail_carries_a_text(app, cast, client_as):
    may = make_everything(cast)
    piece = db.session.query(Feedback).filter_by(state=State.READ, sender_id=cast.asger.id).one()
    for step in ("thanks", "sharing"):
        client_as(cast.astrid).post(f"/feedback/{piece.pid}/{step}")
    with app.test_request_context(method="POST"):
        assert not any(text in due.url + due.key for due in feedback_due(today()) for text in may)
    sent: list[str] = []
    deliver(lambda people: dict.fromkeys(people, "somebody@example.org"), lambda mail: sent.append(mail.as_string()))
    assert len(sent) == 2
    assert [text for text in may if any(text in mail for mail in sent)] == []
