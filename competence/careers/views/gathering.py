"""My examples: gathered over the years, for my eyes alone, until I put one into a dossier myself."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, current_actor, needs
from competence.access.permissions import MayCareers, MayEvidence
from competence.careers.actions import gathering
from competence.careers.forms.own import EvidenceForm, evidence_form
from competence.careers.queries import evidence as queries
from competence.careers.queries import pages
from competence.careers.rules.choosing import NoModel
from competence.careers.rules.gathering import ChangedMeanwhile, NotALink
from competence.careers.views.blueprint import bp
from competence.db import db


@bp.get("/examples")
@needs(MayCareers.CHOOSE)
def examples() -> str:
    """Show my examples by competence, and the form for one more."""
    wanted = request.args.get("competence", "")
    house, words = _house_and_words()
    return _page(house, words, evidence_form(words, competence=wanted if wanted in words.competences else ""))


@bp.post("/examples")
@needs(MayCareers.CHOOSE)
def keep() -> Response | tuple[str, int]:
    """Keep an example."""
    house, words = _house_and_words()
    form = evidence_form(words)
    if not form.validate():
        return _page(house, words, form), 400
    try:
        gathering.keep(actor_id(), house.framework_id, form.told)
    except NotALink as refusal:
        form.link.errors = [str(refusal)]
        return _page(house, words, form), refusal.status
    db.session.commit()
    flash(_("Gemt. Kun du kan se det."), "success")
    return redirect(url_for("careers.examples"), 303)


@bp.get("/examples/<pid>")
@needs(MayEvidence.KEEP)
def edit_example(pid: str) -> str:
    """Show an example to be reworded."""
    evidence = check(MayEvidence.KEEP, queries.evidence(pid))
    _house, words = _house_and_words()
    return render_template("careers/edit_example.html", evidence=evidence, form=evidence_form(words, evidence))


@bp.post("/examples/<pid>")
@needs(MayEvidence.KEEP)
def reword(pid: str) -> Response | tuple[str, int]:
    """Save an example's words; where it was changed in another window, show both and save nothing."""
    evidence = check(MayEvidence.KEEP, queries.evidence(pid))
    _house, words = _house_and_words()
    form = evidence_form(words, evidence)
    if not form.validate():
        return render_template("careers/edit_example.html", evidence=evidence, form=form), 400
    try:
        gathering.reword(evidence, form.told, form.seen)
    except NotALink as refusal:
        form.link.errors = [str(refusal)]
        return render_template("careers/edit_example.html", evidence=evidence, form=form), refusal.status
    except ChangedMeanwhile as refusal:
        form.version.data = str(evidence.version)
        page = render_template("careers/edit_example.html", evidence=evidence, form=form, stale=str(refusal))
        return page, refusal.status
    db.session.commit()
    flash(_("Gemt. Kun du kan se det."), "success")
    return redirect(url_for("careers.examples"), 303)


@bp.post("/examples/<pid>/removal")
@needs(MayEvidence.KEEP)
def let_go(pid: str) -> Response:
    """Delete an example."""
    gathering.let_go(check(MayEvidence.KEEP, queries.evidence(pid)))
    db.session.commit()
    flash(_("Eksemplet er slettet."), "success")
    return redirect(url_for("careers.examples"), 303)


def _house_and_words() -> tuple[pages.House, pages.Words]:
    house = pages.house()
    if house is None:
        raise NoModel
    return house, pages.words(house.framework_id)


def _page(house: pages.House, words: pages.Words, form: EvidenceForm) -> str:
    gathered = queries.gathered(current_actor(), house.framework_id)
    by_competence = {code: [one for one in gathered if one.competence == code] for code in words.competences}
    return render_template(
        "careers/examples.html", words=words, form=form,
        groups=[(code, rows) for code, rows in by_competence.items() if rows],
        others=[one for one in gathered if one.competence not in words.competences],
    )  # fmt: skip
