"""The rules of people and units: how names sort, which periods make sense, and that nobody leads in a circle."""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Conflict, Refusal

LONGEST_KEY = 200
LONGEST_STAND_IN = timedelta(days=366)
# The key holds only a-z and 0-9, so that every database sorts it alike; z, æ, ø and å become z0, z1, z2 and z3.
DANISH = {"z": "z0", "æ": "z1", "ø": "z2", "å": "z3", "aa": "z3", "ä": "z1", "ö": "z2", "ü": "y"}
FOREIGN = {"ß": "ss", "ð": "d", "đ": "d", "þ": "th", "ł": "l", "œ": "z2", "ı": "i"}
LETTERS = re.compile("aa|.", re.DOTALL)
EMAIL = re.compile(r"[^@\s,;:<>\"()\[\]\\]+@[^@\s,;:<>\"()\[\]\\.]+(\.[^@\s,;:<>\"()\[\]\\.]+)+")
CODE = re.compile(r"[A-Za-zÆØÅæøå0-9._-]{1,60}")
KINDS = ("library", "department", "branch", "team")

Node = TypeVar("Node", bound=Hashable)


class AboutField(Refusal):
    """A refusal that belongs to one field of the form."""

    field = ""


class EndsBeforeItBegins(AboutField):
    field = "valid_to"
    message = _l("Slutdatoen ligger før startdatoen.")


class EmailTaken(AboutField):
    field = "email"
    message = _l("Der er allerede en person med den e-mail.")


class UnknownPerson(AboutField):
    field = "email"
    message = _l("Der er ingen med e-mailen »%(email)s«. Se efter, om den er stavet rigtigt.")


class OwnLeader(AboutField):
    field = "email"
    message = _l("Man kan ikke være sin egen leder.")


class LeadersInACircle(AboutField):
    field = "email"
    message = _l("Så ville lederne gå i ring: %(circle)s.")


class AlreadyLeads(AboutField):
    field = "email"
    message = _l("Den leder står der allerede i den periode.")


class OwnDeputy(AboutField):
    field = "email"
    message = _l("Man kan ikke være sin egen stedfortræder.")


class GivesThemselves(AboutField):
    field = "email"
    message = _l("Du kan ikke selv give dig nogen at lede. Bed en anden med rettigheden om det.")


class StandsInForThem(AboutField):
    field = "email"
    message = _l(
        "Du er stedfortræder for den leder, så du ville selv komme til at lede. Bed en anden med rettigheden om det."
    )


class ReaddressedThem(AboutField):
    field = "email"
    message = _l(
        "Du har for nylig været med til at give den person en anden e-mail at logge ind med. "
        "Bed en anden med rettigheden om det."
    )


class LeadsNobody(AboutField):
    field = "email"
    message = _l("Kun den, der er leder for nogen, kan have en stedfortræder.")


class StandsInTooLong(AboutField):
    field = "valid_to"
    message = _l("En stedfortræder udpeges for højst et år ad gangen. Vælg en tidligere slutdato.")


class AlreadyOver(AboutField):
    field = "valid_to"
    message = _l("Slutdatoen er allerede gået.")


class OwnRoles(Refusal):
    message = _l("Du kan ikke give eller fratage dig selv en rolle. Bed en anden systemadministrator om det.")


class AlreadyGranted(AboutField):
    field = "role"
    message = _l("Personen har allerede den rolle.")


class SameEmployment(AboutField):
    field = "valid_from"
    message = _l("Personen har allerede den ansættelse i den periode.")


class UnitIsOver(AboutField):
    field = "unit"
    message = _l("Enheden findes ikke så længe. Vælg en anden enhed eller en tidligere slutdato.")


class CodeTaken(AboutField):
    field = "code"
    message = _l("Der er allerede en enhed med den kode.")


class UnitsInACircle(AboutField):
    field = "parent"
    message = _l("Så ville enhederne gå i ring: %(circle)s.")


class UnitInUse(AboutField):
    field = "valid_to"
    message = _l("Der er ansættelser i enheden efter den dato. Flyt eller afslut dem først.")


class UnitHasUnits(AboutField):
    field = "valid_to"
    message = _l("Der ligger enheder under den efter den dato. Flyt eller afslut dem først.")


class ChangedMeanwhile(Conflict):
    message = _l("Oplysningerne er ændret, siden du åbnede siden. Se, hvad der står nu, før du gemmer.")


