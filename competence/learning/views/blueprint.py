"""The blueprint all pages of learning hang on, and their lines in the navigation."""

from flask import Blueprint
from flask_babel import gettext as _

from competence.access.permissions import MayOffer, MaySignup
from competence.web import navigation
from competence.web.navigation import Entry, Group

bp = Blueprint("learning", __name__, url_prefix="/learning")

navigation.add(Entry("learning.index", lambda: _("Læring"), MayOffer.BROWSE, Group.OWN, 50))
navigation.add(Entry("learning.team", lambda: _("Læring i teamet"), MaySignup.TEAM, Group.TEAM, 35))
