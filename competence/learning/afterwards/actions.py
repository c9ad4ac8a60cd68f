"""Answering the one question, asking it, and telling what share of many used what they learned."""

from collections.abc import Iterator
from datetime import date

from flask import url_for
from flask_babel import lazy_gettext as _l

from competence.db import db
from competence.learning.afterwards import queries
from competence.learning.afterwards.models import LearningUse, Told
from competence.learning.afterwards.rules import LONGEST, NotAskedNow, TooLong, Used, may_answer
from competence.learning.models import Signup
from competence.notifications.rules import DAILY, DUES, Due, kind
from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.figures import people_band
from competence.privacy.anonymity.limits import Hidden, Rules
from competence.privacy.anonymity.portions import portions
from competence.web.text import kept_text

ASKED = kind(
    "afterwards.asked",
    _l("Har du brugt det, du lærte? Til hvad? Der venter ét spørgsmål på dig."),
    explains=_l("Kun du kan se dit svar."),
)


def answer(signup: Signup, used: Used, what_for: str, today: date) -> LearningUse:
    """Keep somebody's answer; it may be changed, but what was told of many stays told. Raises NotAskedNow, TooLong."""
    words = kept_text(what_for, LONGEST, TooLong)
    if not may_answer(signup.state, signup.attended_on, today):
        raise NotAskedNow
    use = queries.use_of(signup.id)
    if use is None:
        use = LearningUse(signup_id=signup.id)
        db.session.add(use)
    use.used, use.what_for, use.answered_on = used, words, today
    db.session.flush()
    return use


@DUES.fill
def due(today: date) -> Iterator[Due]:
    """Return who is asked today whether they used it."""
    for signup in queries.asked_now(today):
        yield Due(signup.person_id, ASKED, url_for("afterwards.show", pid=signup.pid), signup.pid)


@DAILY.fill
def tell(today: date) -> None:
    """Tell, for each offer, the share of those who used it, once enough new people have answered.

    Every share is of people who stand in no other, so none can be taken from another; the same maker that tells the
    shares of a round says when they are many enough. Of somebody who answered twice the later answer counts.
    """
    for offer_id, uses in queries.not_told().items():
        said = {use.signup.person_id: use.used for use in uses}
        people = frozenset(said)
        used = {person for person, answered in said.items() if answered is Used.YES}
        found = portions({"used": used}, people, Knowledge([{person} for person in people]), Rules())
        if isinstance(found, Hidden):
            continue
        share = found["used"]
        told = Told(offer_id=offer_id, on=today, people=people_band(len(people)), percent=share.percent, end=share.end)
        db.session.add(told)
        db.session.flush()
        for use in uses:
            use.told_id = told.id
    db.session.flush()
