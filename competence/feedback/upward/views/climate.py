"""What was said of the working climate: published figures and nothing else."""

from flask import abort, render_template

from competence.access.guard import current_actor, needs
from competence.access.permissions import MayHouse
from competence.feedback.upward.queries import climate as queries
from competence.feedback.upward.views.blueprint import bp, scale
from competence.web.clock import today


@bp.get("/rounds/<pid>/climate")
@needs(MayHouse.ENTER)
def climate(pid: str) -> str:
    """Show the figures of the whole, and of the units the reader works in or leads."""
    round_ = queries.round_told(pid) or abort(404)
    told = queries.told(round_, current_actor(), today())
    names = [str(title) for step, title in scale() if step]
    return render_template("upward/climate.html", round=round_, told=told, names=names)
