"""What a distribution is worked out from: shared wishes, places, days, and published figures; nobody's answers."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from competence.db import db
from competence.frameworks.models import Competence, RoleRequirement
from competence.frameworks.queries import current_version
from competence.learning.models import OfferAim, OfferDate, Signup
from competence.learning.rules.words import State as SignupState
from competence.learning.seats.models import Distribution, SeatWish
from competence.learning.seats.queries.distributions import cover, free, rulings
from competence.learning.seats.queries.wishes import promised
from competence.learning.seats.rules.problem import Pair, Place, Problem, Session
from competence.learning.seats.rules.worth import WEIGHTS, Aim, Ask, Weights, Worth, points, worth
from competence.people.leaves.models import Leave
from competence.people.models import Employment, RoleProfile
from competence.people.queries import in_force

GOING = (SignupState.ASKED, SignupState.SEATED)


@dataclass(frozen=True)
class Worked:
    """A problem, with what each wish is worth and where the figures come from."""

    problem: Problem
    worths: Mapping[Pair, list[Worth]]
    source: str


def problem_of(distribution: Distribution, day: date) -> Worked:
    """Return what a distribution asks on a day. Whoever has no shared wish for one of its dates is not in it."""
    sessions = _sessions(distribution, day)
    pairs = _wishes(sessions)
    people = sorted({pair.person for pair in pairs})
    places, profiles = _places(people, day)
    worths, source = _worths(pairs, sessions, profiles)
    going = _going({one for session in sessions.values() for one in session.days})
    ruled = rulings(distribution)
    limits = cover()
    return Worked(
        Problem(
            sessions,
            places,
            {pair: points(worths[pair]) for pair in pairs},
            cover=limits,
            away=_away(going, limits, day),
            busy=_busy(people, sessions, going),
            held=frozenset(Pair(*pair) for pair, held in ruled.items() if held),
            forbidden=frozenset(Pair(*pair) for pair, held in ruled.items() if not held),
            each=distribution.each,
            hours=distribution.hours,
            offer_hours={row.offer_id: row.hours for row in distribution.offers},
            fair=distribution.fair,
        ),
        worths,
        source,
    )


def still_wished(distribution: Distribution, day: date) -> frozenset[Pair]:
    """Return the shared wishes there are now for the dates of a distribution."""
    return frozenset(_wishes(_sessions(distribution, day)))


def _sessions(distribution: Distribution, day: date) -> dict[int, Session]:
    left = free(distribution.dates, day)
    sessions = {}
    for row in distribution.dates:
        room = left[row.date_id]
        seats = row.seats if room is None else min(row.seats, room)
        sessions[row.date_id] = Session(row.date.offer_id, seats, row.date.offer.hours, row.date.days)
    return sessions


def _wishes(sessions: Mapping[int, Session]) -> list[Pair]:
    """Return every shared wish for one of the dates; whoever has or waits for a seat in the offer already is done."""
    wished = select(SeatWish.person_id, OfferDate.id).join(OfferDate, OfferDate.offer_id == SeatWish.offer_id)
    pairs = [Pair(*row) for row in db.session.execute(wished.where(OfferDate.id.in_(sessions)))]
    offers = {session.offer for session in sessions.values()}
    there = select(Signup.person_id, OfferDate.offer_id).join(Signup.date)
    there = there.where(OfferDate.offer_id.in_(offers), Signup.state.in_((*GOING, SignupState.ATTENDED)))
    done = {(person, offer) for person, offer in db.session.execute(there)}
    done |= {(person, sessions[number].offer) for number, person in promised(sessions.keys())}
    return [pair for pair in pairs if (pair.person, sessions[pair.session].offer) not in done]


def _places(people: Collection[int], day: date) -> tuple[dict[int, Place], dict[int, list[str]]]:
    """Return where people count, and the codes of their role profiles; where they have been longest comes first."""
    rows = db.session.execute(
        select(Employment.person_id, Employment.unit_id, Employment.role_profile_id, RoleProfile.code)
        .outerjoin(RoleProfile, RoleProfile.id == Employment.role_profile_id)
        .where(in_force(Employment, day))
        .order_by(Employment.valid_from, Employment.id)
    )
    units: dict[int, list[int]] = defaultdict(list)
    profiles: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for person, unit, profile, code in rows:
        units[person].append(unit)
        if profile is not None:
            profiles[person].append((profile, code))
    places = {
        person: Place(tuple(dict.fromkeys(units[person])), profiles[person][0][0] if profiles[person] else None)
        for person in people
    }
    return places, {person: [code for _, code in profiles[person]] for person in people}


def _worths(
    pairs: Collection[Pair], sessions: Mapping[int, Session], profiles: Mapping[int, list[str]]
) -> tuple[dict[Pair, list[Worth]], str]:
    weights = next((published() for published in WEIGHTS), Weights())
    asks, aims = _asks(), _aims({session.offer for session in sessions.values()})
    known: dict[tuple[str, int], list[Worth]] = {}
    found = {}
    for pair in pairs:
        offer = sessions[pair.session].offer
        best: list[Worth] = []
        for profile in profiles[pair.person]:
            if (profile, offer) not in known:
                known[profile, offer] = worth(aims[offer], profile, asks[profile], weights)
            best = max(best, known[profile, offer], key=points)
        found[pair] = best
    return found, weights.source


def _asks() -> dict[str, dict[str, Ask]]:
    """Return what every role profile asks of every competence today."""
    version = current_version()
    asks: dict[str, dict[str, Ask]] = defaultdict(dict)
    if version is None:
        return asks
    rows = db.session.execute(
        select(
            RoleProfile.code,
            Competence.code,
            RoleRequirement.required_level,
            RoleRequirement.importance,
            RoleRequirement.critical,
        )
        .join(RoleRequirement, RoleRequirement.role_profile_id == RoleProfile.id)
        .join(Competence, Competence.id == RoleRequirement.competence_id)
        .where(Competence.version_id == version.id, Competence.retired.is_(False))
    )
    for profile, competence, level, importance, critical in rows:
        asks[profile][competence] = Ask(level, importance, critical)
    return asks


def _aims(offers: Collection[int]) -> dict[int, list[Aim]]:
    aims: dict[int, list[Aim]] = defaultdict(list)
    for aim in db.session.scalars(select(OfferAim).where(OfferAim.offer_id.in_(offers))):
        aims[aim.offer_id].append(Aim(aim.competence, aim.from_level))
    return aims


def _going(days: Collection[date]) -> list[tuple[int, date]]:
    """Return who is away to learn on which of some days: signed up, or promised a seat."""
    timed = select(OfferDate).where(OfferDate.starts_at.is_not(None), OfferDate.called_off_at.is_(None))
    on = {one.id: one.days & set(days) for one in db.session.scalars(timed) if one.days & set(days)}
    signed = select(Signup.date_id, Signup.person_id).where(Signup.date_id.in_(on), Signup.state.in_(GOING))
    rows = {(date_id, person_id) for date_id, person_id in db.session.execute(signed)} | set(promised(on.keys()))
    return sorted({(person_id, day) for date_id, person_id in rows for day in on[date_id]})


def _away(going: Collection[tuple[int, date]], limits: Mapping[int, int], day: date) -> dict[tuple[int, date], int]:
    places, _ = _places({person for person, _ in going}, day)
    return Counter((unit, on) for person, on in going for unit in places[person].units if unit in limits)


def _busy(
    people: Collection[int], sessions: Mapping[int, Session], going: Collection[tuple[int, date]]
) -> dict[int, frozenset[date]]:
    days = {one for session in sessions.values() for one in session.days}
    busy: dict[int, set[date]] = defaultdict(set)
    for person, on in going:
        busy[person].add(on)
    if days:
        overlapping = or_(Leave.valid_to.is_(None), Leave.valid_to >= min(days))
        for leave in db.session.scalars(select(Leave).where(Leave.valid_from <= max(days), overlapping)):
            busy[leave.person_id] |= {day for day in days if leave.holds(day)}
    return {person: frozenset(busy[person]) for person in people if busy[person]}
