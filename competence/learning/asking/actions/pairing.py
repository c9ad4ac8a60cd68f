"""Proposing pairs once a day, and what each of the two says to it."""

from datetime import date

from flask import url_for
from flask_babel import lazy_gettext as _l

from competence.db import db
from competence.learning.asking.models import Pair, PairAnswer
from competence.learning.asking.queries import pairs as queries
from competence.learning.asking.rules.pairs import Seen, is_busy, propose, seen
from competence.learning.asking.rules.words import PairIsOver
from competence.notifications.actions import notify
from competence.notifications.rules import DAILY
from competence.notifications.rules import kind as message

PROPOSED = message(
    "buddies.proposed",
    _l("Vi har fundet en makker, du måske kan lære noget sammen med."),
    explains=_l("I svarer hver for sig, og I ser kun hinandens svar, hvis I begge siger ja."),
)
AGREED = message("buddies.agreed", _l("I har begge sagt ja til at være makkere."))


@DAILY.fill
def propose_pairs(today: date) -> None:
    """Propose new pairs to both; nobody has two proposals at once."""
    known = queries.all_pairs()
    busy = {person for pair in known if is_busy(pair.said, pair.proposed_on, today) for person in pair.both_ids}
    for found in propose(queries.everybody_open(today), [pair.both_ids for pair in known], busy):
        db.session.add(
            Pair(
                first_id=found.first, second_id=found.second, first_learns=found.first_learns,
                second_learns=found.second_learns, proposed_on=today,
            )
        )  # fmt: skip
        db.session.flush()
        for person_id in (found.first, found.second):
            notify(person_id, PROPOSED, url_for("asking.mine"))


def answer(pair: Pair, person_id: int, *, yes: bool, today: date) -> None:
    """Answer for one of the two; only a yes from both opens anything. The pair must be locked. Raises PairIsOver."""
    (other,) = pair.both_ids - {person_id}
    if seen(pair.said, person_id, other, pair.proposed_on, today) is not Seen.ASKED:
        raise PairIsOver
    pair.answers.append(PairAnswer(person_id=person_id, yes=yes))
    db.session.flush()
    if yes and pair.said.get(other):
        for one in pair.both_ids:
            notify(one, AGREED, url_for("asking.mine"))
