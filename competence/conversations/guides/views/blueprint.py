"""The address all pages of the guides share, HR's line in the navigation, and how a page finds its version."""

from flask import Blueprint, abort
from flask_babel import lazy_gettext as _l

from competence.access.guard import current_actor
from competence.access.permissions import MayGuide
from competence.conversations.guides import queries
from competence.conversations.guides.queries import Version
from competence.conversations.guides.rules.editions import Kind
from competence.conversations.guides.rules.publishing import refuse_published
from competence.web import navigation

bp = Blueprint("guides", __name__, url_prefix="/conversations/guides")

navigation.add(navigation.Entry("guides.index", _l("Samtaleguider").__str__, MayGuide.EDIT, navigation.Group.HR, 20))


def kind_of(code: str) -> Kind:
    """Return the kind an address names, or answer 404."""
    return next((kind for kind in Kind if kind.name.lower() == code), None) or abort(404)


def seen_version(code: str, number: int) -> Version:
    """Return a version the actor may see, or answer 404."""
    return queries.version_for(current_actor(), kind_of(code), number) or abort(404)


def draft(code: str, number: int) -> Version:
    """Return a draft with its themes and questions, or answer 404. Raises PublishedIsFixed."""
    return _unpublished(seen_version(code, number))


def draft_for_change(code: str, number: int) -> Version:
    """Return a draft, locked until this request ends, or answer 404. Raises PublishedIsFixed."""
    return _unpublished(queries.draft_for_change(current_actor(), kind_of(code), number) or abort(404))


def _unpublished(version: Version) -> Version:
    refuse_published(version.number, published=version.is_published)
    return version
