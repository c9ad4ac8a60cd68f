"""What is due about learning: a leader's answer that somebody waits for."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import url_for
from flask_babel import lazy_gettext as _l

from competence.learning.queries.signups import unanswered
from competence.notifications.rules import DUES, Due, kind
from competence.web.clock import day_of

WAITS = kind("learning.waits", _l("En medarbejder venter stadig på dit ja til at lære noget."))
PATIENCE = timedelta(days=3)


@DUES.fill
def due(today: date) -> Iterator[Due]:
    """Return which leaders are waited for today; who is somebody's leader now is asked, whoever was asked first."""
    for signup, leader_id in unanswered(today):
        if day_of(signup.asked_at) + PATIENCE <= today:
            yield Due(leader_id, WAITS, url_for("learning.team"), f"{signup.pid} {signup.asked_at:%Y%m%d}")
