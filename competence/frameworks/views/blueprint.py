"""The address all pages of the catalogue share, its line in the navigation, and how its pages find their version."""

from flask import Blueprint, abort
from flask_babel import lazy_gettext as _l

from competence.access.guard import current_actor
from competence.access.permissions import MayFramework
from competence.frameworks import queries
from competence.frameworks.queries import Version
from competence.frameworks.rules.publishing import refuse_published
from competence.web import navigation

bp = Blueprint("frameworks", __name__, url_prefix="/frameworks")

navigation.add(
    navigation.Entry("frameworks.index", _l("Kompetencer").__str__, MayFramework.READ, navigation.Group.LIBRARY, 20)
)


def seen_version(code: str, number: int) -> Version:
    """Return a version the actor may see, or answer 404."""
    return queries.version_for(current_actor(), code, number) or abort(404)


def draft(code: str, number: int, *, to_change: bool = False) -> Version:
    """Return a draft, locked where it is to be changed; answer 404 where there is none. Raises PublishedIsFixed."""
    find = queries.draft_for_change if to_change else queries.version_for
    version = find(current_actor(), code, number) or abort(404)
    refuse_published(version.number, published=version.is_published)
    return version
