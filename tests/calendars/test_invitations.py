"""Two independent calendar programs read what we send: a talk comes in, moves and is taken out, at the right hour."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from competence.notifications.calendar import Event, invitation
from tests.calendars.programs import Calcurse, Khal

TALK = Event(
    uid="5f3c.astrid@example.org",
    sequence=0,
    starts_at=datetime(2026, 12, 4, 12, 30, tzinfo=UTC),
    minutes=90,
    title="Samtale",
    place="Mødelokale Ærø, Østergade 15; 2. sal på Åen",
    url="https://spejl.example.org/conversations/5f3c",
    organiser=("Bo Lund", "spejl@example.org"),
    attendee=("Åse Øst", "aase@example.org"),
    stamp=datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
)
KHAL_SAYS = "13.30-15.00 Samtale | Mødelokale Ærø, Østergade 15; 2. sal på Åen | CONFIRMED | " + TALK.url
# The same hour of the day in UTC, on both sides of the clock change.
IN_SUMMER_TIME = replace(TALK, starts_at=datetime(2026, 10, 24, 8, 0, tzinfo=UTC), minutes=60)
IN_WINTER_TIME = replace(TALK, uid="other@example.org", starts_at=datetime(2026, 10, 26, 8, 0, tzinfo=UTC), minutes=60)


@pytest.fixture
def khal(tmp_path):
    """An empty calendar in khal."""
    return Khal(tmp_path / "khal")


@pytest.fixture
def calcurse(tmp_path):
    """An empty calendar in calcurse."""
    return Calcurse(tmp_path / "calcurse")


def test_khal_takes_the_talk_in_with_its_danish_letters_and_signs(khal):
    khal.take_in(invitation(TALK))
    assert khal.lines("04.12.2026") == ["04.12.2026", KHAL_SAYS]


def test_calcurse_takes_the_talk_in_with_its_danish_letters_and_signs(calcurse):
    assert "1 app / 0 events / 0 todos / 0 skipped" in calcurse.take_in(invitation(TALK))
    _, when, link, _, place, *_ = calcurse.lines("04.12.2026")
    assert (when, link, place) == ("13:30-15:00 Samtale", TALK.url, f"Location: {TALK.place}")


def test_in_khal_a_later_request_moves_the_same_talk(khal):
    khal.take_in(invitation(TALK))
    moved = datetime(2026, 12, 7, 8, 0, tzinfo=UTC)
    khal.take_in(invitation(replace(TALK, sequence=1, starts_at=moved, place="Ærø")))
    assert khal.lines("04.12.2026") == []
    assert khal.lines("07.12.2026") == ["07.12.2026", f"09.00-10.30 Samtale | Ærø | CONFIRMED | {TALK.url}"]


def test_in_khal_a_cancelled_talk_is_marked_as_such_and_stands_there_once(khal):
    khal.take_in(invitation(TALK))
    khal.take_in(invitation(replace(TALK, sequence=1), cancelled=True))
    assert khal.lines("04.12.2026") == ["04.12.2026", KHAL_SAYS.replace("CONFIRMED", "CANCELLED")]


def test_calcurse_reads_a_later_request_and_a_cancellation_too(calcurse):
    moved = replace(TALK, sequence=1, starts_at=datetime(2026, 12, 7, 8, 0, tzinfo=UTC))
    for written in (invitation(moved), invitation(replace(moved, sequence=2), cancelled=True)):
        assert "1 app / 0 events / 0 todos / 0 skipped" in calcurse.take_in(written)
    assert "09:00-10:30 Samtale" in calcurse.lines("07.12.2026")


def test_after_the_clock_change_a_talk_stands_an_hour_earlier_on_the_wall(khal, calcurse):
    for program, hours in ((khal, ("10.00-11.00", "09.00-10.00")), (calcurse, ("10:00-11:00", "09:00-10:00"))):
        program.take_in(invitation(IN_SUMMER_TIME))
        program.take_in(invitation(IN_WINTER_TIME))
        for day, hour in zip(("24.10.2026", "26.10.2026"), hours, strict=True):
            assert program.lines(day)[1].startswith(f"{hour} Samtale")


def test_who_is_abroad_sees_the_talk_at_the_hour_it_is_there(tmp_path):
    """So the zone in the file is read, not guessed from the machine."""
    for program, hour in (
        (Khal(tmp_path / "khal", "Europe/London"), "12.30-14.00"),
        (Calcurse(tmp_path / "calcurse", "Europe/London"), "12:30-14:00"),
    ):
        program.take_in(invitation(TALK))
        assert program.lines("04.12.2026")[1].startswith(f"{hour} Samtale")


@pytest.mark.parametrize("days", [(8, 9, 18), (11, 18, 25)], ids=["uneven", "weekly"])
def test_a_course_stands_on_each_of_its_days_and_on_no_other(khal, calcurse, days):
    """From the fourth of December."""
    course = replace(TALK, later_days=tuple(date(2026, 12, day) for day in days))
    for program in (khal, calcurse):
        program.take_in(invitation(course))
        assert held(program, "01.12.2026") == [f"{day:02}.12.2026 13:30" for day in (4, *days)]


def test_in_khal_a_course_moves_as_one(khal):
    khal.take_in(invitation(replace(TALK, later_days=(date(2026, 12, 8), date(2026, 12, 9)))))
    khal.take_in(invitation(replace(TALK, sequence=1, later_days=(date(2026, 12, 7),))))
    assert held(khal, "01.12.2026") == ["04.12.2026 13:30", "07.12.2026 13:30"]


def test_a_course_over_the_clock_change_stays_at_its_hour(khal, calcurse):
    over = replace(IN_SUMMER_TIME, later_days=(date(2026, 10, 26), date(2026, 10, 29)))
    for program in (khal, calcurse):
        program.take_in(invitation(over))
        assert held(program, "20.10.2026") == [f"{day}.10.2026 10:00" for day in (24, 26, 29)]


def held(program, first):
    """The days and hours of what stands in a calendar in the 30 days from one."""
    found, day = [], ""
    for line in program.lines(first, days=30):
        if re.fullmatch(r"\d\d\.\d\d\.\d{4}:?", line):
            day = line.strip(":")
        elif "Samtale" in line:
            found.append(f"{day} {line[:5].replace('.', ':')}")
    return found


def test_a_machine_without_calcurse_is_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(pytest.fail.Exception, match="apt install calcurse"):
        Calcurse(tmp_path / "calcurse")
