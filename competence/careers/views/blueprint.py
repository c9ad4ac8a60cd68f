"""The address all pages of the career model share, its line in the navigation, and how its pages find their step."""

from flask import Blueprint, abort
from flask_babel import lazy_gettext as _l

from competence.access.permissions import MayCareers
from competence.careers.queries import pages
from competence.careers.queries.pages import House
from competence.careers.rules.editions import StepWords
from competence.web import navigation
from competence.web.bilingual import Bilingual

bp = Blueprint("careers", __name__, url_prefix="/careers")

navigation.add(
    navigation.Entry("careers.index", _l("Karrieremodel").__str__, MayCareers.READ, navigation.Group.LIBRARY, 10)
)


@bp.app_template_filter("read")
def read(words: tuple[str, str]) -> Bilingual:
    """Return a text as templates print it: in the reader's language, or marked where it is in the other."""
    return Bilingual(*words)


def house_and_step(code: str) -> tuple[House, StepWords]:
    """Return the model the house works with and one of its steps, or answer 404."""
    house = pages.house() or abort(404)
    return house, house.step(code) or abort(404)
