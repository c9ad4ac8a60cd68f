"""Sådan beskytter vi dig: what is held, who sees what, what others can work out, and what we cannot stop."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, render_template

from competence.access.guard import current_actor, open_to_all
from competence.web.slots import Slot

bp = Blueprint("privacy", __name__, url_prefix="/privacy")

EXPOSURES: Slot[Callable[[int], Sequence[Any]]] = Slot()  # what the features above have released about a person


@bp.get("/protection")
@open_to_all
def protection() -> str:
    """Say in plain words who sees what; to somebody signed in also what others can work out about them."""
    person_id = current_actor().person_id
    attacked = [one for attack in EXPOSURES for one in attack(person_id)] if person_id is not None else None
    return render_template("privacy/protection.html", attacked=attacked)
