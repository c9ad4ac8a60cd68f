"""Handing sheets out, writing on one without showing on which, and reading one's own."""

import secrets
from collections.abc import Mapping

from sqlalchemy import insert

from competence.db import db
from competence.feedback.sealed import keys
from competence.feedback.sealed.models import Round, SealedSheet, random_id
from competence.feedback.sealed.queries import rounds
from competence.feedback.sealed.queries import sheets as queries
from competence.feedback.sealed.rules.rounds import NotOpen, Stage, check_stage
from competence.feedback.sealed.rules.settling import pools
from competence.feedback.sealed.rules.sheets import Sheet

POOL = 20  # sheets that are sealed anew together
DICE = secrets.SystemRandom()


def hand_out(round_: Round, asked: Mapping[tuple[int, int | None], Sheet]) -> None:
    """Make a round's key and box every sheet; they are told apart by the rater and the leader (None: the climate)."""
    key = keys.make(round_.pid)
    by_id = {random_id(): pair for pair in asked}
    pool_of = pools(list(by_id), POOL, DICE.shuffle)
    rows = [
        {
            "id": name, "round_id": round_.id, "rater_id": rater, "leader_id": leader, "pool": pool_of[name],
            "box": keys.seal(key, name, asked[rater, leader]),
        }
        for name, (rater, leader) in sorted(by_id.items())
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(SealedSheet), rows)


def write(sheet: SealedSheet, content: Sheet) -> None:
    """Put a sheet's content into its box; the whole pool is sealed anew, so that no copy shows whose was written on.

    Nothing is noted anywhere. Raises NotOpen, TooMuch, and KeyLost where nobody can open the boxes any more.
    """
    pool = queries.pool_of(sheet)
    if sheet not in pool:
        raise NotOpen
    check_stage(sheet.round.stage, Stage.OPEN)
    key = keys.find(sheet.round.pid)
    for one in pool:
        held = content if one is sheet else keys.unseal(key, one.id, one.box)
        one.box = keys.seal(key, one.id, held)
    db.session.flush()


def read(sheet: SealedSheet) -> Sheet:
    """Return what a sheet's own writer has written on it. Raises KeyLost."""
    return keys.unseal(keys.find(sheet.round.pid), sheet.id, sheet.box)


def is_lost(round_: Round) -> bool:
    """Return whether a round's boxes can no longer be opened, as after a restore from a copy that holds no key."""
    one = queries.a_sheet_of(round_)
    try:
        key = keys.find(round_.pid)
        if one is not None:
            keys.unseal(key, one.id, one.box)
    except keys.KeyLost:
        return True
    return False


def lose_everything() -> str:
    """Let nobody open the boxes of open rounds any more: they are those of another day, and all are asked again.

    The next start, or the next daily run, finds that they cannot be opened and asks. Returns what was done.
    """
    open_rounds = rounds.rounds_in(Stage.OPEN)
    for round_ in open_rounds:
        for sheet in queries.sheets_of(round_):
            sheet.box = secrets.token_bytes(len(sheet.box))
    db.session.flush()
    return f"{len(open_rounds)} open rounds of anonymous feedback begin anew: everybody in them is asked again."


def start_over(round_: Round) -> None:
    """Empty every sheet of a round under a new key: what was sealed with the lost one is gone."""
    key = keys.make(round_.pid)
    for sheet in queries.sheets_of(round_):
        sheet.box = keys.seal(key, sheet.id, Sheet())
    db.session.flush()
