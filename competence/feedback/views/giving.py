"""Giving feedback: recognition nobody asked for, an answer to what one was asked, and taking it back."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, needs
from competence.access.permissions import MayFeedback
from competence.db import db
from competence.feedback.actions import giving as actions
from competence.feedback.forms.giving import RecogniseForm, levels_in, pointed_at, recognise_form, words_form
from competence.feedback.queries import forms, people, pieces
from competence.feedback.rules import steps
from competence.feedback.rules.asking import RECOGNITION, UNASKED, VIEW
from competence.feedback.rules.refusals import NotWaiting
from competence.feedback.rules.steps import Action, open_steps
from competence.feedback.views.blueprint import bp, locked, topics
from competence.frameworks.queries.ladders import competences, ladder, scale
from competence.web import navigation
from competence.web.clock import now, today
from competence.web.refusals import Refusal


@bp.get("/give")
@needs(MayFeedback.TAKE_PART)
def give() -> str:
    """Show how to give a colleague recognition."""
    return _give_page(_recognise_form(formdata=None))


@bp.post("/give")
@needs(MayFeedback.TAKE_PART)
def recognise() -> Any:
    """Give a colleague recognition."""
    form, me = _recognise_form(), actor_id()
    if not form.validate_on_submit():
        return _give_page(form), 400
    wanted = forms.forms()[UNASKED].wanted
    actions.recognise(form.to.data, me, wanted, form.words, pointed_at(form), now())
    db.session.commit()
    flash(_("Din anerkendelse er sendt. Du kan trække den tilbage, til den er læst."), "success")
    return redirect(url_for("feedback.index", _anchor="given"), 303)


@bp.get("/<pid>/answer")
@needs(MayFeedback.WRITE)
def answer(pid: str) -> Any:
    """Show what a colleague asks, and the fields to answer in."""
    piece: Any = check(MayFeedback.WRITE, pieces.piece(pid))
    if Action.WRITE not in open_steps(piece.state, "writer"):
        return redirect(url_for("feedback.show", pid=pid), 303)
    return answer_page(piece, "feedback/answer.html")


@bp.post("/<pid>/answer")
@needs(MayFeedback.WRITE)
def write(pid: str) -> Any:
    """Send the answer."""
    piece = locked(pid, MayFeedback.WRITE)
    try:
        refused = send(piece)
    except NotWaiting as too_late:
        db.session.rollback()
        navigation.stand_under("feedback.index")
        return render_template("feedback/_too_late.html", said=str(too_late), unsent=unsent(piece)), too_late.status
    if refused is not None:
        return answer_page(pieces.piece(pid), "feedback/answer.html", *refused), 400
    db.session.commit()
    flash(_("Din feedback er sendt. Du kan trække den tilbage, til den er læst."), "success")
    return redirect(url_for("feedback.index", _anchor="given"), 303)


@bp.post("/<pid>/declining")
@needs(MayFeedback.WRITE)
def decline(pid: str) -> Response:
    """Say that one cannot judge; no reason is asked for."""
    actions.decline(locked(pid, MayFeedback.WRITE))
    db.session.commit()
    flash(_("Du har svaret, at du ikke kan vurdere det. Det er et fint svar."), "success")
    return redirect(url_for("feedback.index"), 303)


@bp.post("/<pid>/withdrawal")
@needs(MayFeedback.WRITE)
def take_back(pid: str) -> Response:
    """Take back what is not read yet."""
    actions.take_back(locked(pid, MayFeedback.WRITE))
    db.session.commit()
    flash(_("Trukket tilbage. Ordene står kun hos dig, og du kan rette dem og sende igen."), "success")
    return redirect(url_for("feedback.answer", pid=pid), 303)


@bp.post("/<pid>/discarding")
@needs(MayFeedback.WRITE)
def discard(pid: str) -> Response:
    """Throw away what one took back."""
    actions.discard(locked(pid, MayFeedback.WRITE))
    db.session.commit()
    flash(_("Det, du skrev, er slettet."), "success")
    return redirect(url_for("feedback.index"), 303)


def send(piece: Any) -> tuple[Any, str] | None:
    """Send what was written or chosen in a form; otherwise return the form and what is wrong with it.

    Raises NotWaiting, before anything else is looked at, where it is too late to send.
    """
    steps.step(piece.state, Action.WRITE)
    if piece.form == VIEW:
        asked = pieces.viewed_in(piece.request)
        highest = len(scale(competences(asked)[0].version_id))
        try:
            actions.view(piece, asked, levels_in(request.form, asked), highest, now())
        except Refusal as refusal:
            db.session.rollback()
            return None, str(refusal)
        return None
    form = forms.forms()[piece.form]
    filled, topic = words_form(form), None
    if not filled.validate_on_submit():
        db.session.rollback()
        return filled, ""
    actions.write(piece, form.wanted, filled.words, topic, now())
    return None


def unsent(piece: Any = None) -> list[str]:
    """Return what came too late, for its writer to take with them: words, and the levels of a colleague's view."""
    fields = {field.code for form in forms.forms().values() for field in form.of_writer}
    words = [text for name, text in request.form.items() if name in fields and text.strip()]
    if piece is None or piece.form != VIEW:
        return words
    viewed = competences(pieces.viewed_in(piece.request))
    rungs = {rung.value: str(rung.title) for rung in scale(viewed[0].version_id)}
    said = levels_in(request.form, [one.id for one in viewed])
    return [f"{one.title}: {rungs.get(said[one.id] or 0, _('Kan ikke vurdere'))}" for one in viewed if one.id in said]


def answer_page(piece: Any, template: str, filled: Any = None, problem: str = "") -> str:
    """Return the page on which somebody answers, in the house or outside it."""
    form = forms.forms()[piece.form]
    viewed = competences(pieces.viewed_in(piece.request)) if piece.form == VIEW else ()
    rungs = scale(viewed[0].version_id) if viewed else ()
    said = {key: value or "unknown" for key, value in pieces.levels_of(piece).items()}
    return render_template(
        template,
        piece=piece,
        chosen=form,
        form=filled or words_form(form, formdata=None, data=piece.words),
        ladders=[(one, ladder(one, rungs)) for one in viewed],
        said=said | levels_in(request.form, [one.id for one in viewed]),
        problem=problem,
    )


def _recognise_form(**more: Any) -> RecogniseForm:
    me = actor_id()
    others = [person for person in people.everybody(today()) if person.id != me]
    return recognise_form(forms.forms()[RECOGNITION], others, topics(with_talk=False), **more)


def _give_page(form: RecogniseForm) -> str:
    navigation.stand_under("feedback.index")
    return render_template("feedback/give.html", form=form, chosen=forms.forms()[RECOGNITION])
