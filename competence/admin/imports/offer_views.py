"""The files of learning offers that HR takes away: they can be changed in a spreadsheet and read in again."""

from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from competence.access.guard import needs
from competence.access.permissions import MayOffer
from competence.admin.imports.career_views import bp as bp
from competence.admin.imports.offers import as_csv, as_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/offers.csv")
@needs(MayOffer.CREATE)
def offers_csv() -> Response:
    """Send every offer as CSV."""
    return send_file(BytesIO(as_csv()), "text/csv", as_attachment=True, download_name="learning_offers.csv")


@bp.get("/offers.xlsx")
@needs(MayOffer.CREATE)
def offers_xlsx() -> Response:
    """Send every offer as a workbook."""
    return send_file(BytesIO(as_xlsx()), XLSX, as_attachment=True, download_name="learning_offers.xlsx")
