"""Forms of what HR writes beside the figures: a target, and how many are expected to retire."""

from collections.abc import Iterable, Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange

from competence.analytics.insight.models import Retirement, Target

MOST = 1_000_000
LATEST = 9999
NEEDED = InputRequired(_l("Udfyld feltet."))
COUNTED = NumberRange(1, MOST, _l("Skriv et helt tal."))


class TargetForm(FlaskForm):  # type: ignore[misc]
    """What share of the house is to be at a level or higher, and by when."""

    titles: Mapping[str, str] = {}

    about = SelectField(_l("Kompetence eller tema"))
    level = SelectField(_l("Niveau"), coerce=int)
    percent = IntegerField(
        _l("Andel i procent"), [NEEDED, NumberRange(10, 90, _l("Skriv en andel fra 10 til 90 procent."))]
    )
    year = IntegerField(_l("År"), [NEEDED, NumberRange(1, LATEST, _l("Skriv et årstal."))])

    def offer(
        self, themes: Iterable[tuple[str, object]], competences: Iterable[tuple[str, object]], levels: Sequence[int]
    ) -> None:
        """Offer what can be aimed at: the themes, the competences, and the levels at which a shown band begins."""
        subjects = [
            *((f"theme:{code}", title) for code, title in themes),
            *((f"competence:{code}", title) for code, title in competences),
        ]
        self.titles = {value: str(title) for value, title in subjects}
        self.about.choices = list(self.titles.items())
        self.level.choices = [(level, _("Niveau %(level)s eller højere", level=level)) for level in levels]

    @property
    def target(self) -> Target:
        """What was filled in."""
        kind, _colon, code = self.about.data.partition(":")
        theme, competence = (code, "") if kind == "theme" else ("", code)
        return Target(
            theme=theme, competence_code=competence, level=self.level.data, percent=self.percent.data,
            year=self.year.data,
        )  # fmt: skip


class RetirementForm(FlaskForm):  # type: ignore[misc]
    """How many of how many are expected to retire by the end of a year."""

    profile = SelectField(_l("Rolle"), coerce=int)
    year = IntegerField(_l("Til og med år"), [NEEDED, NumberRange(1, LATEST, _l("Skriv et årstal."))])
    leaving = IntegerField(_l("Hvor mange ventes at gå på pension?"), [NEEDED, COUNTED])
    staff = IntegerField(_l("Ud af hvor mange ansatte?"), [NEEDED, COUNTED])

    def offer(self, profiles: Iterable[tuple[int, object]]) -> None:
        """Offer the role profiles, and all of them together."""
        self.profile.choices = [(0, _("Alle roller")), *((number, str(title)) for number, title in profiles)]

    @property
    def retirement(self) -> Retirement:
        """What was filled in."""
        return Retirement(
            role_profile_id=self.profile.data or None,
            year=self.year.data,
            leaving=self.leaving.data,
            staff=self.staff.data,
        )