def sort_key(name: str) -> str:
    """Return a key under which names sort in Danish order (æ, ø, å and aa last) in any database."""
    composed = unicodedata.normalize("NFC", name).lower()
    return "".join(_letter_key(letter) for letter in LETTERS.findall(composed))[:LONGEST_KEY]


def _letter_key(letter: str) -> str:
    if letter in DANISH:
        return DANISH[letter]
    if letter in FOREIGN:
        return FOREIGN[letter]
    plain = unicodedata.normalize("NFKD", letter)[0].lower()
    if plain.isascii():
        return DANISH.get(plain, plain) if plain.isalnum() else "0"
    return f"zz{ord(plain[0]):05x}" if plain.isalpha() else "0"


def is_email(text: str) -> bool:
    """Return whether a text looks like an e-mail address; only a letter sent to it can tell more."""
    return len(text) <= 254 and text.isprintable() and EMAIL.fullmatch(text) is not None


def is_code(text: str) -> bool:
    """Return whether a text can be a unit's code: a short name without spaces that files and addresses can hold."""
    return CODE.fullmatch(text) is not None


def check_period(start: date, end: date | None) -> None:
    """Refuse a period that ends before it begins; both days belong to it."""
    if end is not None and end < start:
        raise EndsBeforeItBegins


def overlap(start: date, end: date | None, other_start: date, other_end: date | None) -> bool:
    """Return whether two periods share a day."""
    return (end is None or other_start <= end) and (other_end is None or start <= other_end)


def find_circle(above: Mapping[Node, Iterable[Node]]) -> list[Node]:
    """Return the members of one circle in a "who stands above whom" picture, in order; empty if there is none."""
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        downwards: list[Node] = error.args[1]
        return downwards[:0:-1]  # its first stands there twice
    return []


def check_leader(person: str, leader: str, leaders: Mapping[str, Iterable[str]]) -> None:
    """Refuse a leader who is the person, or whom the person leads over any number of steps.

    leaders: for each person the nearest leaders they have, today or later.
    """
    if person == leader:
        raise OwnLeader
    circle = find_circle({**leaders, person: [*leaders.get(person, ()), leader]})
    if circle:
        raise LeadersInACircle(circle=in_a_ring(circle))


@dataclass(frozen=True)
class Hand:
    """Whose hand gives people to lead, by e-mail address, and whom it may not give any; the command line is nobody's.

    stands_in_for: the leaders they are deputy for, now or later. readdressed: those whose address they helped to
    change lately.
    """

    email: str = ""
    stands_in_for: frozenset[str] = frozenset()
    readdressed: frozenset[str] = frozenset()


def check_hand(hand: Hand, named: str, *, as_deputy: bool = False) -> None:
    """Refuse that one hand alone comes to lead: as the one who is named, behind them, or in their account.

    named: the e-mail address of the leader, or of the deputy. Raises GivesThemselves, StandsInForThem, ReaddressedThem.
    """
    if named == hand.email:
        raise GivesThemselves
    if named in hand.stands_in_for and not as_deputy:
        raise StandsInForThem
    if named in hand.readdressed:
        raise ReaddressedThem


def check_parent(unit: str, parent: str | None, parents: Mapping[str, str | None]) -> None:
    """Refuse a parent that lies under the unit itself."""
    tree = {code: [above] for code, above in {**parents, unit: parent}.items() if above is not None}
    circle = find_circle(tree)
    if circle:
        raise UnitsInACircle(circle=in_a_ring(circle))


def in_a_ring(names: Iterable[str]) -> str:
    """Return names as a ring one can follow: Bo → Dorte → Bo."""
    ring = list(names)
    return " → ".join([*ring, ring[0]])


def check_deputy(leader_id: int, deputy_id: int, start: date, end: date, today: date) -> None:
    """Refuse oneself as deputy, and a time that is over, upside down or longer than a year."""
    if leader_id == deputy_id:
        raise OwnDeputy
    check_period(start, end)
    if end < today:
        raise AlreadyOver
    if end - start > LONGEST_STAND_IN:
        raise StandsInTooLong


def check_grant(actor_id: int | None, person_id: int) -> None:
    """Refuse that somebody changes their own roles: it takes two."""
    if actor_id == person_id:
        raise OwnRoles
