"""HR adds tracks to a draft, rewords them, moves them about and takes empty ones out."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayCareers
from competence.careers.actions import tracks
from competence.careers.forms.drafts import NewTrackForm, TrackForm, track_form
from competence.careers.queries import drafts as queries
from competence.careers.queries.drafts import CareerRow, Track
from competence.careers.views.blueprint import bp
from competence.careers.views.drafts import draft
from competence.careers.views.editing import ADDRESS, moves_page
from competence.db import db
from competence.frameworks.rules.publishing import ChangedMeanwhile, CodeTaken, refuse_published
from competence.frameworks.views.clashes import Clash, clashes_between
from competence.web.bilingual import Bilingual


@bp.post(f"{ADDRESS}/tracks")
@needs(MayCareers.EDIT)
def add_track(code: str, number: int) -> Response | tuple[str, int]:
    """Add a track to the draft and go on to its words."""
    found = draft(code, number)
    form = NewTrackForm(prefix="track-")
    if not form.validate():
        return moves_page(found, track=form), 400
    try:
        made = tracks.add_track(found, form.code.data or "", _both(form, "title"), actor_id())
    except CodeTaken as refusal:
        form.code.errors = [str(refusal)]
        return moves_page(found, track=form), refusal.status
    db.session.commit()
    flash(_("Sporet er lagt i kladden. Skriv nu, hvad det handler om, og læg trin på det."), "success")
    return redirect(url_for("careers.edit_track", code=code, number=number, track=made.code), 303)


@bp.get(f"{ADDRESS}/tracks/<track>")
@needs(MayCareers.EDIT)
def edit_track(code: str, number: int, track: str) -> str:
    """Show a track's words and its place, to be changed."""
    found = queries.edition(code, number) or abort(404)
    refuse_published(found.number, published=found.is_published)
    row = _track(found, track)
    return _edit_page(found, row, track_form(found, row))


@bp.post(f"{ADDRESS}/tracks/<track>")
@needs(MayCareers.EDIT)
def update_track(code: str, number: int, track: str) -> Response | tuple[str, int]:
    """Save a track; where somebody else changed the draft meanwhile, show both and save nothing."""
    found = draft(code, number)
    row = _track(found, track)
    form = track_form(found, row)
    if not form.validate():
        return _edit_page(found, row, form), 400
    words = _both(form, "title"), _both(form, "description")
    try:
        tracks.reword_track(found, row, *words, form.place.data, form.seen, actor_id())
    except ChangedMeanwhile:
        clashes = clashes_between(form, track_form(found, row, as_saved=True))
        form.version.data = str(found.version)
        return _edit_page(found, row, form, clashes), 409
    return _done(found, _("Gemt i kladden."))


@bp.post(f"{ADDRESS}/tracks/<track>/removal")
@needs(MayCareers.EDIT)
def take_out_track(code: str, number: int, track: str) -> Response:
    """Take an empty track out of the draft."""
    found = draft(code, number)
    tracks.take_out_track(found, _track(found, track), actor_id())
    return _done(found, _("Sporet er taget ud af kladden."))


def _track(found: CareerRow, code: str) -> Track:
    return next((track for track in found.tracks if track.code == code), None) or abort(404)


def _both(form: NewTrackForm | TrackForm, stem: str) -> Bilingual:
    return Bilingual(*((form[f"{stem}_{language}"].data or "").strip() for language in ("da", "en")))


def _done(found: CareerRow, said: str) -> Response:
    db.session.commit()
    flash(said, "success")
    return redirect(url_for("careers.edition", code=found.model.code, number=found.number), 303)


def _edit_page(found: CareerRow, row: Track, form: TrackForm, clashes: list[Clash] | None = None) -> str:
    return render_template(
        "careers/edit_track.html", edition=found, track=row, form=form, stale=clashes is not None,
        clashes=clashes or [], is_empty=not any(step.track_id == row.id for step in found.steps),
    )  # fmt: skip
