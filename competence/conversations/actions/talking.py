"""The talk itself: beginning it, adding notes, agreeing on levels, and ending it."""

import secrets
from datetime import date, datetime

from competence.access.actor import Actor
from competence.assessments.actions import sharing
from competence.conversations.actions.planning import side_of, take_step
from competence.conversations.models import AgreedLevel, Conversation, Note
from competence.conversations.queries import talks as queries
from competence.conversations.rules import talking as rules
from competence.conversations.rules.kinds import WITH_A_PLAN, YEARLY
from competence.conversations.rules.refusals import AlreadyAgreed, LevelAwaitsAnswer, NotTalking, UnknownLevel
from competence.conversations.rules.steps import Action, Side, State
from competence.db import db
from competence.plans import actions as plans
from competence.plans.models import Plan
from competence.plans.rules.words import Form
from competence.privacy import audit


def begin(conversation: Conversation, actor: Actor, version: int, now: datetime) -> None:
    """Sit down and talk: the mirror that is open now is the one it is about. Raises NotNow, ChangedMeanwhile."""
    mirror = queries.mirror_of(conversation)
    take_step(conversation, Action.BEGIN, actor, version, now)
    conversation.mirror_id = mirror.id if mirror and mirror.is_revealed else None
    db.session.flush()


def add_note(conversation: Conversation, actor: Actor, topic: str, text: str, key: str, now: datetime) -> Note:
    """Add a note, or return the one that was added when the same page sent the same words before.

    Raises NotTalking, NothingWritten, NoteTooLong.
    """
    rules.check_talking(conversation.state)
    words, author_id = rules.note_text(text), actor.person_id or 0
    earlier = queries.note_with(conversation, author_id, key) if key else None
    if earlier is not None and earlier.text == words:
        return earlier
    note = Note(
        conversation_id=conversation.id, author_id=author_id, leader_id=conversation.leader_id, topic=topic,
        text=words, at=now, key=key if key and earlier is None else secrets.token_hex(16),
    )  # fmt: skip
    db.session.add(note)
    db.session.flush()
    return note


def propose_level(conversation: Conversation, actor: Actor, competence_id: int, level: int) -> None:
    """Propose a level to agree on. Raises NotTalking, UnknownLevel, LevelAwaitsAnswer."""
    rules.check_talking(conversation.state)
    scale = queries.scale_of(competence_id) if queries.is_spoken_of(conversation, competence_id) else ()
    chosen = next((one for one in scale if one.value == level), None)
    if chosen is None:
        raise UnknownLevel
    same = [one for one in queries.levels(conversation) if one.competence_id == competence_id]
    if any(not one.is_agreed for one in same):
        raise LevelAwaitsAnswer
    new = AgreedLevel(
        conversation_id=conversation.id, competence_id=competence_id, level=chosen, proposed_by_id=actor.person_id
    )
    db.session.add(new)
    db.session.flush()


def confirm_level(conversation: Conversation, proposed: AgreedLevel, actor: Actor, now: datetime) -> None:
    """Say yes to the level the other side proposed; it takes the place of one agreed on before in the same talk.

    Raises NotTalking, OtherConfirms, AlreadyAgreed.
    """
    rules.check_talking(conversation.state)
    rules.check_confirming(_proposed_by(conversation, proposed), side_of(conversation, actor))
    if proposed.is_agreed:
        raise AlreadyAgreed
    for older in queries.levels(conversation):
        if older.competence_id == proposed.competence_id and older.is_agreed:
            db.session.delete(older)
    proposed.confirmed_by_id, proposed.confirmed_at = actor.person_id, now
    db.session.flush()
    _note(conversation, actor, "agree_level")


def withdraw_level(conversation: Conversation, proposed: AgreedLevel) -> None:
    """Take a proposed level away again, whoever proposed it: without both there is none.

    Raises NotTalking, AlreadyAgreed.
    """
    rules.check_talking(conversation.state)
    if proposed.is_agreed:
        raise AlreadyAgreed
    db.session.delete(proposed)
    db.session.flush()


def begin_plan(conversation: Conversation, actor: Actor, now: datetime) -> Plan:
    """Return the plan the two write in this talk; it is begun if it was not. After the talk too. Raises NotTalking."""
    if conversation.plan is None:
        if conversation.state not in (State.TALKING, State.HELD) or conversation.subject_id is None:
            raise NotTalking
        form = Form.FULL if conversation.kind in WITH_A_PLAN else Form.SHORT
        conversation.plan = plans.begin(
            conversation.subject_id, conversation.leader_id, form, actor.person_id or 0, now
        )
        db.session.flush()
    return conversation.plan


def end(conversation: Conversation, actor: Actor, version: int, now: datetime, today: date) -> None:
    """End the talk: what was proposed and not agreed on goes, and the answers of the mirror stand from here on.

    The mirror waits for the year's talk with the leader it was shared with: a short talk before it closes nothing.

    Raises NotNow, ChangedMeanwhile.
    """
    take_step(conversation, Action.END, actor, version, now)
    for level in queries.levels(conversation):
        if not level.is_agreed:
            db.session.delete(level)
    mirror = queries.mirror_of(conversation) if conversation.kind in YEARLY else None
    shared = mirror is not None and conversation.leader_id in mirror.shared_with
    if mirror is not None and shared and mirror.is_revealed and mirror.talk_held_on is None:
        sharing.hold_talk(mirror, actor, today)
    db.session.flush()


def _proposed_by(conversation: Conversation, proposed: AgreedLevel) -> Side:
    return Side.PERSON if proposed.proposed_by_id == conversation.subject_id else Side.LEADER


def _note(conversation: Conversation, actor: Actor, verb: str) -> None:
    thing = f"conversation {conversation.pid}"
    audit.record(actor.person_id, f"conversation.{verb}", subject_id=conversation.subject_id, thing=thing)
