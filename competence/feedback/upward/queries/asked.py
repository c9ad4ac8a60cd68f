"""What a sheet asks, and what a round asks of those it is about."""

from sqlalchemy import func, select

from competence.db import db
from competence.feedback.sealed.models import RoundQuestion, SealedSheet
from competence.feedback.sealed.rules.settling import LEAST_FOR_WORDS
from competence.frameworks.rules.questions import About


def questions_on(sheet: SealedSheet) -> list[RoundQuestion]:
    """Return a sheet's questions in their order.

    Words are asked for only where so many are asked that they could ever be shown.
    """
    about = [About.CLIMATE]
    if sheet.leader_id is not None:
        asked = select(func.count()).where(
            SealedSheet.round_id == sheet.round_id, SealedSheet.leader_id == sheet.leader_id
        )
        enough = (db.session.scalar(asked) or 0) >= LEAST_FOR_WORDS
        about = [About.LEADER, About.LEADER_IN_WORDS] if enough else [About.LEADER]
    found = select(RoundQuestion).where(RoundQuestion.round_id == sheet.round_id, RoundQuestion.about.in_(about))
    return list(db.session.scalars(found.order_by(RoundQuestion.position)))
