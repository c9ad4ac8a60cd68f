"""Following a signed plan up: a status with a word, and the one question of 30, 90 and 180 days."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from competence.access.actor import Actor
from competence.db import db
from competence.notifications.rules import kind
from competence.plans.actions.stepping import side_of, take
from competence.plans.actions.writing import tell
from competence.plans.models import FollowUpAnswer, Plan, Status
from competence.plans.queries.promises import promises_in
from competence.plans.rules import following, holding
from competence.plans.rules.refusals import AnsweredAlready, NotAskedNow, PromiseIsOver, UnknownPromise
from competence.plans.rules.states import Action
from competence.plans.rules.words import Side, Standing

REVEALED = kind("plan.followed_up", _l("I har begge svaret på, om I gjorde det, I aftalte."))


def note(plan: Plan, key: str, standing: Standing, word: str, actor: Actor, now: datetime, today: date) -> None:
    """Say how a goal or an agreement stands today; what was said before stays beside it.

    key: as Promise.key names it. Raises NotAgreedYet, UnknownPromise, PromiseIsOver, TooLong.
    """
    text = holding.remark(word)
    take(plan, Action.NOTE, actor.person_id, now)
    promise = next((promise for promise in promises_in(plan) if promise.key == key), None)
    if promise is None:
        raise UnknownPromise
    if not promise.takes_a_status:
        raise PromiseIsOver
    about = {f"{key.partition('-')[0]}_id": promise.thing.id}
    plan.statuses.append(Status(standing=standing, on=today, word=text, author_id=actor.person_id, **about))
    db.session.flush()


def answer(plan: Plan, after_days: int, given: following.Answer, actor: Actor, now: datetime, today: date) -> None:
    """Answer for the actor's side whether what was agreed was done; both answers open when both are given.

    Raises NotAskedNow, AnsweredAlready, TooLong.
    """
    word, side = holding.remark(given.word), side_of(plan, actor)
    if any((one.after_days, one.side) == (after_days, side) for one in plan.answers):
        raise AnsweredAlready
    if plan.approved_on is None or following.asked_on(plan.approved_on, today) != after_days:
        raise NotAskedNow
    take(plan, Action.ANSWER, actor.person_id, now)
    plan.answers.append(
        FollowUpAnswer(after_days=after_days, side=side, author_id=actor.person_id, done=given.done, word=word, at=now)
    )
    db.session.flush()
    if {one.side for one in plan.answers if one.after_days == after_days} == set(Side):
        for one in Side:
            tell(plan, one, REVEALED)
