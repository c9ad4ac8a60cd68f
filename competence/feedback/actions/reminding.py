"""What the daily run does about feedback: reminds those who are asked once, and waits for nobody for ever."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import url_for

from competence.feedback.actions.asking import let_go_of_overdue
from competence.feedback.actions.telling import DUE
from competence.feedback.queries import pieces
from competence.notifications.rules import DAILY, DUES, Due

SOON, PATIENCE = timedelta(days=3), timedelta(days=14)


@DUES.fill
def feedback_due(today: date) -> Iterator[Due]:
    """Return what is asked of somebody and due within three days."""
    for person_id, pid, request_pid in pieces.due_between(today, today + SOON):
        yield Due(person_id, DUE, url_for("feedback.answer", pid=pid), f"{request_pid} {pid}")


@DAILY.fill
def wait_no_longer(today: date) -> None:
    """Let go of what was due more than two weeks ago."""
    let_go_of_overdue(today - PATIENCE)
