"""Who may read what, told from the words of docs/security: names, days and plain facts, no line of the product."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

IDLE, IDLE_WITH_POWER, LONGEST = timedelta(minutes=30), timedelta(minutes=15), timedelta(hours=8)
DELIVERED = frozenset({"WRITTEN", "READ", "KEPT", "SHARED"})
WITH_WRITER = DELIVERED | {"ASKED", "DECLINED", "CALLED_OFF", "TAKEN_BACK"}
GONE = "GONE"  # taken away, or erased: for everybody as if it had never been
AGREED = frozenset({"APPROVED", "FILED", "ENDED"})


@dataclass
class Thing:
    """What can be read: whose it is, in which leader's seat it lies, who wrote it, and how far it has come."""

    kind: str
    pid: str
    owner: str
    seat: str = ""
    writer: str = ""
    state: str = ""
    shared_with: frozenset[str] = frozenset()
    ends_at: datetime | None = None
    in_spite: bool = False  # of a glass: broken on a ground that holds for who is restricted


@dataclass
class Session:
    """Since when somebody is signed in, and when they last asked for something."""

    began: datetime
    seen: datetime


@dataclass
class House:
    """The house as somebody would tell of it: who leads whom, who stands in, who is what, and what there is."""

    now: datetime
    leads: set[tuple[str, str]]
    roles: set[tuple[str, str]]
    employed: set[str]
    deputies: list[tuple[str, str, date]] = field(default_factory=list)  # for whom, who, the last day
    closed: set[str] = field(default_factory=set)
    sessions: dict[str, Session] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)
    restrictions: dict[str, datetime | None] = field(default_factory=dict)  # whose use is restricted, and until when

    @property
    def today(self) -> date:
        return self.now.date()  # the walks keep clear of midnight

    def is_restricted(self, person: str) -> bool:
        """Whether nobody but the person reads what is theirs at this moment."""
        ends = self.restrictions.get(person, self.now)
        return ends is None or ends > self.now

    def seats(self, who: str, person: str) -> set[str]:
        """Return in whose places somebody leads a person today and may know of them: never while it is restricted."""
        return set() if self.is_restricted(person) else self.leads_as(who, person)

    def leads_as(self, who: str, person: str) -> set[str]:
        """Return in whose places somebody leads a person today: their own, and those they stand in for."""
        leaders = {leader for leader, led in self.leads if led == person}
        stands_in = {leader for leader, deputy, last in self.deputies if deputy == who and last >= self.today}
        return set() if who == person else leaders & (stands_in | {who})

    def led_by(self, who: str) -> set[str]:
        return {person for _, person in self.leads if self.leads_as(who, person)}

    def has(self, who: str, *roles: str) -> bool:
        return any((who, role) in self.roles for role in roles)

    def broke(self, who: str, glass: Thing) -> bool:
        """Whether somebody in HR broke this glass less than half an hour ago, and has not ended it."""
        is_over = glass.ends_at is None or glass.ends_at <= self.now
        lawful = glass.in_spite or not self.is_restricted(glass.owner)
        return self.has(who, "HR") and who == glass.writer and lawful and not is_over

    def looks_behind_glass(self, who: str, person: str) -> bool:
        """Whether somebody reads what is a person's behind a glass they broke."""
        glasses = [one for one in self.things.values() if one.kind == "glass" and one.owner == person]
        return any(one.state != GONE and self.broke(who, one) for one in glasses)

    def belongs(self, who: str) -> bool:
        return who in self.employed or any(person == who for person, _ in self.roles)

    def is_in(self, who: str) -> bool:
        """Whether somebody who asks for something at this moment is signed in."""
        session = self.sessions.get(who)
        if session is None or who in self.closed or not self.belongs(who):
            return False
        idle = IDLE_WITH_POWER if self.has(who, "HR", "ADMINISTRATOR") else IDLE
        return self.now < session.began + LONGEST and self.now < session.seen + idle

    def may(self, who: str, page: str, thing: Thing | None) -> bool:
        """Return whether somebody who is signed in may open a page (of a thing)."""
        return (thing is None or thing.state != GONE) and PAGES[page](self, who, thing)


def _own_or_led(house: House, who: str, thing: Thing) -> bool:
    return who == thing.owner or bool(house.seats(who, thing.owner))


