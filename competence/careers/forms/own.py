"""Forms of the career model: what somebody says of a step, and their examples, in their own words."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Optional

from competence.careers.actions.gathering import Told
from competence.careers.models.evidence import Evidence
from competence.careers.queries.pages import Words
from competence.careers.rules.choosing import LONGEST_NOTE
from competence.careers.rules.gathering import LONGEST_EXAMPLE, LONGEST_LINK
from competence.web.days import DayField
from competence.web.forms import Versioned


class NoteForm(FlaskForm):  # type: ignore[misc]
    """That a step interests somebody, and why."""

    note = TextAreaField(_l("Hvad trækker i dig?"), [Length(max=LONGEST_NOTE)], render_kw={"rows": 3})


class WordForm(FlaskForm):  # type: ignore[misc]
    """That somebody likes to talk about a step, and a word to those who would ask."""

    word = TextAreaField(_l("Et ord til dem, der vil spørge"), [Length(max=LONGEST_NOTE)], render_kw={"rows": 2})


class EvidenceForm(Versioned):
    """An example of a competence; the page gives the competences to choose from."""

    competence = SelectField(_l("Kompetence"))
    example = TextAreaField(
        _l("Hvad gjorde du, og hvad kom der ud af det?"),
        [InputRequired(_l("Skriv et eksempel.")), Length(max=LONGEST_EXAMPLE)],
        render_kw={"rows": 4},
    )
    happened_on = DayField(_l("Hvornår?"), [Optional()])
    link = StringField(_l("Link til et dokument eller en side"), [Length(max=LONGEST_LINK)])

    @property
    def told(self) -> Told:
        return Told(
            self.competence.data,
            (self.example.data or "").strip(),
            (self.link.data or "").strip(),
            self.happened_on.data,
        )


def evidence_form(words: Words, evidence: Evidence | None = None, *, competence: str = "") -> EvidenceForm:
    """Return the form of an example: what was sent, or what is saved; competence is chosen beforehand in a new one."""
    saved = (
        {"competence": evidence.competence, "example": evidence.example, "link": evidence.link,
         "happened_on": evidence.happened_on, "version": str(evidence.version)}
        if evidence
        else {"competence": competence}
    )  # fmt: skip
    form = EvidenceForm(data=saved)
    form.competence.choices = [SelectChoice(code, title) for code, title in words.competences.items()]
    return form
