"""The forms of a guide's draft: its heading, a question, a theme, and publishing it."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange

from competence.conversations.guides.actions import Heading, Wording
from competence.conversations.guides.models import GuideTheme, GuideVersion, Question
from competence.conversations.guides.rules.editions import AskedOf, may_be_asked_of
from competence.conversations.guides.rules.publishing import LONGEST, SHORTEST
from competence.frameworks.forms import BilingualForm

SHORT, LONG = 120, 500


class HeadingForm(BilingualForm):
    """What a guide is called, what such a talk is for, and how long it usually takes."""

    title_da = StringField(_l("Samtalens navn"), [Length(max=SHORT)])
    title_en = StringField(_l("Navnet på engelsk"), [Length(max=SHORT)])
    purpose_da = TextAreaField(_l("Hvad samtalen er til for"), [Length(max=LONG)], render_kw={"rows": 2})
    purpose_en = TextAreaField(_l("Det samme på engelsk"), [Length(max=LONG)], render_kw={"rows": 2})
    minutes = IntegerField(
        _l("Minutter, den plejer at vare"),
        [
            InputRequired(_l("Skriv, hvor mange minutter samtalen plejer at vare.")),
            NumberRange(SHORTEST, LONGEST, _l("Skriv et tal mellem 10 og 480.")),
        ],
        render_kw={"inputmode": "numeric"},
    )

    def validate_title_da(self, _field: Field) -> None:
        """Ask for a name."""
        self.refuse_empty("title", _("Skriv, hvad samtalen hedder."))

    @property
    def heading(self) -> Heading:
        return Heading(self.both("title"), self.both("purpose"), self.minutes.data or 0)


class QuestionForm(BilingualForm):
    """A question: its words, the hint beside it, its theme, and who prepares it."""

    text_da = TextAreaField(_l("Spørgsmålet"), [Length(max=LONG)], render_kw={"rows": 2})
    text_en = TextAreaField(_l("Spørgsmålet på engelsk"), [Length(max=LONG)], render_kw={"rows": 2})
    hint_da = TextAreaField(_l("Hjælp til at tænke"), [Length(max=LONG)], render_kw={"rows": 2})
    hint_en = TextAreaField(_l("Hjælpen på engelsk"), [Length(max=LONG)], render_kw={"rows": 2})
    theme = SelectField(_l("Tema"))
    asked_of = SelectField(_l("Hvem forbereder det?"))

    def validate_text_da(self, _field: Field) -> None:
        """Ask for a question."""
        self.refuse_empty("text", _("Skriv spørgsmålet."))

    @property
    def wording(self) -> Wording:
        return Wording(AskedOf[self.asked_of.data], self.both("text"), self.both("hint"))


class ThemeForm(BilingualForm):
    """A theme of a draft's own."""

    title_da = StringField(_l("Temaets navn"), [Length(max=SHORT)])
    title_en = StringField(_l("Navnet på engelsk"), [Length(max=SHORT)])

    def validate_title_da(self, _field: Field) -> None:
        """Ask for a name."""
        self.refuse_empty("title", _("Skriv, hvad temaet hedder."))


def heading_form(version: GuideVersion, *, as_saved: bool = False) -> HeadingForm:
    """Return the form of a draft's heading: what was sent, or what is saved."""
    title, purpose = version.title, version.purpose
    return HeadingForm(
        **({"formdata": None} if as_saved else {}),
        title_da=title.da, title_en=title.en, purpose_da=purpose.da, purpose_en=purpose.en,
        minutes=version.minutes, version=str(version.version),
    )  # fmt: skip


def question_form(version: GuideVersion, question: Question | None = None, *, as_saved: bool = False) -> QuestionForm:
    """Return the form of a question: what was sent, what is saved of it, or an empty one."""
    unsent = {"formdata": None} if as_saved else {}
    if question is None:
        form = QuestionForm(**unsent)
    else:
        text, hint = question.text, question.hint
        form = QuestionForm(
            **unsent, text_da=text.da, text_en=text.en, hint_da=hint.da, hint_en=hint.en,
            theme=question.theme.code, asked_of=question.asked_of.name, version=str(question.version),
        )  # fmt: skip
    form.theme.choices = _themes(version.themes)
    form.asked_of.choices = [SelectChoice(one.name, one.label) for one in may_be_asked_of(version.kind)]
    return form


def _themes(themes: Iterable[GuideTheme]) -> list[SelectChoice]:
    return [SelectChoice(theme.code, theme.title) for theme in themes]
