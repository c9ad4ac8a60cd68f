"""The tree of units: seeing it, adding to it, renaming, moving and ending."""

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayPeople
from competence.people import actions, queries
from competence.people.actions import UnitText
from competence.people.forms import UNIT_KINDS, NewUnitForm, UnitForm
from competence.people.views.blueprint import bp, save
from competence.people.views.choices import unit_choices
from competence.web.bilingual import Bilingual
from competence.web.clock import today


@bp.get("/units")
@needs(MayPeople.LIST)
def units() -> str:
    """Show the tree with the days each unit exists."""
    return render_template("people/units.html", tree=queries.unit_tree(), kinds=UNIT_KINDS, today=today())


@bp.get("/units/new")
@needs(MayPeople.EDIT)
def new_unit() -> str:
    """Ask what a new unit is."""
    form = NewUnitForm(unit_choices(today()), data={"valid_from": today()})
    return render_template("people/new_unit.html", form=form)


@bp.post("/units")
@needs(MayPeople.EDIT)
def create_unit() -> Any:
    """Make a unit."""
    form, where = NewUnitForm(unit_choices(today())), url_for("people.units")
    return save(
        form,
        lambda: actions.create_unit(actor_id(), form.given("code"), _text(form)),
        lambda: where,
        _("Enheden er oprettet."),
        "people/new_unit.html",
    )


@bp.get("/units/<code>/edit")
@needs(MayPeople.EDIT)
def edit_unit(code: str) -> str:
    """Ask what a unit is called, where it lies and how long it exists."""
    unit = queries.unit_by_code(code) or abort(404)
    return render_template("people/edit_unit.html", form=_form(unit), unit=unit, versioned=unit, kinds=UNIT_KINDS)


@bp.post("/units/<code>")
@needs(MayPeople.EDIT)
def update_unit(code: str) -> Any:
    """Rename, move or end a unit."""
    unit, where = queries.unit_by_code(code) or abort(404), url_for("people.units")
    form = _form(unit)

    def act() -> None:
        actions.check_version(unit, form.seen)
        actions.update_unit(actor_id(), unit, _text(form))

    return save(
        form,
        act,
        lambda: where,
        _("Enheden er gemt."),
        "people/edit_unit.html",
        unit=unit,
        versioned=unit,
        kinds=UNIT_KINDS,
    )


def _form(unit: Any) -> UnitForm:
    known = {
        "title_da": unit.title.da,
        "title_en": unit.title.en,
        "kind": unit.kind,
        "parent": unit.parent.code if unit.parent else "",
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "version": unit.version,
    }
    return UnitForm(unit_choices(today(), also=known["parent"]), data=known)


def _text(form: UnitForm) -> UnitText:
    parent = queries.unit_by_code(form.given("parent")) if form.given("parent") else None
    title = Bilingual(form.given("title_da"), form.given("title_en") or "")
    return UnitText(title, form.given("kind"), parent, form.given("valid_from"), form.given("valid_to"))
