"""Finding a time for a conversation: asking, inviting, another proposal, a yes, calling off, planning again."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, current_actor, needs
from competence.access.permissions import MayConversation
from competence.conversations.actions import planning as actions
from competence.conversations.actions.calendars import calendar_of
from competence.conversations.forms import InvitationForm, ProposalForm
from competence.conversations.guides import queries as guides
from competence.conversations.queries import conversations
from competence.conversations.rules.kinds import FOR_TWO, MAY_BE_ASKED_FOR, TITLES, Kind, minutes_of
from competence.conversations.rules.refusals import BadTime, ChangedMeanwhile, NoLeaderToAsk, UnknownKind
from competence.conversations.rules.steps import Action, proposing, step
from competence.conversations.rules.timing import earliest
from competence.conversations.views.blueprint import bp
from competence.db import db
from competence.people.queries import person_by_id, person_by_pid
from competence.people.queries.leading import leader_of, leads_anybody
from competence.web.clock import DENMARK, day_of, now, today
from competence.web.downloads import download
from competence.web.text import number_in


@bp.get("/new")
@needs(MayConversation.ASK)
def new() -> Any:
    """Invite somebody one leads, or, for oneself, ask one's own leader; ?person= says with whom, ?kind= what about."""
    check(MayConversation.ASK)
    actor, person = current_actor(), person_by_pid(request.args.get("person", ""))
    if person is None or person.id not in actor.led:
        return redirect(url_for("conversations.ask", kind=request.args.get("kind")), 303)
    kind = _kind(request.args.get("kind", ""), "LUS" if leads_anybody(person.id, today()) else "MUS", FOR_TWO)
    form = InvitationForm(FOR_TWO, formdata=None, kind=kind.name, minutes=minutes_of(kind, guides.current(kind)))
    return _invitation_page(person, form)


@bp.post("")
@needs(MayConversation.INVITE)
def create() -> Any:
    """Invite somebody one leads to a conversation."""
    person = check(MayConversation.INVITE, person_by_pid(request.form.get("person", "")))
    form = InvitationForm(FOR_TWO)
    if not form.validate_on_submit():
        return _invitation_page(person, form), 400
    try:
        conversation = actions.invite(
            form.chosen, person.id, current_actor(), form.offer(), form.themes.data or (), now(), today()
        )
    except BadTime as refusal:
        db.session.rollback()
        form.on.errors = [str(refusal)]
        return _invitation_page(person, form), refusal.status
    db.session.commit()
    flash(_("Invitationen er sendt."), "success")
    return redirect(url_for("conversations.show", pid=conversation.pid), 303)


@bp.get("/requests/new")
@needs(MayConversation.ASK)
def ask() -> str:
    """Ask what kind of conversation one would like with one's leader."""
    check(MayConversation.ASK)
    chosen = _kind(request.args.get("kind", ""), "ONE_ON_ONE", MAY_BE_ASKED_FOR)
    guide_of = {guide.kind: guide for guide in guides.kinds()}
    return render_template(
        "conversations/ask.html",
        kinds=[(kind.name, TITLES[kind], guide_of.get(kind)) for kind in MAY_BE_ASKED_FOR],
        chosen=chosen.name,
        leader=leader_of(actor_id(), today()),
    )


@bp.post("/requests")
@needs(MayConversation.ASK)
def request_one() -> Response:
    """Ask one's own leader for a conversation."""
    check(MayConversation.ASK)
    me = actor_id()
    leader = leader_of(me, today())
    if leader is None:
        raise NoLeaderToAsk
    kind = next((kind for kind in MAY_BE_ASKED_FOR if kind.name == request.form.get("kind")), None)
    if kind is None:
        raise UnknownKind
    conversation = actions.ask(kind, me, leader.id, now())
    db.session.commit()
    flash(_("Din leder har fået besked. Næste skridt er en tid, som din leder foreslår."), "success")
    return redirect(url_for("conversations.show", pid=conversation.pid), 303)


@bp.get("/<pid>/proposal")
@needs(MayConversation.TAKE_PART)
def proposal(pid: str) -> str:
    """Ask for a time and a place."""
    conversation = check(MayConversation.TAKE_PART, conversations.conversation(pid))
    side = actions.side_of(conversation, current_actor())
    step(conversation.state, proposing(conversation.state, side), side, conversation.kind)
    offered = conversation.proposed
    local = offered.starts_at.astimezone(DENMARK) if offered and offered.starts_at else None
    form = ProposalForm(
        formdata=None,
        on=local.date() if local else None,
        at=local.time() if local else None,
        minutes=(offered.minutes if offered else None) or conversation.minutes,
        place=offered.place if offered else conversation.place,
        version=str(conversation.version),
    )
    return _proposal_page(conversation, form)


