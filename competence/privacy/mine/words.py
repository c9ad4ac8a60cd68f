"""What the product's own words are called where somebody reads what is held about them: choices, kinds and codes."""

from collections.abc import Callable, Mapping
from typing import cast

from flask import g
from flask_babel import lazy_gettext as _l

from competence.access.actor import LEADER, Role
from competence.privacy.datamap.columns import personal_tables
from competence.privacy.trail.rules.acts import done
from competence.privacy.trail.rules.looks import WORDS
from competence.web.slots import Slot

Vocabulary = Mapping[str, Mapping[str, object]]
# What features call their codes, by the name of a column or by table and column; read once for each request.
CALLED: Slot[Callable[[], Vocabulary]] = Slot()

# Choices whose values speak to programmers, by table and column.
CHOICES: dict[str, dict[str, object]] = {
    "audit_event.capacity": {capacity.name: words for capacity, words in WORDS.items()},
    "conversation.state": {
        "PLANNED": _l("Skal have en tid"), "INVITED": _l("Inviteret"), "COUNTERED": _l("En anden tid er foreslået"),
        "CONFIRMED": _l("Tiden er aftalt"), "TALKING": _l("I gang"), "HELD": _l("Holdt"), "CANCELLED": _l("Aflyst"),
    },
    "feedback.state": {
        "PROPOSED": _l("Venter på lederens ja"), "TURNED_DOWN": _l("Lederen sagde nej"), "ASKED": _l("Spurgt"),
        "DECLINED": _l("Kunne ikke svare"), "CALLED_OFF": _l("Ikke ventet længere"), "WRITTEN": _l("Skrevet"),
        "TAKEN_BACK": _l("Trukket tilbage"), "READ": _l("Læst"), "KEPT": _l("Gemt"), "SHARED": _l("Delt"),
        "DELETED": _l("Slettet"),
    },
    "invitation.standing": {"TAKES_PART": _l("Med"), "RESTS": _l("På orlov"), "LEFT": _l("Ikke længere ansat")},
    "outgoing_mail.goes": {
        "ALONE": _l("Så snart den kan"), "HELD": _l("Sammen med dine andre, i morgen"),
        "TOGETHER": _l("Sammen med dine andre"),
    },
    "retrospective_note.kind": {
        "KEEP": _l("Det beholder vi"), "ADJUST": _l("Det justerer vi"), "TRY": _l("Det prøver vi"),
    },
    "roster_note.kind": {
        "INVITE": _l("Inviteret"), "REJOIN": _l("Med igen"), "REST": _l("Hviler under orlov"),
        "RESUME": _l("Med igen efter orlov"), "LEAVE": _l("Ikke længere ansat"), "HAND_OVER": _l("Ny nærmeste leder"),
        "EMPTY_SEAT": _l("Ingen nærmeste leder"), "SECOND_PLACE": _l("En ansættelse mere"),
        "PLAN_TALK": _l("Samtale planlagt"), "RETURN_TALK": _l("Samtale efter orlov"),
        "ONBOARDING_TALK": _l("Samtale om de første måneder"),
    },
    "round_figure.end": {"EXACT": "", "OR_LOWER": _l("eller lavere"), "OR_HIGHER": _l("eller højere")},
    "sealed_topic.outcome": {
        "ASKED": _l("Spurgt"), "TOO_SMALL": _l("For få er spurgt"), "TOO_FEW": _l("For få har svaret"),
        "SHOWN": _l("Kan læses"),
    },
    "step_case.state": {
        "DRAFT": _l("Kun for dig selv"), "WITH_LEADER": _l("Lederen er spurgt"), "VIEWED": _l("Lederen har svaret"),
        "WITH_PANEL": _l("Fagligt forum er spurgt"), "ANSWERED": _l("Besvaret"), "WITHDRAWN": _l("Trukket tilbage"),
    },
}  # fmt: skip
STEPS = frozenset({"plan_event.action", "conversation_step.action", "case_event.action"})  # what was done, as acts

# Codes that are no choices, by table and column.
CODES: dict[str, dict[str, object]] = {
    "one_time_link.purpose": {"invitation": _l("Invitation"), "reset": _l("Ny adgangskode")},
    "import_draft.kind": {
        "people": _l("Personer"), "units": _l("Enheder"), "offers": _l("Læringstilbud"), "careers": _l("Karriereveje"),
    },
    "user_session.rights": {role.name.lower(): role.value for role in Role} | {LEADER: _l("Leder")},
}  # fmt: skip
# Addresses, keys and fingerprints of the product: they stand in the package's values and say nothing in words.
UNSAID = frozenset(
    {
        "case_exhibit.evidence_pid", "conversation_note.key", "conversation_note.topic", "correction.kept_key",
        "filing.sha256", "notification.url", "outgoing_mail.url", "reminded.key", "rescued_words.action",
        "rescued_words.path", "seat_line.why", "step_ledger.choices",
    }
)  # fmt: skip


def choice_called(place: str, name: str) -> object:
    """Return what a choice is called in a table's column; empty where its own value says it."""
    if place in STEPS:
        return done(name)
    return CHOICES.get(place, {}).get(name) or called(place, name)


def called(place: str, code: str) -> object:
    """Return what a code is called in a table's column; empty where nobody has words for it."""
    known = CODES.get(place) or _vocabulary().get(place) or _vocabulary().get(place.partition(".")[2]) or {}
    return known.get(code, "")


def is_named(place: str) -> bool:
    """Return whether a column holds codes that features, or the lists above, have words for."""
    return place in CODES or place in _vocabulary() or place.partition(".")[2] in _vocabulary()


def _vocabulary() -> Vocabulary:
    if "vocabulary" not in g:
        tables = {"correction.kept_in": {name: declared.title for name, (_, declared) in personal_tables().items()}}
        g.vocabulary = tables | {place: words for feature in CALLED for place, words in feature().items()}
    return cast(Vocabulary, g.vocabulary)
