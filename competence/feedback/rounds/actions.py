"""Opening a round, asking in it, saying yes or no to whom is asked, and closing it: by itself, or before time."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime

from flask import url_for
from flask_babel import lazy_gettext as _l

from competence.access.actor import Actor, Role
from competence.cycles.queries import employed_in
from competence.db import db
from competence.feedback.actions.asking import Wish, ask, let_go
from competence.feedback.actions.telling import ASKED, note
from competence.feedback.models import Feedback, FeedbackRequest
from competence.feedback.queries.people import colleagues_of
from competence.feedback.rounds import queries
from competence.feedback.rounds.models import FeedbackRound, RoundParticipant, RoundTopic
from competence.feedback.rounds.rules import (
    REMINDED_BEFORE,
    Draft,
    NotInThisRound,
    NotYoursToInvite,
    Whom,
    check_draft,
    check_open,
)
from competence.feedback.rules import steps
from competence.feedback.rules.asking import VIEW
from competence.feedback.rules.steps import Action
from competence.notifications.actions import notify
from competence.notifications.rules import DAILY, DUES, Due, kind
from competence.people.queries.leading import leader_of
from competence.privacy import audit
from competence.web.clock import day_of
from competence.web.clock import now as moment

OPENED = kind("feedback_rounds.opened", _l("Der er åbnet en feedbackrunde for dig."))
CLOSES = kind(
    "feedback_rounds.closes",
    _l("En feedbackrunde lukker snart."),
    explains=_l("Alle i runden får denne besked, også de, der har spurgt og svaret."),
)
PROPOSED = kind("feedback_rounds.proposed", _l("En medarbejder venter på dit ja til, hvem der spørges."))
TURNED_DOWN = kind("feedback_rounds.turned_down", _l("Din leder har svaret på, hvem du kan spørge."))


def open_round(
    draft: Draft, people: Collection[int], units: Collection[int], actor: Actor, now: datetime
) -> FeedbackRound:
    """Open a round for people one leads, or, as HR, for units and everything below them.

    Raises the refusals of rounds.rules.
    """
    today = day_of(now)
    if Role.HR in actor.roles and units:
        people = {*people, *employed_in(units, (), today)}
    elif not set(people) <= actor.led:
        raise NotYoursToInvite
    check_draft(draft, people, today)
    opened = FeedbackRound(
        title=draft.title, purpose=draft.purpose, form=draft.form, whom=draft.whom, approves=draft.approves,
        opens_on=today, closes_on=draft.closes_on, opened_by_id=actor.person_id, invited=len(set(people)),
        participants=[RoundParticipant(person_id=one) for one in sorted(set(people))],
        topics=[
            *(RoundTopic(competence_id=one) for one in sorted(set(draft.competences))),
            *(RoundTopic(value_id=one) for one in sorted(set(draft.values))),
        ],
    )  # fmt: skip
    db.session.add(opened)
    db.session.flush()
    audit.record(actor.person_id, "feedback_round.open", thing=f"feedback round {opened.pid}")
    for one in opened.participants:
        notify(one.person_id, OPENED, url_for("feedback_rounds.show", pid=opened.pid))
    return opened


def ask_in(
    a_round: FeedbackRound, wish: Wish, receiver_id: int, now: datetime
) -> tuple[FeedbackRequest, dict[str, str]]:  # fmt: skip
    """Ask in a round; where leaders say yes first, whoever has a leader waits for that.

    Raises RoundIsClosed, NotInThisRound, and the refusals of asking.
    """
    check_open(closed=not a_round.is_open)
    _check_in_round(a_round, wish, receiver_id, day_of(now))
    leader = leader_of(receiver_id, day_of(now)) if a_round.approves else None
    request, links = ask(wish, receiver_id, now, round_id=a_round.id, proposed=leader is not None)
    if leader is not None:
        notify(leader.id, PROPOSED, url_for("feedback.approvals"))
    return request, links


def approve(piece: Feedback, actor_id: int) -> None:
    """Say yes to asking somebody, who is told now. Raises NotProposed."""
    piece.state = steps.step(piece.state, Action.APPROVE)
    note(piece, actor_id, "approve")
    if piece.sender_id is not None:
        notify(piece.sender_id, ASKED, url_for("feedback.answer", pid=piece.pid))
    db.session.flush()


def turn_down(piece: Feedback, actor_id: int) -> None:
    """Say no to asking somebody, who never hears of it; the one who asks does. Raises NotProposed."""
    piece.state = steps.step(piece.state, Action.TURN_DOWN)
    note(piece, actor_id, "turn_down")
    url = url_for("feedback.request", pid=piece.request.pid) if piece.request else url_for("feedback.index")
    notify(piece.receiver_id, TURNED_DOWN, url)
    db.session.flush()


def close(a_round: FeedbackRound, actor_id: int | None, now: datetime) -> None:
    """Close a round for ever: nobody is waited for, and who took part is counted once. Raises RoundIsClosed."""
    check_open(closed=not a_round.is_open)
    for piece in queries.unanswered_in(a_round):
        let_go(piece)
    db.session.flush()
    a_round.asked, a_round.received = queries.took_part(a_round)
    a_round.known = queries.most_known_in(a_round, day_of(now))
    a_round.closed_at = now
    audit.record(actor_id, "feedback_round.close", thing=f"feedback round {a_round.pid}")
    db.session.flush()


@DAILY.fill
def close_what_is_over(today: date) -> None:
    """Close every round whose last day has passed."""
    for a_round in queries.over_by(today):
        close(a_round, None, moment())


@DUES.fill
def rounds_close_soon(today: date) -> Iterator[Due]:
    """Return that a round closes within three days, to everybody in it alike."""
    for person_id, pid, closes_on in queries.closing_between(today, today + REMINDED_BEFORE):
        yield Due(person_id, CLOSES, url_for("feedback_rounds.show", pid=pid), f"{pid} {closes_on}")


def _check_in_round(a_round: FeedbackRound, wish: Wish, receiver_id: int, day: date) -> None:
    competences = {topic.competence_id for topic in a_round.topics} - {None}
    values = {topic.value_id for topic in a_round.topics} - {None}
    chosen: Sequence[int | None] = wish.viewed if wish.form == VIEW else [wish.topic.competence_id]
    about = {one for one in chosen if one is not None}
    other = bool(a_round.topics) and (
        not about <= competences or (wish.topic.value_id is not None and wish.topic.value_id not in values)
    )
    near = {person.id for person in colleagues_of(receiver_id, day)} if a_round.whom is Whom.UNIT else set()
    elsewhere = a_round.whom is Whom.UNIT and not set(wish.people) <= near
    if wish.form != a_round.form or other or elsewhere or wish.due_on > a_round.closes_on:
        raise NotInThisRound
    if wish.outside and a_round.whom is not Whom.OUTSIDE:
        raise NotInThisRound
