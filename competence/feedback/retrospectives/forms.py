"""Beginning a look back, and an agreement of a team with its lead and day."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from competence.feedback.forms.asking import BOXES, People
from competence.feedback.retrospectives.rules import LONGEST
from competence.web.days import DayField


class BeginForm(FlaskForm):  # type: ignore[misc]
    """What it was, when, and who took part."""

    title = StringField(_l("Hvad samler I op på?"), [InputRequired(_l("Skriv, hvad I samler op på.")), Length(max=120)])
    held_on = DayField(_l("Hvornår var det?"), [InputRequired(_l("Vælg dagen."))])
    near = SelectMultipleField(_l("Kolleger tæt på dig"), coerce=int, **BOXES)
    others = SelectMultipleField(_l("Andre, der var med"), coerce=int, **BOXES)

    def __init__(self, near: People, others: People, **more: Any) -> None:
        super().__init__(**more)
        self.near.choices = [SelectChoice(person.id, person.name) for person in near]
        self.others.choices = [SelectChoice(person.id, person.name) for person in others]

    @property
    def chosen(self) -> list[int]:
        """Those who took part."""
        return [*(self.near.data or ()), *(self.others.data or ())]


class AgreementForm(FlaskForm):  # type: ignore[misc]
    """What a team agrees on."""

    what = TextAreaField(
        _l("Det aftaler vi"),
        [InputRequired(_l("Skriv, hvad I aftaler.")), Length(max=LONGEST)],
        render_kw={"rows": 2},
    )
    lead = SelectField(_l("Tovholder"), coerce=int)
    due_on = DayField(_l("Vi følger op"), [InputRequired(_l("Vælg en dag, hvor I følger op."))])

    def __init__(self, people: People, **more: Any) -> None:
        super().__init__(**more)
        self.lead.choices = [SelectChoice(person.id, person.name) for person in people]
