"""The talk: two people at one screen, or at two, with the agenda, one topic, and what they agree on."""

import secrets
from datetime import timedelta
from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import check, current_actor, needs
from competence.access.permissions import MayConversation
from competence.conversations.actions import talking as actions
from competence.conversations.actions.planning import side_of
from competence.conversations.forms import word_in
from competence.conversations.queries import conversations, talks
from competence.conversations.queries.agendas import Talk, talk
from competence.conversations.rules.refusals import NotTalking
from competence.conversations.rules.steps import Side, State
from competence.conversations.views.blueprint import bp
from competence.conversations.views.mine import note_the_look
from competence.db import db
from competence.frameworks.queries.ladders import ladder
from competence.privacy.correcting.queries import beside
from competence.web import rescued
from competence.web.clock import now, today
from competence.web.errors import wants_json
from competence.web.refusals import Refusal
from competence.web.text import number_in

A_TALK = timedelta(hours=2)  # the page that waits for the other one's words asks every few seconds


@bp.post("/<pid>/beginning")
@needs(MayConversation.TAKE_PART)
def begin(pid: str) -> Response:
    """Begin the talk; where the other one was faster, sit down with them."""
    conversation = check(MayConversation.TAKE_PART, conversations.locked_conversation(pid))
    if conversation.state is not State.TALKING:
        actions.begin(conversation, current_actor(), number_in(request.form.get("version", "")), now())
        db.session.commit()
    return redirect(url_for("conversations.talking", pid=pid), 303)


@bp.get("/<pid>/talk")
@needs(MayConversation.TAKE_PART)
def talking(pid: str) -> Any:
    """Show the talk with one topic open."""
    conversation = check(MayConversation.TAKE_PART, conversations.talk(pid))
    if conversation.state is not State.TALKING:
        return redirect(url_for("conversations.show", pid=pid), 303)
    actor = current_actor()
    note_the_look(conversation, actor)
    return _page(conversation, request.args.get("topic", ""), str(rescued.words_here().get("text", "")))


@bp.get("/<pid>/notes")
@needs(MayConversation.TAKE_PART)
def notes(pid: str) -> Response:
    """Answer the page that waits for the other one's words: the topic's notes, and what is agreed on so far."""
    conversation = check(MayConversation.TAKE_PART, conversations.talk(pid))
    note_the_look(conversation, current_actor(), A_TALK)
    return jsonify(_told(conversation, request.args.get("topic", "")))


@bp.post("/<pid>/notes")
@needs(MayConversation.TAKE_PART)
def add_note(pid: str) -> Any:
    """Add a note; the same words sent twice by the same page are added once."""
    conversation = check(MayConversation.TAKE_PART, conversations.locked_conversation(pid))
    sent = request.form
    topic, text, key = word_in(sent.get("topic", "")), sent.get("text", ""), word_in(sent.get("key", ""))
    try:
        note = actions.add_note(conversation, current_actor(), topic, text, key, now())
    except Refusal as refusal:
        db.session.rollback()
        if wants_json() or conversation.state is not State.TALKING:
            raise
        return _page(conversation, topic, text, str(refusal)), refusal.status
    note_id = note.id
    db.session.commit()
    rescued.let_go()
    if wants_json():
        return jsonify(_told(conversations.talk(pid), topic))
    return redirect(url_for("conversations.talking", pid=pid, topic=topic, _anchor=f"note-{note_id}"), 303)


@bp.post("/<pid>/levels")
@needs(MayConversation.TAKE_PART)
def propose_level(pid: str) -> Response:
    """Propose a level the two could agree on."""
    conversation = check(MayConversation.TAKE_PART, conversations.locked_conversation(pid))
    competence, level = (number_in(request.form.get(name, "")) for name in ("competence", "level"))
    actions.propose_level(conversation, current_actor(), competence, level)
    return _back(pid)


@bp.post("/<pid>/levels/<int:number>/confirmation")
@needs(MayConversation.TAKE_PART)
def confirm_level(pid: str, number: int) -> Response:
    """Say yes to a level the other one proposed."""
    conversation = check(MayConversation.TAKE_PART, conversations.locked_conversation(pid))
    actions.confirm_level(conversation, _level(conversation, number), current_actor(), now())
    return _back(pid)


