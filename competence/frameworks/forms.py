"""Forms of the catalogue; what a version's scale and areas allow becomes the form's fields and choices."""

from collections.abc import Iterable
from typing import TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Regexp, ValidationError

from competence.frameworks.actions.drafts import Asking, Wording
from competence.frameworks.models import Area, Competence, FrameworkVersion, RoleRequirement, ScaleLevel
from competence.frameworks.rules.editions import CODE, IMPORTANCES, THEMES
from competence.web.bilingual import Bilingual
from competence.web.forms import Versioned

LANGUAGES = ("da", "en")
UNPREFIXED = {"csrf": False}  # several forms on a page: the page writes the field that is checked before every view
SHORT, LONG = 120, 4000


def _choices(pairs: Iterable[tuple[object, object]]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in pairs]


Form = TypeVar("Form", bound="CompetenceForm")


class ComparableForm(Versioned):
    """A form that can be laid beside what somebody else saved meanwhile."""

    @property
    def told(self) -> list[str]:
        """The names of the fields people fill."""
        return [field.short_name for field in self if not isinstance(field, HiddenField)]

    def label_of(self, field: Field) -> str:
        """Return a field's label as it reads outside its place on the page."""
        return str(field.label.text)


class BilingualForm(ComparableForm):
    """A form with texts in two languages."""

    def both(self, stem: str) -> Bilingual:
        """Return a text as it was written in both languages, without stray spaces and line breaks."""
        return Bilingual(*(" ".join((self[f"{stem}_{language}"].data or "").split()) for language in ("da", "en")))

    def refuse_empty(self, stem: str, message: str) -> None:
        """Ask for a text in at least one language."""
        if not self.both(stem):
            raise ValidationError(message)


class PublicationForm(Versioned):
    """Publishing a draft."""

    note = TextAreaField(_l("Hvad er nyt i denne udgave?"), [Length(max=LONG)], render_kw={"rows": 3})


class RequirementForm(ComparableForm):
    """What a role asks of a competence."""

    level = SelectField(_l("Niveau"), coerce=int)
    importance = SelectField(_l("Vigtighed"), coerce=int, choices=_choices(IMPORTANCES.items()))
    critical = BooleanField(_l("Kritisk: enheden kan ikke undvære den"))

    @property
    def asking(self) -> Asking:
        return Asking(self.level.data, self.importance.data, self.critical.data)


class NewRequirementForm(RequirementForm):
    """A further competence a role is to ask for."""

    competence = SelectField(_l("Kompetence"))


class CompetenceForm(ComparableForm):
    """A competence's words; `competence_form` adds a text for each level of the scale."""

    title_da = StringField(_l("Navn"), [Length(max=SHORT)])
    title_en = StringField(_l("Navn på engelsk"), [Length(max=SHORT)])
    description_da = TextAreaField(_l("Beskrivelse"), [Length(max=LONG)], render_kw={"rows": 3})
    description_en = TextAreaField(_l("Beskrivelse på engelsk"), [Length(max=LONG)], render_kw={"rows": 3})
    area = SelectField(_l("Område"))
    theme = SelectField(_l("Tema"), choices=_choices(THEMES.items()))
    retired = BooleanField(_l("Udgået: der spørges ikke længere om den"))
    levels: tuple[int, ...] = ()

    def validate_title_da(self, field: Field) -> None:
        """Ask for a name in at least one language."""
        if not (field.data or "").strip() and not (self.title_en.data or "").strip():
            raise ValidationError(_("Skriv kompetencens navn."))

    def level_fields(self, value: int) -> list[Field]:
        """Return the fields of one level, Danish first."""
        return [self[f"level{value}_{language}"] for language in LANGUAGES]

    def label_of(self, field: Field) -> str:
        """Return a field's label; that of a level's text with the level."""
        for value in self.levels:
            if field in self.level_fields(value):
                return str(_("Trin %(value)s, %(language)s", value=value, language=str(field.label.text).lower()))
        return super().label_of(field)

    @property
    def wording(self) -> Wording:
        return Wording(
            title=self._both("title"),
            description=self._both("description"),
            texts={value: self._both(f"level{value}") for value in self.levels},
            theme=self.theme.data,
            retired=self.retired.data,
        )

    def _both(self, stem: str) -> Bilingual:
        return Bilingual(*(_tidy(self[f"{stem}_{language}"].data) for language in LANGUAGES))


