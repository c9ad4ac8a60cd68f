"""The forms of a plan: everything it holds on one page, with rows one adds and takes away, and the small ones."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FormField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from competence.plans.queries.contents import Catalogue
from competence.plans.rules.holding import LONGEST, MOST_GOALS, MOST_STEPS, Aim, Content, Pledge, Step
from competence.plans.rules.words import Done, Form, Standing, Term, Way, Whose
from competence.web.days import DayField
from competence.web.forms import Versioned
from competence.web.text import clean, number_in

MOST_AGREEMENTS = 12
SHORT = [Length(max=500)]
LONG = [Length(max=LONGEST)]


def _choices(kind: Iterable[Any]) -> list[SelectChoice]:
    return [SelectChoice(one.name, one.value) for one in kind]


class Row(FlaskForm):  # type: ignore[misc]
    """A part of the plan's form that there may be several of; the whole form carries the token."""

    def __init__(self, *, meta: dict[str, Any] | None = None, **more: Any) -> None:
        super().__init__(meta={"csrf": False} | (meta or {}), **more)


class ActivityForm(Row):
    """One step towards a goal; a row without words is no activity."""

    what = StringField(_l("Hvad"), SHORT)
    way = SelectField(_l("Hvordan"), choices=_choices(Way), default=Way.ON_THE_JOB.name)
    support = StringField(_l("Hvem hjælper"), [Length(max=200)])
    due_on = DayField(_l("Senest"), [Optional()])
    fund = BooleanField(_l("Kan måske søges i Den Kommunale Kompetencefond"))

    def step(self) -> Step | None:
        """Return what is written, or nothing."""
        text = _tidy(self.what.data)
        way, support = Way[self.way.data], _tidy(self.support.data)
        return Step(text, way, support, self.due_on.data, self.fund.data) if text else None


class GoalForm(Row):
    """One goal with its activities; a goal says at least what one wants to be able to do."""

    what = TextAreaField(_l("Hvad vil du kunne?"), LONG, render_kw={"rows": 2})
    term = RadioField(_l("Hvor langt frem?"), choices=_choices(Term), default=Term.SHORT.name)
    competence_id = SelectField(_l("Hvilken kompetence handler det om?"), [Optional()], default="")
    wanted_level = SelectField(_l("Hvilket niveau vil du nå?"), [Optional()], default="")
    career_step_id = SelectField(_l("Eller et trin i karrieremodellen?"), [Optional()], default="")
    signs = TextAreaField(_l("Hvordan kan I begge se, at det lykkes?"), LONG, render_kw={"rows": 2})
    activities = FieldList(FormField(ActivityForm), _l("Aktiviteter"), max_entries=MOST_STEPS)

    def validate_what(self, field: Field) -> None:
        """Ask for the goal itself where something else about it is written."""
        if not _tidy(field.data) and self.aim() is not None:
            raise ValidationError(_("Skriv, hvad målet er."))

    def validate_wanted_level(self, field: Field) -> None:
        """Ask for the competence a level is about."""
        if field.data and not self.competence_id.data:
            raise ValidationError(_("Vælg også den kompetence, niveauet handler om."))

    def validate_career_step_id(self, field: Field) -> None:
        """Let a goal be about a competence or about a step, so that one knows when it is reached."""
        if field.data and self.competence_id.data:
            raise ValidationError(_("Vælg enten en kompetence eller et trin. Et mål handler om én ting."))

    def aim(self) -> Aim | None:
        """Return what is written, or nothing."""
        steps = tuple(step for row in self.activities if (step := row.form.step()))
        competence_id, level = _number(self.competence_id.data), _number(self.wanted_level.data)
        text, signs, career_step = _tidy(self.what.data), _tidy(self.signs.data), _number(self.career_step_id.data)
        if not (text or signs or steps or competence_id or career_step):
            return None
        return Aim(text, Term[self.term.data], competence_id, level, signs, steps, career_step)


class AgreementForm(Row):
    """One thing that one of the two, or both, will do; a row without words is no agreement."""

    what = TextAreaField(_l("Hvad gør I?"), LONG, render_kw={"rows": 2})
    whose = RadioField(_l("Hvem?"), choices=_choices(Whose), default=Whose.EMPLOYEE.name)
    due_on = DayField(_l("Senest"), [Optional()])

    def pledge(self) -> Pledge | None:
        """Return what is written, or nothing."""
        text = _tidy(self.what.data)
        return Pledge(text, Whose[self.whose.data], self.due_on.data) if text else None


