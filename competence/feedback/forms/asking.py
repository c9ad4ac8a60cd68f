"""Asking for feedback: on what, whom, and until when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from competence.feedback.actions.asking import Topic, Wish
from competence.feedback.rules.asking import LONGEST, LONGEST_QUESTION, SPARRING, VIEW, About
from competence.feedback.rules.refusals import UnknownSubject
from competence.web.days import DayField

NOBODY = 0
BOXES: Any = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}  # several, as one ticks them
People = Iterable[Any]
Topics = Mapping[str, Sequence[tuple[str, str]]]


def topic_in(chosen: str) -> Topic:
    """Return what a choice of the list stands for. Raises UnknownSubject."""
    kind, _, number = chosen.partition("-")
    if kind == "talk":
        return Topic(About.TALK)
    if not number.isdecimal() or len(number) > 9 or kind not in ("competence", "value"):
        raise UnknownSubject
    if kind == "competence":
        return Topic(About.COMPETENCE, competence_id=int(number))
    return Topic(About.VALUE, value_id=int(number))


class AskForm(FlaskForm):  # type: ignore[misc]
    """Asks for feedback in one form."""

    question = TextAreaField(
        _l("Hvad vil du gerne have feedback på?"),
        [InputRequired(_l("Skriv, hvad du gerne vil have feedback på.")), Length(max=LONGEST_QUESTION)],
        render_kw={"rows": 2},
    )
    tried = TextAreaField(_l("Det har jeg overvejet"), [Length(max=LONGEST)], render_kw={"rows": 2})
    topic = SelectField(_l("Det handler om"), [InputRequired(_l("Vælg, hvad det handler om."))])
    viewed = SelectMultipleField(_l("Hvilke kompetencer skal de se på?"), coerce=int, **BOXES)
    colleagues = SelectMultipleField(_l("Kolleger tæt på dig"), coerce=int, **BOXES)
    further = SelectField(_l("En anden i huset"), coerce=int, default=NOBODY)
    further_still = SelectField(_l("Endnu en i huset"), coerce=int, default=NOBODY)
    outside = StringField(_l("En uden for huset"), [Length(max=120)])
    due_on = DayField(_l("Svar senest"), [InputRequired(_l("Vælg, hvornår du gerne vil have svar."))])

    def __init__(self, form: str, topics: Topics, near: People, everybody: People, **more: Any) -> None:
        super().__init__(**more)
        self.topic.choices = {group: list(choices) for group, choices in topics.items()}
        competences = [one for group in topics.values() for one in group if one[0].startswith("competence-")]
        self.viewed.choices = [SelectChoice(int(value.partition("-")[2]), title) for value, title in competences]
        self.colleagues.choices = [SelectChoice(person.id, person.name) for person in near]
        names = [(NOBODY, _l("Ingen valgt")), *((person.id, person.name) for person in everybody)]
        self.further.choices = self.further_still.choices = names
        for name in {VIEW: ("topic", "outside", "tried"), SPARRING: ("viewed",)}.get(form, ("viewed", "tried")):
            delattr(self, name)

    def in_round(self, *, closes_on: date, outside: bool) -> None:
        """Fit a round: an answer by its last day, and nobody outside the house where it does not say so."""
        if self.due_on.data is None or not self.is_submitted():
            self.due_on.data = closes_on
        if not outside and "outside" in self:
            del self.outside

    def wish(self, form: str) -> Wish:
        """Return what is asked for, in a form. Raises UnknownSubject."""
        chosen = {*(self.colleagues.data or ()), self.further.data, self.further_still.data} - {NOBODY, None}
        outside = " ".join((self.outside.data or "").split()) if "outside" in self else ""
        return Wish(
            form,
            topic_in(self.topic.data or "") if "topic" in self else Topic(About.COMPETENCE),
            self.question.data or "",
            self.due_on.data or date.min,
            people=sorted(chosen),
            outside=[outside] if outside else [],
            tried=self.tried.data or "" if "tried" in self else "",
            viewed=self.viewed.data or () if "viewed" in self else (),
        )