class NewCompetenceForm(CompetenceForm):
    """A new competence; its code is for ever."""

    code = StringField(
        _l("Kode"),
        [
            InputRequired(_l("Skriv en kode.")),
            Regexp(
                CODE, message=_l("Brug kun a-z, tal, punktum, bindestreg og understreg, højst 60 tegn, og ikke new.")
            ),
        ],
        description=_l("For eksempel host.meeting. Koden følger kompetencen gennem alle udgaver og kan ikke ændres."),
    )


def new_competence_form(version: FrameworkVersion) -> NewCompetenceForm:
    """Return an empty form for a draft's scale and areas."""
    return _with_levels(NewCompetenceForm, version.levels, version.areas)()


def competence_form(version: FrameworkVersion, competence: Competence, *, as_saved: bool = False) -> CompetenceForm:
    """Return the form of a competence: what was sent, or its words as they are saved."""
    texts = {
        f"level{text.value}_{language}": getattr(text.text, language)
        for text in competence.texts
        for language in LANGUAGES
    }
    return _with_levels(CompetenceForm, version.levels, version.areas)(
        **({"formdata": None} if as_saved else {}),
        data=texts
        | {
            "title_da": competence.title.da, "title_en": competence.title.en,
            "description_da": competence.description.da, "description_en": competence.description.en,
            "area": competence.area.code, "theme": competence.theme, "retired": competence.retired,
            "version": str(competence.version),
        }
    )  # fmt: skip


def requirement_form(
    levels: Iterable[ScaleLevel], competence_id: int, asked: RoleRequirement | None, *, as_saved: bool = False
) -> RequirementForm:
    """Return the form of one requirement: what was sent, or what is saved.

    Its fields are named after the competence, as many such forms stand on one page.
    """
    saved = {"level": 0}
    if asked:
        level, importance, critical = asked.required_level, asked.importance, asked.critical
        saved = {"level": level, "importance": importance, "critical": critical, "version": asked.version}
    form = RequirementForm(
        prefix=f"c{competence_id}-", meta=UNPREFIXED, **({"formdata": None} if as_saved else {}), data=saved
    )
    form.level.choices = _level_choices(levels)
    return form


def new_requirement_form(
    levels: Iterable[ScaleLevel], competences: Iterable[Competence], *, as_saved: bool = False
) -> NewRequirementForm:
    """Return the form for asking for one of the competences the role does not ask for yet."""
    empty = {"level": 3, "importance": 2}
    unsent = {"formdata": None} if as_saved else {}
    form = NewRequirementForm(prefix="new-", meta=UNPREFIXED, data=empty, **unsent)
    form.level.choices = _level_choices(levels)
    form.competence.choices = _choices((competence.code, competence.title) for competence in competences)
    return form


def shown(field: Field) -> str:
    """Return what a field holds, in the words its reader chose it by."""
    if isinstance(field, SelectField):
        return next((str(choice[1]) for choice in field.iter_choices() if choice[0] == field.data), "")
    if isinstance(field, BooleanField):
        return str(_("Ja") if field.data else _("Nej"))
    return _tidy(field.data)


def _tidy(text: object) -> str:
    return str("" if text is None else text).replace("\r\n", "\n").strip()


def _level_choices(levels: Iterable[ScaleLevel]) -> list[SelectChoice]:
    return _choices((level.value, f"{level.value} · {level.title}") for level in levels)


def _with_levels(kind: type[Form], levels: Iterable[ScaleLevel], areas: Iterable[Area]) -> type[Form]:
    """Return the form with two text fields for each level of a scale, and a version's areas to choose from."""
    fields: dict[str, object] = {"levels": tuple(level.value for level in levels)}
    for level in levels:
        for language, label in zip(LANGUAGES, (_l("Dansk"), _l("Engelsk")), strict=True):
            limits = [Length(max=LONG)]
            fields[f"level{level.value}_{language}"] = TextAreaField(label, limits, render_kw={"rows": 3})
    fields["area"] = SelectField(_l("Område"), choices=_choices((area.code, area.title) for area in areas))
    return type(kind.__name__, (kind,), fields)
