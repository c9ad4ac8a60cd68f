"""One's own preparation for a talk: each answer saves itself, or by its own button, and is shared by another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, current_actor, needs
from competence.access.permissions import MayConversation
from competence.conversations.preparing import actions, queries
from competence.conversations.preparing.actions import Outcome
from competence.conversations.preparing.forms import answers_in
from competence.conversations.preparing.rules import Fate, Sent, fingerprint
from competence.conversations.queries import conversations
from competence.conversations.rules.steps import OVER, State
from competence.db import db
from competence.feedback.queries.pieces import brought_to, own_for_talk
from competence.web import navigation, rescued
from competence.web.clock import now
from competence.web.errors import wants_json
from competence.web.language import clock
from competence.web.refusals import Refusal
from competence.web.text import number_in

bp = Blueprint("preparing", __name__, url_prefix="/conversations/<pid>/preparation")

Held = Mapping[int, tuple[Sent, str | None, int]]  # words in the form that are not saved, and what stands against them


@dataclass(frozen=True)
class Row:
    """One question on the page: what is written, how it stands, and what was saved elsewhere meanwhile."""

    question: Any
    text: str
    version: int
    was: str
    is_shared: bool
    saved_at: Any
    theirs: str | None
    is_unsaved: bool


@bp.get("")
@needs(MayConversation.TAKE_PART)
def show(pid: str) -> str:
    """Ask: one row for each question this side is asked, by theme, with what its author wrote."""
    return _page(check(MayConversation.TAKE_PART, conversations.conversation(pid)), _rescued())


@bp.post("/answers")
@needs(MayConversation.TAKE_PART)
def save(pid: str) -> Any:
    """Save the answers that were touched; then share or take back what a button names."""
    conversation = check(MayConversation.TAKE_PART, conversations.locked_conversation(pid))
    me, sent = actor_id(), answers_in(request.form)
    try:
        outcomes = actions.save(conversation, me, sent, now())
        stale = {one.sent.question_id: one for one in outcomes if one.fate is Fate.STALE}
        said = "" if stale else _press(conversation, me)
    except Refusal as refusal:
        return _refused(pid, sent, refusal)
    told = _told(outcomes) if wants_json() else None
    db.session.commit()
    rescued.let_go_of_rows(one.sent.question_id for one in outcomes if one.fate is not Fate.STALE)
    if told is not None:
        return told
    if stale:
        held = {key: (one.sent, one.stored, one.version) for key, one in stale.items()}
        return _page(conversations.conversation(pid), held), 409
    flash(said or _("Gemt."), "success")
    at = number_in(request.form.get("at", ""))
    return redirect(url_for("preparing.show", pid=pid, _anchor=f"q{at}" if at > 0 else None), 303)


@bp.post("/erasure")
@needs(MayConversation.TAKE_PART)
def erase(pid: str) -> Response:
    """Delete what one wrote and has not shared."""
    conversation = check(MayConversation.TAKE_PART, conversations.locked_conversation(pid))
    actions.erase(conversation, actor_id())
    db.session.commit()
    flash(_("Det, du ikke har delt, er slettet."), "success")
    return redirect(url_for("preparing.show", pid=pid), 303)


def _press(conversation: Any, me: int) -> str:
    """Do what the pressed button says, and return the words that tell it."""
    other = _other(conversation, me).name.split()[0]
    share, back = request.form.get("share"), request.form.get("take_back")
    if share:
        actions.share(conversation, me, None if share == "all" else {number_in(share)}, now())
        return str(_("Delt. Det ligger klar til samtalen, og %(name)s kan se det.", name=other))
    if back:
        actions.take_back(conversation, me, number_in(back))
        return str(_("Trukket tilbage. Nu er det igen kun dig, der kan se det."))
    return ""


def _page(conversation: Any, held: Held) -> str:
    navigation.stand_under("conversations.index")
    actor = current_actor()
    me = actor.person_id or 0
    kept = queries.own(conversation, me)
    themes = [
        (theme, [_row(conversation, question, kept.get(question.id), held) for question in questions])
        for theme, questions in queries.questions_for(conversation, me)
    ]
    rows = [row for _theme, asked in themes for row in asked]
    return render_template(
        "preparing/show.html",
        conversation=conversation,
        own=me == conversation.subject_id,
        brought=brought_to(actor, conversation.subject_id or 0, conversation.leader_id),
        unshared=own_for_talk(actor) if me == conversation.subject_id else (),
        other=_other(conversation, me),
        themes=themes,
        open=conversation.state not in OVER,
        may_take_back=conversation.state not in OVER and conversation.state is not State.TALKING,
        written=sum(bool(row.text) for row in rows),
        private=any(row.text and not row.is_shared for row in rows),
    )


def _row(conversation: Any, question: Any, answer: Any, held: Held) -> Row:
    stored = answer.text if answer else ""
    sent, theirs, version = held.get(question.id, (None, None, answer.version if answer else 0))
    return Row(
        question=question,
        text=sent.text if sent else stored,
        version=version,
        was=fingerprint(stored),
        is_shared=answer is not None and answer.is_shared_in(conversation),
        saved_at=answer.saved_at if answer else None,
        theirs=theirs,
        is_unsaved=sent is not None,
    )


def _other(conversation: Any, me: int) -> Any:
    return conversation.leader if me == conversation.subject_id else conversation.subject


def _rescued() -> Held:
    """Return the words of an expired session that belong to this page, unless they were saved after all."""
    return {one.question_id: (one, None, one.version) for one in answers_in(rescued.words_here()) if one.is_touched}


def _refused(pid: str, sent: list[Sent], refusal: Refusal) -> Any:
    """Say why not, with the reader's words still in the fields."""
    db.session.rollback()
    if wants_json():
        raise refusal
    flash(str(refusal), "error")
    conversation = check(MayConversation.TAKE_PART, conversations.conversation(pid))
    held = {one.question_id: (one, None, one.version) for one in sent if one.is_touched}
    return _page(conversation, held), refusal.status


def _told(outcomes: list[Outcome]) -> Any:
    """Answer the behaviour: what is stored now, in which version, and when it was saved."""
    if not outcomes:
        return jsonify(saved="")
    outcome = outcomes[-1]
    if outcome.fate is Fate.STALE:
        message = _("Svaret er ændret et andet sted, siden du åbnede siden. Her er begge udgaver.")
        return jsonify(error=message, version=outcome.version, theirs={"text": outcome.stored}), 409
    return jsonify(version=outcome.version, saved_at=clock(now()), saved=_("Gemt kl. %(time)s", time=clock(now())))
