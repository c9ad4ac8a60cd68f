"""What units said of their working climate: published figures, all of them to HR, those of their own units to all."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select

from competence.access.actor import Actor
from competence.access.permissions import MayUpward
from competence.access.policy import permits
from competence.db import db
from competence.feedback.sealed.models import Round, RoundFigure, RoundQuestion
from competence.feedback.sealed.rules.rounds import Stage
from competence.frameworks.rules.questions import About
from competence.people.models import Employment, LeaderRelation, Unit
from competence.people.queries import in_force
from competence.people.rules import sort_key


@dataclass(frozen=True)
class Told:
    """A question with the figures one reads of it, the whole first: the names of its units (none: all), and it."""

    question: RoundQuestion
    lines: list[tuple[list[str], RoundFigure]]


def rounds_told() -> list[Round]:
    """Return the published rounds that asked about the working climate, the latest first."""
    asked = exists().where(RoundQuestion.round_id == Round.id, RoundQuestion.about == About.CLIMATE)
    found = select(Round).where(Round.stage == Stage.PUBLISHED, asked)
    return list(db.session.scalars(found.order_by(Round.closes_on.desc(), Round.id.desc())))


def round_told(pid: str) -> Round | None:
    """Return one published round that asked about the working climate."""
    return next((one for one in rounds_told() if one.pid == pid), None)


def told(round_: Round, actor: Actor, day: date) -> list[Told]:
    """Return what the actor reads of a round: the whole, and the groups with units they or their people work in."""
    figures = select(RoundFigure).where(RoundFigure.round_id == round_.id, RoundFigure.leader_id.is_(None))
    found = db.session.scalars(figures.order_by(RoundFigure.id)).all()
    asked = select(RoundQuestion).where(RoundQuestion.round_id == round_.id, RoundQuestion.about == About.CLIMATE)
    titles = {unit.code: str(unit.title) for unit in db.session.scalars(select(Unit))}
    mine = None if permits(actor, MayUpward.MANAGE) else _units_of(actor, day)
    result = []
    for question in db.session.scalars(asked.order_by(RoundQuestion.position)):
        own = [figure for figure in found if figure.question == question.code]
        lines = [(_names(own, one, titles), one) for one in own if _is_read(own, one, mine)]
        result.append(Told(question, lines))
    return result


def _is_read(all_of_it: list[RoundFigure], figure: RoundFigure, mine: set[str] | None) -> bool:
    return mine is None or figure is all_of_it[0] or bool(mine & set(figure.units.split(";")))


def _names(all_of_it: list[RoundFigure], figure: RoundFigure, titles: dict[str, str]) -> list[str]:
    if figure is all_of_it[0]:
        return []
    return sorted((titles.get(code, code) for code in figure.units.split(";")), key=sort_key)


def _units_of(actor: Actor, day: date) -> set[str]:
    led = select(LeaderRelation.person_id).where(
        LeaderRelation.leader_id == actor.person_id, in_force(LeaderRelation, day)
    )
    found = select(Unit.code).join(Employment, Employment.unit_id == Unit.id)
    of_whom = (Employment.person_id == actor.person_id) | Employment.person_id.in_(led)
    return set(db.session.scalars(found.where(of_whom, in_force(Employment, day))))
