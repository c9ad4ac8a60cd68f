"""What happens by itself: rounds close on their day, are wiped and published, and ask again where a key was lost."""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _l

from competence.db import db
from competence.feedback.sealed.actions import closing, wiping, writing
from competence.feedback.sealed.models import Round, Topic
from competence.feedback.sealed.queries import rounds, sheets
from competence.feedback.sealed.rules.rounds import ASKED_AGAIN, Outcome, Stage, is_over
from competence.notifications.actions import notify
from competence.notifications.rules import DAILY, DUES, Due, kind
from competence.people.queries.leading import led_by, nearest_leaders
from competence.privacy.audit import record
from competence.web.clock import today as this_day

CLOSES_SOON = timedelta(days=7)

REMINDER = kind(
    "upward.reminder",
    _l("Runden med anonym feedback lukker snart."),
    explains=_l("Alle inviterede får denne besked, også de, der har svaret. Systemet ved ikke, hvem der er hvem."),
)
AGAIN = kind(
    "upward.again",
    _l("Vi må bede dig svare igen på runden med anonym feedback."),
    explains=_l(
        "Systemet er genskabt fra en kopi, og de forseglede svar kan ikke åbnes mere. Alle inviterede får denne besked."
    ),
)
PUBLISHED = kind("upward.published", _l("Runden med anonym feedback er lukket, og resultatet kan læses."))
TOO_FEW = kind("upward.few", _l("Runden med anonym feedback er lukket. Der var for få svar til at vise noget."))


@DAILY.fill
def every_day(today: date) -> None:
    """Close the rounds whose last day has gone, after asking again in those whose answers were lost."""
    for round_ in rounds.rounds_in(Stage.OPEN, to_change=True):
        if writing.is_lost(round_):
            ask_again(round_, today)
        elif is_over(round_.closes_on, today):
            closing.close(round_)


@DUES.fill
def closing_soon(today: date) -> list[Due]:
    """Return that an open round closes within a week, to all who are asked alike."""
    return [
        Due(person, REMINDER, "/upward", f"{round_.pid} {round_.closes_on}")
        for round_ in rounds.open_until(today, today + CLOSES_SOON)
        for person in sheets.raters_of(round_)
    ]


def ask_again(round_: Round, today: date) -> None:
    """Let a round whose sealed answers were lost begin anew: empty sheets, two weeks, and word to all alike."""
    writing.start_over(round_)
    round_.closes_on = max(round_.closes_on, today + ASKED_AGAIN)
    record(None, "upward.again", thing=f"round {round_.pid}")
    for person in sheets.raters_of(round_):
        notify(person, AGAIN, "/upward")
    db.session.flush()


def finish() -> int:
    """Wipe what closed rounds left behind, then publish them, and return how many; commits.

    Whatever was done before a crash is done again without harm. Raises NotYet.
    """
    wiped = wiping.wipe()
    for round_ in wiping.publish(wiped, this_day()):
        for topic in rounds.topics_of(round_):
            _tell(topic)
    db.session.commit()
    return len(wiped)


def resume() -> None:
    """Do at a start what a crash or a restore left undone; commits. Raises NotYet."""
    for round_ in rounds.rounds_in(Stage.OPEN):
        if writing.is_lost(round_):
            ask_again(round_, this_day())
    db.session.commit()
    finish()


def _tell(topic: Topic) -> None:
    """Tell those a result is shown to, and the leader in any case."""
    readers = {topic.leader_id}
    if topic.outcome is Outcome.SHOWN and topic.is_for_those_above:
        readers.update(*nearest_leaders([topic.leader_id], this_day()).values())
    if topic.outcome is Outcome.SHOWN and topic.is_for_the_team:
        readers.update(person.id for person in led_by(topic.leader_id, this_day()))
    for person in sorted(readers):
        notify(person, PUBLISHED if topic.outcome is Outcome.SHOWN else TOO_FEW, "/upward")
