"""Writing the report of a round to MED: once, from what stands that day, and never again."""

from datetime import date, datetime

from competence.analytics.keys.queries import limits_of
from competence.analytics.keys.rules import Limits
from competence.analytics.organisation import Organisation
from competence.analytics.reports import measures, queries
from competence.analytics.reports.models import MedReport, MedReportAnswer, MedReportGoal, MedReportRow, MedReportShare
from competence.cycles.models import Cycle
from competence.db import db
from competence.people.queries.knowing import may_know
from competence.privacy import audit
from competence.privacy.anonymity.counts import Count
from competence.privacy.anonymity.crowds import Knowledge, viewers_of
from competence.privacy.anonymity.figures import spread
from competence.privacy.anonymity.headcounts import HeadCount
from competence.privacy.anonymity.limits import Hidden
from competence.privacy.anonymity.portions import portions
from competence.web.bilingual import Bilingual


def report(cycle: Cycle, actor_id: int | None, now: datetime, today: date) -> MedReport:
    """Write how far the talks of a round came, and what their goals are about.

    Raises WithoutTalks, ReportedAlready, TooEarly.
    """
    reported = queries.is_reported(cycle)
    measures.check_reporting(cycle.deadlines, cycle.evaluated_on, today, reported=reported)
    limits = limits_of(cycle)
    written = MedReport(cycle_id=cycle.id, released_at=now, k=limits.k, shares_floor=limits.shares_floor)
    _write_coverage(written, cycle, limits, today)
    _write_themes(written, cycle, limits, today)
    _write_answers(written, cycle, limits, today)
    db.session.add(written)  # whole, since what is written is never changed
    audit.record(actor_id, "med_report.create", thing=f"cycle {cycle.pid}")
    db.session.flush()
    return written


def _write_coverage(written: MedReport, cycle: Cycle, limits: Limits, today: date) -> None:
    facts = queries.facts_of(cycle)
    house, knowledge = Organisation(today, facts.taking_part), queries.knowledge_of(cycle, facts, today)
    shown = measures.coverage(facts, house.units, house.tree, knowledge, limits.k)
    if isinstance(shown, Hidden):
        written.rows_hidden = shown.reason
        return
    whole, *rows = [_row(one, house.names.of(one.units)) for one in (shown.whole, *shown.rows)]
    written.rows = [whole, *sorted(rows, key=lambda row: row.label.da)]
    for position, row in enumerate(written.rows):
        row.position = position
    for thing in ("away", "called_off"):
        told = shown.of_the_whole[thing]
        if isinstance(told, Count):
            setattr(written, thing, told.number)
            setattr(written, f"{thing}_told", told.told)


def _row(counted: HeadCount, label: Bilingual) -> MedReportRow:
    return MedReportRow(label=label, people=counted.people, **counted.done)


def _write_themes(written: MedReport, cycle: Cycle, limits: Limits, today: date) -> None:
    goals = queries.goals_of(cycle)
    knowledge = Knowledge(viewers_of(goals.people, {*may_know(today), *goals.known}))
    areas = list(dict.fromkeys(one.area for one in goals.competences))
    said = {area.code: goals.by_area.get(area.code, set()) for area in areas}
    shown = portions(said, goals.people, knowledge, limits.on())
    if isinstance(shown, Hidden):
        written.themes_hidden = shown.reason
        return
    written.shares = [
        MedReportShare(position=n, title=area.title, percent=shown[area.code].percent, end=shown[area.code].end)
        for n, area in enumerate(areas)
    ]
    written.goals = [
        MedReportGoal(
            position=n, code=one.code, title=one.title,
            told=measures.within_area(
                len(goals.by_competence.get(one.code, ())), shown[one.area.code], len(goals.people), limits.k
            ),
        )
        for n, one in enumerate(goals.competences)
    ]  # fmt: skip


def _write_answers(written: MedReport, cycle: Cycle, limits: Limits, today: date) -> None:
    """Write what the talks gave; nobody but the one who answered knows an answer."""
    answers = queries.answers_about(cycle, today)
    shown = spread(answers, Knowledge([{person} for person in answers]), limits.on(1, queries.ANSWERS))
    if isinstance(shown, Hidden):
        written.answers_hidden = shown.reason
        return
    written.answers = [MedReportAnswer(step=share.first, percent=share.percent, end=share.end) for share in shown]
