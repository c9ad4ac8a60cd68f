"""The one question three weeks later, and what one may do with the answer."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from competence.access.guard import check, needs
from competence.access.permissions import MaySignup
from competence.db import db
from competence.learning.afterwards import actions, queries
from competence.learning.afterwards.rules import LONGEST, Used, may_answer
from competence.learning.queries import offers, signups
from competence.web import navigation
from competence.web.clock import today

bp = Blueprint("afterwards", __name__, url_prefix="/learning/signups")


class UseForm(FlaskForm):  # type: ignore[misc]
    """The one question."""

    used = RadioField(
        _l("Har du brugt det?"),
        [InputRequired(_l("Vælg et svar."))],
        choices=[SelectChoice(one.name, one.value) for one in Used],
    )
    what_for = TextAreaField(_l("Til hvad?"), [Length(max=LONGEST)], render_kw={"rows": 3})


@bp.get("/<pid>/use")
@needs(MaySignup.KEEP)
def show(pid: str) -> str:
    """Ask whether somebody used what they learned; what they answered stands there."""
    signup = check(MaySignup.KEEP, signups.signup(pid))
    use = queries.use_of(signup.id)
    saved = {"used": use.used.name, "what_for": use.what_for} if use else None
    return _page(signup, use, UseForm(formdata=None, data=saved))


@bp.post("/<pid>/use")
@needs(MaySignup.KEEP)
def answer(pid: str) -> Response | tuple[str, int]:
    """Keep the answer."""
    signup, form = check(MaySignup.KEEP, signups.locked_signup(pid)), UseForm()
    if not form.validate():
        return _page(signup, queries.use_of(signup.id), form), 400
    actions.answer(signup, Used[form.used.data], form.what_for.data or "", today())
    db.session.commit()
    flash(_("Gemt. Kun du kan se det."), "success")
    return redirect(url_for("afterwards.show", pid=pid), 303)


def _page(signup: Any, use: Any, form: UseForm) -> str:
    navigation.stand_under("learning.index")
    offer = signup.date.offer
    return render_template(
        "afterwards/show.html", signup=signup, offer=offer, use=use, form=form, words=offers.catalogue(),
        asked=may_answer(signup.state, signup.attended_on, today()),
    )  # fmt: skip
