"""The demo's feedback: Astrid's in every state, some that hurt, and recognition here and there in the house."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from competence.admin.demo import queries
from competence.admin.demo.house import House
from competence.admin.demo.people import public_id
from competence.admin.demo.rounds import at
from competence.admin.demo.words import Words
from competence.admin.demo.write import Writer
from competence.db import db
from competence.feedback.models import Feedback, FeedbackReport, FeedbackRequest, ViewedCompetence, ViewedLevel
from competence.feedback.queries.forms import forms
from competence.feedback.rules.asking import RECOGNITION, VIEW, About
from competence.feedback.rules.steps import DELIVERED, State

RECOGNISED = 0.35  # how many in the house have had a word of recognition lately
# Who answers Astrid, how, and where it is now; None is somebody outside the house.
HERS = (
    ("tre_plus_tre", 60, (State.SHARED, State.KEPT)),
    ("feedforward", 25, (State.READ, State.DECLINED)),
    ("tre_plus_tre", 4, (State.WRITTEN, State.ASKED)),
)


@dataclass(frozen=True)
class _Told:
    """What every row is written with."""

    writer: Writer
    random: Random
    words: Words
    today: date
    names: Mapping[int, str]


def write_feedback(writer: Writer, random: Random, house: House, persons: Mapping[int, int], today: date) -> None:
    """Store what Astrid asked for and was given, what she is asked, a report, and recognition among the others."""
    names = {persons[worker.number]: worker.name for worker in house.workers}
    told = _Told(writer, random, Words(random), today, names)
    bo, astrid = persons[house.cast["bo"]], persons[house.cast["astrid"]]
    there = [one.number for one in house.workers if one.works_on(today) and one.number not in house.cast.values()]
    team = [persons[n] for n in there if house.workers[n].leader_on(today) == house.cast["bo"]]
    for place, (form, days, states) in enumerate(HERS):
        _ask(told, astrid, form, days, [(who, state) for who, state in zip(team[place:], states, strict=False)], bo)
    if team:
        _ask(told, team[0], "tre_plus_tre", 3, [(astrid, State.ASKED)], bo)
        _ask(told, team[-1], "tre_plus_tre", 20, [(astrid, State.READ)], bo)
        _recognise(told, team[0], astrid, 2, State.WRITTEN)
        _recognise(told, astrid, team[-1], 9, State.READ)
    others = [persons[number] for number in there]
    for receiver in others:
        if len(others) > 1 and random.random() < RECOGNISED:
            sender = random.choice([one for one in others if one != receiver])
            _recognise(told, sender, receiver, random.randrange(2, 120), random.choice((State.READ, State.KEPT)))
    if len(others) > 3:
        _hurt(told, others[2], others[3], handled_by=None)
        _hurt(told, others[1], others[2], handled_by=persons[house.cast["carla"]])


def _ask(told: _Told, receiver: int, form: str, days: int, asked: Sequence[tuple[int, State]], leader: int) -> None:
    moment = at(told.today - timedelta(days=days), 9, 15)
    request = told.writer.add(
        FeedbackRequest, pid=public_id(told.random), receiver_id=receiver, form=form, about=About.TALK,
        competence_id=None, value_id=None, question=told.words.one("feedback.question"), tried="", asked_at=moment,
        due_on=told.today + timedelta(days=14 - min(days, 10)),
    )  # fmt: skip
    for sender, state in asked:
        _piece(told, receiver, sender, form, state, days - 2, request_id=request, about=About.TALK, leader=leader)


def _recognise(told: _Told, sender: int, receiver: int, days: int, state: State) -> None:
    _piece(told, receiver, sender, RECOGNITION, state, days)


def _hurt(told: _Told, sender: int, receiver: int, handled_by: int | None) -> None:
    words = {"saw": told.words.one("feedback.hurt"), "effect": told.words.one("feedback.hurt")}
    piece = _piece(told, receiver, sender, RECOGNITION, State.READ, 12, words=words)
    moment = at(told.today - timedelta(days=9), 13, 40)
    told.writer.add(
        FeedbackReport, pid=public_id(told.random), feedback_id=piece, receiver_id=receiver, writer_id=sender,
        writer_name=told.names[sender], form=RECOGNITION, words=words, why=told.words.one("feedback.why"),
        reported_at=moment,
        handled_at=moment + timedelta(days=2) if handled_by else None, handled_by_id=handled_by,
    )  # fmt: skip


def _piece(
    told: _Told, receiver: int, sender: int, form: str, state: State, days: int, *,
    request_id: int | None = None, about: About | None = None, leader: int | None = None, words: Any = None,
) -> int:  # fmt: skip
    given = words or {field.code: told.words.one(f"feedback.{field.code}") for field in forms()[form].of_writer}
    moment = at(told.today - timedelta(days=max(days, 0)), 14, 20)
    is_there = state in DELIVERED
    return told.writer.add(
        Feedback, pid=public_id(told.random), request_id=request_id, receiver_id=receiver, sender_id=sender,
        outside_name="", form=form, state=state, about=about, competence_id=None, value_id=None,
        words=given if is_there else {}, written_at=moment if is_there else None,
        thanked_at=moment + timedelta(days=1) if state in (State.KEPT, State.SHARED) else None,
        shared_with_id=leader if state is State.SHARED else None, version=1,
    )  # fmt: skip


def write_colleagues_views(random: Random, astrid: int, colleagues: Sequence[int], leader: int) -> None:
    """Let colleagues have looked at some competences in Astrid's latest opened mirror; one of them is shared."""
    mirror = queries.latest_opened(astrid)
    if mirror is None or mirror.own_view is None:
        return
    seen = [answer for answer in mirror.own_view.answers if answer.level is not None][:5]
    moment = at(mirror.started_on + timedelta(days=5), 10, 0)
    for colleague, state in zip(colleagues, (State.SHARED, State.KEPT), strict=False):
        request = FeedbackRequest(
            pid=public_id(random), receiver_id=astrid, form=VIEW, about=About.COMPETENCE,
            question="Hvor ser du mig lige nu?", asked_at=moment, due_on=mirror.started_on + timedelta(days=19),
            viewed=[ViewedCompetence(competence_id=answer.competence_id) for answer in seen], pieces=[],
        )  # fmt: skip
        levels = [_level(random, answer.competence_id, answer.level or 1) for answer in seen]
        db.session.add(request)
        request.pieces.append(
            Feedback(
                pid=public_id(random), receiver_id=astrid, sender_id=colleague, form=VIEW, state=state, levels=levels,
                about=About.COMPETENCE, words={}, written_at=moment + timedelta(days=3),
                shared_with_id=leader if state is State.SHARED else None,
            )
        )  # fmt: skip
    db.session.flush()


def _level(random: Random, competence: int, own: int) -> ViewedLevel:
    """Return what a colleague says: near what the person says, or that they cannot judge."""
    level = None if random.random() < 0.2 else max(1, min(5, own + random.choice((-1, 0, 1, 1))))
    return ViewedLevel(competence_id=competence, level=level)
