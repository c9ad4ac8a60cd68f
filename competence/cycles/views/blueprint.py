"""The blueprint of rounds, and what its pages share: the round that is looked at, and its page."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, render_template

from competence.access.guard import actor_id, current_actor
from competence.cycles import actions, queries
from competence.cycles.forms import EvaluationForm, PhasesForm, ProlongForm, phases_of
from competence.cycles.queries import Cycle
from competence.cycles.roster import queries as roster
from competence.cycles.roster.words import Line, said
from competence.cycles.rules.rounds import Stage
from competence.privacy import audit
from competence.web.clock import today

bp = Blueprint("cycles", __name__, url_prefix="/cycles")


def cycle_or_404(pid: str) -> Cycle:
    """Return a round the one who asks may manage."""
    return queries.cycle_for(current_actor(), pid) or abort(404)


def said_here(notes: Sequence[Any]) -> list[Line]:
    """Return decisions about places in sentences, for the page being made; it is a look at those they are about."""
    audit.record_list(actor_id(), "round.look", [note.person_id for note in notes])
    return said(notes, actor_id())


def page(cycle: Cycle, **forms: Any) -> str:
    """Return a round's page as its stage asks for it; forms: those that were sent and are not right yet."""
    day = today()
    about: dict[str, Any] = {"whom": queries.whom(cycle, day), "steps": cycle.steps(day)}
    if cycle.stage is Stage.DRAFT:
        about["invited"] = len(queries.employed_in(cycle.unit_ids, cycle.profile_ids, day))
        about["refusal"] = actions.why_not_open(cycle, day, about["invited"])
    else:
        about["invited"], about["told"] = queries.told_of(cycle, day)
        about["coverage"] = roster.coverage_of(cycle)
        about["notes"] = said_here(roster.notes_in(current_actor(), cycle))
        about |= _forms(cycle) | forms
    return render_template(f"cycles/_{cycle.stage.name.lower()}.html", cycle=cycle, **about)


def _forms(cycle: Cycle) -> dict[str, Any]:
    known = phases_of(cycle) | {"closes_on": cycle.closes_on, "version": cycle.version}
    return {
        "prolonging": ProlongForm(formdata=None),
        "moving": PhasesForm(formdata=None, data=known),
        "evaluating": EvaluationForm(formdata=None),
    }