@bp.post("/<pid>/proposal")
@needs(MayConversation.TAKE_PART)
def propose(pid: str) -> Any:
    """Propose a time and a place."""
    conversation = check(MayConversation.TAKE_PART, conversations.locked_conversation(pid))
    form = ProposalForm()
    if not form.validate_on_submit():
        return _proposal_page(conversation, form), 400
    try:
        actions.propose(conversation, current_actor(), form.offer(), form.seen, now(), today())
    except (BadTime, ChangedMeanwhile) as refusal:
        db.session.rollback()
        if isinstance(refusal, BadTime):
            form.on.errors = [str(refusal)]
        form.version.data = str(conversation.version)
        return _proposal_page(conversation, form, changed=isinstance(refusal, ChangedMeanwhile)), refusal.status
    db.session.commit()
    flash(_("Dit forslag er sendt."), "success")
    return redirect(url_for("conversations.show", pid=pid), 303)


@bp.post("/<pid>/acceptance")
@needs(MayConversation.TAKE_PART)
def accept(pid: str) -> Response:
    """Say yes to the time the other one proposed."""
    return _take(pid, Action.ACCEPT, _("Tiden er aftalt."))


@bp.post("/<pid>/cancellation")
@needs(MayConversation.TAKE_PART)
def cancel(pid: str) -> Response:
    """Call a conversation off."""
    return _take(pid, Action.CANCEL, _("Samtalen er aflyst. I kan planlægge den igen, når I vil."))


@bp.post("/<pid>/planning")
@needs(MayConversation.TAKE_PART)
def plan_again(pid: str) -> Response:
    """Let a conversation that was called off or interrupted have a new time."""
    return _take(pid, Action.PLAN_AGAIN, _("Samtalen skal have en ny tid."))


@bp.post("/<pid>/seat")
@needs(MayConversation.TAKE_OVER)
def take_over(pid: str) -> Response:
    """Take the place of the person's former leader in a conversation that is not held yet."""
    conversation = check(MayConversation.TAKE_OVER, conversations.locked_conversation(pid))
    actions.take_over(conversation, current_actor(), number_in(request.form.get("version", "")), now())
    db.session.commit()
    flash(_("Samtalen er din nu. Næste skridt er at foreslå en tid."), "success")
    return redirect(url_for("conversations.show", pid=pid), 303)


@bp.post("/<pid>/themes")
@needs(MayConversation.TAKE_PART)
def themes(pid: str) -> Response:
    """Choose the themes one would like to talk about."""
    conversation = check(MayConversation.TAKE_PART, conversations.locked_conversation(pid))
    actions.choose_themes(conversation, current_actor(), request.form.getlist("themes"))
    db.session.commit()
    flash(_("Dine temaer er gemt."), "success")
    return redirect(url_for("conversations.show", pid=pid), 303)


@bp.get("/<pid>/calendar.ics")
@needs(MayConversation.TAKE_PART)
def calendar(pid: str) -> Response:
    """Return the conversation as a file for the reader's calendar."""
    conversation = check(MayConversation.TAKE_PART, conversations.conversation(pid))
    reader = person_by_id(actor_id())
    made = calendar_of(conversation, reader, url_for("conversations.show", pid=pid)) or abort(404)
    return download(made, "text/calendar", "samtale.ics")


def _take(pid: str, action: Action, said: str) -> Response:
    conversation = check(MayConversation.TAKE_PART, conversations.locked_conversation(pid))
    actions.take_step(conversation, action, current_actor(), number_in(request.form.get("version", "")), now())
    db.session.commit()
    flash(said, "success")
    return redirect(url_for("conversations.show", pid=pid), 303)


def _kind(wanted: str, otherwise: str, among: tuple[Kind, ...]) -> Kind:
    return next((kind for kind in among if kind.name == wanted), Kind[otherwise])


def _invitation_page(person: Any, form: InvitationForm) -> str:
    return render_template(
        "conversations/new.html",
        person=person,
        form=form,
        first=earliest(Kind.MUS, None, today()),
        leader_first=conversations.waits_for_own_lus(current_actor(), now()),
    )


def _proposal_page(conversation: Any, form: ProposalForm, *, changed: bool = False) -> str:
    side = actions.side_of(conversation, current_actor())
    invited = conversation.invited_at
    return render_template(
        "conversations/proposal.html",
        conversation=conversation,
        form=form,
        own=actor_id() == conversation.subject_id,
        step=proposing(conversation.state, side).name,
        first=earliest(conversation.kind, day_of(invited) if invited else None, today()),
        changed=changed,
    )
