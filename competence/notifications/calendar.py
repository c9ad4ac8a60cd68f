"""An invitation that a calendar takes in, moves and takes out again: that there is a talk, when and where, no more."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import gcd

from icalendar import CLASS, STATUS, Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress
from icalendar import Event as CalendarEvent

from competence.web.clock import DENMARK


@dataclass(frozen=True)
class Event:
    """A talk as a calendar sees it. Colleagues may see a calendar: the title says that there is a talk and no more.

    uid: the same for one talk and one reader for ever; sequence: grows with every change of time or place.
    starts_at: aware. url: the talk's page, absolute. stamp: when this was written.
    later_days: further days on which it goes on at the same hour of the Danish clock.
    organiser, attendee: name and address. As organiser's address take the sender of the mails: a mail program will not
        put a talk into the calendar of the one who called it, and trusts an organiser that wrote the mail.
    """

    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    title: str
    place: str
    url: str
    organiser: tuple[str, str]
    attendee: tuple[str, str]
    stamp: datetime
    later_days: tuple[date, ...] = ()


def invitation(event: Event, *, cancelled: bool = False) -> bytes:
    """Return an iCalendar object (RFC 5545 and 5546): a request, which also moves an earlier one, or a cancellation.

    Raises ValueError for a time without a zone.
    """
    if event.starts_at.tzinfo is None or event.stamp.tzinfo is None:
        raise ValueError("a talk needs a time zone")
    start = event.starts_at.astimezone(DENMARK)
    talk = CalendarEvent.new(
        uid=event.uid,
        sequence=event.sequence,
        stamp=event.stamp,
        start=start,
        end=(event.starts_at + timedelta(minutes=event.minutes)).astimezone(DENMARK),
        summary=_readable(event.title),
        location=_readable(event.place) or None,
        description=event.url,
        url=event.url,
        classification=CLASS.PRIVATE,
        status=STATUS.CANCELLED if cancelled else STATUS.CONFIRMED,
        organizer=vCalAddress.new(event.organiser[1], cn=event.organiser[0]),
        # Whether one comes is answered on the talk's page, not by mail.
        attendees=[vCalAddress.new(event.attendee[1], cn=event.attendee[0], role="REQ-PARTICIPANT", rsvp=False)],
    )
    _repeat(talk, start, event.later_days)
    calendar = Calendar()
    calendar.add("PRODID", "-//Kompetencespejl//DA")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "CANCEL" if cancelled else "REQUEST")
    calendar.add_component(_danish_time())
    calendar.add_component(talk)
    return bytes(calendar.to_ical())


def _repeat(talk: CalendarEvent, start: datetime, later_days: tuple[date, ...]) -> None:
    """Let one event stand on further days: a rule less the days between, which more read than a list of days."""
    gaps = {(day - start.date()).days for day in later_days} - {0}
    if not gaps:
        return
    step, last = gcd(*gaps), max(gaps)
    until = (start + timedelta(days=last)).astimezone(UTC)  # a count is read differently where days are left out
    talk.add("RRULE", {"FREQ": "DAILY", "INTERVAL": step, "UNTIL": until})
    between = sorted(set(range(step, last, step)) - gaps)
    if between:
        talk.add("EXDATE", [start + timedelta(days=gap) for gap in between])  # the same hour on the Danish clock


def method_of(invitation: bytes) -> str:
    """Return what a calendar is asked to do: REQUEST or CANCEL."""
    return str(Calendar.from_ical(invitation)["METHOD"])


def _readable(text: str) -> str:
    """Return a text that every calendar reads alike: they do not agree on what a backslash before a letter means."""
    return text.replace("\\", "/")


def _danish_time() -> Timezone:
    """Return the Danish clock as a rule (since 1996), which every calendar program reads; lists of days some do not."""
    zone = Timezone()
    zone.add("TZID", DENMARK.key)
    for part, name, month, since, before, after in (
        (TimezoneDaylight(), "CEST", 3, datetime.fromisoformat("1996-03-31T02:00"), 1, 2),
        (TimezoneStandard(), "CET", 10, datetime.fromisoformat("1996-10-27T03:00"), 2, 1),
    ):
        part.add("DTSTART", since)
        part.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"})
        part.add("TZNAME", name)
        part.add("TZOFFSETFROM", timedelta(hours=before))
        part.add("TZOFFSETTO", timedelta(hours=after))
        zone.add_component(part)
    return zone
