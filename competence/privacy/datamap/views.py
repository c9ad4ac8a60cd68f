"""The record of processing as a page and as a file, for the data protection officer."""

from flask import Blueprint, Response, render_template
from flask_babel import lazy_gettext as _l

from competence.access.guard import needs
from competence.access.permissions import MayPrivacy
from competence.privacy.datamap import record
from competence.web import navigation
from competence.web.downloads import download
from competence.web.tables.files import rows_as_csv

bp = Blueprint("record", __name__, url_prefix="/privacy/record")

navigation.add(
    navigation.Entry(
        "record.index", _l("Fortegnelsen").__str__, MayPrivacy.READ_RECORD, navigation.Group.PROTECTION, 10
    )
)


@bp.get("")
@needs(MayPrivacy.READ_RECORD)
def index() -> str:
    """Show what is held about people, why, who sees it and how long, as the tables themselves say."""
    return render_template("record/index.html", sections=record.sections())


@bp.get("/file")
@needs(MayPrivacy.READ_RECORD)
def file() -> Response:
    """Hand the record out as a file that a spreadsheet opens."""
    return download(rows_as_csv(record.sheet()), "text/csv", "fortegnelse.csv")
