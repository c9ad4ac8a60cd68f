"""HR writes targets and expected retirements, and takes them away again."""

from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from competence.analytics.insight.models import Retirement, Target
from competence.db import db
from competence.privacy import audit
from competence.privacy.anonymity.limits import K
from competence.web.refusals import Conflict, Refusal

AHEAD = 15  # years


class TargetSetAlready(Conflict):
    message = _l("Det mål står der allerede. Fjern det, hvis andelen skal være en anden.")


class YearOutOfReach(Refusal):
    message = _l("Skriv et år fra i år og højst femten år frem.")


class TooFewLeaving(Refusal):
    message = _l("Skriv mindst %(least)s. Er der færre, så læg flere år sammen, eller skriv for alle roller under ét.")


class MoreLeavingThanStaff(Refusal):
    message = _l("Der kan ikke gå flere, end der er ansat.")


def set_target(actor_id: int | None, target: Target, today: date) -> None:
    """Write a target down. Raises YearOutOfReach, TargetSetAlready."""
    _check_year(target.year, today)
    same = select(Target.id).where(
        Target.theme == target.theme, Target.competence_code == target.competence_code,
        Target.level == target.level, Target.year == target.year,
    )  # fmt: skip
    if db.session.scalar(same) is not None:
        raise TargetSetAlready
    _add(actor_id, target, "competence_target.create")


def expect(actor_id: int | None, retirement: Retirement, today: date) -> None:
    """Write down how many are expected to retire. Raises YearOutOfReach, TooFewLeaving, MoreLeavingThanStaff."""
    _check_year(retirement.year, today)
    if retirement.leaving < K:
        raise TooFewLeaving(least=K)
    if retirement.leaving > retirement.staff:
        raise MoreLeavingThanStaff
    _add(actor_id, retirement, "expected_retirement.create")


def take_away_target(actor_id: int | None, number: int) -> None:
    """Take a target away; nothing happens where it is gone already."""
    _take_away(actor_id, Target, number)


def take_away_retirement(actor_id: int | None, number: int) -> None:
    """Take an expected retirement away; nothing happens where it is gone already."""
    _take_away(actor_id, Retirement, number)


def _take_away(actor_id: int | None, kind: type[Target] | type[Retirement], number: int) -> None:
    db.session.execute(delete(kind).where(kind.id == number))
    audit.record(actor_id, f"{kind.__tablename__}.delete", thing=str(number))
    db.session.flush()


def _check_year(year: int, today: date) -> None:
    if not today.year <= year <= today.year + AHEAD:
        raise YearOutOfReach


def _add(actor_id: int | None, row: Target | Retirement, action: str) -> None:
    db.session.add(row)
    db.session.flush()
    audit.record(actor_id, action, thing=str(row.id))
