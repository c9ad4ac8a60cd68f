"""Wiping what a closed round leaves behind: its key, the pages its boxes lay on, and the database's log.

Every step may be done again without harm, and a round is published only when all are done. So it does not matter where
a crash comes between: the next daily run or the next start goes on, and nobody sees anything before.
"""

from collections.abc import Collection
from datetime import date

from competence.db import db
from competence.feedback.sealed import keys
from competence.feedback.sealed.models import LooseAnswer, Round, RoundFigure, SealedSheet
from competence.feedback.sealed.queries import rounds
from competence.feedback.sealed.rules.rounds import Stage
from competence.privacy.erasure.wiping import rewrite_pages

TABLES = (SealedSheet, LooseAnswer, RoundFigure)


def wipe() -> list[str]:
    """Wipe what closed rounds left behind, and return their public ids. Raises NotYet.

    Ends the transaction it is called in: pages can only be rewritten outside one.
    """
    pids = [round_.pid for round_ in rounds.rounds_in(Stage.CLOSED)]
    db.session.rollback()
    if pids:
        for pid in pids:
            keys.destroy(pid)
        rewrite_pages([table.__tablename__ for table in TABLES])
    return pids


def publish(wiped: Collection[str], today: date) -> list[Round]:
    """Let what wiped rounds found be read by those it was promised to, and return those nobody published meanwhile."""
    ready = [round_ for round_ in rounds.rounds_in(Stage.CLOSED, to_change=True) if round_.pid in wiped]
    for round_ in ready:
        round_.stage, round_.published_on = Stage.PUBLISHED, today
    db.session.flush()
    return ready
