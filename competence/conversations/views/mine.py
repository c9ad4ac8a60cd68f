"""The list of one's conversations, and one of them: where it stands and what the next step is."""

from datetime import timedelta
from typing import Any

from flask import render_template

from competence.access.actor import Actor
from competence.access.guard import check, current_actor, may, needs
from competence.access.permissions import MayConversation, MayPlan
from competence.conversations.actions.planning import side_of
from competence.conversations.preparing import queries as preparing
from competence.conversations.queries import conversations, talks
from competence.conversations.rules.kinds import THEMES, TITLES, Kind
from competence.conversations.rules.steps import Side, open_steps
from competence.conversations.teams import queries as teams
from competence.conversations.views.blueprint import bp
from competence.feedback.queries.pieces import brought_to
from competence.people.queries.leading import people_led
from competence.privacy import audit
from competence.privacy.correcting.queries import beside
from competence.web.clock import day_of, today


def note_the_look(conversation: Any, actor: Actor, goes_on_for: timedelta | None = None) -> None:
    """Note that somebody else opened what was written about a person."""
    if actor.person_id != (subject_id := conversation.subject_id):
        thing = f"conversation {conversation.pid}"
        audit.record_look(
            actor.person_id, "conversation.look", subject_id=subject_id, thing=thing, goes_on_for=goes_on_for
        )


@bp.app_template_global()
def kind_title(kind: Kind) -> str:
    """Return what a kind of conversation is called."""
    return str(TITLES[kind])


@bp.get("")
@needs(MayConversation.LIST)
def index() -> str:
    """List what comes and what was held; for a leader also whom one may invite."""
    actor = current_actor()
    return render_template(
        "conversations/index.html",
        me=actor.person_id,
        coming=conversations.coming(actor),
        takes_part=lambda conversation: may(MayConversation.TAKE_PART, conversation),
        earlier=conversations.earlier(actor),
        led=people_led(actor),
        team_talks=teams.talks_for(actor),
    )


@bp.get("/<pid>")
@needs(MayConversation.READ)
def show(pid: str) -> str:
    """Show where a conversation stands; a leader who came later sees that it was held, and what was agreed."""
    conversation = check(MayConversation.READ, conversations.conversation(pid))
    actor = current_actor()
    side = side_of(conversation, actor)
    takes_part = may(MayConversation.TAKE_PART, conversation)
    note_the_look(conversation, actor)
    notes = talks.notes(conversation, actor) if takes_part else ()
    return render_template(
        "conversations/show.html",
        conversation=conversation,
        own=side is Side.PERSON,
        other=conversation.leader if side is Side.PERSON else conversation.subject,
        takes_part=takes_part,
        steps={action.name for action in open_steps(conversation.state, side, conversation.kind)}
        if takes_part
        else set(),
        may_take_over=not takes_part
        and may(MayConversation.TAKE_OVER, conversation)
        and not conversations.is_still_one_of(conversation, conversation.leader_id, today()),
        notes=notes,
        wrong=beside(notes, conversation.subject_id),
        plan_lines=talks.plan_lines(conversation, actor),
        may_read_plan=conversation.plan_id is not None and may(MayPlan.READ, conversation.plan),
        brought=brought_to(actor, conversation.subject_id or 0, conversation.leader_id) if takes_part else (),
        prepared=preparing.shared_questions(conversation) if takes_part else (),
        has_prepared=takes_part and preparing.has_begun(conversation, actor.person_id or 0),
        agreed=[level for level in talks.levels(conversation) if level.is_agreed],
        today=conversation.starts_at is not None and day_of(conversation.starts_at) <= today(),
        themes=THEMES,
        my_themes={choice.theme for choice in conversation.themes if choice.person_id == actor.person_id},
    )
