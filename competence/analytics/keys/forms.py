"""The form in which HR proposes limits for figures."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange

from competence.analytics.keys.rules import MOST, Limits
from competence.analytics.measures import Audience
from competence.privacy.anonymity.limits import SHARES_FLOOR, UNIT_FLOOR, K

AUDIENCES = {
    Audience.EVERYBODY: _l("Alle kan se hele huset og deres egen enhed"),
    Audience.LEADERS: _l("Kun ledere, HR, chef og MED"),
    Audience.HR: _l("Kun HR, chef og MED"),
}


def _number(label: str, least: int) -> IntegerField:
    allowed = NumberRange(least, MOST - 1, _l("Skriv et tal, der ikke er lavere end det, vi har lovet."))
    needed = InputRequired(_l("Skriv et helt tal."))
    return IntegerField(label, [needed, allowed], default=least, render_kw={"inputmode": "numeric", "min": least})


class ProposalForm(FlaskForm):  # type: ignore[misc]  # no types
    """Limits for rounds that open later, and why they should change."""

    k = _number(_l("Så mange mennesker kan ingen skelne imellem"), K)
    unit_floor = _number(_l("Så mange svar skal der være fra en enhed, før den vises"), UNIT_FLOOR)
    shares_floor = _number(_l("Så mange svar skal der være bag en fordeling"), SHARES_FLOOR)
    audience = RadioField(
        _l("Hvem kan se tallene?"),
        choices=[SelectChoice(audience.name, label) for audience, label in AUDIENCES.items()],
        default=Audience.EVERYBODY.name,
    )
    reason = TextAreaField(
        _l("Hvorfor skal det ændres?"),
        [InputRequired(_l("Skriv, hvorfor reglerne skal ændres. Det står ved dem bagefter.")), Length(max=500)],
        render_kw={"rows": 3},
    )

    @property
    def limits(self) -> Limits:
        """What is proposed."""
        numbers = (self.k.data or 0, self.unit_floor.data or 0, self.shares_floor.data or 0)
        return Limits(*numbers, Audience[self.audience.data])
