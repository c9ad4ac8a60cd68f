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
class Theme:
    """How many goals are about an area of the catalogue; None where the count is hidden."""

    area: Words
    goals: int | None


@dataclass(frozen=True)
class Answer:
    """One of the answers to how useful the talk was, and its share in whole per cent of all who answered."""

    answer: Words
    share: int


@dataclass(frozen=True)
class MedReport:
    """A round as MED reads it. Whoever fills it in takes counts of what people said from privacy.anonymity.

    satisfaction is empty where its distribution is hidden. hidden says in sentences what is left out, and why.
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
    themes: tuple[Theme, ...] = ()
    satisfaction: tuple[Answer, ...] = ()
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
        "coverage_help": _("Hvert tal er et antal mennesker. En plan tæller, når begge har godkendt den."),
        "unit": _("Enhed"),
        "people": _("Med i runden"),
        "talks": _("Samtale holdt"),
        "plans": _("Plan godkendt"),
        "follow_ups": _("Fulgt op"),
        "themes": _("Hvad handler målene om?"),
        "themes_help": _("Målene er talt efter område i kompetencekataloget. Ingen ord fra planerne er med."),
        "area": _("Område"),
        "goals": _("Mål"),
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