def _in_the_seat(house: House, who: str, thing: Thing) -> bool:
    return who == thing.owner or thing.seat in house.seats(who, thing.owner)


def _mirror(house: House, who: str, thing: Thing) -> bool:
    behind = thing.state == "OPEN" and house.looks_behind_glass(who, thing.owner)
    return _own_or_led(house, who, thing) or behind


def _talk(house: House, who: str, thing: Thing) -> bool:
    behind = thing.state == "HELD" and house.looks_behind_glass(who, thing.owner)
    return _own_or_led(house, who, thing) or behind


def _plan(house: House, who: str, thing: Thing) -> bool:
    agreed = thing.state in AGREED and bool(house.seats(who, thing.owner))
    return _in_the_seat(house, who, thing) or agreed


def _feedback(house: House, who: str, thing: Thing) -> bool:
    if any(house.is_restricted(person) for person in {thing.owner, thing.writer} - {who}):
        return False
    received = who == thing.owner and thing.state in DELIVERED
    wrote = who == thing.writer and thing.state in WITH_WRITER
    return received or wrote or _shared(house, who, thing)


def _shared(house: House, who: str, thing: Thing) -> bool:
    shared = thing.shared_with if thing.kind != "feedback" or thing.state == "SHARED" else frozenset()
    return bool(shared & house.seats(who, thing.owner))


def _told_of_glass(house: House, who: str, thing: Thing) -> bool:
    return who in (thing.writer, thing.owner) or house.has(who, "DPO")


def _leads_somebody(house: House, who: str, _: Thing | None) -> bool:
    return bool(house.led_by(who))


def _is(*roles: str) -> Callable[[House, str, Thing], bool]:
    return lambda house, who, _: house.has(who, *roles)


# The addresses of pages, and who may open them. {0} is the thing's public id.
PAGES: dict[str, Callable[[House, str, Thing], bool]] = {
    "/assessments/{0}": _mirror,
    "/assessments/{0}/sharing": _own_or_led,
    "/assessments/views/{0}": lambda house, who, side: who == side.writer and _own_or_led(house, who, side),
    "/conversations/{0}": _talk,
    "/conversations/{0}/notes": _in_the_seat,
    "/conversations/{0}/preparation": _in_the_seat,
    "/plans/{0}": _plan,
    "/plans/{0}/approval": _in_the_seat,
    "/feedback/{0}": _feedback,
    "/careers/interests/{0}": lambda house, who, thing: who == thing.owner or _shared(house, who, thing),
    "/privacy/glass/{0}": House.broke,
    "/people/{0}": _is("HR", "ADMINISTRATOR"),
    "/people/{0}/leaves": lambda house, who, thing: house.has(who, "HR") or _own_or_led(house, who, thing),
    "/people": _is("HR", "ADMINISTRATOR"),
    "/accounts": _is("ADMINISTRATOR"),
    "/cycles": _is("HR"),
    "/privacy/glass": _is("HR"),
    "/privacy/glass/all": _is("DPO"),
    "/privacy/record": _is("DPO"),
    "/privacy/breaches": _is("DPO"),
    "/privacy/erasures": _is("HR", "ADMINISTRATOR", "DPO"),
    "/assessments/team": _leads_somebody,
    "/conversations/year": _leads_somebody,
    "/notifications": lambda house, who, _: True,
}

# Which pages there are of a thing; the last are of none.
OF = {
    "mirror": ("/assessments/{0}", "/assessments/{0}/sharing"),
    "side": ("/assessments/views/{0}",),
    "talk": ("/conversations/{0}", "/conversations/{0}/notes", "/conversations/{0}/preparation"),
    "plan": ("/plans/{0}", "/plans/{0}/approval"),
    "feedback": ("/feedback/{0}",),
    "interest": ("/careers/interests/{0}",),
    "glass": ("/privacy/glass/{0}",),
    "person": ("/people/{0}", "/people/{0}/leaves"),
    "": tuple(page for page in PAGES if "{0}" not in page),
}

# What the lists of a feature hold for somebody.
LISTED: dict[str, Callable[[House, str, Thing], bool]] = {
    "mirror": _mirror,
    "talk": _talk,
    "plan": _plan,
    "feedback": _feedback,
    "interest": PAGES["/careers/interests/{0}"],
    "glass": _told_of_glass,
}
