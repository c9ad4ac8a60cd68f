"""Forsiden: what waits for me now, at most three things, and my year below."""

from flask import Blueprint, render_template

from competence.access.guard import needs
from competence.access.permissions import MayHouse

bp = Blueprint("home", __name__)


@bp.get("/")
@needs(MayHouse.ENTER)
def index() -> str:
    """Show what waits for the one who is signed in."""
    return render_template("home/index.html")
