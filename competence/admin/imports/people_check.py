"""Checking the rows of a people file against the house and each other: units, roles, leaders, doubles and circles."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from competence.admin.imports.people_file import PeopleFile, PersonRow
from competence.admin.imports.people_state import State
from competence.admin.imports.periods import is_current
from competence.admin.imports.plan import Remark, Say, remark
from competence.people.rules import (
    AboutField,
    GivesThemselves,
    Hand,
    ReaddressedThem,
    StandsInForThem,
    check_hand,
    find_circle,
    in_a_ring,
    overlap,
)

NAMED_UNITS = 12
BY_THEIR_OWN_HAND: dict[type[AboutField], Say] = {
    GivesThemselves: Say.GIVES_THEMSELVES,
    StandsInForThem: Say.STANDS_IN_FOR_THEM,
    ReaddressedThem: Say.READDRESSED_THEM,
}


def check_rows(state: State, file: PeopleFile, today: date, ended: set[str], hand: Hand) -> tuple[PersonRow, ...]:
    """Return the rows with the codes of units and roles in place of their titles, and with what is wrong in them.

    ended: the e-mail addresses of those a full file leaves out; hand: whose file it is.
    """
    rows = tuple(_checked(row, state, today) for row in file.rows)
    wrong = _wrong_among(rows, today)
    if file.names_leaders:
        by_hand = _wrong_hands(rows, state, today, hand)
        for further in (_wrong_leaders(rows, state, ended), _circles(rows, state, today, ended), by_hand):
            for number, said in further.items():
                wrong.setdefault(number, []).extend(said)
    return tuple(replace(row, wrong=(*row.wrong, *wrong.get(row.number, ()))) for row in rows)


def _checked(row: PersonRow, state: State, today: date) -> PersonRow:
    """Look up the unit and the role of one row."""
    wrong = list(row.wrong)
    if row.start is None and not is_current(row.end, today):
        wrong.append(remark(Say.NEEDS_A_START, row.cells["end"]))
    unit = state.find_unit(row.unit) if row.unit else None
    role = state.find_role(row.role) if row.role else ""
    if row.unit and unit is None:
        known = ", ".join(unit.code for unit in state.units if is_current(unit.end, today))
        wrong.append(remark(Say.UNKNOWN_UNIT, row.cells["unit"], text=row.unit[:80], known=_shortened(known)))
    elif unit is not None and unit.end is not None and (row.end is None or row.end > unit.end):
        wrong.append(remark(Say.UNIT_IS_OVER, row.cells["unit"], unit=unit.code, day=unit.end))
    if role is None:
        known = ", ".join(sorted(state.roles))
        wrong.append(remark(Say.UNKNOWN_ROLE, row.cells["role"], text=row.role[:80], known=_shortened(known)))
    return replace(row, unit=unit.code if unit else row.unit, role=role or "", wrong=tuple(wrong))


def _shortened(names: str, limit: int = 200) -> str:
    return names if len(names) <= limit else names[:limit].rsplit(",", 1)[0] + " …"


def _wrong_among(rows: Iterable[PersonRow], today: date) -> dict[int, list[Remark]]:
    """Find rows that contradict another row about the same person."""
    wrong: dict[int, list[Remark]] = {}
    seen: dict[str, list[PersonRow]] = {}
    for row in rows:
        for other in seen.get(row.email, ()):
            if (row.unit, row.role) == (other.unit, other.role) and overlap(
                row.start or today, row.end, other.start or today, other.end
            ):
                wrong.setdefault(row.number, []).append(remark(Say.SAME_EMPLOYMENT, row=other.number))
            if row.name != other.name:
                said = remark(Say.TWO_NAMES, row.cells["name"], other=other.name, row=other.number)
                wrong.setdefault(row.number, []).append(said)
        if row.email:
            seen.setdefault(row.email, []).append(row)
    return wrong


def _wrong_leaders(rows: Iterable[PersonRow], state: State, ended: set[str]) -> dict[int, list[Remark]]:
    known = ({row.email for row in rows} | state.people.keys()) - ended
    wrong: dict[int, list[Remark]] = {}
    for row in rows:
        if not row.leader:
            continue
        cell = row.cells["leader"]
        if row.leader == row.email:
            wrong[row.number] = [remark(Say.OWN_LEADER, cell)]
        elif row.leader in ended:
            wrong[row.number] = [remark(Say.LEADER_IS_ENDED, cell, text=row.leader)]
        elif row.leader not in known:
            wrong[row.number] = [remark(Say.UNKNOWN_LEADER, cell, text=row.leader[:80])]
    return wrong


def _wrong_hands(rows: Iterable[PersonRow], state: State, today: date, hand: Hand) -> dict[int, list[Remark]]:
    """Find the rows by which who sends the file would come to lead somebody, or to lead them longer."""
    wrong: dict[int, list[Remark]] = {}
    for row in rows:
        if row.leader and is_current(row.end, today) and not _leads_as_long(row, state, today):
            try:
                check_hand(hand, row.leader)
            except AboutField as refusal:
                wrong[row.number] = [remark(BY_THEIR_OWN_HAND[type(refusal)], row.cells["leader"])]
    return wrong


def _leads_as_long(row: PersonRow, state: State, today: date) -> bool:
    """Return whether the leader of a row leads its person already, and as long as the row says."""
    known = state.people.get(row.email)
    current = [fact for fact in known.leaders if is_current(fact.end, today)] if known else []
    return any(
        fact.key[0] == row.leader and (fact.end is None or (row.end is not None and row.end <= fact.end))
        for fact in current
    )


def _circles(rows: Iterable[PersonRow], state: State, today: date, ended: set[str]) -> dict[int, list[Remark]]:
    """Find the rows that make somebody their own leader over several steps."""
    current = [row for row in rows if is_current(row.end, today)]
    named = {row.email for row in rows}
    above: dict[str, set[str]] = {
        email: {fact.key[0] for fact in person.leaders if is_current(fact.end, today)}
        for email, person in state.people.items()
        if email not in named and email not in ended
    }
    for row in current:
        if row.leader and row.leader != row.email:
            above.setdefault(row.email, set()).add(row.leader)
    wrong: dict[int, list[Remark]] = {}
    while circle := find_circle(above):
        said = in_a_ring(circle)
        for row in current:
            if row.email in circle and row.leader in circle:
                wrong.setdefault(row.number, []).append(
                    remark(Say.LEADERS_IN_A_CIRCLE, row.cells["leader"], circle=said)
                )
        for email in circle:
            above[email] -= set(circle)
    return wrong
