"""HR's forms for a draft of the career model: a step's words and requirements, a new step, a move, publishing."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, NumberRange, Regexp

from competence.careers.actions.drafts import Wording
from competence.careers.models.editions import CareerEdition, CareerStep, CareerTrack
from competence.careers.queries.pages import Words
from competence.careers.rules.editions import HIGHEST_STEP, Asked
from competence.frameworks.forms import LONG, SHORT, ComparableForm
from competence.frameworks.rules.editions import CODE
from competence.web.bilingual import Bilingual
from competence.web.forms import Versioned

MUST, SHOULD = "must", "should"
TEXTS = {
    "title": _l("Navn"),
    "scope": _l("Hvad trinnet handler om"),
    "tasks": _l("Typiske opgaver"),
    "ways": _l("Sådan kommer man dertil"),
}
CODE_NEEDED = _l("Brug kun a-z, tal, punktum, bindestreg og understreg, højst 60 tegn, og ikke new.")


class StepForm(ComparableForm):
    """A step's words in both languages; `step_form` adds a choice of level for each competence."""

    competences: tuple[str, ...] = ()

    def asked(self, code: str) -> SelectField:
        """Return the field of one competence."""
        field: SelectField = self[f"asks-{code}"]
        return field

    def both(self, stem: str) -> tuple[StringField, StringField]:
        """Return a text's two fields, Danish first."""
        return self[f"{stem}_da"], self[f"{stem}_en"]

    @property
    def wording(self) -> Wording:
        chosen = {code: self.asked(code).data for code in self.competences if self.asked(code).data}
        asks = {code: Asked(int(value.partition(":")[0]), value.endswith(MUST)) for code, value in chosen.items()}
        texts = {stem: Bilingual(*((field.data or "").strip() for field in self.both(stem))) for stem in TEXTS}
        return Wording(**texts, asks=asks)


class NewStepForm(Versioned):
    """A step that is to be added: its code is for ever."""

    code = StringField(_l("Kode"), [InputRequired(_l("Skriv en kode.")), Regexp(CODE, message=CODE_NEEDED)])
    track = SelectField(_l("Spor"))
    height = IntegerField(
        _l("Plads på sporet"),
        [InputRequired(_l("Skriv et tal fra 1 til 9.")), NumberRange(1, HIGHEST_STEP, _l("Skriv et tal fra 1 til 9."))],
    )
    title_da = StringField(_l("Navn"), [InputRequired(_l("Skriv trinnets navn.")), Length(max=SHORT)])
    title_en = StringField(_l("Navn på engelsk"), [Length(max=SHORT)])


class NewTrackForm(Versioned):
    """A track that is to be added: its code is for ever."""

    code = StringField(_l("Kode"), [InputRequired(_l("Skriv en kode.")), Regexp(CODE, message=CODE_NEEDED)])
    title_da = StringField(_l("Navn"), [InputRequired(_l("Skriv sporets navn.")), Length(max=SHORT)])
    title_en = StringField(_l("Navn på engelsk"), [Length(max=SHORT)])


class TrackForm(ComparableForm):
    """A track's words in both languages, and its place among the tracks."""

    title_da = StringField(_l("Navn"), [InputRequired(_l("Skriv sporets navn.")), Length(max=SHORT)])
    title_en = StringField(_l("Navn på engelsk"), [Length(max=SHORT)])
    description_da = TextAreaField(_l("Hvad sporet handler om"), [Length(max=LONG)], render_kw={"rows": 3})
    description_en = TextAreaField(_l("Det samme på engelsk"), [Length(max=LONG)], render_kw={"rows": 3})
    place = SelectField(_l("Plads på kortet"), coerce=int)


class MoveForm(Versioned):
    """A move that is to be added: from where to where, and what it asks."""

    start = SelectField(_l("Fra"))
    end = SelectField(_l("Til"))
    note_da = TextAreaField(_l("Hvornår giver skiftet mening?"), [Length(max=LONG)], render_kw={"rows": 2})
    note_en = TextAreaField(_l("Det samme på engelsk"), [Length(max=LONG)], render_kw={"rows": 2})


def step_form(words: Words, step: CareerStep, *, as_saved: bool = False) -> StepForm:
    """Return the form of a step: what was sent, or what is saved."""
    fields: dict[str, object] = {"competences": tuple(words.competences)}
    saved: dict[str, object] = {"version": str(step.version)}
    for stem, label in TEXTS.items():
        fields[f"{stem}_da"] = _text(stem, label)
        fields[f"{stem}_en"] = _text(stem, _("%(label)s på engelsk", label=label))
        text: Bilingual = getattr(step, stem)
        saved |= {f"{stem}_da": text.da, f"{stem}_en": text.en}
    levels = _levels(words)
    for code, title in words.competences.items():
        fields[f"asks-{code}"] = SelectField(str(title), choices=levels)
    for asked in step.requirements:
        saved[f"asks-{asked.competence}"] = f"{asked.level}:{MUST if asked.must else SHOULD}"
    kind_of_form = type("StepForm", (StepForm,), fields)
    return kind_of_form(**({"formdata": None} if as_saved else {}), data=saved)  # type: ignore[no-any-return]


def new_step_form(edition: CareerEdition) -> NewStepForm:
    """Return the form for adding a step to a draft."""
    form = NewStepForm(prefix="new-")
    form.track.choices = [SelectChoice(track.code, track.title) for track in edition.tracks]
    return form


def track_form(edition: CareerEdition, track: CareerTrack, *, as_saved: bool = False) -> TrackForm:
    """Return the form of a track: what was sent, or what is saved."""
    saved = {
        "title_da": track.title.da, "title_en": track.title.en, "description_da": track.description.da,
        "description_en": track.description.en, "version": str(edition.version), "place": track.position,
    }  # fmt: skip
    form = TrackForm(**({"formdata": None} if as_saved else {}), data=saved)
    form.place.choices = [SelectChoice(place, str(place)) for place in range(1, len(edition.tracks) + 1)]
    return form


def move_form(steps: Iterable[CareerStep]) -> MoveForm:
    """Return the form for adding a move to a draft."""
    form = MoveForm(prefix="move-")
    form.start.choices = form.end.choices = [SelectChoice(step.code, step.title) for step in steps]
    return form


def _text(stem: str, label: Any) -> StringField:
    if stem == "title":
        return StringField(label, [Length(max=SHORT)])
    return TextAreaField(label, [Length(max=LONG)], render_kw={"rows": 3})


def _levels(words: Words) -> list[SelectChoice]:
    choices = [SelectChoice("", _l("Spørges der ikke om"))]
    for value, title in words.levels.items():
        choices.append(SelectChoice(f"{value}:{MUST}", _("%(value)s · %(title)s (skal)", value=value, title=title)))
        choices.append(SelectChoice(f"{value}:{SHOULD}", _("%(value)s · %(title)s (gerne)", value=value, title=title)))
    return choices
