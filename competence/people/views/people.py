"""The list of people, one person, and giving them a name."""

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from competence.access.guard import actor_id, current_actor, may, needs
from competence.access.permissions import MayLeave, MayPeople
from competence.people import actions, queries
from competence.people.forms import ROLES, NameForm, NewPersonForm
from competence.people.queries.leading import led_by
from competence.people.views.blueprint import bp, person_or_404, save
from competence.people.views.choices import place_from, role_profile_choices, unit_choices
from competence.privacy.throttling import SEARCHES, slow_down
from competence.web import navigation
from competence.web.clock import today

navigation.add(
    navigation.Entry("people.index", lambda: _("Medarbejdere"), MayPeople.LIST, navigation.Group.ADMINISTRATION, 10)
)

LAST_PAGE = 1000


@bp.get("")
@needs(MayPeople.LIST)
def index() -> str:
    """List the people of the house, fifty at a time."""
    search = request.args.get("q", "").strip()[:100]
    if search:
        slow_down(*SEARCHES)
    page = min(max(1, request.args.get("page", 1, type=int)), LAST_PAGE)
    former = request.args.get("former") == "1"
    found = queries.list_people(current_actor(), today(), search=search, page=page, former=former)
    return render_template(
        "people/index.html",
        people=found[: queries.PAGE],
        more=len(found) > queries.PAGE,
        search=search,
        page=page,
        former=former,
    )


@bp.get("/new")
@needs(MayPeople.EDIT)
def new() -> str:
    """Ask who is new."""
    return render_template("people/new.html", form=_new_form())


@bp.post("")
@needs(MayPeople.EDIT)
def create() -> Any:
    """Make a person with a first employment."""
    form = _new_form()
    made: list[Any] = []

    def act() -> None:
        place = place_from(form)
        made.append(actions.create_person(actor_id(), form.given("name"), form.given("email"), place))

    def where() -> str:
        return url_for("people.show", pid=made[0].pid)

    return save(form, act, where, _("Personen er oprettet."), "people/new.html")


@bp.get("/<pid>")
@needs(MayPeople.LIST)
def show(pid: str) -> str:
    """Show where somebody works, who leads them, who stands in for them, and their roles; never what they wrote."""
    person, day = person_or_404(pid, MayPeople.LIST), today()
    return render_template(
        "people/show.html",
        person=person,
        today=day,
        employments=queries.employments_of(person),
        leaders=queries.leaders_of(person),
        led=led_by(person.id, day),
        deputies=queries.deputies_of(person.id),
        grants=queries.grants_of(person.id),
        roles=ROLES,
        is_self=person.id == actor_id(),
        may_read_leaves=may(MayLeave.READ, person),
    )


@bp.get("/<pid>/edit")
@needs(MayPeople.EDIT)
def edit(pid: str) -> str:
    """Ask for a person's name."""
    person = person_or_404(pid)
    return render_template("people/edit.html", form=NameForm(obj=person), person=person, versioned=person)


@bp.post("/<pid>")
@needs(MayPeople.EDIT)
def update(pid: str) -> Any:
    """Give a person another name."""
    person, form = person_or_404(pid), NameForm()

    def act() -> None:
        actions.check_version(person, form.seen)
        actions.rename_person(actor_id(), person, form.given("name"))

    where = url_for("people.show", pid=pid)
    return save(form, act, lambda: where, _("Rettelsen er gemt."), "people/edit.html", person=person, versioned=person)


def _new_form() -> NewPersonForm:
    return NewPersonForm(unit_choices(today()), role_profile_choices(), data={"valid_from": today()})
