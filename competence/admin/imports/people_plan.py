"""Planning a people file: pure, from what the house knows and what the file says to each row's fate and the changes."""

from dataclasses import dataclass
from datetime import date, timedelta

from competence.admin.imports.people_check import check_rows
from competence.admin.imports.people_file import PeopleFile, PersonRow
from competence.admin.imports.people_state import KnownPerson, State
from competence.admin.imports.periods import Fact, Key, Step, Wanted, is_current, reconcile
from competence.admin.imports.plan import Fate, Line, Plan, Remark, Say, remark
from competence.people.rules import Hand

DAY = timedelta(days=1)
NOBODYS = Hand()


@dataclass(frozen=True)
class SavePerson:
    """A person to make, or to give another name."""

    email: str
    name: str
    is_new: bool


@dataclass(frozen=True)
class SaveEmployment:
    """An employment to make (id 0), or to give other days."""

    email: str
    fact: Fact


@dataclass(frozen=True)
class SaveLeader:
    """A leader relation to make (id 0), or to give other days; the fact's key names the leader."""

    email: str
    fact: Fact


@dataclass(frozen=True)
class End:
    """A row to end on a day, or, without a day, to take away because it never held."""

    email: str
    what: str  # "employment", "leader", "grant" or "deputy"
    id: int
    on: date | None


Change = SavePerson | SaveEmployment | SaveLeader | End


def plan_people(state: State, file: PeopleFile, today: date, *, full: bool = False, hand: Hand = NOBODYS) -> Plan:
    """Return what a people file would do.

    Somebody in the file is described by it completely: what it does not name is ended. full: the file names everybody,
    so that those it leaves out have left; hand: whose it is, who may neither be ended nor come to lead by it.
    """
    missing = _missing(state, file, today) if full else []
    rows = check_rows(state, file, today, {person.email for person in missing}, hand)
    lines: list[Line] = []
    changes: list[Change] = []
    for email, own_rows in _by_email(rows).items():
        if any(row.wrong for row in own_rows):
            lines += _wrong_lines(own_rows)
        else:
            _plan_person(_Person(email, own_rows, state, file.names_leaders, today), lines, changes)
    ended = {person.email for person in missing}
    for person in missing:
        lines.append(Line(None, person.email, person.name, *_fate_of_missing(person, state, ended, hand.email, today)))
        changes += _changes_of_missing(
            person, state, today, already={(c.what, c.id) for c in changes if isinstance(c, End)}
        )
    lines = _with_hints(lines, {person.name: person.email for person in missing})
    lines.sort(key=lambda line: (line.number is None, line.number or (line.fate is not Fate.ERROR)))
    return Plan(tuple(lines), tuple(changes), ends_people=bool(missing))


def _missing(state: State, file: PeopleFile, today: date) -> list[KnownPerson]:
    """Return those who work in the house and are not in the file."""
    named = {row.email for row in file.rows}
    return [
        person
        for person in state.people.values()
        if person.email not in named and any(is_current(fact.end, today) for fact in person.employments)
    ]


def _by_email(rows: tuple[PersonRow, ...]) -> dict[str, list[PersonRow]]:
    found: dict[str, list[PersonRow]] = {}
    for row in rows:
        found.setdefault(row.email, []).append(row)
    return found


def _wrong_lines(rows: list[PersonRow]) -> list[Line]:
    first = next(row.number for row in rows if row.wrong)
    waiting = (remark(Say.OTHER_ROW_FIRST, row=first),)
    return [Line(row.number, row.email, row.name, Fate.ERROR, _from_left(row.wrong) or waiting) for row in rows]


def _from_left(remarks: tuple[Remark, ...]) -> tuple[Remark, ...]:
    """Return remarks in the order of the cells they are about, those about the whole row last."""
    return tuple(sorted(remarks, key=lambda said: (said.cell == "", len(said.cell), said.cell)))


# --- a person in the file ---


@dataclass(frozen=True)
class _Person:
    """A person of the file beside what the house knows of them."""

    email: str
    rows: list[PersonRow]
    state: State
    names_leaders: bool
    today: date

    @property
    def known(self) -> KnownPerson | None:
        return self.state.people.get(self.email)

    def employments(self) -> Step:
        return reconcile(
            self.known.employments if self.known else (),
            [Wanted((row.unit, row.role or None), row.start, row.end, self.today, row.hours) for row in self.rows],
            self.today,
        )

    def leaders(self) -> Step:
        """A leader leads from today, or from when a new person or a later employment begins, while the rows last."""
        wanted: dict[Key, list[PersonRow]] = {}
        for row in self.rows:
            if row.leader and is_current(row.end, self.today):
                wanted.setdefault((row.leader, None), []).append(row)
        earliest = self.today if self.known else date.min
        return reconcile(
            self.known.leaders if self.known else (),
            [
                Wanted(
                    key,
                    None,
                    None if any(row.end is None for row in rows) else max(row.end for row in rows if row.end),
                    min(max(row.start or self.today, earliest) for row in rows),
                )
                for key, rows in wanted.items()
            ],
            self.today,
        )


