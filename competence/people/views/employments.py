"""Where somebody works: adding an employment, changing or ending one."""

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayPeople
from competence.people import actions, queries
from competence.people.forms import PlaceForm
from competence.people.views.blueprint import bp, person_or_404, save
from competence.people.views.choices import place_from, role_profile_choices, unit_choices
from competence.web.clock import today


@bp.get("/<pid>/employments/new")
@needs(MayPeople.EDIT)
def new_employment(pid: str) -> str:
    """Ask where somebody also works."""
    return render_template("people/new_employment.html", form=_form(), person=person_or_404(pid))


@bp.post("/<pid>/employments")
@needs(MayPeople.EDIT)
def create_employment(pid: str) -> Any:
    """Employ somebody in one more place."""
    person, form, where = person_or_404(pid), _form(), url_for("people.show", pid=pid)
    return save(
        form,
        lambda: actions.add_employment(actor_id(), person, place_from(form)),
        lambda: where,
        _("Ansættelsen er gemt."),
        "people/new_employment.html",
        person=person,
    )


@bp.get("/<pid>/employments/<int:number>/edit")
@needs(MayPeople.EDIT)
def edit_employment(pid: str, number: int) -> str:
    """Ask what an employment is, and when it ends."""
    person = person_or_404(pid)
    employment = queries.employment_of(person, number) or abort(404)
    return render_template(
        "people/edit_employment.html", form=_form(employment), person=person, employment=employment, versioned=person
    )


@bp.post("/<pid>/employments/<int:number>")
@needs(MayPeople.EDIT)
def update_employment(pid: str, number: int) -> Any:
    """Change or end an employment."""
    person, where = person_or_404(pid), url_for("people.show", pid=pid)
    employment = queries.employment_of(person, number) or abort(404)
    form = _form(employment)

    def act() -> None:
        actions.check_version(person, form.seen)
        actions.update_employment(actor_id(), employment, place_from(form))

    return save(
        form,
        act,
        lambda: where,
        _("Ansættelsen er gemt."),
        "people/edit_employment.html",
        person=person,
        employment=employment,
        versioned=person,
    )


def _form(employment: Any = None) -> PlaceForm:
    if employment is None:
        return PlaceForm(unit_choices(today()), role_profile_choices(), data={"valid_from": today()})
    known = {
        "unit": employment.unit.code,
        "role_profile": employment.role_profile.code if employment.role_profile else "",
        "valid_from": employment.valid_from,
        "valid_to": employment.valid_to,
        "weekly_hours": employment.weekly_hours,
        "version": employment.person.version,
    }
    return PlaceForm(unit_choices(today(), also=employment.unit.code), role_profile_choices(), data=known)
