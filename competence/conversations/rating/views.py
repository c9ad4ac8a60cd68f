"""The employee's page after a talk: one question about what it gave, answered for nobody's eyes."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, needs
from competence.access.permissions import MayConversation
from competence.conversations.queries import conversations
from competence.conversations.rating import actions, queries
from competence.conversations.rating.rules import Gain, NotHeldYet, UnknownAnswer
from competence.conversations.rules.steps import State
from competence.db import db
from competence.web import navigation
from competence.web.clock import today

bp = Blueprint("rating", __name__, url_prefix="/conversations/<pid>/rating")


@bp.get("")
@needs(MayConversation.TAKE_PART)
def show(pid: str) -> str:
    """Ask what the talk gave."""
    conversation = _own(check(MayConversation.TAKE_PART, conversations.conversation(pid)))
    if conversation.state is not State.HELD:
        raise NotHeldYet
    navigation.stand_under("conversations.index")
    given = queries.rating_of(conversation)
    return render_template(
        "rating/show.html", conversation=conversation, closed=actions.is_closed(conversation, today()),
        answers=[(gain.value, gain.label) for gain in Gain], chosen=given.gain.value if given else None,
    )  # fmt: skip


@bp.post("")
@needs(MayConversation.TAKE_PART)
def rate(pid: str) -> Response:
    """Keep the answer."""
    conversation = _own(check(MayConversation.TAKE_PART, conversations.locked_conversation(pid)))
    gain = next((gain for gain in Gain if gain.value == request.form.get("gain")), None)
    if gain is None:
        raise UnknownAnswer
    actions.rate(conversation, gain, today())
    db.session.commit()
    flash(_("Tak. Dit svar er gemt, og kun du kan se det."), "success")
    return redirect(url_for("conversations.show", pid=pid), 303)


def _own(conversation: Any) -> Any:
    """Return the talk to the one it is about; for everybody else there is no such page."""
    if conversation.subject_id != actor_id():
        abort(404)
    return conversation
