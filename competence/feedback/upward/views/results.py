"""A leader's result: the leader's page beside their own answers, and the same without those for whom else it is for."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import check, current_actor, may, needs
from competence.access.permissions import MayTopic
from competence.db import db
from competence.feedback.sealed.rules.rounds import Outcome, Stage
from competence.feedback.upward.actions import own
from competence.feedback.upward.forms import answered
from competence.feedback.upward.queries import results as queries
from competence.feedback.upward.queries.results import Topic
from competence.feedback.upward.rules import shows_numbers
from competence.feedback.upward.views.blueprint import bp, scale
from competence.frameworks.charter import queries as charter
from competence.frameworks.rules.questions import About
from competence.privacy.audit import record_look


@bp.get("/results/<pid>")
@needs(MayTopic.READ)
def result(pid: str) -> str:
    """Show where the questions about a leader stand, and what was published of the answers."""
    topic = check(MayTopic.READ, queries.topic(pid))
    actor = current_actor()
    is_leader = may(MayTopic.ANSWER_SELF, topic)
    if not is_leader:
        record_look(actor.person_id, "upward.read", subject_id=topic.leader_id, thing=f"topic {topic.pid}")
    in_the_team = actor.person_id in topic.team_ids
    numbers = topic.is_published and shows_numbers(topic.people, in_the_team=in_the_team)
    return render_template(
        "upward/result.html", topic=topic, round=topic.round, is_leader=is_leader, scale=scale(), numbers=numbers,
        questions=[question for question in topic.round.questions if question.about is About.LEADER],
        in_words=[question for question in topic.round.questions if question.about is About.LEADER_IN_WORDS],
        figures=queries.figures_of(topic, in_the_team=in_the_team) if numbers else {},
        words=queries.words_of(topic) if numbers else {},
        own=queries.own_steps(topic) if is_leader else {}, principles=charter.by_question(charter.current()),
        is_open=topic.round.stage is Stage.OPEN and topic.outcome is Outcome.ASKED,
        is_small=topic.outcome in (Outcome.TOO_SMALL, Outcome.TOO_FEW) and _is_told(topic),
    )  # fmt: skip


@bp.post("/results/<pid>/own")
@needs(MayTopic.ANSWER_SELF)
def answer_self(pid: str) -> Response:
    """Keep the leader's own answers to the same questions."""
    topic = check(MayTopic.ANSWER_SELF, queries.topic(pid))
    content, _too_long = answered(topic.round.questions, request.form)
    own.answer(topic, content.steps)
    db.session.commit()
    flash(_("Dine egne svar er gemt. Kun du kan se dem."), "success")
    return redirect(url_for("upward.result", pid=pid), 303)


@bp.post("/results/<pid>/talk")
@needs(MayTopic.ANSWER_SELF)
def ask_for_talk(pid: str) -> Response:
    """Ask HR for a team talk that somebody from outside the team leads."""
    own.ask_for_talk(check(MayTopic.ANSWER_SELF, queries.topic(pid)))
    db.session.commit()
    flash(_("HR har fået besked og finder en tid sammen med dig."), "success")
    return redirect(url_for("upward.result", pid=pid), 303)


def _is_told(topic: Topic) -> bool:
    """Return whether the leader is told of too few: at once where too few are there, else when it is published."""
    return topic.outcome is Outcome.TOO_SMALL or topic.round.stage is Stage.PUBLISHED
