"""Taking part: signing up, the leader's answer, calling off, who a free seat goes to, and who was there."""

from collections.abc import Collection
from datetime import UTC, date, datetime

from flask import url_for
from flask_babel import lazy_gettext as _l

from competence.db import db, flush_or
from competence.learning.actions import calendars
from competence.learning.models import OfferDate, Signup
from competence.learning.queries import signups
from competence.learning.rules import seats
from competence.learning.rules.describing import LONGEST_TEXT
from competence.learning.rules.refusals import (
    AnsweredAlready,
    CalledOff,
    ChangedMeanwhile,
    HasBegun,
    NoLeaderToAsk,
    NoSeatHere,
    NotHeldYet,
    NotSignedUp,
    TooLong,
)
from competence.learning.rules.seats import Held, InLine
from competence.learning.rules.words import State
from competence.notifications.actions import notify
from competence.notifications.rules import kind
from competence.people.queries.leading import leader_of
from competence.privacy import audit
from competence.web.clock import day_of
from competence.web.text import kept_text

ASKED = kind("learning.asked", _l("En medarbejder vil gerne lære noget og beder om dit ja."))
SEATED = kind("learning.seated", _l("Du har fået en plads."), attach=calendars.attach)
WAITING = kind("learning.waiting", _l("Din leder har sagt ja. Der er fyldt op, så du står på ventelisten."))
REFUSED = kind("learning.refused", _l("Din leder har svaret på det, du bad om at lære."))
LEFT = kind("learning.left", _l("Det, du meldte fra til, er taget ud af din kalender."), attach=calendars.attach)


def sign_up(held: OfferDate, person_id: int, now: datetime, today: date) -> Signup:
    """Sign somebody up: with a seat, on the waiting list, or waiting for the leader's yes where it costs something.

    The date must be locked. Raises what seats.check_open and check_not_in raise, NoLeaderToAsk.
    """
    seats.check_open(_held(held), now)
    signup = signups.signup_of(held.id, person_id)
    seats.check_not_in(signup.state if signup else None)
    asks = seats.needs_yes(held.offer.hours, held.offer.price)
    leader = leader_of(person_id, today) if asks else None
    if asks and leader is None:
        raise NoLeaderToAsk
    state = State.ASKED if asks else seats.place(held.room, _line(held, person_id))
    if signup is None:
        signup = Signup(date=held, date_id=held.id, person_id=person_id, state=state, asked_at=now, needs_yes=asks)
        db.session.add(signup)
    signup.state, signup.asked_at, signup.needs_yes = state, now, asks
    signup.decided_at = signup.decided_by_id = None
    signup.word = ""
    flush_or(ChangedMeanwhile)
    audit.record(person_id, "learning.sign_up", subject_id=person_id, thing=f"signup {signup.pid}")
    if leader is not None:
        notify(leader.id, ASKED, url_for("learning.team"))
    if state is State.SEATED:
        notify(person_id, SEATED, _page(signup))
    return signup


def decide(signup: Signup, *, yes: bool, word: str, actor_id: int, now: datetime) -> None:
    """Let the leader say yes or no; after a yes there is a seat or a place in the line, by when the person asked.

    A seat that was kept for them until then goes on after a no. The date must be locked. Raises AnsweredAlready,
    CalledOff, TooLong.
    """
    text = kept_text(word, LONGEST_TEXT, TooLong)
    if signup.state is not State.ASKED:
        raise AnsweredAlready
    if yes and signup.date.called_off_at is not None:
        raise CalledOff
    signup.state = seats.place(signup.date.room, _line(signup.date, signup.person_id)) if yes else State.REFUSED
    signup.decided_by_id, signup.decided_at, signup.word = actor_id, now, text
    flush_or(ChangedMeanwhile)
    audit.record(
        actor_id, f"learning.{'yes' if yes else 'no'}", subject_id=signup.person_id, thing=f"signup {signup.pid}"
    )
    told = {State.SEATED: SEATED, State.WAITING: WAITING, State.REFUSED: REFUSED}[signup.state]
    notify(signup.person_id, told, _page(signup))
    if not yes:
        move_up(signup.date, day_of(now))


def leave(signup: Signup, now: datetime, today: date) -> None:
    """Call off; a seat that is freed in time goes to the next in line. The date must be locked.

    Raises NotSignedUp, HasBegun.
    """
    if not signup.state.is_open:
        raise NotSignedUp
    held = signup.date
    if held.starts_at is not None and held.starts_at <= now:
        raise HasBegun
    had_a_day = signup.state is State.SEATED and held.starts_at is not None
    signup.state = State.CANCELLED
    flush_or(ChangedMeanwhile)
    audit.record(signup.person_id, "learning.leave", subject_id=signup.person_id, thing=f"signup {signup.pid}")
    if had_a_day:
        notify(signup.person_id, LEFT, _page(signup))
    move_up(held, today)  # also where it was only kept for them until the leader's answer


def move_up(held: OfferDate, today: date) -> None:
    """Give the free seats of a date to those who wait, in their order."""
    line = {signup.id: signup for signup in signups.line(held.id)}
    for key in seats.next_in_line(_held(held), _line(held), today, held.on):
        line[key].state = State.SEATED
        flush_or(ChangedMeanwhile)
        notify(line[key].person_id, SEATED, _page(line[key]))


def note_attendance(held: OfferDate, there: Collection[str], today: date, actor_id: int) -> None:
    """Note who of those with a seat was there, by the addresses of their sign-ups.

    The others were not; but where no day is set, they may still be on their way. Raises NotHeldYet, NoSeatHere.
    """
    if held.called_off_at is not None or not seats.may_note_attendance(held.on, today):
        raise NotHeldYet
    seated = {signup.pid: signup for signup in signups.line(held.id) if signup.state.takes_a_seat}
    if not set(there) <= seated.keys():
        raise NoSeatHere
    for pid, signup in seated.items():
        elsewhere = State.ABSENT if held.on is not None else State.SEATED
        signup.state = State.ATTENDED if pid in there else elsewhere
        signup.attended_on = (held.on or signup.attended_on or today) if pid in there else None
    flush_or(ChangedMeanwhile)
    audit.record(actor_id, "learning.attendance", thing=f"date {held.pid}")


def _held(held: OfferDate) -> Held:
    return Held(held.offer.is_offered, held.called_off_at is not None, held.starts_at, held.room)


def _line(held: OfferDate, person_id: int | None = None) -> list[InLine]:
    """Return everybody in the line, with a seat also those one is kept for, but for the person it is asked for."""
    line = [InLine(signup.id, signup.state, signup.asked_at) for signup in signups.line(held.id)]
    kept = {person for promised in seats.PROMISED for _, person in promised([held.id])} - {person_id}
    return line + [InLine(-person, State.SEATED, datetime.max.replace(tzinfo=UTC)) for person in kept]


def _page(signup: Signup) -> str:
    return url_for("learning.signup", pid=signup.pid)
