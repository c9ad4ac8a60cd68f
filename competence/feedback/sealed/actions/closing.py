"""Closing a round: in one transaction its answers lose their names, and everything that tied them to somebody goes."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import delete, insert

from competence.db import db
from competence.feedback.sealed import keys
from competence.feedback.sealed.actions.writing import DICE
from competence.feedback.sealed.models import LooseAnswer, Round, RoundFigure, SealedSheet, Topic, random_id
from competence.feedback.sealed.queries import rounds, sheets, units
from competence.feedback.sealed.rules.rounds import Outcome, Stage, check_stage
from competence.feedback.sealed.rules.settling import Loose, by_question, crowd_of, loosened
from competence.feedback.sealed.rules.sheets import Sheet
from competence.frameworks.queries.questions import steps
from competence.people import queries
from competence.privacy.anonymity.figures import Mean, people_band
from competence.privacy.anonymity.limits import Person, Rules
from competence.privacy.anonymity.teams import climate, voice_of
from competence.privacy.audit import record
from competence.privacy.keystore.columns import seal_column

Opened = Sequence[tuple[SealedSheet, Sheet]]


def rules() -> Rules:
    """Return what the figures of a round are held to: the promised limits, on the scale of the questions."""
    counted = [step.value for step in steps() if step.value]
    return Rules(low=min(counted), high=max(counted))


def close(round_: Round) -> None:
    """Close an open round for ever. The caller commits, and everything below happens then or not at all.

    What fewer than five answered is not kept. Raises NotOpen, and KeyLost where the boxes cannot be opened.
    """
    check_stage(round_.stage, Stage.OPEN)
    key = keys.find(round_.pid)
    opened = [(sheet, keys.unseal(key, sheet.id, sheet.box)) for sheet in sheets.sheets_of(round_)]
    answers, figures = _of_the_climate(round_, opened)
    for topic in rounds.topics_of(round_):
        if topic.outcome is Outcome.ASKED:
            _settle(
                topic, [content for sheet, content in opened if sheet.leader_id == topic.leader_id], answers, figures
            )
    if answers:
        # Their ids are drawn by lot, and they are written in the order of those and of nothing else.
        db.session.execute(insert(LooseAnswer), sorted(answers, key=lambda answer: str(answer["id"])))
    if figures:
        db.session.execute(insert(RoundFigure), figures)
    db.session.execute(delete(SealedSheet).where(SealedSheet.round_id == round_.id))
    round_.stage = Stage.CLOSED
    record(None, "upward.close", thing=f"round {round_.pid}")
    db.session.flush()


def _settle(topic: Topic, contents: list[Sheet], answers: list[Any], figures: list[Any]) -> None:
    """Add what becomes of the answers about one leader."""
    crowd = crowd_of(contents)
    topic.outcome = Outcome.SHOWN if crowd else Outcome.TOO_FEW
    if not crowd:
        return
    topic.people = people_band(len(crowd))
    place = _about(topic.round_id, topic.leader_id)
    answers += [_row(place, loose) for loose in loosened(crowd, DICE.shuffle)]
    for question, given in by_question(crowd).items():
        if voice := voice_of(given, rules()):
            figures.append(_figure(place, question, voice.people, voice.mean))


def _of_the_climate(round_: Round, opened: Opened) -> tuple[list[Any], list[Any]]:
    """Return the answers about the working climate and their figures, by the units that are counted together."""
    given: dict[str, dict[Person, int]] = {}
    for sheet, content in opened:
        if sheet.leader_id is None:
            for question, (step, *_) in by_question([content]).items():
                given.setdefault(question, {})[sheet.rater_id] = step
    answers: list[Any] = []
    figures: list[Any] = []
    tree = queries.parents(queries.units())
    unit_of: dict[Person, str] = dict(units.counted_in(cast(date, round_.opened_on)).items())
    for question, steps_of in sorted(given.items()):
        counted = {person: step for person, step in steps_of.items() if person in unit_of}
        for figure in climate(tree, unit_of, counted, rules()):
            place = _about(round_.id, units=";".join(figure.group.units))
            figures.append(_figure(place, question, figure.people, figure.mean))
            if not figure.group.parts:
                mixed = [Loose(question, counted[person]) for person in figure.group.members]
                DICE.shuffle(mixed)
                answers += [_row(place, loose) for loose in mixed]
    return answers, figures


def _about(round_id: int, leader_id: int | None = None, units: str = "") -> dict[str, Any]:
    """Return what rows about a leader, or about units counted together, have in common."""
    return {"round_id": round_id, "leader_id": leader_id, "units": units}


def _row(place: dict[str, Any], loose: Loose) -> dict[str, Any]:
    number, words = random_id(), loose.words if loose.step is None else None
    if words is not None:
        words = seal_column(LooseAnswer, "words", number, place["leader_id"], words)
    return place | {"id": number, "question": loose.question, "step": loose.step, "_words": words}


def _figure(place: dict[str, Any], question: str, people: str, mean: Mean) -> dict[str, Any]:
    return place | {"question": question, "people": people, "mean": mean.value, "end": mean.end}
