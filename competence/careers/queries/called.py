"""What the codes of steps are called where somebody reads what is held about them."""

from sqlalchemy import select

from competence.careers.models.editions import CareerStep
from competence.db import db
from competence.privacy.mine.words import Vocabulary


def steps_called() -> Vocabulary:
    """Return the titles of all steps by their codes, as the newest edition that has them words them."""
    rows = db.session.execute(select(CareerStep.code, CareerStep.title).order_by(CareerStep.id))
    titles = {row.code: row.title for row in rows}
    return {"career_choice.step": titles, "career_guide.step": titles}
