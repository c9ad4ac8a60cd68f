"""What a calendar is told of a date one has a seat on: that there is learning, when and where, and when it is off."""

from email.utils import parseaddr
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import force_locale

from competence.learning.models import Signup
from competence.learning.queries import signups
from competence.learning.rules.words import State
from competence.notifications.calendar import Event, invitation
from competence.web.clock import now


def attach(person_id: int, url: str) -> bytes | None:
    """Return what a mail about a sign-up carries for its person's calendar, as things stand now."""
    signup = signups.signup(url.rsplit("/", 1)[-1])
    return calendar_of(signup, url) if signup is not None and signup.person_id == person_id else None


def calendar_of(signup: Signup, path: str) -> bytes | None:
    """Return a sign-up for its person's calendar; None where no day is set, or where there never was a seat.

    Colleagues may see a calendar: what one learns is no secret here, why is not said.
    """
    date = signup.date
    gone = signup.state is State.CANCELLED or date.called_off_at is not None
    if date.starts_at is None or not (gone or signup.state is State.SEATED):
        return None
    config = current_app.config
    public = config["PUBLIC_URL"].rstrip("/")
    with force_locale("da"):
        title = str(date.offer.title)
    event = Event(
        uid=f"{signup.pid}@{urlsplit(public).hostname}",
        sequence=date.version + signup.version,
        starts_at=date.starts_at,
        minutes=date.minutes,
        title=title,
        place=date.place,
        url=public + path,
        organiser=(config["ORGANISATION"], parseaddr(config["MAIL_SENDER"])[1]),
        attendee=(signup.person.name, signup.person.email),
        stamp=now(),
        later_days=tuple(date.later_days),
    )
    return invitation(event, cancelled=gone)
