"""The page on which HR sends the career model's files: they become a draft to be looked through, or nothing at all."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import current_actor, needs
from competence.access.permissions import MayCareers
from competence.admin.imports.career_files import COLUMNS
from competence.admin.imports.careers import load_upload
from competence.admin.imports.forms import CareerUploadForm
from competence.admin.imports.framework_files import UnusableFramework
from competence.admin.imports.views import bp as bp
from competence.db import db
from competence.web import navigation
from competence.web.refusals import Refusal


@bp.get("/careers")
@needs(MayCareers.EDIT)
def careers() -> str:
    """Say what the files must look like, and take them."""
    return _page(CareerUploadForm(formdata=None))


@bp.post("/careers")
@needs(MayCareers.EDIT)
def load_careers() -> Response | tuple[str, int]:
    """Read the files into a draft, all or nothing, and go on to what it would change."""
    form = CareerUploadForm()
    if not form.validate():
        return _page(form), 400
    files = {file.filename or "": file.read() for file in form.files.data}
    try:
        loaded = load_upload(files, current_actor().person_id or 0)
    except Refusal as refusal:
        db.session.rollback()
        form.files.errors = [str(refusal)]
        return _page(form, refusal.faults if isinstance(refusal, UnusableFramework) else ()), refusal.status
    edition = loaded.taken.edition
    code, number, is_new = edition.model.code, edition.number, loaded.taken.is_new
    db.session.commit()
    if is_new:
        flash(_("Læst ind som kladde. Se den igennem, og udgiv den, når den er, som den skal være."), "success")
    else:
        flash(_("Filerne siger det samme som udgave %(number)s. Intet er ændret.", number=number), "info")
    return redirect(url_for("careers.edition", code=code, number=number), 303)


def _page(form: CareerUploadForm, faults: tuple[str, ...] = ()) -> str:
    navigation.stand_under("careers.index")
    return render_template("imports/careers.html", form=form, faults=faults, columns=COLUMNS)
