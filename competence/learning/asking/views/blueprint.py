"""The blueprint the pages of asking hang on, and their line in the navigation."""

from flask import Blueprint
from flask_babel import gettext as _

from competence.access.permissions import MayOpening
from competence.web import navigation
from competence.web.navigation import Entry, Group

bp = Blueprint("asking", __name__, url_prefix="/learning/colleagues")

navigation.add(Entry("asking.index", lambda: _("Hvem kan jeg spørge?"), MayOpening.FIND, Group.OWN, 60))
