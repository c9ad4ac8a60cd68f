"""The pages of a review of the rights: HR begins and follows it, each leader signs a sheet, and it leaves as a file."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from competence.access.guard import actor_id, check, current_actor, may, needs
from competence.access.permissions import MayReview
from competence.db import db
from competence.people.queries import names_of, unit_tree
from competence.people.reviews import actions, queries
from competence.people.reviews.forms import RIGHT, BeginForm, SignForm
from competence.people.reviews.parts import Part, fingerprint, people_in
from competence.people.reviews.picture import parts_of, roles_part
from competence.people.reviews.rules import ChangedSinceShown, LongAgo, NobodyLeads, NothingSaid, NotYet, SaidTooMuch
from competence.privacy import audit
from competence.privacy.taking import TakingForm, count_taking
from competence.web import navigation
from competence.web.clock import now, today
from competence.web.downloads import download
from competence.web.language import day
from competence.web.navigation import Entry, Group
from competence.web.tables.cells import Column, Row, Table, words
from competence.web.tables.files import KINDS, write

bp = Blueprint("reviews", __name__, url_prefix="/people/reviews")

navigation.add(Entry("reviews.index", lambda: _("Gennemgang af rettigheder"), MayReview.FOLLOW, Group.PROTECTION, 40))
navigation.add(Entry("reviews.own", lambda: _("Hvem kan se hvad"), MayReview.OWN, Group.TEAM, 45))


@bp.get("")
@needs(MayReview.FOLLOW)
def index() -> str:
    """List the reviews and when the next is due, and who has which role today; HR begins another one here."""
    return _index(BeginForm(data={"as_of": today()}))


@bp.post("")
@needs(MayReview.BEGIN)
def create() -> Any:
    """Begin a review."""
    form = BeginForm()
    if not form.validate_on_submit():
        return _index(form), 400
    try:
        pid = actions.begin(actor_id(), form.given("as_of"), now(), today()).pid
    except (NotYet, LongAgo, NobodyLeads) as refusal:
        db.session.rollback()
        form.as_of.errors = [str(refusal)]
        return _index(form), refusal.status
    db.session.commit()
    flash(_("Gennemgangen er begyndt. Lederne har fået besked."), "success")
    return redirect(url_for("reviews.show", pid=pid), 303)


@bp.get("/own")
@needs(MayReview.OWN)
def own() -> str:
    """Show a leader what they are asked to look through, and what they signed before."""
    return render_template("reviews/own.html", sheets=queries.own_sheets(current_actor()))


@bp.get("/<pid>")
@needs(MayReview.FOLLOW)
def show(pid: str) -> str:
    """Show by unit which leaders have signed, and who leads nobody's people."""
    return _show(queries.review_of(pid) or abort(404), TakingForm(formdata=None))


@bp.post("/<pid>/file")
@needs(MayReview.TAKE)
def file(pid: str) -> Any:
    """Give what each leader was shown, and when they signed it, as a file; what they wrote to HR stays here."""
    review, form = queries.review_of(pid) or abort(404), TakingForm()
    if not form.validate_on_submit():
        return _show(review, form), 400
    count_taking()
    kind = "csv" if request.form.get("kind") == "csv" else "xlsx"
    table = _as_table(queries.sheets(current_actor(), [review.id]))
    notes = [_("Gennemgang af rettigheder"), _("Som det var den %(day)s", day=day(review.as_of))]
    content = write(kind, notes, table)
    said = audit.fingerprint(content, len(table.rows), form.told)
    audit.record_export("export.review", f"rights_review {pid}", words=said)
    return download(content, KINDS[kind], f"rettigheder-{review.as_of}.{kind}")


@bp.get("/sheets/<pid>")
@needs(MayReview.READ)
def sheet(pid: str) -> str:
    """Show who can see what about the people one leader leads, and let that leader sign it."""
    found = check(MayReview.READ, queries.sheet_of(pid))
    if found.leader_id != actor_id():
        audit.record_look(actor_id(), "review.look", subject_id=found.leader_id)
    return _sheet(found, SignForm(formdata=None))


