"""Every anonymous text carries a mark, looked for in all that anybody is shown or sent, and in log and trail."""

import logging
import re

import pytest

from competence.db import db
from competence.feedback.sealed.models import LooseAnswer
from competence.feedback.sealed.rules.rounds import Audience
from competence.notifications.actions.sending import deliver
from competence.privacy.models import AuditEvent
from tests.upward import make_team, make_topic, say, settle

MARK = re.compile(r"Kx\d+x\w+")
READERS = ("astrid", "bo", "dorte", "carla", "freja", "emil", "ellen")
MOST = 30  # pages looked at by each, those of the round first


@pytest.fixture
def team(cast):
    return [cast.astrid, cast.asger, *make_team(cast.bo, cast.tarup, 9)]


def marked(person, part):
    return f"Kx{person.id}x{part}"


def crawl(client, topic):
    """Follow every link a reader is given, from the front page and the pages of the round; return the text of all."""
    waiting = ["/upward", "/upward/rounds", f"/upward/rounds/{topic.round.pid}", f"/upward/results/{topic.pid}"]
    waiting += [f"/upward/rounds/{topic.round.pid}/climate", "/", "/notifications", "/feedback"]
    seen, texts = set(), []
    while waiting and len(seen) < MOST:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address)
        if response.mimetype == "text/html":
            texts.append(response.text)
            links = re.findall(r'href="(/[^"#?]*)', response.text)
            waiting += [link for link in links if not link.startswith("/static")]
    return "\n".join(texts)


def answer_all(topic, team):
    for person in team:
        say(topic, person, {"up.01": 3}, {"up.keep": marked(person, "keep"), "up.wish": marked(person, "wish")})


def test_while_a_round_is_open_each_reads_their_own_words_and_nobody_anything_else(cast, team, client_as):
    topic = make_topic(cast.bo, *team, audience=Audience.TEAM)
    answer_all(topic, team)
    for name in READERS:
        person = getattr(cast, name)
        own = {marked(person, "keep"), marked(person, "wish")} if person in team else set()
        assert set(MARK.findall(crawl(client_as(person), topic))) == own, name


def test_afterwards_only_those_it_was_promised_to_read_them_and_as_nobodys(cast, team, client_as, caplog):
    caplog.set_level(logging.DEBUG)
    topic = make_topic(cast.bo, *team, audience=Audience.ABOVE)
    answer_all(topic, team)
    settle(topic)
    everything = {marked(person, part) for person in team for part in ("keep", "wish")}
    for name in READERS:
        found = set(MARK.findall(crawl(client_as(getattr(cast, name)), topic)))
        assert found == (everything if name in ("bo", "dorte") else set()), name
    mails = []
    deliver(lambda people: dict.fromkeys(people, "x@example.org"), lambda mail: mails.append(str(mail)))
    trail = [f"{event.action} {event.thing}" for event in db.session.query(AuditEvent)]
    logged = [record.getMessage() for record in caplog.records if not record.name.startswith("sqlalchemy")]
    assert MARK.findall("\n".join([*mails, *trail, *logged])) == []


def test_words_of_too_few_are_read_by_nobody_and_lie_nowhere(cast, team, client_as):
    topic = make_topic(cast.bo, *team)
    answer_all(topic, team[:9])
    settle(topic)
    assert [row.words for row in db.session.query(LooseAnswer) if row.words] == []
    assert MARK.findall(crawl(client_as(cast.bo), topic)) == []
