"""What goes into a calendar: when and where, at the right hour, foldable, and nothing that colleagues must not see."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from competence.notifications.calendar import Event, invitation, method_of
from competence.web.clock import DENMARK

TALK = Event(
    uid="5f3c@example.org",
    sequence=0,
    starts_at=datetime(2026, 12, 4, 12, 30, tzinfo=UTC),
    minutes=90,
    title="Samtale",
    place="Mødelokale Ærø, Østre Stationsvej 15; 2. sal",
    url="https://spejl.example.org/conversations/5f3c",
    organiser=("Bo Lund", "spejl@example.org"),
    attendee=("Åse Øst", "aase@example.org"),
    stamp=datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
)
# What may stand in a line of a file; a calendar cannot carry other control characters.
TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=200)


def read(event, **how):
    """Return the one talk in the file, as another reader finds it."""
    (talk,) = Calendar.from_ical(invitation(event, **how)).walk("VEVENT")
    return talk


def test_it_asks_for_a_talk_and_says_who_when_and_where():
    talk = read(TALK)
    assert method_of(invitation(TALK)) == "REQUEST"
    assert (talk["UID"], talk["SEQUENCE"], talk["STATUS"]) == (TALK.uid, 0, "CONFIRMED")
    assert (talk["SUMMARY"], talk["LOCATION"]) == (TALK.title, TALK.place)
    assert (str(talk["ORGANIZER"]), talk["ORGANIZER"].params["CN"]) == ("mailto:spejl@example.org", "Bo Lund")
    assert (str(talk["ATTENDEE"]), talk["ATTENDEE"].params["CN"]) == ("mailto:aase@example.org", "Åse Øst")
    assert talk["DTSTART"].dt == TALK.starts_at
    assert talk["DTEND"].dt - talk["DTSTART"].dt == timedelta(minutes=90)


def test_it_says_no_more_than_the_link_and_is_marked_private():
    talk = read(TALK)
    assert talk["DESCRIPTION"] == talk["URL"] == TALK.url
    assert talk["CLASS"] == "PRIVATE"
    assert set(talk) == {
        "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "STATUS", "CLASS", "LOCATION", "DESCRIPTION",
        "URL", "ORGANIZER", "ATTENDEE",
    }  # fmt: skip


def test_a_later_sequence_moves_the_same_talk_and_a_cancellation_takes_it_out():
    moved = replace(TALK, sequence=1, starts_at=TALK.starts_at + timedelta(days=7))
    assert (read(moved)["UID"], read(moved)["SEQUENCE"]) == (TALK.uid, 1)
    assert method_of(invitation(moved, cancelled=True)) == "CANCEL"
    assert read(moved, cancelled=True)["STATUS"] == "CANCELLED"


def test_an_hour_stands_in_danish_time_before_and_after_the_clock_change():
    for moment, local in (("2026-10-24T10:00Z", "20261024T120000"), ("2026-10-26T10:00Z", "20261026T110000")):
        written = invitation(replace(TALK, starts_at=datetime.fromisoformat(moment))).decode()
        assert f"DTSTART;TZID=Europe/Copenhagen:{local}" in written


def test_a_talk_across_the_clock_change_lasts_as_long_as_it_should():
    talk = read(replace(TALK, starts_at=datetime(2026, 10, 24, 21, 30, tzinfo=UTC), minutes=360))
    assert talk["DTEND"].dt.astimezone(UTC) - talk["DTSTART"].dt.astimezone(UTC) == timedelta(hours=6)
    assert f"{talk['DTSTART'].dt:%H.%M}-{talk['DTEND'].dt:%H.%M}" == "23.30-04.30"


def test_the_rule_for_the_clock_is_the_one_denmark_keeps():
    (zone,) = Calendar.from_ical(invitation(TALK)).walk("VTIMEZONE")
    by_rule = zone.to_tz()
    for year in range(2026, 2041):
        for day in range(366):
            moment = datetime(year, 1, 1, 12) + timedelta(days=day)  # noqa: DTZ001  as the wall shows it
            assert by_rule.utcoffset(moment) == DENMARK.utcoffset(moment), moment


@given(TEXT, TEXT)
@example(title="0", place="\\N")
def test_any_title_and_place_come_back_with_slashes_for_backslashes_in_lines_of_75_bytes(title, place):
    written = invitation(replace(TALK, title=title, place=place))
    assert max(map(len, written.split(b"\r\n"))) <= 75
    talk = read(replace(TALK, title=title, place=place))
    assert (talk["SUMMARY"], talk["LOCATION"]) == (title.replace("\\", "/"), place.replace("\\", "/"))


@pytest.mark.parametrize("hostile", ["a\r\nATTENDEE:mailto:x@evil.example", "a\nEND:VEVENT"])
def test_no_text_adds_a_line_of_its_own(hostile):
    written = invitation(replace(TALK, place=hostile, title=hostile)).replace(b"\r\n ", b"").decode()
    assert [line for line in written.splitlines() if line.startswith("ATTENDEE")] == [
        line for line in written.splitlines() if line.startswith("ATTENDEE") and "aase@example.org" in line
    ]
    assert written.count("\r\nEND:VEVENT") == 1


def test_a_time_without_a_zone_is_a_mistake():
    with pytest.raises(ValueError, match="zone"):
        invitation(replace(TALK, starts_at=datetime(2026, 12, 4, 12, 30)))  # noqa: DTZ001  the mistake


def test_it_says_when_it_was_written_and_is_the_same_each_time():
    assert read(TALK)["DTSTAMP"].dt == TALK.stamp
    assert invitation(TALK) == invitation(TALK)
    assert date(2026, 12, 4) == read(TALK)["DTSTART"].dt.date()
