"""What a leader does around the answers about them: answers the same questions, and asks for a team talk."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, insert, select

from competence.access.actor import Role
from competence.db import db
from competence.feedback.sealed.models import OwnAnswer, Topic
from competence.feedback.upward import rules
from competence.frameworks.rules.questions import About
from competence.notifications.actions import notify
from competence.notifications.rules import kind
from competence.people.queries import people_with
from competence.privacy.audit import record
from competence.web.clock import today

TALK = kind("upward.talk", _l("En leder beder om en teamsamtale med en udefra."))


def answer(topic: Topic, steps: Mapping[str, int]) -> None:
    """Keep a leader's own steps in the place of those kept before. Raises SelfIsClosed."""
    _one_at_a_time(topic)
    rules.check_self(topic.round.stage, topic.outcome)
    asked = {question.code for question in topic.round.questions if question.about is About.LEADER}
    rows = [{"topic_id": topic.id, "question": code, "step": step} for code, step in steps.items() if code in asked]
    db.session.execute(delete(OwnAnswer).where(OwnAnswer.topic_id == topic.id))
    if rows:
        db.session.execute(insert(OwnAnswer), rows)


def ask_for_talk(topic: Topic) -> None:
    """Tell HR, once, that a leader wants a talk with the team that somebody else leads. Raises NoNeedOfTalk."""
    _one_at_a_time(topic)
    rules.check_talk(topic.round.stage, topic.outcome)
    if topic.talk_asked_on is None:
        topic.talk_asked_on = today()
        record(topic.leader_id, "upward.talk", subject_id=topic.leader_id, thing=f"topic {topic.pid}")
        for person in people_with(Role.HR, today()):
            notify(person, TALK, f"/upward/rounds/{topic.round.pid}")
    db.session.flush()


def _one_at_a_time(topic: Topic) -> None:
    """Let what is sent twice at once wait for the first, and see what that did."""
    db.session.execute(select(Topic.id).where(Topic.id == topic.id).with_for_update())
    db.session.refresh(topic, ["talk_asked_on"])