@bp.post("/<pid>/levels/<int:number>/withdrawal")
@needs(MayConversation.TAKE_PART)
def withdraw_level(pid: str, number: int) -> Response:
    """Take a proposed level away again."""
    conversation = check(MayConversation.TAKE_PART, conversations.locked_conversation(pid))
    actions.withdraw_level(conversation, _level(conversation, number))
    return _back(pid)


@bp.post("/<pid>/plan")
@needs(MayConversation.TAKE_PART)
def plan(pid: str) -> Response:
    """Write the plan of this talk; it is begun if it was not."""
    conversation = check(MayConversation.TAKE_PART, conversations.locked_conversation(pid))
    plan_pid = actions.begin_plan(conversation, current_actor(), now()).pid
    db.session.commit()
    return redirect(url_for("plans.edit", pid=plan_pid), 303)


@bp.get("/<pid>/ending")
@needs(MayConversation.TAKE_PART)
def ending(pid: str) -> Any:
    """Say what ending the talk means, and what was agreed."""
    conversation = check(MayConversation.TAKE_PART, conversations.conversation(pid))
    if conversation.state is not State.TALKING:
        return redirect(url_for("conversations.show", pid=pid), 303)
    levels = talks.levels(conversation)
    note_the_look(conversation, current_actor())
    return render_template(
        "conversations/ending.html",
        conversation=conversation,
        own=side_of(conversation, current_actor()) is Side.PERSON,
        plan_lines=talks.plan_lines(conversation, current_actor()),
        agreed=[level for level in levels if level.is_agreed],
        waiting=[level for level in levels if not level.is_agreed],
    )


@bp.post("/<pid>/ending")
@needs(MayConversation.TAKE_PART)
def end(pid: str) -> Response:
    """End the talk: it was held."""
    conversation = check(MayConversation.TAKE_PART, conversations.locked_conversation(pid))
    actions.end(conversation, current_actor(), number_in(request.form.get("version", "")), now(), today())
    db.session.commit()
    flash(_("Samtalen er holdt."), "success")
    return redirect(url_for("conversations.show", pid=pid), 303)


def _level(conversation: Any, number: int) -> Any:
    return talks.level_in(conversation, number) or abort(404)


def _page(conversation: Any, wanted: str, text: str = "", problem: str = "") -> str:
    return render_template(
        "conversations/talking.html",
        text=text,
        problem=problem,
        key=secrets.token_hex(16),
        **_known(conversation, wanted),
    )


def _known(conversation: Any, wanted: str) -> dict[str, Any]:
    """Return what the page and its parts are rendered from."""
    actor = current_actor()
    shown: Talk = talk(conversation, actor, wanted, today())
    line = shown.topic.thing if shown.topic.key.startswith("competence-") else None
    return {
        "conversation": conversation,
        "own": side_of(conversation, actor) is Side.PERSON,
        "me": actor.person_id,
        "talk": shown,
        "wrong": beside(shown.notes_about(shown.topic), conversation.subject_id),
        "line": line,
        "questions": talks.questions_about(conversation, shown.topic),
        "plan_lines": shown.plan_lines,
        "rungs": ladder(line.competence, talks.scale_of(line.competence.id)) if line else (),
    }


def _told(conversation: Any, wanted: str) -> dict[str, Any]:
    """Return what is new on the page, in pieces of it."""
    if conversation.state is not State.TALKING:
        raise NotTalking
    known, after = _known(conversation, wanted), number_in(request.values.get("after", ""))
    shown: Talk = known["talk"]
    notes = [
        {"id": note.id, "html": render_template("conversations/_note.html", note=note, **known)}
        for note in shown.notes_about(shown.topic)
        if note.id > after  # a talk is locked while a note is added: later ones have higher numbers
    ]
    return {
        "notes": notes,
        "counts": {topic.key: len(shown.notes_about(topic)) for topic in shown.topics},
        "agreed": render_template("conversations/_agreed.html", **known),
    }


def _back(pid: str) -> Response:
    db.session.commit()
    topic = word_in(request.form.get("topic", ""))
    return redirect(url_for("conversations.talking", pid=pid, topic=topic, _anchor="agreed"), 303)
