"""The pages of a team's talk: calling it, the page all share, what was agreed, and a MUS of one's own."""

import secrets
from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, current_actor, may, needs
from competence.access.permissions import MayTeamTalk
from competence.conversations.actions.talking import add_note
from competence.conversations.forms import word_in
from competence.conversations.guides.queries import current
from competence.conversations.rules.kinds import Kind, minutes_of
from competence.conversations.rules.refusals import BadTime, NotTalking
from competence.conversations.rules.steps import Action, State
from competence.conversations.rules.timing import earliest
from competence.conversations.teams import actions, queries
from competence.conversations.teams.forms import CallForm
from competence.conversations.teams.rules import NobodyCalled, UnknownStanding
from competence.db import db
from competence.feedback.retrospectives.forms import AgreementForm
from competence.people.queries.leading import people_led
from competence.plans.rules.words import Standing
from competence.web import navigation, rescued
from competence.web.clock import now, today
from competence.web.errors import wants_json
from competence.web.refusals import Refusal
from competence.web.text import number_in

bp = Blueprint("teams", __name__, url_prefix="/conversations/teams")


@bp.get("/new")
@needs(MayTeamTalk.CALL)
def new() -> str:
    """Show whom one may call, all of them chosen."""
    people = people_led(current_actor())
    chosen = [person.id for person in people]
    form = CallForm(people, formdata=None, minutes=minutes_of(Kind.GRUS, current(Kind.GRUS)), members=chosen)
    return _call_page(form)


@bp.post("")
@needs(MayTeamTalk.CALL)
def create() -> Any:
    """Call a team to a talk."""
    form = CallForm(people_led(current_actor()))
    if not form.validate_on_submit():
        return _call_page(form), 400
    try:
        talk = actions.call(form.members.data or (), current_actor(), form.offer(), now(), today())
    except (BadTime, NobodyCalled) as refusal:
        db.session.rollback()
        field = form.on if isinstance(refusal, BadTime) else form.members
        field.errors = [str(refusal)]
        return _call_page(form), refusal.status
    db.session.commit()
    flash(_("Teamet er inviteret."), "success")
    return redirect(url_for("teams.show", pid=talk.pid), 303)


@bp.get("/<pid>")
@needs(MayTeamTalk.TAKE_PART)
def show(pid: str) -> str:
    """Show where a team's talk stands, what it asks, and what was written and agreed."""
    talk = check(MayTeamTalk.TAKE_PART, queries.team_talk(pid))
    return _page("teams/show.html", talk)


@bp.get("/<pid>/talk")
@needs(MayTeamTalk.TAKE_PART)
def talking(pid: str) -> Any:
    """Show the page all of the team write on, with one theme open."""
    talk = check(MayTeamTalk.TAKE_PART, queries.team_talk(pid))
    if talk.state is not State.TALKING:
        return redirect(url_for("teams.show", pid=pid), 303)
    return _page("teams/talking.html", talk, text=str(rescued.words_here().get("text", "")))


@bp.get("/<pid>/notes")
@needs(MayTeamTalk.TAKE_PART)
def notes(pid: str) -> Response:
    """Answer the page that waits for the others' words."""
    return jsonify(_told(check(MayTeamTalk.TAKE_PART, queries.team_talk(pid))))


@bp.post("/<pid>/notes")
@needs(MayTeamTalk.TAKE_PART)
def write(pid: str) -> Any:
    """Add a note; the same words sent twice by the same page are added once."""
    talk, sent = check(MayTeamTalk.TAKE_PART, queries.team_talk(pid, to_change=True)), request.form
    topic, text, key = word_in(sent.get("topic", "")), sent.get("text", ""), word_in(sent.get("key", ""))
    try:
        note_id = add_note(talk, current_actor(), topic, text, key, now()).id
    except Refusal as refusal:
        db.session.rollback()
        if wants_json() or talk.state is not State.TALKING:
            raise
        return _page("teams/talking.html", talk, text=text, problem=str(refusal)), refusal.status
    db.session.commit()
    rescued.let_go()
    if wants_json():
        return jsonify(_told(queries.team_talk(pid)))
    return redirect(url_for("teams.talking", pid=pid, topic=topic, _anchor=f"note-{note_id}"), 303)


@bp.post("/<pid>/agreements")
@needs(MayTeamTalk.TAKE_PART)
def agree(pid: str) -> Any:
    """Write down what the team agrees on."""
    talk = check(MayTeamTalk.TAKE_PART, queries.team_talk(pid, to_change=True))
    form = AgreementForm(_everybody(talk))
    if not form.validate_on_submit():
        return _page("teams/show.html", talk, form=form), 400
    actions.agree(talk, form.what.data or "", form.lead.data, form.due_on.data)  # type: ignore[arg-type]  # validated
    db.session.commit()
    flash(_("Aftalen er skrevet ned."), "success")
    return redirect(url_for("teams.show", pid=pid, _anchor="agreed"), 303)


