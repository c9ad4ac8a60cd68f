"""The blueprint all pages of the mirror hang on, and their lines in the navigation."""

from flask import Blueprint
from flask_babel import gettext as _

from competence.access.permissions import MayMirror, MayTeam
from competence.web import navigation
from competence.web.navigation import Entry, Group

bp = Blueprint("assessments", __name__, url_prefix="/assessments")

navigation.add(Entry("assessments.index", lambda: _("Mit spejl"), MayMirror.START, Group.OWN, 10))
navigation.add(Entry("assessments.team", lambda: _("Mit team"), MayTeam.READ, Group.TEAM, 10))
