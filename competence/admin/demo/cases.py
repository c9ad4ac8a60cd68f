"""Dialogues about steps in the demo: one that waits for Bo's view, and one that a panel saw and Bo answered."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select

from competence.admin.demo.people import public_id
from competence.admin.demo.rounds import at
from competence.careers.models.dialogue import (
    CaseEvent,
    CaseExhibit,
    CaseStatement,
    Outcome,
    PanelSeat,
    Part,
    StepCase,
)
from competence.careers.models.editions import CareerStep
from competence.careers.rules.dialogue import Action, State, due_on
from competence.db import db

ASKED_FOR, ANSWERED = "generalist.4", "specialist.3"
WHY = (
    "Jeg har taget imod tre nye kolleger og vist dem rundt i vagterne. De spørger stadig mig først.",
    "Jeg er den, de andre huse ringer til om læseklubber, og jeg har undervist i det to gange i år.",
)
EXAMPLES = (
    ("host.meeting", "Da to skoleklasser kom samtidig, delte jeg dem, og begge fik den time, de var lovet."),
    ("learn.didactics", "Jeg underviste femten kolleger i at lede en samtale om en bog, de ikke selv har valgt."),
)
SAID = (
    (Part.LEADER, "Jeg har set det på mange vagter, og de andre siger det samme."),
    (Part.PANEL, "Eksemplet viser, at du underviser selv og kan sige, hvorfor du gør, som du gør."),
    (Part.PANEL, "Enig. Jeg kunne godt tænke mig at se mere om kilderne, men det holder ikke trinnet tilbage."),
)


def write_cases(random: Random, people: Sequence[int], bo: int, panel: Sequence[int], today: date) -> None:
    """Store the two dialogues. people: two whom Bo leads; panel: two others."""
    steps = {step.code: step for step in db.session.scalars(select(CareerStep))}
    if len(people) < 2 or len(panel) < 2 or not {ASKED_FOR, ANSWERED} <= steps.keys():
        return
    waits = _case(random, people[0], bo, steps[ASKED_FOR], 0, State.WITH_LEADER)
    waits.due_on = due_on(State.WITH_LEADER, today - timedelta(days=4))
    waits.events = [_event(Action.ASK, people[0], today, 4)]
    told = _case(random, people[1], bo, steps[ANSWERED], 1, State.ANSWERED)
    told.seats = [PanelSeat(person_id=one, turn=1, asked_at=_on(today, 40), is_free=True) for one in panel[:2]]
    authors = (bo, *panel[:2])
    told.statements = [
        CaseStatement(part=part, author_id=author, turn=1, text=text, said_at=_on(today, 38 - 4 * number))
        for number, ((part, text), author) in enumerate(zip(SAID, authors, strict=True))
    ]
    told.statements.append(
        CaseStatement(
            part=Part.ANSWER, author_id=bo, turn=1, outcome=Outcome.YES, said_at=_on(today, 26),
            text="Alt, trinnet skal have, er set af mindst to af os.",
            next_steps="Du underviser de nye til foråret, og vi taler om det igen i juni.",
        )
    )  # fmt: skip
    done = (Action.ASK, Action.VIEW, Action.CONVENE, Action.CLOSE_PANEL, Action.ANSWER)
    told.events = [
        _event(action, people[1] if action is Action.ASK else bo, today, 44 - 4 * number)
        for number, action in enumerate(done)
    ]
    db.session.add_all([waits, told])
    db.session.flush()


def _case(random: Random, person: int, bo: int, step: CareerStep, number: int, state: State) -> StepCase:
    competence, example = EXAMPLES[number]
    exhibit = CaseExhibit(evidence_pid=public_id(random), competence=competence, example=example)
    return StepCase(
        pid=public_id(random), subject_id=person, leader_id=bo, step=step, state=state, words=WHY[number],
        exhibits=[exhibit],
    )  # fmt: skip


def _event(action: Action, actor_id: int, today: date, days: int) -> CaseEvent:
    return CaseEvent(action=action, actor_id=actor_id, at=_on(today, days))


def _on(today: date, days: int) -> datetime:
    return at(today - timedelta(days=days), 13, 0)
