"""How far the published means lie below what roles ask for: what a distribution of seats weighs competences by."""

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import Select, select
from sqlalchemy.orm import subqueryload

from competence.analytics.insight.models import Target
from competence.analytics.insight.rules.derived import at_or_above
from competence.analytics.measures import Kind, Measure
from competence.analytics.models import Release, ReleasedFigure
from competence.analytics.queries import figures
from competence.cycles.models import Cycle
from competence.db import db
from competence.learning.seats.rules.worth import Weights


def published_distances() -> Weights:
    """Return the distances the latest release shows: of the whole house, and of each role profile told of.

    A coded end counts as the number it says; what is hidden, or met, is no distance.
    """
    latest = select(Release).join(Release.cycle).order_by(Cycle.closed_at.desc(), Cycle.id.desc()).limit(1)
    release = db.session.scalar(latest)
    if release is None:
        return Weights()
    house = _distances(figures(release, Measure.LEVEL, Kind.UNITS).where(ReleasedFigure.depth == 0))
    profiles = _distances(figures(release, Measure.LEVEL, Kind.PROFILES))
    return Weights(
        {competence: tenths for _, competence, tenths in house},
        {(code, competence): tenths for codes, competence, tenths in profiles for code in codes},
        release.cycle.title,
        _lacking(release),
    )


def _lacking(release: Release) -> dict[str, tuple[int, int]]:
    """Return what the house is published to lack of its targets, the highest of each competence; HR sets them."""
    shown = figures(release, Measure.LEVEL, Kind.UNITS).where(ReleasedFigure.depth == 0)
    known = db.session.scalars(shown.options(subqueryload(ReleasedFigure.shares))).all()
    found: dict[str, tuple[int, int]] = {}
    for target in db.session.scalars(select(Target).order_by(Target.level, Target.id)):
        for one in known:
            share = at_or_above(target.level, one.shares)
            about = (one.competence.theme, "") if target.theme else ("", one.competence.code)
            if about == (target.theme, target.competence_code) and share is not None and share.number < target.percent:
                found[one.competence.code] = target.level, target.percent - round(share.number)
    return found


def _distances(query: Select[ReleasedFigure]) -> Iterable[tuple[list[str], str, int]]:
    for one in db.session.scalars(query):
        if one.mean is not None and one.required is not None:
            tenths = round((one.required - one.mean) * Decimal(10))
            yield one.group.units.split(), one.competence.code, max(0, tenths)
