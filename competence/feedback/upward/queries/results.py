"""Results about leaders: those one may read, with their figures and words, and the leader's own answers."""

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from competence.access.actor import Actor
from competence.db import db
from competence.feedback.sealed.models import LooseAnswer, OwnAnswer, Round, RoundFigure
from competence.feedback.sealed.models import Topic as Topic
from competence.feedback.sealed.rules.rounds import Audience, Outcome, Stage
from competence.feedback.upward.rules import shows_numbers
from competence.people.models import LeaderRelation, Person
from competence.privacy.restricting.queries import usable_by


def visible_to(actor: Actor) -> Select[Topic]:
    """Return the results the actor may open: about themselves, about leaders they lead, about a leader of theirs."""
    ready = and_(Round.stage == Stage.PUBLISHED, Topic.outcome == Outcome.SHOWN)
    led_then = exists().where(
        LeaderRelation.leader_id == Topic.leader_id,
        LeaderRelation.person_id == actor.person_id,
        LeaderRelation.valid_from <= Round.published_on,
        or_(LeaderRelation.valid_to.is_(None), LeaderRelation.valid_to >= Round.published_on),
    )
    may = or_(
        Topic.leader_id == actor.person_id,
        and_(ready, Round.audience != Audience.LEADER, Topic.leader_id.in_(actor.led)),
        and_(ready, Round.audience == Audience.TEAM, led_then, usable_by(actor, Topic.leader_id)),
    )
    found = select(Topic).join(Topic.round).options(contains_eager(Topic.round)).where(may)
    return found.order_by(Round.closes_on.desc(), Topic.id)


def results_for(actor: Actor) -> list[Topic]:
    """Return every result the actor may open, the latest first."""
    return list(db.session.scalars(visible_to(actor).options(joinedload(Topic.leader))))


def topic(pid: str) -> Topic | None:
    """Return what is asked about a leader in a round."""
    whole = joinedload(Topic.round).selectinload(Round.questions), joinedload(Topic.leader), selectinload(Topic.led)
    return db.session.scalar(select(Topic).where(Topic.pid == pid).options(*whole))


def figures_of(topic_: Topic, *, in_the_team: bool) -> dict[str, RoundFigure]:
    """Return what was published about a leader and may be shown to a reader, by question."""
    found = select(RoundFigure).where(
        RoundFigure.round_id == topic_.round_id, RoundFigure.leader_id == topic_.leader_id
    )
    return {
        figure.question: figure
        for figure in db.session.scalars(found)
        if shows_numbers(figure.people, in_the_team=in_the_team)
    }


def words_of(topic_: Topic) -> dict[str, list[str]]:
    """Return the answers in words about a leader, by question, each in the order of nothing but chance."""
    found = select(LooseAnswer).where(
        LooseAnswer.round_id == topic_.round_id,
        LooseAnswer.leader_id == topic_.leader_id,
        LooseAnswer.words.is_not(None),
    )
    words: dict[str, list[str]] = {}
    for answer in db.session.scalars(found.order_by(LooseAnswer.id)):
        words.setdefault(answer.question, []).append(answer.words)
    return words


def own_steps(topic_: Topic) -> dict[str, int]:
    """Return the leader's own answers, by question; only for the leader."""
    found = select(OwnAnswer).where(OwnAnswer.topic_id == topic_.id)
    return {answer.question: answer.step for answer in db.session.scalars(found)}


def asking_for_talks(round_: Round) -> list[Topic]:
    """Return the leaders who asked HR for a team talk in a round, in the order of their names."""
    asked = select(Topic).where(Topic.round_id == round_.id, Topic.talk_asked_on.is_not(None))
    return list(
        db.session.scalars(asked.join(Topic.leader).options(contains_eager(Topic.leader)).order_by(Person.name))
    )
