"""Learning offers from and to files: what a file would do, doing it, the pack we ship, and the file to take away."""

import csv
import io
from collections.abc import Iterable, Iterator

from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from competence.admin.imports.frameworks import PACK
from competence.admin.imports.offers_plan import Known, OfferState, SaveOffer, guarded, plan_offers
from competence.admin.imports.plan import Plan
from competence.admin.imports.tables import COMMAND_LINE, Table, read_table
from competence.db import db
from competence.frameworks.queries import current_version
from competence.frameworks.rules.editions import Words
from competence.learning.actions.offers import add_date, create, describe
from competence.learning.models import Offer, OfferDate
from competence.learning.queries.offers import catalogue, offer_of_code
from competence.learning.rules.describing import Aim, Described, Time
from competence.learning.rules.refusals import NoCatalogue
from competence.web.bilingual import Bilingual
from competence.web.clock import DENMARK

HEADINGS = (
    "code", "kind", "title_da", "title_en", "description_da", "description_en", "competence", "from_level", "to_level",
    "hours", "seats", "price_dkk", "provider_kind", "provider", "fund_eligible", "dates", "place",
)  # fmt: skip
MINUTES = 60  # of a date that came from a file, until whoever runs it says otherwise
LONGEST_DAY = 7  # hours of one day


def plan_of_offers(table: Table) -> Plan:
    """Return what a file would do to what the house offers now. Raises NoCatalogue, MissingColumns."""
    words = catalogue()
    if words is None:
        raise NoCatalogue
    return plan_offers(OfferState(_known(), words.competences.keys(), words.top), table)


def save_offers(changes: Iterable[SaveOffer], actor_id: int | None) -> None:
    """Make and change offers, and add the dates the file names. Flushes. Raises NoCatalogue."""
    version = current_version()
    if version is None:
        raise NoCatalogue
    for change in changes:
        offer = offer_of_code(change.said.code)
        if offer is None:
            offer = create(change.said, version.framework_id, actor_id)
        else:
            describe(offer, change.said, version.framework_id, actor_id)
        minutes = min(change.said.hours, LONGEST_DAY) * MINUTES
        for moment in change.starts:
            add_date(offer, Time(moment, minutes, change.place))


def load_offers() -> None:
    """Take over the offers the product ships; doing it again changes nothing. Flushes."""
    table = read_table((PACK / "learning_offers.csv").read_bytes(), "learning_offers.csv", limits=COMMAND_LINE)
    save_offers([change for change in plan_of_offers(table).changes if isinstance(change, SaveOffer)], None)


def as_csv() -> bytes:
    """Return every offer as a CSV file that can be read in again, and that no spreadsheet calculates in."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows([guarded(text) for text in row] for row in _rows())
    return out.getvalue().encode("utf-8-sig")


def as_xlsx() -> bytes:
    """Return every offer as a workbook in which every cell is a text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("learning_offers")
    for row in (HEADINGS, *_rows()):
        cells = [WriteOnlyCell(sheet, value=guarded(text)) for text in row]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _known() -> dict[str, Known]:
    dates = _dates()
    starts = {number: frozenset(one.starts_at for one in held if one.starts_at) for number, held in dates.items()}
    return {offer.code: Known(_said(offer), starts.get(offer.id, frozenset())) for offer in _offers()}


def _offers() -> Iterable[Offer]:
    return db.session.scalars(select(Offer).options(selectinload(Offer.aims)).order_by(Offer.code)).all()


def _dates() -> dict[int, list[OfferDate]]:
    found: dict[int, list[OfferDate]] = {}
    dated = select(OfferDate).where(OfferDate.starts_at.is_not(None), OfferDate.called_off_at.is_(None))
    for one in db.session.scalars(dated.order_by(OfferDate.starts_at)):
        found.setdefault(one.offer_id, []).append(one)
    return found


def _said(offer: Offer) -> Described:
    aims = tuple(Aim(aim.competence, aim.from_level, aim.to_level) for aim in offer.aims)
    return Described(
        offer.code, offer.kind, _words(offer.title), _words(offer.description), aims, offer.hours, offer.seats,
        offer.price, offer.provider, offer.provider_name, offer.fund,
    )  # fmt: skip


def _words(text: Bilingual) -> Words:
    return Words(text.da, text.en)


def _rows() -> Iterator[tuple[str, ...]]:
    dates = _dates()
    for offer in _offers():
        held = dates.get(offer.id, [])
        yield (
            offer.code, offer.kind.name.lower(), offer.title.da, offer.title.en, offer.description.da,
            offer.description.en, *(";".join(str(getattr(aim, part)) for aim in offer.aims)
                                    for part in ("competence", "from_level", "to_level")),
            str(offer.hours), str(offer.seats or ""), str(offer.price), offer.provider.name.lower(),
            offer.provider_name, "yes" if offer.fund else "no",
            ";".join(f"{one.starts_at.astimezone(DENMARK):%Y-%m-%d %H:%M}" for one in held if one.starts_at),
            held[0].place if held else "",
        )  # fmt: skip
