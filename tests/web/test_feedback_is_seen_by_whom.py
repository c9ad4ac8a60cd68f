"""Every text of feedback carries a mark, and everybody's pages, mails and the log are searched for marks not theirs."""

import logging

import pytest

from competence.access.permissions import MayFeedback, MayRetrospective
from competence.access.policy import POLICY
from competence.access.predicates import about_things
from competence.db import db
from competence.feedback.actions.reminding import feedback_due
from competence.feedback.models import Feedback
from competence.feedback.rules.steps import State
from competence.notifications.actions.sending import deliver
from competence.web.clock import today
from tests.client import InspectingClient
from tests.marked import EVERYWHERE, PEOPLE, Seers, make_everything, other_pages, own_pages


def seen_by(client: InspectingClient, pages: list[str]) -> str:
    answers = (client.get(page) for page in pages)  # where a page leads elsewhere, that is among the pages too
    return "\n".join(f"{answer.headers} {answer.get_data().decode('utf-8', 'replace')}" for answer in answers)


@pytest.fixture
def crawled(app, cast, client_as, caplog):
    """What people saw on the pages they tried, what the log was told, and the marks with those who may see them."""
    caplog.set_level(logging.DEBUG)
    may = make_everything(cast)
    db.session.commit()

    def crawl(people=PEOPLE, *, everywhere=True) -> dict[str, str]:
        pages, others = own_pages(app), other_pages(app) if everywhere else []
        seen = {
            name: seen_by(client_as(getattr(cast, name)), [*pages, *(others if name in EVERYWHERE else [])])
            for name in people
        }
        guest = InspectingClient(app)
        guest.get("/feedback/outside/a-token-nobody-guesses")
        return seen | {"guest": seen_by(guest, ["/feedback/outside", *pages]), "log": caplog.text}

    return may, crawl


def leaks(may: Seers, seen: dict[str, str]) -> list[tuple[str, str]]:
    return [(who, text) for who, page in seen.items() for text in may if text in page and who not in may[text]]


def test_nobody_sees_a_text_the_policy_does_not_grant_on_any_page(crawled):
    may, crawl = crawled
    seen = crawl()
    assert leaks(may, seen) == []
    assert [(who, text) for text, people in may.items() for who in people if text not in seen[who]] == []


@pytest.mark.parametrize(
    ("permission", "careless", "who"),
    [
        (MayFeedback.READ, lambda actor, piece: bool(actor.led), "bo"),
        (MayFeedback.READ, lambda actor, piece: piece.subject_id == actor.person_id, "astrid"),
        (MayRetrospective.TAKE_PART, lambda actor, one: bool(actor.roles), "freja"),
    ],
    ids=["whoever leads", "the receiver, whatever its state", "whoever has a role looks back too"],
)
def test_a_careless_policy_is_found(permission, careless, who, crawled, monkeypatch):
    monkeypatch.setitem(POLICY, permission, (about_things(careless),))
    may, crawl = crawled
    assert {name for name, _text in leaks(may, crawl([who], everywhere=False))} == {who}


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
