"""The daily run: what features do every day, then what is due, told once for ever to each person, in one mail a day."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from flask import current_app
from sqlalchemy import or_

from competence.db import db
from competence.notifications import queries
from competence.notifications.actions.sending import Addresses
from competence.notifications.actions.telling import queue_mail, show
from competence.notifications.models import DailyAction, MailChoice, Reminded
from competence.notifications.rules import DAILY, DUES, KINDS, Due, Goes, Rhythm, tells_today
from competence.web.clock import is_day_off, now
from competence.web.log import note

AT_A_TIME = 500  # people whose addresses are looked up in one statement


@dataclass(frozen=True)
class Run:
    """What a daily run did: how many reminders it told, and what failed (it is told next time)."""

    told: int
    failed: tuple[str, ...]


def remind(today: date, addresses: Addresses) -> Run:
    """Do what is to be done every day, and tell each person once what is due; commits as it goes.

    addresses: gives the mail addresses of people who belong to the house; others are told nothing.
    Each daily action, and what one person is told, is a transaction of its own: a crash in the middle loses and doubles
    nothing, nor do two runs at once. What fails is left for the next run and stops nothing else.
    """
    failed: list[str] = []
    # The addresses in messages are made with url_for, which wants a request; one that writes, as this run does.
    with current_app.test_request_context(method="POST"):
        for action in DAILY:
            _try(partial(_do, action, today), _name(action), failed)
        dues = list(_due(today, failed))
        told: list[Due] = []
        for person_id, own in _by_person(dues, addresses):
            _try(partial(_tell, person_id, own, today, told), f"telling person {person_id}", failed)
    return Run(len(told), tuple(failed))


def _do(action: Callable[[date], object], today: date) -> None:
    """Do a feature's daily action; a run that begins it meanwhile waits here, and finds it done."""
    mark = db.insert(DailyAction).values(name=_name(action), began_at=now())
    db.session.execute(
        mark.on_conflict_do_update(index_elements=[DailyAction.name], set_={"began_at": mark.excluded.began_at})
    )
    action(today)
    db.session.commit()


def _due(today: date, failed: list[str]) -> Iterator[Due]:
    """Return what every feature says is due and is told today."""
    day_off = is_day_off(today)
    for feature in DUES:
        found: list[Due] = []
        _try(partial(_ask, feature, today, found), _name(feature), failed)
        yield from (due for due in found if tells_today(due, day_off=day_off))


def _ask(feature: Callable[[date], Iterable[Due]], today: date, found: list[Due]) -> None:
    """Add what a feature says is due; a kind that nobody registered is a mistake of the feature."""
    dues = list(feature(today))
    for due in dues:
        KINDS[due.kind]
    found.extend(dues)


def _by_person(dues: Sequence[Due], addresses: Addresses) -> Iterator[tuple[int, list[Due]]]:
    """Return, for everybody who belongs to the house and is to hear something, what they are to hear."""
    own: dict[int, list[Due]] = {person_id: [] for person_id in queries.people_with_held_mail() if person_id}
    for due in dues:
        own.setdefault(due.person_id, []).append(due)
    people = sorted(own)
    for start in range(0, len(people), AT_A_TIME):
        here = addresses(set(people[start : start + AT_A_TIME]))
        db.session.rollback()  # a reader's transaction must not be kept while others write
        yield from ((person_id, own[person_id]) for person_id in sorted(here))


def _tell(person_id: int, dues: list[Due], today: date, told: list[Due]) -> None:
    """Tell a person what they were not told before, and add it to what was told."""
    rhythm = queries.rhythm_of(person_id)
    new = [due for due in sorted(dues, key=lambda due: (due.kind, due.key)) if _is_first_time(due, today)]
    for due in new:
        show(person_id, due.kind, due.url)
        if due.required or rhythm is not Rhythm.NEVER:
            queue_mail(person_id, due.kind, due.url, Goes.HELD, required=due.required)
    db.session.flush()
    _let_go(person_id, today)
    db.session.commit()
    told.extend(new)


def _is_first_time(due: Due, today: date) -> bool:
    line = db.insert(Reminded).values(person_id=due.person_id, kind=due.kind, key=due.key, told_on=today)
    return db.session.execute(line.on_conflict_do_nothing().returning(Reminded.key)).first() is not None


def _let_go(person_id: int, today: date) -> None:
    """Let what is held back leave as one mail, if none did today; on a day off only where one is required."""
    held = queries.held_for(person_id)
    if not held or (is_day_off(today) and not any(mail.required for mail in held)):
        return
    claim = db.insert(MailChoice).values(person_id=person_id, daily_on=today)
    claim = claim.on_conflict_do_update(
        index_elements=[MailChoice.person_id],
        set_={"daily_on": today},
        where=or_(MailChoice.daily_on.is_(None), MailChoice.daily_on < today),
    )
    if db.session.execute(claim.returning(MailChoice.person_id)).first() is None:
        return
    for mail in held:
        mail.goes, mail.queued_at = Goes.TOGETHER, now()


def _try(act: Callable[[], object], name: str, failed: list[str]) -> None:
    """Do a thing; if it fails, undo it, say so in the log and go on."""
    try:
        act()
    except Exception as error:  # whatever a feature does wrong must not keep others from being reminded
        db.session.rollback()
        note(error, f"the daily run: {name} failed")
        failed.append(f"{name} ({type(error).__name__})")


def _name(function: Callable[..., object]) -> str:
    return f"{function.__module__}.{function.__qualname__}".removeprefix("competence.")
