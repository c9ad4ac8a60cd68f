"""The blueprint all pages of named feedback hang on, their line in the navigation, and what they share."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext as _

from competence.access.guard import check
from competence.access.permissions import MayFeedback, Permission
from competence.feedback.queries import forms, people, pieces
from competence.feedback.rules.steps import open_steps
from competence.frameworks.queries import current_version
from competence.frameworks.queries.ladders import offered
from competence.web import navigation
from competence.web.navigation import Entry, Group

bp = Blueprint("feedback", __name__, url_prefix="/feedback")

navigation.add(Entry("feedback.index", lambda: _("Feedback"), MayFeedback.TAKE_PART, Group.OWN, 20))


@bp.app_template_global()
def feedback_form(code: str) -> Any:
    """Return one of the forms feedback is given in."""
    return forms.forms()[code]


@bp.app_template_global()
def feedback_steps(piece: Any, whose: str) -> set[str]:
    """Return the names of the steps one of them can take with a piece of feedback now."""
    return {action.name for action in open_steps(piece.state, whose)}


def locked(pid: str, permission: Permission) -> Any:
    """Return a piece of feedback for taking a step with it."""
    return check(permission, pieces.piece(pid, to_change=True))


def topics(*, with_talk: bool = True) -> dict[str, list[tuple[str, str]]]:
    """Return what feedback can be about, in groups: the next talk, the house's values, and its competences by area."""
    version = current_version()
    groups: dict[str, list[tuple[str, str]]] = {}
    if with_talk:
        groups[_("Samtalen")] = [("talk", _("Min næste samtale med min leder"))]
    if version is not None:
        groups[_("Værdier")] = [(f"value-{value.id}", str(value.title)) for value in people.values_of(version.id)]
        for one in offered(version.id):
            groups.setdefault(str(one.area.title), []).append((f"competence-{one.id}", str(one.title)))
    return {name: choices for name, choices in groups.items() if choices}
