"""Sådan beskytter vi dig: what is held, who sees what, and what we cannot stop."""

from flask import Blueprint, render_template

from competence.access.guard import open_to_all

bp = Blueprint("privacy", __name__, url_prefix="/privacy")


@bp.get("/protection")
@open_to_all
def protection() -> str:
    """Say in plain words who sees what, and how group numbers are protected."""
    return render_template("privacy/protection.html")
