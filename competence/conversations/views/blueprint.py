"""The blueprint all pages of conversations hang on, and their line in the navigation."""

from flask import Blueprint
from flask_babel import gettext as _

from competence.access.permissions import MayConversation
from competence.web import navigation
from competence.web.navigation import Entry, Group

bp = Blueprint("conversations", __name__, url_prefix="/conversations")

navigation.add(Entry("conversations.index", lambda: _("Samtaler"), MayConversation.LIST, Group.OWN, 30))
