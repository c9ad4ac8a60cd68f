"""The report to MED (MED-rapport): how a round went, in counts of people and shares of many; no person is in it."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from competence.web.papers.press import Words, paper


@dataclass(frozen=True)
class Phase:
    """A part of the round, such as "Samtaler", and its days."""

    title: Words
    begins: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Coverage:
    """How far a unit came, as counts of people; None where a count is hidden, and then it says so in words."""

    unit: Words
    people: int | None
    talks: int | None
    plans: int | None
    follow_ups: int | None


@dataclass(frozen=True)
class Share:
    """A coded share of many, of those with goals in an area or of those who gave an answer.

    told is how it is said: "62 %", or "under 10 %" where it is only known to be small. percent is the length of its
    bar, None where there is none to draw.
    """

    title: Words
    told: Words
    percent: int | None = None


@dataclass(frozen=True)
class Fact:
    """Something told of the whole alone, such as how many are on leave: a number, or the words in its place."""

    title: Words
    told: Words


@dataclass(frozen=True)
class MedReport:
    """A round as MED reads it. Whoever fills it in takes counts of what people said from privacy.anonymity.

    themes are shares of those with a plan, by area of the catalogue. themes and satisfaction are empty where they are
    hidden. facts are told of the whole round alone. hidden says in sentences what is left out, and why.
    made_at is a moment the round knows (when it was closed, or when the numbers were released), never now.
    """

    title: Words
    organisation: str
    begins: date
    ends: date
    made_at: datetime
    lang: str = "da"
    purpose: Words = ""
    phases: tuple[Phase, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    facts: tuple[Fact, ...] = ()
    themes: tuple[Share, ...] = ()
    satisfaction: tuple[Share, ...] = ()
    hidden: tuple[Words, ...] = ()


def document(report: MedReport) -> bytes:
    """Return the report as a PDF."""
    with force_locale(report.lang):
        data = {
            **{name: getattr(report, name) for name in report.__dataclass_fields__},
            "title": _("MED-rapport: %(round)s", round=report.title),
            "round": report.title,
            "author": report.organisation,
            "summary": _("Tal om mange. Ingen personer."),
            "keywords": [_("MED"), _("Kompetenceudvikling")],
            "words": _words(),
        }
    return paper("med_report", data, lang=report.lang, made_at=report.made_at)


def _words() -> dict[str, str]:
    """Return every text the layout shows itself, in the language of the reader at hand."""
    return {
        "kicker": _("Rapport til MED"),
        "only": _("Tal om mange. Ingen personer."),
        "organisation": _("Organisation"),
        "begins": _("Begyndte"),
        "ends": _("Sluttede"),
        "purpose": _("Formål"),
        "phases": _("Rundens forløb"),
        "phase": _("Del"),
        "from": _("Fra"),
        "to": _("Til"),
        "coverage": _("Hvor langt nåede vi?"),
        "coverage_help": _("Hvert tal er et antal mennesker. En plan tæller, når begge har underskrevet den."),
        "unit": _("Enhed"),
        "people": _("Med i runden"),
        "talks": _("Samtale holdt"),
        "plans": _("Plan underskrevet"),
        "follow_ups": _("Fulgt op"),
        "themes": _("Hvad handler målene om?"),
        "themes_help": _("Andele af dem med en plan, som har et mål på området. Ingen ord fra planerne er med."),
        "area": _("Område"),
        "satisfaction": _("Var samtalen nyttig?"),
        "satisfaction_help": _("Andele af dem, der har svaret. Kun medarbejderne er spurgt, og ingen kan se hvem."),
        "answer": _("Svar"),
        "share": _("Andel"),
        "hidden": _("Hvad vises ikke, og hvorfor?"),
        "nothing_hidden": _("Alt, hvad runden kan vise, er vist."),
        "few": _("for få"),
        "too_few": _("Der er for få svar til at vise en fordeling."),
        "nothing": _("Der er ingen tal endnu."),
        "none": _("Ikke fastsat"),
        "page": _("Side {page} af {pages}"),
    }
