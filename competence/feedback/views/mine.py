"""One's own feedback: what came, what waits, what one asked for and gave, and what was shared with a leader."""

from datetime import datetime
from typing import Any

from flask import render_template

from competence.access.guard import check, current_actor, may, needs
from competence.access.permissions import MayFeedback, MayFeedbackRound
from competence.feedback.queries import pieces
from competence.feedback.rounds.queries import open_rounds_of
from competence.feedback.rules.steps import State
from competence.feedback.views.blueprint import bp
from competence.frameworks.queries.ladders import competences, ladder, scale
from competence.privacy import audit
from competence.web.clock import DENMARK, today


@bp.get("")
@needs(MayFeedback.TAKE_PART)
def index() -> str:
    """Show what is the actor's: nothing here is counted, and nobody else sees it."""
    actor = current_actor()
    received = pieces.received(actor)
    year = datetime(today().year, 1, 1, tzinfo=DENMARK)
    return render_template(
        "feedback/index.html",
        new=[piece for piece in received if piece.state is State.WRITTEN],
        read=[piece for piece in received if piece.state is State.READ],
        kept=[piece for piece in received if piece.state in (State.KEPT, State.SHARED)],
        waiting=pieces.asked_of(actor),
        requests=pieces.requests_of(actor),
        written=pieces.written_by(actor),
        shared=pieces.shared_with(actor),
        may_open=may(MayFeedbackRound.OPEN),
        may_approve=may(MayFeedback.APPROVE_SOMEBODY),
        rounds=open_rounds_of(actor.person_id or 0),
        has_asked=pieces.has_asked_since(actor.person_id or 0, year),
    )


@bp.get("/<pid>")
@needs(MayFeedback.READ)
def show(pid: str) -> str:
    """Show one piece to its receiver, to who wrote it, or to the leader it is shared with."""
    piece: Any = check(MayFeedback.READ, pieces.piece(pid))
    actor = current_actor()
    part = {piece.receiver_id: "receiver", piece.sender_id: "writer"}.get(actor.person_id, "leader")
    if part == "leader":
        audit.record_look(actor.person_id, "feedback.look", subject_id=piece.receiver_id, thing=f"feedback {pid}")
    return render_template("feedback/show.html", piece=piece, part=part, seen=levels_seen(piece))


def levels_seen(piece: Any) -> list[tuple[Any, Any]]:
    """Return the competences of a colleague's view, each with the rung it is seen on; None: cannot judge."""
    said = pieces.levels_of(piece)
    found = competences(said)
    rungs = scale(found[0].version_id) if found else ()
    return [(one, next((rung for rung in ladder(one, rungs) if rung.value == said[one.id]), None)) for one in found]
