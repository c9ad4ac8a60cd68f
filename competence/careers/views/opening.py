"""What everybody may read, also without an account: HR opens steps one by one, and no person ever stands there."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, needs, open_to_all
from competence.access.permissions import MayCareers
from competence.careers.actions import opening
from competence.careers.queries import pages
from competence.careers.views.blueprint import bp, house_and_step
from competence.careers.views.browsing import about
from competence.db import db
from competence.web import navigation


@bp.get("/open")
@open_to_all
def open_index() -> str:
    """Show everybody the steps HR has opened."""
    house = pages.house()
    navigation.stand_under("careers.index")
    return render_template(
        "careers/open_index.html", house=house, opened=pages.open_steps(house.model_id) if house else set()
    )


@bp.get("/open/<code>")
@open_to_all
def open_step(code: str) -> str:
    """Show everybody a step HR has opened. One that is not open answers as if there were none."""
    house, step = house_and_step(code)
    opened = pages.open_steps(house.model_id)
    if code not in opened:
        abort(404)
    return render_template("careers/open_step.html", **about(house, step), opened=opened)


@bp.post("/steps/<code>/opening")
@needs(MayCareers.EDIT)
def open_to_everybody(code: str) -> Response:
    """Let everybody read a step."""
    house, step = house_and_step(code)
    opening.open_to_everybody(house.model_id, step.code, actor_id())
    db.session.commit()
    flash(_("Trinnet kan nu læses af alle, også uden at logge ind. Siden viser ingen personer."), "success")
    return redirect(url_for("careers.show", code=code, _anchor="open"), 303)


@bp.post("/steps/<code>/closing")
@needs(MayCareers.EDIT)
def close(code: str) -> Response:
    """Let only those who are signed in read a step again."""
    house, step = house_and_step(code)
    opening.close(house.model_id, step.code, actor_id())
    db.session.commit()
    flash(_("Trinnet kan nu kun læses af dem, der er logget ind."), "success")
    return redirect(url_for("careers.show", code=code, _anchor="open"), 303)
