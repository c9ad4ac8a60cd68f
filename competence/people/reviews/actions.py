"""Beginning a review of the rights, signing one's sheet of it, putting right what was said, and reminding who waits."""

from collections.abc import Iterator
from datetime import date, datetime

from flask import url_for
from flask_babel import lazy_gettext as _l

from competence.access.actor import Role
from competence.db import db, flush_or
from competence.notifications.actions.telling import notify_all
from competence.notifications.rules import DUES, Due, kind
from competence.people.queries import people_with
from competence.people.reviews import queries, rules
from competence.people.reviews.models import RightsReview, RightsSheet
from competence.people.reviews.parts import Part, fingerprint, frozen
from competence.privacy import audit
from competence.web.clock import day_of

ASKED = kind(
    "review.asked",
    _l("Se igennem, hvem der kan se hvad om dem, du leder"),
    explains=_l("To gange om året ser alle ledere efter og skriver under. Det tager fem minutter."),
)
WAITS = kind("review.waits", _l("Gennemgangen af, hvem der kan se hvad, venter på din underskrift"))
REMARKED = kind("review.remarked", _l("En leder skriver, at noget i gennemgangen af rettigheder ikke passer"))


def begin(actor_id: int, as_of: date, now: datetime, today: date) -> RightsReview:
    """Begin a review as of a day: everybody who led somebody then is asked. Raises NotYet, LongAgo, NobodyLeads."""
    rules.check_day(as_of, today)
    leaders = queries.leaders_on(as_of)
    if not leaders:
        raise rules.NobodyLeads
    review = RightsReview(as_of=as_of, begun_at=now, begun_by_id=actor_id)
    db.session.add(review)
    db.session.flush()
    db.session.add_all(RightsSheet(review_id=review.id, leader_id=leader_id) for leader_id in leaders)
    audit.record(actor_id, "review.begin", thing=f"rights_review {review.pid}")
    notify_all(leaders, ASKED, url_for("reviews.own"))
    db.session.flush()
    return review


def sign(sheet: RightsSheet, parts: list[Part], seen: str, *, is_right: bool, remarks: str, now: datetime) -> None:
    """Sign a sheet as its leader: what was shown is kept, and with it what is not right.

    seen: the fingerprint of what the page showed. Raises SignedAlready, ChangedSinceShown, NothingSaid, SaidTooMuch.
    """
    if sheet.signed_at is not None:
        raise rules.SignedAlready
    if fingerprint(parts) != seen:
        raise rules.ChangedSinceShown
    sheet.remarks = rules.checked_remarks(is_right, remarks)
    sheet.shown, sheet.signed_at = frozen(parts), now
    flush_or(rules.SignedAlready)
    audit.record(sheet.leader_id, "review.sign", subject_id=sheet.leader_id, thing=f"sheet {seen}")
    if sheet.remarks:
        notify_all(people_with(Role.HR, day_of(now)), REMARKED, url_for("reviews.sheet", pid=sheet.pid))


def handle(sheet: RightsSheet, actor_id: int, now: datetime) -> None:
    """Note that HR has put right what a leader said."""
    if sheet.waits_for_hr:
        sheet.handled_at, sheet.handled_by_id = now, actor_id
        audit.record(actor_id, "review.handle", subject_id=sheet.leader_id, thing=f"rights_sheet {sheet.pid}")
        db.session.flush()


@DUES.fill
def due(today: date) -> Iterator[Due]:
    """Remind each leader whose sheet of the latest review is not signed two weeks after it was begun."""
    for sheet in queries.unsigned(today):
        if day_of(sheet.review.begun_at) + rules.REMINDED_AFTER <= today:
            yield Due(sheet.leader_id, WAITS, url_for("reviews.own"), sheet.pid)
