"""The report to MED as a paper: what was released, in the order the layout has, and by which rule."""

from itertools import pairwise

from flask_babel import gettext as _

from competence.analytics.charts import Line
from competence.analytics.reports.models import MedReport
from competence.analytics.reports.showing import Row, of_report
from competence.cycles.rules.phases import Phase
from competence.web.papers import med_report as paper
from competence.web.papers.med_report import Coverage, Fact, Share


def paper_of(report: MedReport, organisation: str, lang: str) -> paper.MedReport:
    """Return what the paper says of a report; nothing in it is worked out anew."""
    cycle, shown = report.cycle, of_report(report)
    days = list(cycle.deadlines.items())
    rule = _(
        "Ingen række om færre end %(k)s mennesker; andele fra %(floor)s mennesker ud over dem, en leder kender.",
        k=report.k, floor=report.shares_floor,
    )  # fmt: skip
    own = ((_("På orlov uden samtale"), shown.away), (_("Samtalen er aflyst"), shown.called_off))
    return paper.MedReport(
        title=cycle.title,
        organisation=organisation,
        begins=cycle.opens_on,
        ends=cycle.evaluated_on or cycle.deadlines[Phase.EVALUATION],
        made_at=report.released_at,
        lang=lang,
        purpose=cycle.purpose,
        phases=tuple(paper.Phase(later.value, before, day) for (_phase, before), (later, day) in pairwise(days)),
        coverage=tuple(_coverage(row) for row in (*shown.rows, shown.whole) if row is not None),
        facts=(*(Fact(title, told) for title, told in own if told), Fact(_("Reglen"), rule)),
        themes=tuple(map(_share, shown.themes)),
        satisfaction=tuple(map(_share, shown.answers)),
        hidden=tuple(reason for reason in (shown.hidden, shown.themes_hidden, shown.answers_hidden) if reason),
    )


def _coverage(row: Row) -> Coverage:
    return Coverage(row.label, row.people, row.held, row.agreed, row.followed_up)


def _share(line: Line) -> Share:
    (cell,) = line.cells
    return Share(line.title, cell.text, None if cell.value is None else round(cell.value))