def _plan_person(person: _Person, lines: list[Line], changes: list[Change]) -> None:
    """Add the lines of a person's rows, what ends without a row, and the changes."""
    remarks = _plan_name(person, changes)
    if person.names_leaders:
        remarks += _plan_leaders(person, changes)
    step = person.employments()
    for row, (_, after, before) in zip(person.rows, step.kept, strict=True):
        own = _remarks_of_employment(after, before)
        if after != before:
            changes.append(SaveEmployment(person.email, after))
        new = person.known is None or before is None
        fate = Fate.NEW if new else Fate.CHANGED if own or remarks else Fate.UNCHANGED
        lines.append(Line(row.number, row.email, row.name, fate, (*remarks, *own)))
        remarks = []  # they stand on the first row only
    for fact, end in step.ended:
        said = remark(Say.EMPLOYMENT_ENDS, unit=fact.key[0], day=end)
        lines.append(Line(None, person.email, person.rows[0].name, Fate.ENDED, (said,)))
        changes.append(End(person.email, "employment", fact.id, end))
    for fact in step.gone:
        said = remark(Say.EMPLOYMENT_GOES, unit=fact.key[0], day=fact.start)
        lines.append(Line(None, person.email, person.rows[0].name, Fate.ENDED, (said,)))
        changes.append(End(person.email, "employment", fact.id, None))


def _plan_name(person: _Person, changes: list[Change]) -> list[Remark]:
    name = person.rows[0].name
    if person.known is None:
        changes.append(SavePerson(person.email, name, is_new=True))
        return [remark(Say.PERSON_IS_NEW)]
    if person.known.name != name:
        changes.append(SavePerson(person.email, name, is_new=False))
        return [remark(Say.NAME_CHANGES, old=person.known.name, new=name)]
    return []


def _plan_leaders(person: _Person, changes: list[Change]) -> list[Remark]:
    step = person.leaders()
    remarks = []
    for _, after, before in step.kept:
        if after != before:
            changes.append(SaveLeader(person.email, after))
        if before is None:
            remarks.append(remark(Say.LEADER_IS_NEW, leader=after.key[0], day=after.start))
        elif after != before:
            remarks.append(remark(Say.LEADER_MOVES, leader=after.key[0], start=after.start, end=after.end))
    for fact, end in [*step.ended, *((fact, None) for fact in step.gone)]:
        changes.append(End(person.email, "leader", fact.id, end))
        remarks.append(remark(Say.LEADER_ENDS, leader=fact.key[0], day=end))
    return remarks


def _remarks_of_employment(after: Fact, before: Fact | None) -> tuple[Remark, ...]:
    if before is None:
        return (remark(Say.EMPLOYMENT_IS_NEW, unit=after.key[0], start=after.start, end=after.end),)
    moved = (after.start, after.end) != (before.start, before.end)
    moves = (remark(Say.EMPLOYMENT_MOVES, unit=after.key[0], start=after.start, end=after.end),) if moved else ()
    hours = (remark(Say.HOURS_CHANGE, unit=after.key[0], new=after.hours),) if after.hours != before.hours else ()
    return (*moves, *hours)


# --- a person missing from a full file ---


def _fate_of_missing(
    person: KnownPerson, state: State, ended: set[str], own_email: str, today: date
) -> tuple[Fate, tuple[Remark, ...]]:
    if person.email == own_email:
        return Fate.ERROR, (remark(Say.ENDS_YOU),)
    if person.email in state.administrators and state.administrators <= ended:
        return Fate.ERROR, (remark(Say.ENDS_THE_LAST_ADMINISTRATOR),)
    return Fate.ENDED, (remark(Say.PERSON_ENDS, day=today - DAY),)


def _changes_of_missing(person: KnownPerson, state: State, today: date, already: set[tuple[str, int]]) -> list[Change]:
    """End everything that is about somebody who has left: also that they lead others, and that others stand in."""
    leads = [fact for other in state.people.values() for fact in other.leaders if fact.key[0] == person.email]
    found: dict[tuple[str, int], Change] = {}
    for what, facts in (
        ("employment", person.employments),
        ("leader", (*person.leaders, *leads)),
        ("grant", person.grants),
        ("deputy", person.stands_in),
    ):
        step = reconcile(facts, (), today)
        for fact, end in [*step.ended, *((fact, None) for fact in step.gone)]:
            if (what, fact.id) not in already:
                found[what, fact.id] = End(person.email, what, fact.id, end)
    return list(found.values())


def _with_hints(lines: list[Line], ended: dict[str, str]) -> list[Line]:
    """Say so where somebody new has the name of somebody who would be ended: it may be a new e-mail address."""
    hinted = []
    for line in lines:
        is_new = any(said.say is Say.PERSON_IS_NEW for said in line.remarks)
        if is_new and line.name in ended:
            said = remark(Say.SAME_NAME_ENDS, email=ended[line.name])
            line = Line(line.number, line.key, line.name, line.fate, (*line.remarks, said))
        hinted.append(line)
    return hinted
