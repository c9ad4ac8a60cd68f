"""Who can see what about somebody, asked of POLICY itself: each kind of thing is tried on everybody near. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flask_babel import lazy_gettext as _l

from competence.access.actor import Actor, Role
from competence.access.permissions import (
    MayAccounts,
    MayCase,
    MayConversation,
    MayFeedback,
    MayGlass,
    MayLeave,
    MayPeople,
    MayPlan,
    MayRoster,
    MaySignup,
    MayTrail,
    MayView,
    MayWayIn,
    Permission,
)
from competence.access.policy import permits
from competence.privacy.trail.rules.capacity import Capacity, capacity_of
from competence.privacy.trail.rules.looks import ROLES as CAPACITIES

BEHIND_GLASS = _l("HR, kun ved at bryde glasset")
OF_ROLES = {Role.CHIEF: _l("Chef for hele huset"), Role.MED: _l("MED-repræsentant")}


@dataclass(frozen=True)
class Example:
    """A thing about somebody that lies with their leader, with every fact that a condition of POLICY asks for.

    is_open: both have shared, signed or held it; otherwise it is still one's own.
    """

    subject_id: int
    leader_id: int
    is_open: bool = True
    needs_yes: bool = True
    is_with_writer: bool = False
    sender_id: int | None = None
    panel_ids: frozenset[int] = frozenset()

    @property
    def mirror(self) -> "Example":
        return self

    @property
    def author_id(self) -> int:
        return self.subject_id

    @property
    def shared_with(self) -> frozenset[int]:
        return frozenset({self.leader_id}) if self.is_open else frozenset()

    @property
    def is_shared(self) -> bool:
        return self.is_open

    is_revealed = is_agreed = is_held = is_delivered = is_shared


@dataclass(frozen=True)
class What:
    """One kind of thing about somebody: what it is called, and the permission that opens it."""

    title: object
    permission: Permission
    is_open: bool = True


SEEN = (
    What(_l("Navn, ansættelse, leder og roller"), MayPeople.LIST),
    What(_l("Fra hvornår til hvornår de har orlov"), MayLeave.READ),
    What(_l("Hvad der er ændret for dem i en runde"), MayRoster.READ),
    What(_l("Et kompetencespejl, der ikke er åbnet"), MayView.READ, is_open=False),
    What(_l("Et kompetencespejl, begge har åbnet"), MayView.READ),
    What(_l("Forberedelse, der er delt, og noter i en samtale"), MayConversation.TAKE_PART),
    What(_l("Hvad der blev aftalt i en holdt samtale"), MayConversation.READ),
    What(_l("En udviklingsplan, der ikke er underskrevet"), MayPlan.READ, is_open=False),
    What(_l("En aftale, begge har underskrevet"), MayPlan.READ_AGREEMENT),
    What(_l("Feedback, de selv har delt med deres leder"), MayFeedback.READ),
    What(_l("Hvad de vil lære, når det koster tid eller penge"), MaySignup.READ),
    What(_l("En dialog om et trin"), MayCase.READ),
    What(_l("Hvad deres konto har læst om andre"), MayTrail.BREACHES),
)
DONE = (
    What(_l("Vælge deres leder"), MayPeople.APPOINT),
    What(_l("Give dem en anden e-mail at logge ind med, sammen med en anden"), MayPeople.READDRESS),
    What(_l("Hjælpe dem ind igen, når totrinsbekræftelsen er væk, sammen med en anden"), MayWayIn.RESET),
    What(_l("Åbne og lukke deres adgang"), MayAccounts.MANAGE),
    What(_l("Give dem en rolle"), MayPeople.GRANT),
)

# Who may, by what they are to the person: ("Leder", (5,)), ("HR, kun ved at bryde glasset", (7, 9)).
Seers = tuple[tuple[str, tuple[int, ...]], ...]


def seers(what: What, subject_id: int, leader_id: int, actors: Iterable[Actor]) -> Seers:
    """Return who else may do this to a thing about somebody that lies with a leader, by what they are to the person."""
    thing = Example(subject_id, leader_id, what.is_open)
    found: dict[str, list[int]] = {}
    for actor in actors:
        if actor.person_id in (None, subject_id):
            continue
        word = _word(actor, what.permission, thing)
        if word:
            found.setdefault(word, []).append(actor.person_id or 0)
    return tuple((word, tuple(people)) for word, people in found.items())


def _word(actor: Actor, permission: Permission, thing: Example) -> str:
    if permits(actor, permission, thing):
        return _capacity(actor, thing.subject_id)
    behind = replace(actor, glass=frozenset({thing.subject_id}))
    opens = permits(actor, MayGlass.BREAK) and permits(behind, permission, thing)
    return str(BEHIND_GLASS) if opens else ""


def _capacity(actor: Actor, subject_id: int) -> str:
    capacity = capacity_of(actor, subject_id)
    if capacity is not Capacity.COLLEAGUE:
        return str(CAPACITIES[capacity])
    return str(next((word for role, word in OF_ROLES.items() if role in actor.roles), CAPACITIES[capacity]))


def alike(people: Iterable[int], leader_id: int, actors: Mapping[int, Actor]) -> list[tuple[list[int], list[Seers]]]:
    """Return people with who can see and do what about them, those together of whom the very same holds.

    The lists of who follow SEEN and then DONE.
    """
    found: dict[tuple[Seers, ...], list[int]] = {}
    for person_id in people:
        said = tuple(seers(what, person_id, leader_id, actors.values()) for what in SEEN + DONE)
        found.setdefault(said, []).append(person_id)
    return [(those, list(said)) for said, those in found.items()]
