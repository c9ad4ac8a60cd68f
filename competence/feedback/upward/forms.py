"""The forms of anonymous feedback: what HR writes about a round, and what somebody answers on a sheet."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from competence.cycles.forms import Checkboxes
from competence.feedback.sealed.models import RoundQuestion
from competence.feedback.sealed.rules.rounds import Audience, Draft
from competence.feedback.sealed.rules.sheets import LONGEST, Sheet
from competence.frameworks.queries.questions import questions, steps
from competence.frameworks.rules.questions import About
from competence.web.bilingual import Bilingual
from competence.web.days import DayField
from competence.web.forms import Versioned
from competence.web.text import clean


class RoundForm(Versioned):
    """What HR writes down about a round."""

    title = StringField(_l("Navn"), [InputRequired(_l("Giv runden et navn.")), Length(max=120)])
    purpose = TextAreaField(_l("Formål"), [InputRequired(_l("Skriv, hvad runden skal bruges til.")), Length(max=2000)])
    closes_on = DayField(_l("Sidste dag"), [InputRequired(_l("Vælg den sidste dag, man kan svare."))])
    audience = RadioField(
        _l("Hvem får en leders resultat at se?"),
        [InputRequired(_l("Vælg, hvem der får resultatet at se."))],
        choices=[SelectChoice(audience.name, audience.value) for audience in Audience],
        default=Audience.ABOVE.name,
    )
    unit_ids = Checkboxes(_l("Enheder"), [Optional()], coerce=int)
    pulse = Checkboxes(_l("Spørg også til trivsel og arbejdsmiljø"), [Optional()])

    def __init__(self, units: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(**more)
        self.unit_ids.choices = [SelectChoice(number, path) for number, path in units]
        self.pulse.choices = [SelectChoice(one.code, Bilingual(*one.text)) for one in questions(About.CLIMATE)]

    def draft(self) -> Draft:
        """Return what is written."""
        return Draft(
            title=clean(str(self.title.data)), purpose=clean(str(self.purpose.data)),
            closes_on=self.closes_on.data or date.max, audience=Audience[self.audience.data],
            unit_ids=frozenset(self.unit_ids.data or ()), pulse=tuple(self.pulse.data or ()),
        )  # fmt: skip


def written_in(draft: Draft, version: int) -> dict[str, Any]:
    """Return a draft as the fields of its form."""
    return {
        "title": draft.title, "purpose": draft.purpose, "closes_on": draft.closes_on, "audience": draft.audience.name,
        "unit_ids": sorted(draft.unit_ids), "pulse": list(draft.pulse), "version": str(version),
    }  # fmt: skip


def answered(asked: Iterable[RoundQuestion], sent: Mapping[str, str]) -> tuple[Sheet, set[str]]:
    """Return what was answered, and the questions whose words are too long to be kept."""
    allowed = {str(step.value): step.value for step in steps()}
    in_steps, words, too_long = {}, {}, set()
    for question in asked:
        given = clean(sent.get(question.code, ""))
        if question.about is About.LEADER_IN_WORDS:
            words[question.code] = given
            if len(given) > LONGEST:
                too_long.add(question.code)
        elif given in allowed:
            in_steps[question.code] = allowed[given]
    return Sheet(in_steps, words), too_long
