"""The pages of a possible breach: whose account and when, and then everything it read, as a page and as a file."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayTrail
from competence.access.policy import POLICY
from competence.people.breaches.forms import BreachForm
from competence.people.breaches.rules import FORMAT, BadTimes, Span, span
from competence.people.queries import person_by_email, person_by_pid
from competence.privacy import audit
from competence.privacy.taking import TakingForm, count_taking
from competence.privacy.trail.queries.reading import TAKEN_OUT, Read, looks_by, names_of
from competence.privacy.trail.rules.acts import act_in_words
from competence.privacy.trail.rules.looks import OF_SOMEBODY, ROLES
from competence.web import navigation
from competence.web.downloads import download
from competence.web.language import clock, day, translated
from competence.web.navigation import Entry, Group
from competence.web.tables.cells import Column, Row, Table, words
from competence.web.tables.files import KINDS, as_csv
from competence.web.text import tidy_email

REFUSED = {str(permission): permission.value for permission in POLICY}  # as the trail names what was refused

bp = Blueprint("breaches", __name__, url_prefix="/privacy/breaches")

navigation.add(
    Entry("breaches.index", lambda: _("Hvad har en konto læst?"), MayTrail.BREACHES, Group.ADMINISTRATION, 97)
)


@bp.get("")
@needs(MayTrail.BREACHES)
def index() -> str:
    """Ask whose account, and from when to when."""
    return render_template("breaches/index.html", form=BreachForm())


@bp.post("")
@needs(MayTrail.BREACHES)
def create() -> Any:
    """Go to what the account read; an address with somebody's mail in it would stand in logs."""
    form = BreachForm()
    if not form.validate_on_submit():
        return render_template("breaches/index.html", form=form), 400
    person = person_by_email(tidy_email(form.given("email")))
    start, end = (form[name].data.strftime(FORMAT) for name in ("start", "end"))
    if person is None:
        form.email.errors = [_("Vi kender ingen med den adresse.")]
        return render_template("breaches/index.html", form=form), 400
    try:
        span(start, end)
    except BadTimes as refusal:
        form.end.errors = [str(refusal)]
        return render_template("breaches/index.html", form=form), 400
    return redirect(url_for("breaches.show", pid=person.pid, start=start, end=end), 303)


@bp.get("/<pid>/<start>/<end>")
@needs(MayTrail.BREACHES)
def show(pid: str, start: str, end: str) -> str:
    """Show what an account read: when, what, about whom, and what it was refused."""
    return _show(pid, start, end, TakingForm(formdata=None))


@bp.post("/<pid>/<start>/<end>/file")
@needs(MayTrail.TAKE_BREACHES)
def file(pid: str, start: str, end: str) -> Any:
    """Give the same as a file for a spreadsheet, for a reason."""
    form = TakingForm()
    if not form.validate_on_submit():
        return _show(pid, start, end, form), 400
    count_taking()
    person, chosen = _asked(pid, start, end)
    table = _table(person, chosen, told=False)
    notes = [_("Hvad har en konto læst?"), person.name, f"{start} – {end}"]
    content = as_csv(notes, table)
    said = audit.fingerprint(content, len(table.rows), form.told)
    audit.record_export("export.breach", f"{start} {end}", subject_id=person.id, words=said)
    return download(content, KINDS["csv"], f"konto-{person.pid}.csv")


def _show(pid: str, start: str, end: str, form: TakingForm) -> str:
    person, chosen = _asked(pid, start, end)
    table = _table(person, chosen, told=True)
    return render_template(
        "breaches/show.html", person=person, table=table, start=start, end=end, asked=chosen, form=form
    )


def _asked(pid: str, start: str, end: str) -> tuple[Any, Span]:
    person, chosen = person_by_pid(pid) or abort(404), span(start, end)
    if person.id != actor_id():
        audit.record_look(actor_id(), "breach.look", subject_id=person.id)
    return person, chosen


def _table(person: Any, chosen: Span, *, told: bool) -> Table:
    """Return what the account read, the first first; told: with what the trail says of the files it took out."""
    seen = looks_by(person.id, chosen.start, chosen.end)
    names = names_of({one.subject_id for one in seen})
    heads = (_("Hvad"), _("Om hvem"), _("I hvilken rolle"), _("Svar"))
    rows = [
        Row(
            f"{day(one.at)} {clock(one.at)}",
            (
                words(_what(one.action)),
                words(names.get(one.subject_id or 0, "–")),
                words(ROLES[one.capacity] if one.capacity else "–"),
                words(_answer(one, told=told)),
            ),
        )
        for one in seen
    ]
    return Table(_("Hvornår"), tuple(Column(head, plain=True) for head in heads), tuple(rows))


def _answer(one: Read, *, told: bool) -> str:
    """Return what the account got; of a file its fingerprint and why it was taken, where that is asked for."""
    if one.denied:
        return str(_("Afvist"))
    if one.action not in TAKEN_OUT:
        return str(_("Vist"))
    return f"{_('Hentet')}: {one.words}" if told and one.words else str(_("Hentet"))


def _what(action: str) -> object:
    """Return in words what was read or refused; what an earlier edition of the product called it stays as it is."""
    return OF_SOMEBODY.get(action) or act_in_words(action) or translated(REFUSED.get(action, action))
