"""Saying no thank you to a suggestion, and putting an offer into one's plan."""

from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from competence.access.actor import Actor
from competence.db import db
from competence.learning.models import Offer
from competence.learning.suggesting import queries
from competence.learning.suggesting.models import Dismissal
from competence.people.queries.leading import leader_of
from competence.plans.actions import begin
from competence.plans.actions.writing import edit
from competence.plans.models import Plan
from competence.plans.queries.contents import content_of
from competence.plans.rules.holding import Content, Step, with_activity
from competence.plans.rules.refusals import NoLeader
from competence.plans.rules.words import Form
from competence.web.refusals import Conflict


class NoCompetence(Conflict):
    message = _l("Tilbuddet peger ikke på en kompetence i det katalog, huset bruger nu, så det kan ikke blive et mål.")


def dismiss(person_id: int, offer: Offer) -> None:
    """Let an offer not be suggested to somebody again."""
    if queries.dismissal(person_id, offer.id) is None:
        db.session.add(Dismissal(person_id=person_id, offer_id=offer.id))
        db.session.flush()


def put_in_plan(offer: Offer, actor: Actor, now: datetime, today: date) -> Plan:
    """Put an offer into the plan one is writing, as an activity of the goal about its competence, or of a new one.

    Where no plan is being written one is begun. Raises NoLeader, NoCompetence, and what editing a plan raises.
    """
    person_id = actor.person_id or 0
    leader = leader_of(person_id, today)
    if leader is None:
        raise NoLeader
    named = ((aim, queries.competence_in_use(aim.framework_id, aim.competence)) for aim in offer.aims)
    aim, competence = next(((aim, found) for aim, found in named if found is not None), (None, None))
    if aim is None or competence is None:
        raise NoCompetence
    plan = begin(person_id, leader.id, Form.FULL, person_id, now)
    step = Step(str(offer.title), offer.kind.way, offer.provider_name, fund=offer.fund)
    words = _("Blive bedre til %(title)s", title=competence.title)
    content: Content = with_activity(content_of(plan), competence.id, aim.to_level, words, step)
    edit(plan, content, plan.version, actor, now)
    return plan