@bp.post("/<pid>/agreements/<int(max=2147483647):number>/standing")
@needs(MayTeamTalk.TAKE_PART)
def stand(pid: str, number: int) -> Response:
    """Say how an agreement stands, in a word."""
    talk = check(MayTeamTalk.TAKE_PART, queries.team_talk(pid, to_change=True))
    agreed = queries.agreement(talk, number) or abort(404)
    standing = next((one for one in Standing if one.name == request.form.get("standing")), None)
    if standing is None:
        raise UnknownStanding
    word = " ".join(request.form.get("word", "").split())[:200]
    actions.say_how_it_stands(agreed, standing, word, actor_id(), now())
    db.session.commit()
    flash(_("Det står der nu. Det, der stod før, bliver stående under det."), "success")
    return redirect(url_for("teams.show", pid=pid, _anchor="agreed"), 303)


@bp.post("/<pid>/own-talk")
@needs(MayTeamTalk.ASK_ALONE)
def ask_alone(pid: str) -> Response:
    """Ask for a MUS of one's own, where nobody in the team can see it."""
    talk = check(MayTeamTalk.ASK_ALONE, queries.team_talk(pid))
    actions.ask_alone(talk, actor_id(), now())
    db.session.commit()
    flash(_("Du får din egen MUS. Ingen i teamet kan se, at du har bedt om den."), "success")
    return redirect(url_for("teams.show", pid=pid, _anchor="own-talk"), 303)


@bp.post("/<pid>/beginning")
@needs(MayTeamTalk.HOST)
def begin(pid: str) -> Response:
    """Begin the talk."""
    return _take(pid, Action.BEGIN, "", "teams.talking")


@bp.post("/<pid>/ending")
@needs(MayTeamTalk.HOST)
def end(pid: str) -> Response:
    """End the talk: it was held."""
    return _take(pid, Action.END, _("Samtalen er holdt. Aftalerne kan I stadig rette til."))


@bp.post("/<pid>/cancellation")
@needs(MayTeamTalk.HOST)
def cancel(pid: str) -> Response:
    """Call the talk off."""
    return _take(pid, Action.CANCEL, _("Samtalen er aflyst, og teamet har fået besked."))


def _take(pid: str, action: Action, said: str, onward: str = "teams.show") -> Response:
    talk = check(MayTeamTalk.HOST, queries.team_talk(pid, to_change=True))
    actions.take_step(talk, action, current_actor(), number_in(request.form.get("version", "")), now())
    db.session.commit()
    if said:
        flash(said, "success")
    return redirect(url_for(onward, pid=pid), 303)


def _call_page(form: CallForm) -> str:
    navigation.stand_under("conversations.index")
    return render_template("teams/new.html", form=form, first=earliest(Kind.GRUS, None, today()))


def _page(template: str, talk: Any, form: Any = None, text: str = "", problem: str = "") -> str:
    navigation.stand_under("conversations.index")
    me = actor_id()
    return render_template(
        template,
        form=form or AgreementForm(_everybody(talk), formdata=None),
        text=text,
        problem=problem,
        key=secrets.token_hex(16),
        hosts=may(MayTeamTalk.HOST, talk),
        one_of_them=me in talk.member_ids,
        asked_alone=(asked := queries.request_of(talk, me) is not None),
        owed=asked and queries.is_owed(me),
        standings=list(Standing),
        **_known(talk),
    )


def _known(talk: Any) -> dict[str, Any]:
    """Return what the page and its parts are rendered from: the themes, the open one, notes and agreements."""
    themes, written = queries.questions_for(talk), queries.notes(talk)
    wanted = word_in(request.values.get("topic", ""))
    codes = [theme.code for theme, _questions in themes]
    topic = wanted if wanted in codes else (codes[0] if codes else "")
    by_topic = {code: [note for note in written if note.topic == code] for code in codes}
    by_topic.setdefault("", [note for note in written if note.topic not in codes])
    return {"talk": talk, "themes": themes, "topic": topic, "notes": by_topic, "agreements": queries.agreements(talk)}


def _told(talk: Any) -> dict[str, Any]:
    """Return what is new on the page, in pieces of it."""
    if talk.state is not State.TALKING:
        raise NotTalking
    known = _known(talk)
    notes = known["notes"][known["topic"]]
    return {
        "notes": [{"id": note.id, "html": render_template("teams/_note.html", note=note)} for note in notes],
        "counts": {code: len(written) for code, written in known["notes"].items()},
        "agreed": render_template("teams/_agreed.html", **known),
    }


def _everybody(talk: Any) -> list[Any]:
    return [*(member.person for member in talk.members), talk.leader]
