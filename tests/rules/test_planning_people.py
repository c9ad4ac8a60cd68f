"""A people file is planned before anything is done: each row's fate, what is wrong where, and who is ended."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from competence.admin.imports.columns import MissingColumns, TwoColumnsForOne
from competence.admin.imports.people_file import read_people
from competence.admin.imports.people_plan import End, SaveEmployment, SaveLeader, SavePerson, plan_people
from competence.admin.imports.people_state import KnownPerson, KnownUnit, State
from competence.admin.imports.periods import Fact, Wanted, reconcile
from competence.admin.imports.plan import Fate, Line, Plan, Say
from competence.admin.imports.tables import read_table
from competence.people.rules import Hand

TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(1)
START = date(2020, 1, 1)
TARUP, TARUP_ = ("tarup", "lib"), ("tarup", None)
HOUSE = State(
    people={
        person.email: person
        for person in (
            KnownPerson("astrid@x.dk", "Astrid Skov", (Fact(1, TARUP, START),), (Fact(1, ("bo@x.dk", None), START),)),
            KnownPerson("bo@x.dk", "Bo Lund", (Fact(2, TARUP_, START),), (Fact(2, ("dorte@x.dk", None), START),)),
            KnownPerson("dorte@x.dk", "Dorte Dal", (Fact(3, ("house", None), START),)),
            KnownPerson("ditte@x.dk", "Ditte Dige", (Fact(4, TARUP, START, date(2025, 12, 31)),)),
        )
    },
    units=(
        KnownUnit("house", ("Biblioteket", "The library")),
        KnownUnit("tarup", ("Tarup Bibliotek", "Tarup")),
        KnownUnit("closed", ("Lukket", "Lukket"), date(2025, 12, 31)),
        KnownUnit("one", ("Ens", "Same")),
        KnownUnit("two", ("Ens", "Same")),
    ),
    roles={"lib": ("Bibliotekar", "Librarian")},
)  # fmt: skip
HEAD = "e-mail;navn;enhed;rolle;fra;til;leder\n"
ASTRID = "astrid@x.dk;Astrid Skov;tarup;lib;1.1.2020;;bo@x.dk\n"
BO = "bo@x.dk;Bo Lund;tarup;;2020-01-01;;dorte@x.dk\n"
DORTE = "dorte@x.dk;Dorte Dal;house;;01-01-2020;;\n"


def plan(rows: str, head: str = HEAD, **options) -> Plan:
    return plan_people(HOUSE, read_people(read_table((head + rows).encode(), "x.csv")), TODAY, **options)


def only(found: Plan) -> Line:
    assert len(found.lines) == 1
    return found.lines[0]


def said(line: Line) -> list[Say]:
    return [remark.say for remark in line.remarks]


def test_what_the_house_knows_already_changes_nothing():
    found = plan(ASTRID + BO + DORTE, full=True)
    assert [line.fate for line in found.lines] == [Fate.UNCHANGED] * 3
    assert (found.changes, found.ends_people) == ((), False)


def test_titles_capitals_and_spaces_mean_the_same():
    found = plan(" ASTRID@X.DK ; Astrid  Skov;tarup bibliotek;LIBRARIAN;1/1/2020;31.12.9999;Bo@X.dk\n")
    assert only(found).fate is Fate.UNCHANGED


def test_english_headings_in_any_order_are_understood():
    found = plan("bo@x.dk;Tarup;2020-01-01;Astrid Skov;lib;astrid@x.dk\n", "Leader;UNIT;From;Name;Role;Email\n")
    assert only(found).fate is Fate.UNCHANGED


def test_without_a_column_for_leaders_nobody_loses_theirs():
    assert (
        only(plan("astrid@x.dk;Astrid Skov;tarup;lib;1.1.2020\n", "email;navn;enhed;rolle;fra\n")).fate
        is Fate.UNCHANGED
    )


def test_without_a_first_day_the_known_one_stays():
    assert only(plan("astrid@x.dk;Astrid Skov;tarup;lib;;;bo@x.dk\n")).fate is Fate.UNCHANGED


def test_somebody_new_is_made_with_employment_and_leader():
    found = plan("ny@x.dk;Ny Nielsen;tarup;lib;1.12.2026;;bo@x.dk\n")
    begins = date(2026, 12, 1)
    assert only(found).fate is Fate.NEW
    assert found.changes == (
        SavePerson("ny@x.dk", "Ny Nielsen", is_new=True),
        SaveLeader("ny@x.dk", Fact(0, ("bo@x.dk", None), begins)),
        SaveEmployment("ny@x.dk", Fact(0, ("tarup", "lib"), begins)),
    )


def test_a_new_name_is_a_change():
    found = plan(ASTRID.replace("Skov", "Bæk"))
    assert (only(found).fate, said(only(found))) == (Fate.CHANGED, [Say.NAME_CHANGES])
    assert found.changes == (SavePerson("astrid@x.dk", "Astrid Bæk", is_new=False),)


def test_a_last_day_is_a_change():
    found = plan(ASTRID.replace(";;bo", ";31.12.2026;bo"))
    assert only(found).fate is Fate.CHANGED
    assert SaveEmployment("astrid@x.dk", Fact(1, ("tarup", "lib"), START, date(2026, 12, 31))) in found.changes


def test_a_move_ends_the_old_place_the_day_before():
    found = plan("astrid@x.dk;Astrid Skov;house;lib;1.2.2027;;bo@x.dk\n")
    assert [line.fate for line in found.lines] == [Fate.NEW, Fate.ENDED]
    assert End("astrid@x.dk", "employment", 1, date(2027, 1, 31)) in found.changes


def test_a_move_in_the_past_ends_the_old_place_the_day_before_it():
    found = plan("astrid@x.dk;Astrid Skov;house;lib;1.9.2026;;bo@x.dk\n")
    assert End("astrid@x.dk", "employment", 1, date(2026, 8, 31)) in found.changes


def test_a_new_leader_begins_today_and_the_old_one_ended_yesterday():
    found = plan(ASTRID.replace("bo@x.dk", "dorte@x.dk"))
    assert said(only(found)) == [Say.LEADER_IS_NEW, Say.LEADER_ENDS]
    assert found.changes == (
        SaveLeader("astrid@x.dk", Fact(0, ("dorte@x.dk", None), TODAY)),
        End("astrid@x.dk", "leader", 1, YESTERDAY),
    )


def test_somebody_who_comes_back_is_the_same_person():
    found = plan("ditte@x.dk;Ditte Dige;tarup;lib;1.12.2026;;bo@x.dk\n")
    assert said(only(found)) == [Say.LEADER_IS_NEW, Say.EMPLOYMENT_IS_NEW]


def test_two_employments_are_two_rows():
    found = plan(ASTRID + "astrid@x.dk;Astrid Skov;house;;1.8.2026;;dorte@x.dk\n")
    assert [line.fate for line in found.lines] == [Fate.CHANGED, Fate.NEW]
    assert not found.has_errors


def test_those_missing_from_a_full_file_are_ended_and_nobody_else():
    found = plan(BO + DORTE, full=True)
    assert [(line.key, line.fate) for line in found.lines if line.number is None] == [("astrid@x.dk", Fate.ENDED)]
    assert found.ends_people
    assert set(found.changes) == {
        End("astrid@x.dk", "employment", 1, YESTERDAY),
        End("astrid@x.dk", "leader", 1, YESTERDAY),
    }
    assert plan(BO + DORTE).changes == ()


def test_those_who_left_lead_nobody_any_longer_even_where_the_file_is_silent_about_leaders():
    found = plan(
        "astrid@x.dk;Astrid Skov;tarup;lib\ndorte@x.dk;Dorte Dal;house;\n", "email;navn;enhed;rolle\n", full=True
    )
    assert set(found.changes) == {
        End("bo@x.dk", "employment", 2, YESTERDAY),
        End("bo@x.dk", "leader", 2, YESTERDAY),
        End("bo@x.dk", "leader", 1, YESTERDAY),
    }


def test_a_new_address_for_an_old_name_is_pointed_out():
    found = plan(BO + DORTE + ASTRID.replace("astrid@", "as@"), full=True)
    assert Say.SAME_NAME_ENDS in said(next(line for line in found.lines if line.key == "as@x.dk"))


def test_nobody_ends_themselves_or_the_last_administrator():
    found = plan(BO + DORTE, full=True, hand=Hand("astrid@x.dk"))
    assert [said(line) for line in found.lines if line.fate is Fate.ERROR] == [[Say.ENDS_YOU]]
    house = State(HOUSE.people, HOUSE.units, HOUSE.roles, administrators=frozenset({"astrid@x.dk"}))
    file = read_people(read_table((HEAD + BO + DORTE).encode(), "x.csv"))
    found = plan_people(house, file, TODAY, full=True)
    assert [said(line) for line in found.lines if line.fate is Fate.ERROR] == [[Say.ENDS_THE_LAST_ADMINISTRATOR]]


NEW = "ny@x.dk;Ny;tarup;lib;1.1.2026;;bo@x.dk\n"


@pytest.mark.parametrize(
    ("rows", "say", "cell"),
    [
        (NEW.replace("ny@x.dk", ""), Say.EMPTY, "A2"),
        (NEW.replace(";Ny;", ";;"), Say.EMPTY, "B2"),
        (NEW.replace("tarup", ""), Say.EMPTY, "C2"),
        (NEW.replace("ny@x.dk", "ny"), Say.NO_EMAIL, "A2"),
        (NEW.replace("bo@x.dk", "Bo Lund"), Say.NO_EMAIL, "G2"),
        (NEW.replace(";Ny;", f";{'N' * 121};"), Say.TOO_LONG, "B2"),
        (NEW.replace("1.1.2026", "31.2.2026"), Say.NO_DATE, "E2"),
        (NEW.replace("1.1.2026", "1.1.26"), Say.NO_DATE, "E2"),
        (NEW.replace("1.1.2026", "45000"), Say.NO_DATE, "E2"),
        (NEW.replace(";;bo", ";31.12.2025;bo"), Say.ENDS_BEFORE_IT_BEGINS, "F2"),
        (NEW.replace("1.1.2026;;bo", ";31.12.2025;bo"), Say.NEEDS_A_START, "F2"),
        (NEW.replace("tarup", "Månen"), Say.UNKNOWN_UNIT, "C2"),
        (NEW.replace("tarup", "Ens"), Say.UNKNOWN_UNIT, "C2"),
        (NEW.replace("tarup", "closed"), Say.UNIT_IS_OVER, "C2"),
        (NEW.replace("lib", "konge"), Say.UNKNOWN_ROLE, "D2"),
        (NEW.replace("bo@x.dk", "who@x.dk"), Say.UNKNOWN_LEADER, "G2"),
        (NEW.replace("bo@x.dk", "ny@x.dk"), Say.OWN_LEADER, "G2"),
        (NEW + NEW, Say.SAME_EMPLOYMENT, ""),
        (NEW + NEW.replace("Ny;tarup", "Nå;house"), Say.TWO_NAMES, "B3"),
        (DORTE.replace(";;\n", ";;astrid@x.dk\n"), Say.LEADERS_IN_A_CIRCLE, "G2"),
        ("".join(f"{a}@x.dk;{a};tarup;;;;{b}@x.dk\n" for a, b in ("ab", "bc", "ca")), Say.LEADERS_IN_A_CIRCLE, "G2"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_row_and_column(rows, say, cell):
    found = plan(rows)
    remarks = [remark for line in found.lines if line.fate is Fate.ERROR for remark in line.remarks]
    assert (say, cell) in [(remark.say, remark.cell) for remark in remarks]


def test_the_other_rows_of_somebody_wait_for_the_wrong_one():
    found = plan(NEW + NEW.replace("tarup", "Månen") + ASTRID)
    assert [said(line) for line in found.lines] == [[Say.OTHER_ROW_FIRST], [Say.UNKNOWN_UNIT], []]
    assert found.changes == ()


def test_a_leader_whom_a_full_file_leaves_out_is_refused():
    found = plan(ASTRID + DORTE, full=True)
    assert [said(line) for line in found.lines if line.fate is Fate.ERROR] == [[Say.LEADER_IS_ENDED]]


def test_two_circles_are_both_found():
    rows = "".join(f"{a}@x.dk;{a.upper()};tarup;;;;{b}@x.dk\n" for a, b in ("ab", "ba", "cd", "dc"))
    assert [said(line) for line in plan(rows).lines] == [[Say.LEADERS_IN_A_CIRCLE]] * 4


def test_a_closed_unit_may_stand_in_history():
    assert not plan(NEW.replace("tarup;lib;1.1.2026;", "closed;lib;1.1.2024;31.12.2025")).has_errors


def test_columns_nobody_reads_are_named():
    assert read_people(read_table(b"email;navn;enhed;telefon;cpr\na;b;c;d;e\n", "x.csv")).ignored == ("telefon", "cpr")


def test_a_file_without_the_needed_columns_is_refused_as_a_whole():
    with pytest.raises(MissingColumns, match=r"»e-mail«, »enhed«. Den har: navn, løn"):
        read_people(read_table(b"navn;l\xc3\xb8n\nBo;1\n", "x.csv"))
    with pytest.raises(TwoColumnsForOne, match="»navn« og »Name«"):
        read_people(read_table(b"email;navn;enhed;Name\n", "x.csv"))


def test_the_same_plan_has_the_same_fingerprint_and_another_one_another():
    assert plan(ASTRID).fingerprint == plan(ASTRID).fingerprint
    assert plan(ASTRID).fingerprint != plan(ASTRID.replace("Skov", "Bæk")).fingerprint


def test_the_counts_come_in_the_order_of_the_fates():
    found = plan(NEW + BO + DORTE, full=True)
    assert list(found.counts.items()) == [
        (Fate.NEW, 1), (Fate.CHANGED, 0), (Fate.ENDED, 1), (Fate.UNCHANGED, 2), (Fate.ERROR, 0),
    ]  # fmt: skip


HOURS = "e-mail;navn;enhed;rolle;fra;til;leder;timer om ugen\n"


@pytest.mark.parametrize(("typed", "hours"), [("37", 37), ("32,5", 32), ("7.40", 7), ("60", 60)])
def test_hours_a_week_are_read_as_whole_hours(typed, hours):
    found = plan(ASTRID.replace("dk\n", f"dk;{typed}\n"), HOURS)
    assert (only(found).fate, said(only(found))) == (Fate.CHANGED, [Say.HOURS_CHANGE])
    assert found.changes == (SaveEmployment("astrid@x.dk", Fact(1, ("tarup", "lib"), START, None, hours)),)


@pytest.mark.parametrize("typed", ["0", "61", "fuld tid", "-5", "37 t", "3e1"])
def test_what_is_no_number_of_hours_is_said(typed):
    found = plan(ASTRID.replace("dk\n", f"dk;{typed}\n"), HOURS)
    assert (only(found).fate, said(only(found))) == (Fate.ERROR, [Say.NO_HOURS])


def test_an_empty_cell_for_hours_keeps_the_known_ones():
    wanted = Wanted(TARUP, START, None, TODAY)
    step = reconcile([Fact(1, TARUP, START, None, 30)], [wanted], TODAY)
    assert [after.hours for _wanted, after, _before in step.kept] == [30]
    step = reconcile([Fact(1, TARUP, START, None, 30)], [replace(wanted, hours=37)], TODAY)
    assert [after.hours for _wanted, after, _before in step.kept] == [37]
