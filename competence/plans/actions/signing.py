"""Signing a plan, sending it back, and taking over the leader's seat."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from competence.access.actor import Actor
from competence.db import flush_or
from competence.notifications.rules import kind
from competence.people.queries.leading import leads
from competence.plans.actions.stepping import check_seen, side_of, take, void
from competence.plans.actions.writing import tell
from competence.plans.models import Approval, Plan
from competence.plans.queries.contents import content_of
from competence.plans.queries.plans import running
from competence.plans.rules import holding
from competence.plans.rules.refusals import ChangedMeanwhile, SeatIsTaken, SignedAlready, WordsNeeded
from competence.plans.rules.states import Action, State, follows
from competence.plans.rules.words import Side
from competence.web.clock import day_of

SENT = kind("plan.sent", _l("En udviklingsplan venter på din underskrift."))
RETURNED = kind("plan.returned", _l("En udviklingsplan er sendt tilbage."))
APPROVED = kind("plan.approved", _l("I har begge skrevet under på udviklingsplanen."))
TAKEN_OVER = kind("plan.taken_over", _l("Din nye leder har overtaget udviklingsplanen."))


def approve(plan: Plan, disagreement: str, version: int, actor: Actor, now: datetime) -> None:
    """Sign for the actor's side that the talk was held; with the second signature the plan stands.

    disagreement: what the signer disagrees with, or nothing; version: the one the signer saw. Raises SignedByBoth,
    SignedAlready, ChangedMeanwhile, what holding.check_whole raises, TooLong.
    """
    check_seen(plan, version)
    side = side_of(plan, actor)
    words = holding.remark(disagreement)
    holding.check_whole(plan.form, content_of(plan))
    if plan.state is State.PROPOSED and plan.signed_by(side):
        raise SignedAlready
    take(plan, Action.APPROVE, actor.person_id, now)
    own = next((approval for approval in plan.approvals if approval.side is side), None) or Approval(side=side)
    if own not in plan.approvals:
        plan.approvals.append(own)
    own.author_id, own.at, own.disagreement, own.voided_at = actor.person_id, now, words, None
    if plan.state is not State.APPROVED:
        tell(plan, side.other, SENT, "plans.approval")
        return
    for older in running(plan.subject_id):
        if older is not plan and follows(plan.form, older.form) and _is_followed(older, plan, now):
            take(older, Action.END, actor.person_id, now)
    plan.approved_at = now
    flush_or(ChangedMeanwhile)
    for one in Side:
        tell(plan, one, APPROVED)


def _is_followed(older: Plan, plan: Plan, now: datetime) -> bool:
    """Return whether a plan takes an older one's place: what was agreed with another of today's leaders stands."""
    return older.leader_id == plan.leader_id or not leads(older.leader_id, older.subject_id, day_of(now))


def send_back(plan: Plan, words: str, version: int, actor: Actor, now: datetime) -> None:
    """Send a plan back with a word about what to change; the signature given falls.

    Raises NothingToSendBack, WordsNeeded, ChangedMeanwhile, TooLong.
    """
    check_seen(plan, version)
    why = holding.remark(words)
    if not why:
        raise WordsNeeded
    take(plan, Action.SEND_BACK, actor.person_id, now, why)
    void(plan, now)
    tell(plan, side_of(plan, actor).other, RETURNED)


def take_seat(plan: Plan, why: str, actor: Actor, now: datetime, today: date) -> None:
    """Let the leader of today take the seat of one who no longer leads the person; signatures given before fall.

    Raises SeatIsTaken where the seat's leader still leads the person, or both have signed.
    """
    words = holding.remark(why)
    if leads(plan.leader_id, plan.subject_id, today):
        raise SeatIsTaken
    take(plan, Action.TAKE_SEAT, actor.person_id, now, words)
    void(plan, now)
    plan.leader_id = min(actor.acts_as(plan.subject_id), key=lambda leader: leader != actor.person_id)
    tell(plan, Side.EMPLOYEE, TAKEN_OVER)
