"""What the codes of feedback are called where somebody reads what is held about them."""

from sqlalchemy import select

from competence.db import db
from competence.feedback.queries.forms import forms
from competence.feedback.sealed.models import RoundQuestion
from competence.privacy.mine.words import Vocabulary


def feedback_called() -> Vocabulary:
    """Return what forms, their fields and the questions of anonymous rounds are called."""
    titles = {code: form.title for code, form in forms().items()}
    fields = {f"{code}.{field.code}": field.label for code, form in forms().items() for field in form.fields}
    questions = db.session.execute(select(RoundQuestion.code, RoundQuestion.text).order_by(RoundQuestion.id))
    asked = {row.code: row.text for row in questions}
    given = ("feedback.form", "feedback_request.form", "feedback_round.form", "feedback_report.form")
    return {
        **dict.fromkeys(given, titles),
        **dict.fromkeys(("feedback.words", "feedback_report.words"), fields),
        **dict.fromkeys(("round_figure.question", "own_answer.question"), asked),
    }
