"""Giving feedback: the fields of one form, levels for a colleague's view, and what hurt."""

from collections.abc import Collection, Mapping
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from competence.feedback.actions.asking import Topic
from competence.feedback.forms.asking import People, Topics, topic_in
from competence.feedback.queries.forms import Form
from competence.feedback.rules.asking import LONGEST

CANNOT_JUDGE = "unknown"


class WordsForm(FlaskForm):  # type: ignore[misc]
    """The base of what one writes in: `words_form` adds the fields of a form."""

    @property
    def words(self) -> dict[str, str]:
        """What was written, by field."""
        return {field.short_name: field.data or "" for field in self if isinstance(field, TextAreaField)}


class ReportForm(FlaskForm):  # type: ignore[misc]
    """Why feedback is reported."""

    why = TextAreaField(
        _l("Hvad gjorde ondt?"),
        [InputRequired(_l("Skriv kort, hvad der gjorde ondt, så HR kan hjælpe.")), Length(max=LONGEST)],
        render_kw={"rows": 4},
    )


class RecogniseForm(WordsForm):
    """Whom one recognises, and what it shows."""

    to = SelectField(_l("Hvem vil du give anerkendelse?"), [NumberRange(1, message=_l("Vælg en kollega."))], coerce=int)
    topic = SelectField(_l("Det viser"), [Optional()])


def words_form(form: Form, **more: Any) -> WordsForm:
    """Return the fields somebody who gives feedback writes in."""
    return _with_fields(WordsForm, form)(**more)


def recognise_form(form: Form, people: People, topics: Topics, **more: Any) -> RecogniseForm:
    """Return the fields of a recognition nobody asked for."""
    made = cast(RecogniseForm, _with_fields(RecogniseForm, form)(**more))
    nobody = SelectChoice(0, str(_l("Ikke valgt")))  # so that nobody gets by a slip what was meant for another
    made.to.choices = [nobody, *(SelectChoice(person.id, person.name) for person in people)]
    made.topic.choices = {"": [("", str(_l("Ikke valgt")))], **{group: list(some) for group, some in topics.items()}}
    return made


def pointed_at(form: RecogniseForm) -> Topic | None:
    """Return the value or competence a recognition points at, if any."""
    return topic_in(form.topic.data) if form.topic.data else None


def levels_in(sent: Mapping[str, str], competences: Collection[int]) -> dict[int, int | None]:
    """Return the level chosen for each competence that was answered; None: cannot judge."""
    chosen = {competence: sent.get(f"level-{competence}", "") for competence in competences}
    return {
        competence: int(value) if value != CANNOT_JUDGE else None
        for competence, value in chosen.items()
        if value == CANNOT_JUDGE or (value.isdecimal() and len(value) < 3)
    }


def _with_fields(base: type[WordsForm], form: Form) -> type[WordsForm]:
    needed: dict[str, bool] = {wanted.code: wanted.required for wanted in form.wanted}
    fields = {
        field.code: TextAreaField(
            str(field.label),
            _validators(required=needed[field.code]),
            description=str(field.help),
            render_kw={"rows": 3},
        )
        for field in form.of_writer
    }
    return type("FieldsOfAForm", (base,), fields)


def _validators(*, required: bool) -> list[Any]:
    first = InputRequired(_l("Skriv lidt her.")) if required else Optional()
    return [first, Length(max=LONGEST, message=_l("Skriv højst %(max)d tegn. Kort er godt."))]
