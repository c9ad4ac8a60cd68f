"""One's own page of anonymous feedback: what one is asked, and what one may read."""

from flask import render_template
from flask_babel import gettext as _

from competence.access.guard import current_actor, needs
from competence.access.permissions import MayHouse
from competence.feedback.sealed.queries import sheets
from competence.feedback.upward.queries import climate, results
from competence.feedback.upward.views.blueprint import bp
from competence.web import navigation

navigation.add(navigation.Entry("upward.index", lambda: _("Anonym feedback"), MayHouse.ENTER, navigation.Group.OWN, 25))


@bp.get("")
@needs(MayHouse.ENTER)
def index() -> str:
    """List the sheets one is asked to fill, alike whether they are filled or not, and the results one may open."""
    actor = current_actor()
    found = results.results_for(actor)
    return render_template(
        "upward/index.html", sheets=sheets.sheets_for(actor), climates=climate.rounds_told(),
        about_me=[topic for topic in found if topic.leader_id == actor.person_id],
        about_others=[topic for topic in found if topic.leader_id != actor.person_id],
    )  # fmt: skip
