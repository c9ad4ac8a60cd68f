"""The forms of the charter's draft: its heading, and a principle."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectMultipleField, StringField, TextAreaField, widgets
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length, Optional

from competence.frameworks.charter import queries
from competence.frameworks.charter.actions import Wording
from competence.frameworks.charter.queries import CharterPrinciple, CharterVersion, codes
from competence.frameworks.forms import BilingualForm

SHORT, LONG = 120, 2000


class Ticks(SelectMultipleField):
    """Several of a list, as boxes one ticks."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class HeadingForm(BilingualForm):
    """What the charter is called, and what stands before its principles."""

    title_da = StringField(_l("Navn"), [Length(max=SHORT)])
    title_en = StringField(_l("Navnet på engelsk"), [Length(max=SHORT)])
    preamble_da = TextAreaField(_l("Indledning"), [Length(max=LONG)], render_kw={"rows": 4})
    preamble_en = TextAreaField(_l("Indledningen på engelsk"), [Length(max=LONG)], render_kw={"rows": 4})

    def validate_title_da(self, _field: Field) -> None:
        """Ask for a name."""
        self.refuse_empty("title", _("Skriv, hvad ledelsesgrundlaget hedder."))


class PrincipleForm(BilingualForm):
    """A principle: its words, and what it points at."""

    title_da = StringField(_l("Overskrift"), [Length(max=SHORT)])
    title_en = StringField(_l("Overskriften på engelsk"), [Length(max=SHORT)])
    text_da = TextAreaField(_l("Tekst"), [Length(max=LONG)], render_kw={"rows": 4})
    text_en = TextAreaField(_l("Teksten på engelsk"), [Length(max=LONG)], render_kw={"rows": 4})
    competences = Ticks(_l("Lederkompetencer, det handler om"), [Optional()])
    questions = Ticks(_l("Spørgsmål til medarbejderne, det handler om"), [Optional()])

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.competences.choices = [SelectChoice(code, str(title)) for code, title in queries.competences().items()]
        self.questions.choices = [SelectChoice(code, str(text)) for code, text in queries.asked().items()]

    def validate_title_da(self, _field: Field) -> None:
        """Ask for a heading."""
        self.refuse_empty("title", _("Skriv princippets overskrift."))

    @property
    def wording(self) -> Wording:
        return Wording(self.both("title"), self.both("text"), self.competences.data or (), self.questions.data or ())


def heading_form(version: CharterVersion, *, as_saved: bool = False) -> HeadingForm:
    """Return the form of a draft's heading: what was sent, or what is saved."""
    return HeadingForm(
        **({"formdata": None} if as_saved else {}),
        title_da=version.title.da, title_en=version.title.en,
        preamble_da=version.preamble.da, preamble_en=version.preamble.en, version=str(version.version),
    )  # fmt: skip


def principle_form(principle: CharterPrinciple | None = None, *, as_saved: bool = False) -> PrincipleForm:
    """Return the form of a principle: what was sent, what is saved of it, or an empty one."""
    unsent = {"formdata": None} if as_saved else {}
    if principle is None:
        return PrincipleForm(**unsent)
    return PrincipleForm(
        **unsent, title_da=principle.title.da, title_en=principle.title.en,
        text_da=principle.text.da, text_en=principle.text.en, competences=list(codes(principle.competences)),
        questions=list(codes(principle.questions)), version=str(principle.version),
    )  # fmt: skip