@bp.post("/sheets/<pid>/signature")
@needs(MayReview.SIGN)
def sign(pid: str) -> Any:
    """Sign a sheet: it is right, or this is not."""
    found, form = check(MayReview.SIGN, queries.sheet_of(pid)), SignForm()
    if not form.validate_on_submit():
        return _sheet(found, form), 400
    is_right = form.answer.data == RIGHT
    said = form.remarks.data or ""
    try:
        actions.sign(found, parts_of(found), form.seen.data or "", is_right=is_right, remarks=said, now=now())
    except (NothingSaid, SaidTooMuch) as refusal:
        db.session.rollback()
        form.remarks.errors = [str(refusal)]
        return _sheet(found, form), refusal.status
    except ChangedSinceShown as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _sheet(found, form), refusal.status
    db.session.commit()
    thanks = _("Tak. Du har skrevet under.") if is_right else _("Tak. Du har skrevet under, og HR har fået besked.")
    flash(thanks, "success")
    return redirect(url_for("reviews.own"), 303)


@bp.post("/sheets/<pid>/handling")
@needs(MayReview.HANDLE)
def handle(pid: str) -> Any:
    """Note that what a leader said is put right."""
    found = queries.sheet_of(pid) or abort(404)
    actions.handle(found, actor_id(), now())
    where = url_for("reviews.show", pid=found.review.pid)
    db.session.commit()
    flash(_("Det er noteret."), "success")
    return redirect(where, 303)


def _index(form: BeginForm) -> str:
    reviews = queries.reviews()
    sheets = queries.sheets(current_actor(), [one.id for one in reviews[:1]])
    roles = roles_part(queries.grants_on(today()))
    return render_template(
        "reviews/index.html",
        form=form,
        reviews=reviews,
        waits=any(one.signed_at is None for one in sheets),
        remarks=any(one.waits_for_hr for one in sheets),
        due=queries.next_due(),
        today=today(),
        roles=roles,
        names=names_of(people_in([roles])),
        may_begin=may(MayReview.BEGIN),
    )


def _show(review: Any, form: TakingForm) -> str:
    sheets = {one.leader_id: one for one in queries.sheets(current_actor(), [review.id])}
    return render_template("reviews/show.html", review=review, units=_by_unit(review, sheets), form=form)


def _sheet(found: Any, form: SignForm) -> str:
    parts = parts_of(found)
    form.seen.data = fingerprint(parts)
    return render_template(
        "reviews/sheet.html",
        sheet=found,
        parts=parts,
        names=names_of(people_in(parts)),
        form=form,
        mine=may(MayReview.SIGN, found) and found.signed_at is None,
        may_handle=may(MayReview.HANDLE) and found.waits_for_hr,
    )


def _by_unit(review: Any, sheets: dict[int, Any]) -> list[tuple[str, int, list[Any], bool]]:
    """Return each unit somebody works in, how deep it lies, its leaders' sheets, and whether somebody has no leader."""
    led = queries.led_on(review.as_of)
    working: dict[int, list[int]] = {}
    for one in queries.employments_on(review.as_of):
        working.setdefault(one.unit_id, []).append(one.person_id)
    return [
        (
            str(branch.unit.title),
            branch.depth,
            [sheet for leader_id, sheet in sheets.items() if any(leader_id in led.get(one, ()) for one in people)],
            any(one not in led for one in people),
        )
        for branch in unit_tree()
        if (people := working.get(branch.unit.id, []))
    ]


def _as_table(sheets: Sequence[Any]) -> Table:
    known: dict[int, Any] = {}
    shown = [(one, parts_of(one, known)) for one in sheets]
    names = names_of({person for _one, parts in shown for person in people_in(parts)})
    rows = [
        Row(one.leader.name, tuple(words(text) for text in (_state(one), *_line(part, row, names))))
        for one, parts in shown
        for part in parts
        for row in part.rows
    ]
    heads = (_("Underskrevet"), _("Del"), _("Om hvem"), _("Hvad"), _("Hvem"))
    return Table(_("Leder"), tuple(Column(head, plain=True) for head in heads), tuple(rows))


def _line(part: Part, row: Sequence[Any], names: Mapping[int, str]) -> tuple[str, str, str, str]:
    first, *rest = (said(cell, names) for cell in row)
    told = " · ".join(f"{head}: {text}" for head, text in zip(part.heads[1:], rest, strict=True))
    return part.title, said(part.people, names), first, told


def _state(sheet: Any) -> str:
    if sheet.signed_at is None:
        return str(_("Ikke underskrevet"))
    return str(_("%(day)s, med en bemærkning", day=day(sheet.signed_at)) if sheet.remarks else day(sheet.signed_at))


@bp.app_template_filter("said")
def said(cell: Sequence[str | int], names: Mapping[int, str]) -> str:
    """Return what stands in a cell, with people by name; of somebody who is erased there is none."""
    return "".join(word if isinstance(word, str) else names.get(word, "–") for word in cell)
