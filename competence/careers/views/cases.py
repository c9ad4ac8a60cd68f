"""The dialogue about a step for the one who asks: the dossier, asking, taking it back, and reading every part."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, current_actor, may, needs
from competence.access.permissions import MayCareers, MayCase
from competence.careers.actions import dialogue
from competence.careers.forms.dialogue import (
    AnswerForm,
    AssessForm,
    PanelForm,
    SeatForm,
    TieForm,
    ViewForm,
    dossier_form,
)
from competence.careers.queries import dialogue as queries
from competence.careers.queries import evidence, pages
from competence.careers.queries.dialogue import Parts
from competence.careers.rules.dialogue import Action, NothingSaid, State
from competence.careers.views.blueprint import bp, house_and_step
from competence.db import db
from competence.frameworks.rules.publishing import ChangedMeanwhile
from competence.privacy import audit

EVENTS = {
    Action.ASK: _l("Bedt om trinnet"),
    Action.WITHDRAW: _l("Trukket tilbage"),
    Action.HAND_OVER: _l("Givet videre til en ny leder"),
    Action.VIEW: _l("Lederens blik skrevet"),
    Action.CONVENE: _l("Fagligt forum spurgt"),
    Action.DECLARE: _l("Har sagt, om der er bindinger"),
    Action.REPLACE: _l("En anden spurgt i fagligt forum"),
    Action.ASSESS: _l("Fagligt forum har sagt sit"),
    Action.CLOSE_PANEL: _l("Fagligt forum er færdigt"),
    Action.ANSWER: _l("Besvaret"),
}


@bp.get("/cases")
@needs(MayCareers.CHOOSE)
def cases() -> str:
    """Show my own dialogues about steps, and those that are asked of me."""
    rows = queries.cases_for(current_actor())
    audit.record_list(actor_id(), "step.read", [row.subject_id for row in rows])
    return render_template(
        "careers/cases.html", states=State,
        own=[row for row in rows if row.subject_id == actor_id()],
        asked=[row for row in rows if row.subject_id != actor_id()],
    )  # fmt: skip


@bp.post("/steps/<code>/cases")
@needs(MayCareers.CHOOSE)
def begin_case(code: str) -> Response:
    """Begin a dossier for a step."""
    house, step = house_and_step(code)
    case = dialogue.begin(actor_id(), queries.step_row(house.edition_id, step.code) or abort(404))
    db.session.commit()
    return redirect(url_for("careers.case", pid=case.pid), 303)


@bp.get("/cases/<pid>")
@needs(MayCase.READ)
def case(pid: str) -> str:
    """Show a dialogue as its reader may see it, with what is theirs to do now."""
    return case_page(check(MayCase.READ, queries.case(pid)))


@bp.post("/cases/<pid>/dossier")
@needs(MayCase.KEEP)
def edit_case(pid: str) -> Response | tuple[str, int]:
    """Save a dossier, and ask for the step where that is the button that was pressed."""
    found = check(MayCase.KEEP, queries.locked_case(pid))
    gathered = evidence.gathered(current_actor(), found.step.edition.model.framework_id)
    form = dossier_form(found, gathered)
    if not form.validate():
        return case_page(found, dossier=form), 400
    chosen = [one for one in gathered if one.pid in set(form.exhibits.data or ())]
    try:
        dialogue.edit(found, (form.words.data or "").strip(), chosen, form.seen)
    except ChangedMeanwhile as refusal:
        form.version.data = str(found.version)
        return case_page(found, dossier=form, stale=str(refusal)), refusal.status
    asks = "ask" in request.form
    if asks:
        try:
            dialogue.ask(found, url_for("careers.case", pid=pid))
        except NothingSaid as refusal:
            form.words.errors = [str(refusal)]
            return case_page(found, dossier=form), refusal.status
    db.session.commit()
    flash(
        _("Sendt til din leder. Du kan følge med her, og du kan trække det tilbage.") if asks else _("Gemt."), "success"
    )
    return redirect(url_for("careers.case", pid=pid), 303)


@bp.post("/cases/<pid>/discarding")
@needs(MayCase.KEEP)
def discard_case(pid: str) -> Response:
    """Throw a dossier away that nobody was asked about."""
    dialogue.discard(check(MayCase.KEEP, queries.locked_case(pid)))
    db.session.commit()
    flash(_("Smidt væk. Dine eksempler har du stadig."), "success")
    return redirect(url_for("careers.cases"), 303)


@bp.post("/cases/<pid>/withdrawal")
@needs(MayCase.KEEP)
def withdraw_case(pid: str) -> Response:
    """Take a dialogue back."""
    dialogue.withdraw(check(MayCase.KEEP, queries.locked_case(pid)))
    db.session.commit()
    flash(_("Trukket tilbage. Nu er det igen kun dit."), "success")
    return redirect(url_for("careers.case", pid=pid), 303)


@bp.post("/cases/<pid>/handover")
@needs(MayCase.KEEP)
def hand_over_case(pid: str) -> Response:
    """Hand a dialogue over to the leader of today."""
    dialogue.hand_over(check(MayCase.KEEP, queries.locked_case(pid)), url_for("careers.case", pid=pid))
    db.session.commit()
    flash(
        _("Givet videre til din leder i dag, som begynder forfra. Det, den tidligere skrev, kan kun du læse."),
        "success",
    )
    return redirect(url_for("careers.case", pid=pid), 303)


def case_page(found: queries.Case, **sent: object) -> str:
    """Return the page of a dialogue for its reader; sent holds forms that were not taken, by what they are for."""
    actor = current_actor()
    mine, leads, sits = (may(permission, found) for permission in (MayCase.KEEP, MayCase.ANSWER, MayCase.ASSESS))
    if not mine:
        audit.record_look(actor_id(), "step.read", subject_id=found.subject_id, thing=f"case:{found.pid}")
    asks = [requirement.competence for requirement in found.step.requirements]
    model = found.step.edition.model
    forms = {
        "view": ViewForm,
        "panel": PanelForm,
        "seat": SeatForm,
        "tie": TieForm,
        "assess": AssessForm,
        "answer": AnswerForm,
    }
    shown = {name: sent.get(name) or form(formdata=None) for name, form in forms.items()}
    dossier: object = sent.get("dossier")
    if dossier is None and mine and found.is_draft:
        dossier = dossier_form(found, evidence.gathered(actor, model.framework_id), as_saved=True)
    return render_template(
        "careers/case.html", case=found, mine=mine, leads=leads, sits=sits, parts=Parts, states=State, forms=shown,
        dossier=dossier, stale=sent.get("stale", ""), words=pages.words(model.framework_id, asks),
        statements=_statements(found, mine=mine, sits=sits), seat=_own_seat(found),
        said=found.said(Parts.PANEL, actor_id()), event_names=EVENTS,
    )  # fmt: skip


def _statements(found: queries.Case, *, mine: bool, sits: bool) -> list[object]:
    """Return what the reader may read: its person everything, the panel their own, the leader all but a half panel."""
    if mine:
        return list(found.statements)
    now = [one for one in found.statements if one.turn == found.turn]
    if sits:
        return [one for one in now if one.author_id == actor_id()]
    return [one for one in now if one.part is not Parts.PANEL or found.state is not State.WITH_PANEL]


def _own_seat(found: queries.Case) -> object:
    return next((seat for seat in found.panel if seat.person_id == actor_id()), None)
