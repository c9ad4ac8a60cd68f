"""Keeping the fund's terms, getting ready to apply, and the reminder before a pool opens."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from flask_babel import lazy_gettext as _l

from competence.db import db, flush_or
from competence.learning.fund.models import FundAgreement, FundCase, FundOpening, FundTick
from competence.learning.fund.queries import Education, case_of, waiting
from competence.learning.fund.rules.asking import Step, Terms, check_tick, next_opening, reminded, window
from competence.learning.rules.refusals import ChangedMeanwhile
from competence.notifications.rules import DUES, Due, kind
from competence.plans.rules.words import Side
from competence.privacy import audit
from competence.web.bilingual import Bilingual
from competence.web.clock import day_of, now

OPENS = kind(
    "fund.opens",
    _l("En pulje i kompetencefonden åbner snart. Se, om alle underskrifter er på plads."),
)


@dataclass(frozen=True)
class Wanted:
    """What is known of an application: under which agreement, for what, from when and at what price."""

    agreement: FundAgreement | None
    starts_on: date | None
    price: int | None
    master: bool


def prepare(education: Education, wanted: Wanted) -> FundCase:
    """Write down what is known of an application."""
    case = _case(education)
    case.agreement, case.starts_on = wanted.agreement, wanted.starts_on
    case.price, case.master = wanted.price, wanted.master
    db.session.flush()
    return case


def tick(education: Education, step: Step, side: Side, *, done: bool, actor_id: int | None, today: date) -> None:
    """Say that a step is ready, or is not after all. Raises NotYours."""
    check_tick(step, side)
    case = _case(education)
    case.ticks = [one for one in case.ticks if one.step is not step]
    db.session.flush()
    if done:
        case.ticks.append(FundTick(step=step, author_id=actor_id, on=today))
    db.session.flush()
    audit.record(actor_id, "fund.tick", subject_id=education.subject_id, thing=f"plan {education.plan.pid}")


def keep(
    agreement: FundAgreement | None, title: Bilingual, terms: Terms, source: str, checked_on: date
) -> FundAgreement:
    """Write down a collective agreement's terms with the day they were looked up; a new one where there is none.

    Raises ChangedMeanwhile.
    """
    kept = agreement or FundAgreement(openings=[])
    kept.title, kept.source, kept.checked_on = title, source, checked_on
    for name, value in vars(terms).items():
        setattr(kept, name, value)
    db.session.add(kept)
    flush_or(ChangedMeanwhile)
    audit.record(None, "fund_agreement.keep", thing=f"fund agreement {kept.pid}")
    return kept


def add_opening(agreement: FundAgreement, opens_at: datetime) -> None:
    """Write down when a pool opens; twice the same moment is once."""
    if opens_at not in {one.opens_at for one in agreement.openings}:
        agreement.openings.append(FundOpening(opens_at=opens_at))
        db.session.flush()


def remove_opening(agreement: FundAgreement, opening: FundOpening) -> None:
    """Take an opening away that was moved or written by mistake."""
    agreement.openings.remove(opening)
    db.session.flush()


@DUES.fill
def due(today: date) -> Iterator[Due]:
    """Return who is told that their pool opens within a week: the two whose signatures it needs."""
    for case, agreement, plan, leader_id in waiting(today):
        opens_at = next_opening((one.opens_at for one in agreement.openings), now())
        last = window(case.starts_on, agreement.terms)[1] if case.starts_on else None
        if opens_at is not None and reminded(day_of(opens_at), today, case.ticked, last):
            page = url_for("fund.show", pid=plan.pid, number=case.activity_id)
            for person_id in {plan.subject_id, leader_id} - {None}:
                yield Due(person_id or 0, OPENS, page, f"{case.activity_id} {opens_at.isoformat()}")


def _case(education: Education) -> FundCase:
    case = education.case or case_of(education.activity.id)
    if case is None:
        case = FundCase(activity_id=education.activity.id, ticks=[])
        db.session.add(case)
        db.session.flush()
    return case
