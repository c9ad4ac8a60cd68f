"""The demo's reviews of who can see what: one from last spring that all signed, and one that some have signed."""

from datetime import date, timedelta
from random import Random

from competence.access.actor import Actor
from competence.admin.demo.people import public_id
from competence.admin.demo.rounds import at
from competence.db import db
from competence.people.reviews import queries
from competence.people.reviews.models import RightsReview, RightsSheet
from competence.people.reviews.parts import frozen
from competence.people.reviews.picture import parts_of

FORMER, NOW = 200, 16  # days ago
REMARK = "En af dem, jeg leder, flyttede i sidste måned til et andet team. Jeg skal ikke kunne se hendes spejl længere."


def write_reviews(random: Random, carla: int, waits: int, today: date) -> None:
    """Store two reviews; somebody named has not signed the latest, nor has one in four, and one says what is wrong."""
    for days in (FORMER, NOW):
        day = today - timedelta(days=days)
        review = RightsReview(pid=public_id(random), as_of=day, begun_at=at(day, 9, 0), begun_by_id=carla)
        db.session.add(review)
        db.session.flush()
        known: dict[int, Actor] = {}
        sheets = [
            RightsSheet(pid=public_id(random), review_id=review.id, leader_id=leader_id, review=review)
            for leader_id in queries.leaders_on(day)
        ]
        for number, sheet in enumerate(sheets):
            if days == FORMER or (sheet.leader_id != waits and number % 4):
                sheet.shown = frozen(parts_of(sheet, known))
                sheet.signed_at = at(day + timedelta(days=1 + number % 9), 10, 15)
        db.session.add_all(sheets)
        signed = [sheet for sheet in sheets if sheet.signed_at]
        if days == NOW and signed:
            signed[-1].remarks = REMARK
        db.session.flush()
