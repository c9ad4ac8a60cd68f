"""Turns counted people and released shares into what a page draws: rows, or words in the place of numbers."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from flask_babel import gettext as _

from competence.analytics.charts import Held, Line, share_cell, why
from competence.analytics.keys.rules import Limits
from competence.analytics.reports.models import MedReport
from competence.analytics.reports.queries import label_of_answer
from competence.privacy.anonymity.counts import Count, Told
from competence.privacy.anonymity.headcounts import HeadCounts
from competence.privacy.anonymity.limits import Hidden, Reason
from competence.web.bilingual import Bilingual
from competence.web.tables.cells import Cell


@dataclass(frozen=True)
class Row:
    """Units counted together, how many people are in them, and for how many each thing is done."""

    label: object
    people: int
    held: int
    agreed: int
    followed_up: int

    @property
    def steps(self) -> list[Line]:
        """The whole as a picture: how many are left at each step."""
        named = (
            (_("Med i runden"), self.people),
            (_("Samtalen er holdt"), self.held),
            (_("Planen er underskrevet"), self.agreed),
            (_("Fulgt op"), self.followed_up),
        )
        return [Line(str(title), (Cell(number, str(number)),), "") for title, number in named]


@dataclass(frozen=True)
class Shown:
    """What a page shows of a round: the whole, its rows, what is told of the whole alone, or why there is nothing."""

    whole: Row | None
    k: int
    shares_floor: int
    rows: tuple[Row, ...] = ()
    away: str = ""
    called_off: str = ""
    hidden: str = ""
    themes: tuple[Line, ...] = ()
    themes_hidden: str = ""
    answers: tuple[Line, ...] = ()
    answers_hidden: str = ""


def of_now(counted: HeadCounts | Hidden, label: Callable[[Collection[str]], Bilingual], limits: Limits) -> Shown:
    """Return how far a round is today."""
    if isinstance(counted, Hidden):
        return Shown(None, limits.k, limits.shares_floor, hidden=why(counted.reason, limits))
    rows = (Row(label(one.units), one.people, **one.done) for one in counted.rows)
    away, called_off = (_told(counted.of_the_whole[thing], limits) for thing in ("away", "called_off"))
    whole = Row(label(counted.whole.units), counted.whole.people, **counted.whole.done)
    return Shown(
        whole, limits.k, limits.shares_floor, tuple(sorted(rows, key=lambda row: str(row.label))), away, called_off
    )


def of_report(report: MedReport) -> Shown:
    """Return what a report says."""
    rows = [Row(one.label, one.people, one.held, one.agreed, one.followed_up) for one in report.rows]
    own = ((report.away_told, report.away), (report.called_off_told, report.called_off))
    unknown = Hidden(Reason.COUNTS_TOO_FEW)
    away, called_off = (_told(unknown if told is None else Count(told, number), report) for told, number in own)
    return Shown(
        rows[0] if rows else None,
        report.k,
        report.shares_floor,
        tuple(rows[1:]),
        away,
        called_off,
        why(report.rows_hidden, report) if report.rows_hidden else "",
        tuple(Line(str(share.title), (share_cell(share),), "") for share in report.shares),
        why(report.themes_hidden, report) if report.themes_hidden else "",
        tuple(Line(label_of_answer(one.step), (share_cell(one),), "") for one in report.answers),
        why(report.answers_hidden, report) if report.answers_hidden else "",
    )


def _told(count: Count | Hidden, held: Held) -> str:
    if isinstance(count, Hidden):
        return why(count.reason, held)
    if count.told is Told.FEW:
        return str(_("få eller ingen"))
    return str(_("alle eller næsten alle")) if count.told is Told.NEARLY_ALL else str(count.number)
