"""Pages of help: what one wants to help with, what is asked of one, and asking oneself."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from competence.access.guard import actor_id, check, current_actor, needs
from competence.access.permissions import MayHelp, MayHelpRequest
from competence.db import db
from competence.learning.helping import actions, queries
from competence.learning.helping.rules import LONGEST, For, Help, InThePast
from competence.privacy.restricting.rules import NobodyCouldRead
from competence.web import navigation
from competence.web.clock import now, today
from competence.web.days import DayField
from competence.web.text import clean

bp = Blueprint("helping", __name__, url_prefix="/learning/help")


class HelpForm(FlaskForm):  # type: ignore[misc]
    """What somebody asks help for."""

    kind = RadioField(
        _l("Hvad har du brug for?"),
        [InputRequired(_l("Vælg, hvad du har brug for."))],
        choices=[SelectChoice(one.name, one.value) for one in Help],
    )
    about = SelectField(_l("Til hvad?"), choices=[SelectChoice(one.name, one.value) for one in For])
    title = StringField(_l("Hvad hedder det?"), [InputRequired(_l("Skriv, hvad det hedder.")), Length(max=120)])
    what = TextAreaField(_l("Hvad skal hjælperen gøre?"), [Length(max=LONGEST)], render_kw={"rows": 3})
    by = DayField(_l("Hvornår senest?"), [Optional()])


class OfferForm(FlaskForm):  # type: ignore[misc]
    """A yes, with a word."""

    words = TextAreaField(_l("Et ord til den, der spørger"), [Length(max=LONGEST)], render_kw={"rows": 2})


@bp.get("")
@needs(MayHelp.TAKE_PART)
def index() -> str:
    """Show what is asked of the reader, what they asked, and what they want to help with."""
    navigation.stand_under("asking.index")
    known = queries.requests(current_actor())
    return render_template(
        "helping/index.html", kinds=list(Help), mine=queries.kinds_of(actor_id()), me=actor_id(),
        to_me=[one for one in known if one.asker_id != actor_id() and one.closed_at is None],
        by_me=[one for one in known if one.asker_id == actor_id()],
    )  # fmt: skip


@bp.post("/kinds")
@needs(MayHelp.TAKE_PART)
def kinds() -> Response:
    """Keep what the reader wants to help with."""
    chosen = [Help[name] for name in request.form.getlist("kind") if name in Help.__members__]
    actions.want_to_help(actor_id(), chosen)
    db.session.commit()
    flash(_("Gemt. Du bliver kun spurgt om det, du har sat kryds ved."), "success")
    return redirect(url_for("helping.index"), 303)


@bp.get("/new")
@needs(MayHelp.TAKE_PART)
def new() -> str:
    """Ask what help is needed."""
    return _new(HelpForm())


@bp.post("")
@needs(MayHelp.TAKE_PART)
def ask() -> Response | tuple[str, int]:
    """Put the request to those who want to help."""
    form = HelpForm()
    if not form.validate():
        return _new(form), 400
    asked = actions.Asked(
        Help[form.kind.data], For[form.about.data], clean(form.title.data or ""), form.what.data or "", form.by.data
    )
    try:
        made = actions.ask(actor_id(), asked, now(), today())
    except InThePast as refusal:
        db.session.rollback()
        form.by.errors = [str(refusal)]
        return _new(form), refusal.status
    except NobodyCouldRead as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _new(form), refusal.status
    pid, many = made.pid, bool(made.put_to)
    db.session.commit()
    flash(_("Det er sendt til dem, der har sagt, at de gerne vil hjælpe.") if many else _(
        "Ingen har sagt, at de vil hjælpe med det endnu. Når nogen gør, får de dit ønske."), "success")  # fmt: skip
    return redirect(url_for("helping.show", pid=pid), 303)


@bp.get("/<pid>")
@needs(MayHelpRequest.READ)
def show(pid: str) -> str:
    """Show one request to who asked and to those it was put to."""
    navigation.stand_under("asking.index")
    wish = check(MayHelpRequest.READ, queries.request(pid))
    own = wish.answer_of(actor_id())
    form = OfferForm(formdata=None, data={"words": own.words if own else ""})
    offers, mine = wish.offers(current_actor().restricted), wish.asker_id == actor_id()
    return render_template("helping/show.html", wish=wish, offers=offers, mine=mine, own=own, form=form)


@bp.post("/<pid>/offer")
@needs(MayHelpRequest.ANSWER)
def offer(pid: str) -> Response:
    """Offer to help."""
    actions.offer(check(MayHelpRequest.ANSWER, queries.request(pid)), actor_id(), OfferForm().words.data or "", now())
    db.session.commit()
    flash(_("Tak. Den, der spørger, har fået besked og kan se din e-mail."), "success")
    return redirect(url_for("helping.show", pid=pid), 303)


@bp.post("/<pid>/closing")
@needs(MayHelpRequest.CLOSE)
def close(pid: str) -> Response:
    """Say that help was found."""
    actions.close(check(MayHelpRequest.CLOSE, queries.request(pid)), now())
    db.session.commit()
    flash(_("Lukket. Ingen bliver spurgt mere."), "success")
    return redirect(url_for("helping.index"), 303)


def _new(form: Any) -> str:
    navigation.stand_under("asking.index")
    return render_template("helping/new.html", form=form)
