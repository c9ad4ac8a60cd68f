"""Opening a round: what it is about, for whom, whom one may ask, and until when."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from competence.feedback.forms.asking import BOXES, People, Topics, topic_in
from competence.feedback.queries.forms import Form
from competence.feedback.rounds.rules import Draft, Whom
from competence.web.days import DayField


class RoundForm(FlaskForm):  # type: ignore[misc]
    """A round to be opened."""

    title = StringField(_l("Titel"), [InputRequired(_l("Giv runden en titel.")), Length(max=120)])
    purpose = TextAreaField(
        _l("Hvad er den god for?"),
        [InputRequired(_l("Skriv i et par sætninger, hvad runden er god for.")), Length(max=1000)],
        render_kw={"rows": 2},
    )
    form = SelectField(_l("Form"), [InputRequired(_l("Vælg en form."))])
    topics = SelectMultipleField(_l("Kompetencer og værdier"), **BOXES)
    whom = RadioField(
        _l("Hvem kan man spørge?"),
        [InputRequired(_l("Vælg, hvem man kan spørge."))],
        choices=[SelectChoice(one.name, one.value) for one in Whom],
        default=Whom.HOUSE.name,
    )
    approves = BooleanField(_l("Nærmeste leder siger ja til, hvem der spørges"))
    people = SelectMultipleField(_l("Dem, du leder"), coerce=int, **BOXES)
    units = SelectMultipleField(_l("Enheder, med alt under dem"), coerce=int, **BOXES)
    closes_on = DayField(_l("Sidste dag"), [InputRequired(_l("Vælg rundens sidste dag."))])

    def __init__(
        self, forms: Sequence[Form], topics: Topics, people: People, units: Sequence[tuple[int, str]], **more: Any
    ) -> None:
        super().__init__(**more)
        self.form.choices = [SelectChoice(form.code, str(form.title)) for form in forms]
        self.topics.choices = [SelectChoice(value, title) for group in topics.values() for value, title in group]
        self.people.choices = [SelectChoice(person.id, person.name) for person in people]
        self.units.choices = [SelectChoice(number, path) for number, path in units]

    def draft(self) -> Draft:
        """Return the round as it was written. Raises UnknownSubject."""
        chosen = [topic_in(one) for one in self.topics.data or ()]
        return Draft(
            title=" ".join((self.title.data or "").split()),
            purpose=(self.purpose.data or "").strip(),
            form=self.form.data or "",
            whom=Whom[self.whom.data],
            approves=bool(self.approves.data),
            closes_on=self.closes_on.data or date.min,
            competences=[one.competence_id for one in chosen if one.competence_id],
            values=[one.value_id for one in chosen if one.value_id],
        )
