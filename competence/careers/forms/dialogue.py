"""Forms of the dialogue about a step: the dossier, the leader's view, the panel, and the answer."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from competence.careers.models.dialogue import Outcome, StepCase
from competence.careers.models.evidence import Evidence
from competence.careers.rules.dialogue import LONGEST
from competence.web.forms import Versioned

SAID = [InputRequired(_l("Skriv et par sætninger.")), Length(max=LONGEST)]
CHOSEN = InputRequired(_l("Vælg en af dem."))
FREE, TIED = "free", "tied"


class DossierForm(Versioned):
    """Why somebody asks for a step, and which of their own examples go along."""

    words = TextAreaField(_l("Hvorfor beder du om trinnet?"), SAID, render_kw={"rows": 6})
    exhibits = SelectMultipleField(
        _l("Eksempler, der skal med"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )


class TieForm(FlaskForm):  # type: ignore[misc]
    """Whether somebody is free to judge; where they are not, what binds them."""

    free = RadioField(
        _l("Er du fri til at vurdere sagen?"), [CHOSEN],
        choices=[
            SelectChoice(FREE, _l("Jeg har ingen særlige bindinger til sagen")),
            SelectChoice(TIED, _l("Jeg har en binding, for eksempel familie, venskab eller uenighed")),
        ],
    )  # fmt: skip
    tie = TextAreaField(_l("Hvilken binding?"), [Length(max=LONGEST)], render_kw={"rows": 2})

    @property
    def declared(self) -> str:
        """What binds them, "" for nothing."""
        if self.free.data == FREE:
            return ""
        return (self.tie.data or "").strip() or str(_("En binding uden nærmere ord"))


class ViewForm(TieForm):
    """The leader's view, with what binds them."""

    text = TextAreaField(_l("Lederens blik"), SAID, render_kw={"rows": 5})


class PanelForm(FlaskForm):  # type: ignore[misc]
    """Two colleagues who are asked to look at a dossier."""

    first = EmailField(_l("Den ene kollegas e-mail"), [InputRequired(_l("Skriv en adresse.")), Length(max=254)])
    second = EmailField(_l("Den anden kollegas e-mail"), [InputRequired(_l("Skriv en adresse.")), Length(max=254)])


class SeatForm(FlaskForm):  # type: ignore[misc]
    """Somebody asked instead of one who stepped aside."""

    email = EmailField(_l("E-mail"), [InputRequired(_l("Skriv en adresse.")), Length(max=254)])


class AssessForm(FlaskForm):  # type: ignore[misc]
    """What a member of the panel says, with the criteria beside it."""

    text = TextAreaField(_l("Hvad ser du, krav for krav?"), SAID, render_kw={"rows": 6})


class AnswerForm(FlaskForm):  # type: ignore[misc]
    """The answer: with reasons and next steps, whichever it is."""

    outcome = RadioField(_l("Svaret"), [CHOSEN], choices=[SelectChoice(one.name, _l(one.value)) for one in Outcome])
    reasons = TextAreaField(_l("Begrundelse"), SAID, render_kw={"rows": 5})
    next_steps = TextAreaField(_l("Det næste, I gør"), SAID, render_kw={"rows": 3})


def dossier_form(case: StepCase, gathered: Iterable[Evidence], *, as_saved: bool = False) -> DossierForm:
    """Return the form of a dossier: what was sent, or what is saved."""
    chosen = [exhibit.evidence_pid for exhibit in case.exhibits]
    saved = {"words": case.words, "exhibits": chosen, "version": str(case.version)}
    form = DossierForm(**({"formdata": None} if as_saved else {}), data=saved)
    form.exhibits.choices = [SelectChoice(one.pid, one.example) for one in gathered]
    return form
