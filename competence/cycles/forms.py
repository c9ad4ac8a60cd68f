"""The forms of rounds: writing one down, moving its days later, and noting that MED evaluated it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from competence.cycles.models import Cycle
from competence.cycles.rules.phases import CHOSEN, Deadlines, Phase, field_of, propose
from competence.cycles.rules.rounds import Draft, Who
from competence.web.days import DayField
from competence.web.forms import Versioned

Choices = Sequence[tuple[int, str]]


class Checkboxes(SelectMultipleField):
    """Several of a list, as boxes one ticks."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class PhaseFields:
    """The last days of the phases HR chooses, each in the field the rules name."""

    lus_by = DayField(_l("Lederne har talt med deres leder (LUS)"), [Optional()])
    kick_off_by = DayField(_l("Fælles start i teamet er holdt (GRUS)"), [Optional()])
    talks_by = DayField(_l("Samtalerne er holdt (MUS)"), [Optional()])
    mini_mus_by = DayField(_l("Kort opfølgning er holdt (mini-MUS)"), [Optional()])
    evaluation_by = DayField(_l("Evalueret i MED"), [Optional()])


class CycleForm(PhaseFields, Versioned):
    """What HR writes down about a round."""

    title = StringField(_l("Navn"), [InputRequired(_l("Giv runden et navn.")), Length(max=120)])
    purpose = TextAreaField(_l("Formål"), [InputRequired(_l("Skriv, hvad runden skal bruges til.")), Length(max=2000)])
    version_id = SelectField(_l("Udgave af kataloget"), [InputRequired()], coerce=int)
    opens_on = DayField(_l("Åbner"), [InputRequired(_l("Vælg den dag, runden åbner."))])
    closes_on = DayField(_l("Lukker"), [InputRequired(_l("Vælg den dag, runden lukker."))])
    med_discussed_on = DayField(_l("Drøftet i MED"), [Optional()])
    who = RadioField(
        _l("Hvem er runden for?"), choices=[SelectChoice(who.name, who.value) for who in Who], default=Who.HOUSE.name
    )
    unit_ids = Checkboxes(_l("Enheder"), [Optional()], coerce=int)
    profile_ids = Checkboxes(_l("Rolleprofiler"), [Optional()], coerce=int)
    with_talks = BooleanField(_l("Samtalerne hører med til runden"))

    def __init__(self, versions: Choices, units: Choices, profiles: Choices, **more: Any) -> None:
        super().__init__(**more)
        self.version_id.choices = _options(versions)
        self.unit_ids.choices = _options(units)
        self.profile_ids.choices = _options(profiles)

    @property
    def chosen(self) -> Who:
        """Whom the round is for."""
        return Who[self.who.data]

    def draft(self) -> Draft:
        """Return what is written; only the choice that was made counts, not what was ticked before changing it."""
        who = self.chosen
        return Draft(
            title=str(self.title.data).strip(),
            purpose=str(self.purpose.data).strip(),
            version_id=self.version_id.data,
            opens_on=_given(self.opens_on),
            closes_on=_given(self.closes_on),
            med_discussed_on=self.med_discussed_on.data,
            unit_ids=frozenset(self.unit_ids.data or ()) if who is Who.UNITS else frozenset(),
            profile_ids=frozenset(self.profile_ids.data or ()) if who is Who.PROFILES else frozenset(),
            deadlines=self._deadlines() if self.with_talks.data else {},
        )

    def _deadlines(self) -> Deadlines:
        """Return the days of the phases: what is written, and what the rules propose where nothing is."""
        proposed = propose(_given(self.opens_on), _given(self.closes_on))
        return {phase: self[field_of(phase)].data or proposed[phase] for phase in CHOSEN}


class ProlongForm(FlaskForm):  # type: ignore[misc]
    """A later last day."""

    closes_on = DayField(_l("Ny lukkedag"), [InputRequired(_l("Vælg den nye lukkedag."))])

    @property
    def day(self) -> date:
        """The new last day."""
        return _given(self.closes_on)


class PhasesForm(PhaseFields, Versioned):
    """Later last days of a running round's phases."""

    closes_on = DayField(_l("Spejlene lukker"), [Optional()])

    @property
    def deadlines(self) -> dict[Phase, date]:
        """The days that are written; a field left empty leaves its day as it is."""
        days = {phase: self[field_of(phase)].data for phase in (Phase.MIRRORS, *CHOSEN)}
        return {phase: day for phase, day in days.items() if day is not None}


class EvaluationForm(FlaskForm):  # type: ignore[misc]
    """The day MED evaluated a round."""

    evaluated_on = DayField(_l("Evalueret i MED"), [InputRequired(_l("Vælg den dag, MED evaluerede runden."))])

    @property
    def day(self) -> date:
        """The day of the evaluation."""
        return _given(self.evaluated_on)


def _options(choices: Choices) -> list[SelectChoice]:
    return [SelectChoice(str(number), title) for number, title in choices]


def _given(field: DayField) -> date:
    """Return the day of a field that has been validated: it is there."""
    assert field.data is not None  # noqa: S101 for the type checker
    return field.data


def written_in(cycle: Cycle) -> dict[str, Any]:
    """Return what a round holds, as the form shows it."""
    names = ("title", "purpose", "opens_on", "closes_on", "med_discussed_on", "version")
    who = Who.UNITS if cycle.units else Who.PROFILES if cycle.profiles else Who.HOUSE
    return {name: getattr(cycle, name) for name in names} | {
        "version_id": cycle.framework_version_id,
        "who": who.name,
        "unit_ids": sorted(cycle.unit_ids),
        "profile_ids": sorted(cycle.profile_ids),
        "with_talks": cycle.with_talks,
        **phases_of(cycle),
    }


def phases_of(cycle: Cycle) -> dict[str, Any]:
    """Return the days of a round's phases, by the fields that hold them."""
    return {field_of(phase): day for phase, day in cycle.chosen_deadlines.items()}
