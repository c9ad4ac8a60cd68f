"""The dialogue about a step: every act in every state leads where the table says, and nobody judges themselves."""

from datetime import date, timedelta

import pytest

from competence.careers.rules import dialogue
from competence.careers.rules.dialogue import DAYS, NEXT, OPEN, Action, State

# Written by hand, apart from the code's own table: state by state, what may be done and where it leads.
TABLE = {
    State.DRAFT: {"EDIT": "DRAFT", "ASK": "WITH_LEADER"},
    State.WITH_LEADER: {"VIEW": "VIEWED", "WITHDRAW": "WITHDRAWN", "HAND_OVER": "WITH_LEADER"},
    State.VIEWED: {"CONVENE": "WITH_PANEL", "ANSWER": "ANSWERED", "WITHDRAW": "WITHDRAWN", "HAND_OVER": "WITH_LEADER"},
    State.WITH_PANEL: {
        "DECLARE": "WITH_PANEL", "REPLACE": "WITH_PANEL", "ASSESS": "WITH_PANEL", "CLOSE_PANEL": "VIEWED",
        "WITHDRAW": "WITHDRAWN", "HAND_OVER": "WITH_LEADER",
    },
    State.ANSWERED: {},
    State.WITHDRAWN: {},
}  # fmt: skip


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", Action)
def test_every_act_in_every_state(state, action):
    leads_to = TABLE[state].get(action.name)
    if leads_to is None:
        with pytest.raises(dialogue.NotNow):
            dialogue.follow(state, action)
    else:
        assert dialogue.follow(state, action) is State[leads_to]


def test_what_is_over_is_over_and_everything_open_can_end():
    ends = {State.ANSWERED, State.WITHDRAWN}
    assert {state for state in State if not any(start is state for start, _ in NEXT)} == ends
    assert set(State) - ends == OPEN
    for state in OPEN:
        reached, waiting = {state}, [state]
        while waiting:
            here = waiting.pop()
            for (start, _action), end in NEXT.items():
                if start is here and end not in reached:
                    reached.add(end)
                    waiting.append(end)
        assert ends <= reached


def test_an_employee_can_always_take_back_what_they_asked_for():
    assert all((state, Action.WITHDRAW) in NEXT for state in OPEN - {State.DRAFT})


def test_each_part_that_somebody_waits_for_has_its_days():
    today = date(2026, 11, 27)
    assert set(DAYS) == OPEN - {State.DRAFT}
    assert dialogue.due_on(State.WITH_PANEL, today) == today + timedelta(days=21)
    assert dialogue.due_on(State.ANSWERED, today) is None


ASTRID, BO, ELLEN, EMIL = range(1, 5)


@pytest.mark.parametrize(
    ("person", "refusal"),
    [(ASTRID, dialogue.OwnCase), (BO, dialogue.IsTheLeader), (ELLEN, dialogue.SamePersonTwice), (EMIL, None)],
)
def test_who_may_sit_on_a_panel(person, refusal):
    if refusal is None:
        dialogue.refuse_seat(person, ASTRID, {BO}, {ELLEN})
    else:
        with pytest.raises(refusal):
            dialogue.refuse_seat(person, ASTRID, {BO}, {ELLEN})


def test_nobody_answers_their_own_case():
    dialogue.refuse_own(ASTRID, BO)
    with pytest.raises(dialogue.OwnCase):
        dialogue.refuse_own(ASTRID, ASTRID)


def test_a_leader_with_a_tie_asks_two_others_first():
    dialogue.refuse_answer(leader_is_bound=False, panel_has_said=False)
    dialogue.refuse_answer(leader_is_bound=True, panel_has_said=True)
    with pytest.raises(dialogue.PanelIsNeeded):
        dialogue.refuse_answer(leader_is_bound=True, panel_has_said=False)