class PlanForm(Versioned):
    """Everything a plan holds; version is the one its writer saw."""

    goals = FieldList(FormField(GoalForm), _l("Mål"), max_entries=MOST_GOALS)
    agreements = FieldList(FormField(AgreementForm), _l("Aftaler"), max_entries=MOST_AGREEMENTS)

    def content(self) -> Content:
        """Return what is written, without the rows that were left empty."""
        aims = (row.form.aim() for row in self.goals)
        pledges = (row.form.pledge() for row in self.agreements)
        return Content(tuple(aim for aim in aims if aim), tuple(pledge for pledge in pledges if pledge))

    def offer(self, catalogue: Catalogue) -> None:
        """Let each goal choose among a catalogue's competences and levels."""
        for row in self.goals:
            row.form.competence_id.choices = catalogue.choices()
            row.form.wanted_level.choices = catalogue.level_choices()
            row.form.career_step_id.choices = catalogue.step_choices()

    def rearranged(self, add: str, drop: str) -> str | None:
        """Add or take away the row a button names, and return where the reader goes on; None where no button did."""
        rows, index = self._rows(add or drop.rpartition("-")[0]), drop.rpartition("-")[2]
        if rows is None:
            return None
        if add and len(rows) < (rows.max_entries or 0):
            return str(rows.append_entry().id)
        if drop and index.isdecimal() and len(index) < 3 and int(index) < len(rows):
            rows.pop_entry(int(index))  # type: ignore[call-arg]  # newer than its stubs
        return str(rows.id)

    def wrong(self) -> Iterator[tuple[Field, str]]:
        """Return the fields with something wrong in them, each with its place on the page in words."""
        for number, goal in enumerate(self.goals, 1):
            place = _("Mål %(number)s", number=number)
            yield from ((field, place) for field in goal.form if field.errors and field.type != "FieldList")
            for activity in goal.form.activities:
                inside = _("%(goal)s, aktivitet", goal=place)
                yield from ((field, inside) for field in activity.form if field.errors)
        for number, agreement in enumerate(self.agreements, 1):
            place = _("Aftale %(number)s", number=number)
            yield from ((field, place) for field in agreement.form if field.errors)

    def _rows(self, name: str) -> "FieldList[Any] | None":
        lists: list[FieldList[Any]] = [self.goals, self.agreements, *(goal.form.activities for goal in self.goals)]
        return next((rows for rows in lists if rows.name == name), None)


class SigningForm(Versioned):
    """A signature, with what one disagrees with."""

    disagreement = TextAreaField(_l("Er der noget, du er uenig i?"), LONG, render_kw={"rows": 3})


class ReturnForm(Versioned):
    """Sending back, with why."""

    words = TextAreaField(
        _l("Hvad skal ændres?"),
        [InputRequired(_l("Skriv, hvad du gerne vil have ændret, så den anden kan gøre noget ved det.")), *LONG],
        render_kw={"rows": 3},
    )


class SeatForm(FlaskForm):  # type: ignore[misc]
    """Why a plan is taken over."""

    why = TextAreaField(_l("Hvorfor overtager du planen?"), LONG, render_kw={"rows": 2})


class CommentForm(FlaskForm):  # type: ignore[misc]
    """What the employee wants to say to the agreement before it goes to the personnel file."""

    comment = TextAreaField(_l("Din kommentar"), LONG, render_kw={"rows": 3})


class StatusForm(FlaskForm):  # type: ignore[misc]
    """How one goal or agreement stands."""

    promise = StringField()
    standing = RadioField(
        _l("Hvordan står det?"), [InputRequired(_l("Vælg, hvordan det står."))], choices=_choices(Standing)
    )
    word = TextAreaField(_l("Et ord om det"), LONG, render_kw={"rows": 2})


class AnswerForm(FlaskForm):  # type: ignore[misc]
    """The one question of a follow-up."""

    done = RadioField(
        _l("Gjorde vi det, vi aftalte?"), [InputRequired(_l("Vælg ja, delvist eller nej."))], choices=_choices(Done)
    )
    word = TextAreaField(_l("Et ord om det"), LONG, render_kw={"rows": 2})


def written_in(content: Content, version: int) -> dict[str, Any]:
    """Return what a plan holds, as its form shows it."""
    return {
        "version": str(version),
        "goals": [
            {
                "what": aim.what, "term": aim.term.name, "signs": aim.signs,
                "competence_id": str(aim.competence_id or ""), "wanted_level": str(aim.wanted_level or ""),
                "career_step_id": str(aim.career_step_id or ""),
                "activities": [vars(step) | {"way": step.way.name} for step in aim.steps],
            }
            for aim in content.aims
        ],
        "agreements": [vars(pledge) | {"whose": pledge.whose.name} for pledge in content.pledges],
    }  # fmt: skip


def to_begin_with(form: Form) -> Content:
    """Return the empty rows a new plan shows: a goal, something the leader does, and something the employee does."""
    return Content((Aim(""),) if form is Form.FULL else (), (Pledge("", Whose.LEADER), Pledge("", Whose.EMPLOYEE)))


def _tidy(text: str | None) -> str:
    return clean(text or "")


def _number(text: str | None) -> int | None:
    """Return what was chosen from a list of numbers; nothing where nothing was, or where it was tampered with."""
    number = number_in(text)
    return number if number >= 0 else None
