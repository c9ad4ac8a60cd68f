"""Sharing a side, taking it back, and opening both to both at the same moment."""

from datetime import date, datetime

from flask import url_for
from flask_babel import lazy_gettext as _l

from competence.access.actor import Actor
from competence.assessments.models import Consent, Mirror, Share
from competence.assessments.queries import answering
from competence.assessments.rules import opening
from competence.assessments.rules.opening import Standing
from competence.assessments.rules.refusals import (
    AlreadyShared,
    CannotWithdraw,
    NoLeader,
    NothingToShare,
    NotOpenYet,
    TooEarlyToOpen,
)
from competence.db import db
from competence.notifications.actions import notify
from competence.notifications.rules import kind
from competence.people.models import Person
from competence.people.queries.leading import leader_of
from competence.privacy import audit

PERSON_SHARED = kind("assessments.person_shared", _l("En medarbejder har delt sit blik med dig."))
LEADER_SHARED = kind("assessments.leader_shared", _l("Din leder har delt sit blik på dig."))
REVEALED = kind("assessments.revealed", _l("I har begge delt. Spejlet er åbnet for jer begge."))
CONSENT_GIVEN = kind("assessments.consent", _l("Den anden vil gerne åbne spejlet, selv om den ene side mangler."))


def standing(mirror: Mirror, actor: Actor, leader: Person | None) -> Standing:
    """Return where a mirror stands for the one who asks; leader: the person's nearest leader today."""
    if actor.person_id != mirror.subject_id:
        return mirror.leaders_standing(actor.acts_as(mirror.subject_id))
    return mirror.own_standing(leader.id if leader else None)


def share(mirror: Mirror, actor: Actor, now: datetime, today: date) -> None:
    """Share the actor's own side with the other one; where both are shared, both are opened in the same breath."""
    leader = leader_of(mirror.subject_id, today)
    view, receiver = mirror.view_by(actor.person_id), _receiver(mirror, actor, leader)
    if not opening.may_share(standing(mirror, actor, leader)):
        raise AlreadyShared
    if view is None or not answering.has_answers(view):
        raise NothingToShare
    view.shares.append(Share(with_id=receiver, shared_at=now))
    db.session.flush()
    audit.record(actor.person_id, "assessment.share", subject_id=mirror.subject_id, thing=f"mirror {mirror.pid}")
    if opening.reveals(standing(mirror, actor, leader)):
        author = mirror.leaders_view.author_id if mirror.leaders_view else receiver
        _reveal(mirror, now, {mirror.subject_id, receiver, author})
    else:
        own = actor.person_id == mirror.subject_id
        notify(receiver, PERSON_SHARED if own else LEADER_SHARED, url_for("assessments.show", pid=mirror.pid))


def withdraw(mirror: Mirror, actor: Actor, now: datetime) -> None:
    """Take the actor's side back, so that it is a draft again; possible until both have shared."""
    view = mirror.view_by(actor.person_id)
    if view is None or not view.is_shared or not opening.may_withdraw(standing(mirror, actor, None)):
        raise CannotWithdraw
    for given in view.shares:
        given.withdrawn_at = given.withdrawn_at or now
    mirror.consents.clear()
    db.session.flush()
    audit.record(actor.person_id, "assessment.withdraw", subject_id=mirror.subject_id, thing=f"mirror {mirror.pid}")


def consent(mirror: Mirror, actor: Actor, now: datetime, today: date) -> None:
    """Agree to open the mirror with one side missing; it opens when both have agreed."""
    leader = leader_of(mirror.subject_id, today)
    if actor.person_id is None or not opening.may_consent(standing(mirror, actor, leader), today):
        raise TooEarlyToOpen
    if all(given.person_id != actor.person_id for given in mirror.consents):
        mirror.consents.append(Consent(person_id=actor.person_id, given_at=now))
        db.session.flush()
        audit.record(actor.person_id, "assessment.consent", subject_id=mirror.subject_id, thing=f"mirror {mirror.pid}")
    givers = {given.person_id for given in mirror.consents}
    others = {mirror.subject_id, leader.id if leader else mirror.subject_id} | givers
    if mirror.subject_id in givers and len(givers) > 1:
        _reveal(mirror, now, others)
        return
    for person_id in others - {actor.person_id}:
        notify(person_id, CONSENT_GIVEN, url_for("assessments.show", pid=mirror.pid))


def hold_talk(mirror: Mirror, actor: Actor, today: date) -> None:
    """Note that the talk was held: from here on the answers stand."""
    if not opening.may_hold_talk(standing(mirror, actor, None)):
        raise NotOpenYet
    mirror.talk_held_on = today
    db.session.flush()
    audit.record(actor.person_id, "assessment.talk", subject_id=mirror.subject_id, thing=f"mirror {mirror.pid}")


def _receiver(mirror: Mirror, actor: Actor, leader: Person | None) -> int:
    """Return with whom the actor's side is shared: the person's leader today, or the person."""
    if actor.person_id != mirror.subject_id:
        return mirror.subject_id
    if leader is None:
        raise NoLeader
    return leader.id


def _reveal(mirror: Mirror, now: datetime, tell: set[int]) -> None:
    mirror.revealed_at = now
    db.session.flush()
    audit.record(None, "assessment.reveal", subject_id=mirror.subject_id, thing=f"mirror {mirror.pid}")
    for person_id in tell:
        notify(person_id, REVEALED, url_for("assessments.show", pid=mirror.pid))
