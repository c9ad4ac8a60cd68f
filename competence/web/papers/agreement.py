"""The agreement for the personnel file (aftale til personalesagen): its data, its words, and the facts beside it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from competence.web.papers.press import Words, paper


@dataclass(frozen=True)
class Activity:
    """What the employee does to reach a goal: a kind such as "Med andre", who supports, by when, paid by the fund."""

    what: str
    kind: Words = ""
    support: str = ""
    due_on: date | None = None
    fund: bool = False


@dataclass(frozen=True)
class Goal:
    """A goal with the competence and the level wanted, or a step of the career model; term is "Kort sigt" or so."""

    what: str
    term: Words = ""
    competence: Words = ""
    level: Words = ""
    step: Words = ""
    signs: str = ""
    activities: tuple[Activity, ...] = ()


@dataclass(frozen=True)
class Promise:
    """One agreement: what is done, by whom ("Astrid Skov", "Begge"), by when."""

    what: str
    who: Words
    due_on: date | None = None


@dataclass(frozen=True)
class Approval:
    """That one of the two says the talk was held: as what ("Medarbejder", "Leder"), and when."""

    name: str
    role: Words
    at: datetime


@dataclass(frozen=True)
class Agreement:
    """All that goes to the personnel file, and nothing else: agreements, no minutes.

    promises are those of the employee and of both, leaders_promises what the leader will do. conversation is the kind
    of talk, such as "MUS". made_at is a moment the plan itself knows (when it was approved or handed over), never now:
    the same agreement then gives the same bytes.
    """

    plan_id: str
    organisation: str
    employee: str
    leader: str
    made_at: datetime
    lang: str = "da"
    unit: Words = ""
    conversation: Words = ""
    held_on: date | None = None
    goals: tuple[Goal, ...] = ()
    promises: tuple[Promise, ...] = ()
    leaders_promises: tuple[Promise, ...] = ()
    disagreement: str = ""
    comment: str = ""
    approvals: tuple[Approval, ...] = ()


def document(agreement: Agreement, kle: str) -> bytes:
    """Return the agreement as a PDF; kle is the KLE number the house files it under (81 is personnel)."""
    with force_locale(agreement.lang):
        data = {
            **{name: getattr(agreement, name) for name in agreement.__dataclass_fields__},
            "title": title(agreement),
            "author": agreement.organisation,
            "summary": _("Kun aftaler. Ingen referat."),
            "keywords": [f"KLE {kle}", _("Personalesag"), _("Udviklingsplan"), agreement.plan_id],
            "words": _words(),
        }
    return paper("agreement", data, lang=agreement.lang, made_at=agreement.made_at)


def record(agreement: Agreement, kle: str, pdf: bytes) -> bytes:
    """Return the facts a records system (ESDH) files the PDF by, as JSON in UTF-8: who, when, what, and its SHA-256."""
    with force_locale(agreement.lang):
        facts: dict[str, object] = {
            "document_type": str(_("Aftale til personalesagen")),
            "title": title(agreement),
            "plan": agreement.plan_id,
            "employee": agreement.employee,
            "leader": agreement.leader,
            "organisation": agreement.organisation,
            "unit": str(agreement.unit),
            "conversation": str(agreement.conversation),
        }
    facts |= {
        "held_on": agreement.held_on.isoformat() if agreement.held_on else None,
        "approved": [{"name": one.name, "at": _utc(one.at)} for one in agreement.approvals],
        "made_at": _utc(agreement.made_at),
        "language": agreement.lang,
        "kle": kle,
        "file": {
            "name": f"aftale-{agreement.plan_id}.pdf",
            "format": "application/pdf; PDF/A-2a; PDF/UA-1",
            "sha256": hashlib.sha256(pdf).hexdigest(),
        },
    }
    return json.dumps(facts, ensure_ascii=False, indent=2).encode() + b"\n"


def title(agreement: Agreement) -> str:
    """Return what the document is called, in the language of the reader at hand."""
    return str(_("Aftale om udvikling: %(name)s", name=agreement.employee))


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _words() -> dict[str, str]:
    """Return every text the layout shows itself, in the language of the reader at hand."""
    return {
        "kicker": _("Aftale til personalesagen"),
        "employee": _("Medarbejder"),
        "leader": _("Leder"),
        "unit": _("Enhed"),
        "conversation": _("Samtale"),
        "held_on": _("Samtalen holdt"),
        "goals": _("Mål"),
        "no_goals": _("Der er ikke aftalt mål denne gang."),
        "competence": _("Kompetence"),
        "level": _("Ønsket niveau"),
        "step": _("Trin i karrieremodellen"),
        "term": _("Sigte"),
        "signs": _("Det ser vi, når det lykkes"),
        "activity": _("Aktivitet"),
        "kind": _("Hvordan"),
        "support": _("Hvem støtter"),
        "due_on": _("Senest"),
        "fund": _("Søges i Den Kommunale Kompetencefond"),
        "promises": _("Aftaler"),
        "no_promises": _("Der er ikke aftalt andet."),
        "what": _("Hvad"),
        "who": _("Hvem"),
        "leaders_promises": _("Det gør lederen"),
        "no_leaders_promises": _("Lederen har ikke en aftale her endnu."),
        "disagreement": _("Her ser de to forskelligt på det"),
        "comment": _("Medarbejderens kommentar"),
        "no_comment": _("Medarbejderen har ikke skrevet en kommentar."),
        "approvals": _("Underskrifter"),
        "meaning": _("Underskrifterne betyder, at samtalen er holdt. De betyder ikke, at de to er enige om alt."),
        "not_approved": _("Ikke underskrevet endnu"),
        "none": _("Ikke aftalt"),
        "only": _("Kun aftaler. Ingen referat."),
        "page": _("Side {page} af {pages}"),
        "plan": _("Plan"),
    }
