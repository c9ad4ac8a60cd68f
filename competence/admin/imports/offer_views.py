"""The files of learning offers that HR takes away: they can be changed in a spreadsheet and read in again."""

from flask import Response

from competence.access.guard import needs
from competence.access.permissions import MayOffer
from competence.admin.imports.career_views import bp as bp
from competence.admin.imports.offers import as_csv, as_xlsx
from competence.web.downloads import download
from competence.web.tables.files import KINDS


@bp.get("/offers.csv")
@needs(MayOffer.CREATE)
def offers_csv() -> Response:
    """Send every offer as CSV."""
    return download(as_csv(), KINDS["csv"], "learning_offers.csv")


@bp.get("/offers.xlsx")
@needs(MayOffer.CREATE)
def offers_xlsx() -> Response:
    """Send every offer as a workbook."""
    return download(as_xlsx(), KINDS["xlsx"], "learning_offers.xlsx")
