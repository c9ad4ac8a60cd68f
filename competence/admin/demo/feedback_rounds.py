"""The demo's feedback rounds: one that closed in spring with its figures, and one in Bo's team that is open."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from competence.admin.demo.people import public_id
from competence.admin.demo.rounds import at
from competence.db import db
from competence.feedback.models import Feedback, FeedbackRequest
from competence.feedback.rounds.models import FeedbackRound, RoundParticipant
from competence.feedback.rounds.rules import Whom
from competence.feedback.rules.asking import About
from competence.feedback.rules.steps import State

LAST, OPEN = timedelta(days=200), timedelta(days=6)
THREE_WEEKS = timedelta(days=21)


def write_feedback_rounds(
    random: Random, everybody: Sequence[int], hr: int, leader: int, team: Sequence[int], today: date
) -> None:
    """Store HR's round of spring, and Bo's, in which he says yes to whom is asked and one of the team waits for it."""
    asked, received = int(len(everybody) * 0.7), int(len(everybody) * 0.6)
    _round(
        random, "Spil hinanden gode", "Vi øver os i at bede om feedback, før vi har brug for den.", everybody, hr,
        today - LAST, asked=asked, received=received, closed_at=at(today - LAST + THREE_WEEKS, 3, 30),
    )  # fmt: skip
    words = "Alle i teamet spørger et par kolleger om en opgave fra i efteråret. Det, I får, er jeres."
    current = _round(random, "Feedback i teamet", words, team, leader, today - OPEN, approves=True)
    for receiver, sender in pairwise(team[:3]):
        request = FeedbackRequest(
            pid=public_id(random), receiver_id=receiver, form=current.form, about=About.TALK, round_id=current.id,
            question="Hvordan gik mit oplæg på teammødet?", asked_at=at(today - timedelta(days=2), 11, 5),
            due_on=current.closes_on, viewed=[], pieces=[],
        )  # fmt: skip
        db.session.add(request)
        request.pieces.append(
            Feedback(
                pid=public_id(random), receiver_id=receiver, sender_id=sender, form=current.form,
                state=State.PROPOSED, about=About.TALK, words={}, levels=[],
            )
        )  # fmt: skip
    db.session.flush()


def _round(
    random: Random, title: str, purpose: str, people: Sequence[int], opened_by: int, opens_on: date, **more: object
) -> FeedbackRound:
    opened = FeedbackRound(
        pid=public_id(random), title=title, purpose=purpose, form="tre_plus_tre", whom=Whom.HOUSE, opens_on=opens_on,
        closes_on=opens_on + THREE_WEEKS, opened_by_id=opened_by, invited=len(people), topics=[],
        participants=[RoundParticipant(person_id=one) for one in people], **({"approves": False} | more),
    )  # fmt: skip
    db.session.add(opened)
    db.session.flush()
    return opened
