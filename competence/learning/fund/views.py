"""The pages of the fund: an education's checklist for the two, and the terms for HR."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, current_actor, needs
from competence.access.permissions import MayFund
from competence.db import db
from competence.learning.fund import actions, queries
from competence.learning.fund.forms import CaseForm, OpeningForm, TermsForm
from competence.learning.fund.rules.asking import NoSuchStep, Step, next_opening, split, wants_checking, window
from competence.learning.rules.refusals import ChangedMeanwhile
from competence.plans.rules.words import Side
from competence.privacy import audit
from competence.web import navigation
from competence.web.clock import now, today

bp = Blueprint("fund", __name__, url_prefix="/learning/fund")
NUMBER = "int(max=2147483647)"


@bp.get(f"/plans/<pid>/<{NUMBER}:number>")
@needs(MayFund.PREPARE)
def show(pid: str, number: int) -> str:
    """Show what the fund asks of one education in a signed plan, and how far the two are."""
    return _page(check(MayFund.PREPARE, queries.education(pid, number)))


@bp.post(f"/plans/<pid>/<{NUMBER}:number>")
@needs(MayFund.PREPARE)
def prepare(pid: str, number: int) -> Any:
    """Write down which agreement it is, when the education begins, and what it costs."""
    education = check(MayFund.PREPARE, queries.education(pid, number))
    form = CaseForm(queries.agreements())
    if not form.validate_on_submit():
        return _page(education, form), 400
    chosen = queries.agreement(form.agreement.data) if form.agreement.data else None
    wanted = actions.Wanted(chosen, form.starts_on.data, form.price.data, bool(form.master.data))
    actions.prepare(education, wanted)
    db.session.commit()
    flash(_("Det er gemt."), "success")
    return redirect(url_for("fund.show", pid=pid, number=number), 303)


@bp.post(f"/plans/<pid>/<{NUMBER}:number>/steps")
@needs(MayFund.PREPARE)
def tick(pid: str, number: int) -> Response:
    """Say that a step is ready, or is not after all."""
    education = check(MayFund.PREPARE, queries.education(pid, number))
    step = next((one for one in Step if one.name == request.form.get("step")), None)
    if step is None:
        raise NoSuchStep
    done, actor = request.form.get("done") == "yes", current_actor()
    actions.tick(education, step, _side(education), done=done, actor_id=actor.person_id, today=today())
    db.session.commit()
    return redirect(url_for("fund.show", pid=pid, number=number, _anchor="steps"), 303)


@bp.get("/terms")
@needs(MayFund.EDIT)
def terms() -> str:
    """Show the terms HR has written down, and which are to be checked again."""
    old = {one.id for one in queries.agreements() if wants_checking(one.checked_on, today())}
    return render_template("fund/terms.html", agreements=queries.agreements(), old=old, now=now())


@bp.get("/terms/new")
@needs(MayFund.EDIT)
def new() -> str:
    """Ask for a collective agreement's terms."""
    return render_template("fund/new.html", form=TermsForm(data={"checked_on": today()}))


@bp.post("/terms")
@needs(MayFund.EDIT)
def create() -> Any:
    """Write a collective agreement's terms down."""
    form = TermsForm()
    if not form.validate_on_submit():
        return render_template("fund/new.html", form=form), 400
    kept = _keep(None, form)
    return redirect(url_for("fund.edit", pid=kept.pid), 303)


@bp.get("/terms/<pid>")
@needs(MayFund.EDIT)
def edit(pid: str) -> str:
    """Show one agreement's terms and openings for keeping them."""
    return _edit_page(_agreement(pid))


@bp.post("/terms/<pid>")
@needs(MayFund.EDIT)
def update(pid: str) -> Any:
    """Change a collective agreement's terms."""
    agreement, form = _agreement(pid), TermsForm()
    if not form.validate_on_submit():
        return _edit_page(agreement, form), 400
    if form.seen != agreement.version:
        raise ChangedMeanwhile
    _keep(agreement, form)
    return redirect(url_for("fund.terms"), 303)


@bp.post("/terms/<pid>/openings")
@needs(MayFund.EDIT)
def add_opening(pid: str) -> Any:
    """Write down when a pool opens."""
    agreement, form = _agreement(pid), OpeningForm()
    if not form.validate_on_submit():
        return _edit_page(agreement, opening_form=form), 400
    actions.add_opening(agreement, form.moment())
    db.session.commit()
    flash(_("Åbningen er skrevet ind. De, der er ved at søge, får besked en uge før."), "success")
    return redirect(url_for("fund.edit", pid=pid), 303)


@bp.post(f"/terms/<pid>/openings/<{NUMBER}:number>/removal")
@needs(MayFund.EDIT)
def remove_opening(pid: str, number: int) -> Response:
    """Take an opening away."""
    agreement = _agreement(pid)
    actions.remove_opening(agreement, queries.opening(agreement, number) or abort(404))
    db.session.commit()
    flash(_("Åbningen er taget ud."), "success")
    return redirect(url_for("fund.edit", pid=pid), 303)


def _keep(agreement: Any, form: TermsForm) -> Any:
    kept = actions.keep(agreement, form.title(), form.terms(), form.source.data or "", form.checked_on.data)  # type: ignore[arg-type]  # validated
    db.session.commit()
    flash(_("Fondens regler er gemt."), "success")
    return kept


def _agreement(pid: str) -> Any:
    return check(MayFund.EDIT, queries.agreement(pid) or abort(404))


def _edit_page(agreement: Any, form: Any = None, opening_form: Any = None) -> str:
    known = {"title_da": agreement.title.da, "title_en": agreement.title.en}
    return render_template(
        "fund/edit.html",
        agreement=agreement,
        form=form or TermsForm(formdata=None, obj=agreement, data=known),
        opening_form=opening_form or OpeningForm(formdata=None),
        now=now(),
    )


def _side(education: Any) -> Side:
    return Side.EMPLOYEE if education.subject_id == actor_id() else Side.LEADER


def _page(education: Any, form: Any = None) -> str:
    if _side(education) is Side.EMPLOYEE:
        navigation.stand_under("plans.index")
    else:
        navigation.stand_under("plans.team")
        audit.record_look(actor_id(), "fund.look", subject_id=education.subject_id)
    case, agreement = education.case, education.case.agreement if education.case else None
    agreements = queries.agreements()
    known = {name: getattr(case, name) for name in ("starts_on", "price", "master")} if case else {}
    known["agreement"] = agreement.pid if agreement else ""
    opens_at = next_opening((one.opens_at for one in agreement.openings), now()) if agreement else None
    return render_template(
        "fund/show.html",
        education=education,
        case=case,
        agreement=agreement,
        agreements=agreements,
        form=form or CaseForm(agreements, formdata=None, data=known),
        steps=[(step, step.whose in (None, _side(education))) for step in Step],
        ticked={tick.step: tick.on for tick in case.ticks} if case else {},
        window=window(case.starts_on, agreement.terms) if agreement and case.starts_on else None,
        split=split(case.price, agreement.terms, master=case.master) if agreement and case.price is not None else None,
        opens_at=opens_at,
        today=today(),
        old=wants_checking(agreement.checked_on, today()) if agreement else False,
        is_own=_side(education) is Side.EMPLOYEE,
    )
