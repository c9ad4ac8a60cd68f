"""HR's part: making a distribution, deciding beforehand, letting it be worked out, and sending the offers."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, insert, select
from sqlalchemy.orm.attributes import flag_modified

from competence.db import db
from competence.learning.models import OfferDate
from competence.learning.seats.models import (
    DeskCover,
    Distribution,
    DistributionDate,
    DistributionOffer,
    Ruling,
    SeatLine,
)
from competence.learning.seats.queries.distributions import free
from competence.learning.seats.queries.problems import Worked, problem_of, still_wished
from competence.learning.seats.queries.wishes import wish_of
from competence.learning.seats.rules.found import DoesNotGoTogether, Found
from competence.learning.seats.rules.limits import Limit, Share
from competence.learning.seats.rules.problem import Pair
from competence.learning.seats.rules.reasons import in_the_way, lacking, needed_for
from competence.learning.seats.rules.states import (
    BadAnswerBy,
    ChangedSince,
    NoDates,
    NoSuchWish,
    NothingToSend,
    Outcome,
    State,
    TakenSince,
    check_not_running,
    has_stopped,
)
from competence.learning.seats.rules.worth import Worth
from competence.notifications.actions import notify
from competence.notifications.rules import kind
from competence.privacy import audit

OFFERED = kind(
    "seats.offered", _l("Du får tilbudt en plads, som du har ønsket. Du bestemmer selv, om du vil have den.")
)
SHORTEST, LONGEST = timedelta(days=3), timedelta(days=92)


@dataclass(frozen=True)
class Asked:
    """What HR asks of a distribution."""

    title: str
    each: int
    hours: int | None
    fair: int
    seconds: int


def make(asked: Asked, dates: Collection[OfferDate], actor_id: int | None, now: datetime) -> Distribution:
    """Make a distribution of the seats of some dates. Raises NoDates."""
    if not dates:
        raise NoDates
    made = Distribution(made_at=now, said=[])
    made.dates = [DistributionDate(date_id=one.id, seats=one.room or 0) for one in dates]
    _ask(made, asked)
    db.session.add(made)
    db.session.flush()
    audit.record(actor_id, "distribution.make", thing=f"distribution {made.pid}")
    return made


def change(
    distribution: Distribution, asked: Asked, seats: Mapping[int, int], hours: Mapping[int, int | None], version: int
) -> None:  # fmt: skip
    """Ask something else of a distribution; seats: by date, hours: by offer, None where nothing limits them.

    What was found stands until it is worked out anew.

    Raises WorkingOnIt, SentAlready, ChangedSince.
    """
    _check(distribution, version)
    _ask(distribution, asked)
    for row in distribution.dates:
        row.seats = seats.get(row.date_id, row.seats)
    held = {row.offer_id: row for row in distribution.offers}
    for offer_id, some in hours.items():
        if some is None and offer_id in held:
            distribution.offers.remove(held[offer_id])
        elif some is not None:
            row_of = held.get(offer_id) or DistributionOffer(offer_id=offer_id)
            row_of.hours = some
            distribution.offers += [row_of] if offer_id not in held else []
    flag_modified(distribution, "title")  # other seats or hours are a change of the distribution
    db.session.flush()


def rule(distribution: Distribution, date: OfferDate, person_id: int, held: bool | None, actor_id: int | None) -> None:
    """Hold a seat for somebody (True), say no to it (False), or leave it to the working out (None).

    Raises WorkingOnIt, SentAlready, NoSuchWish: nothing is ever held for somebody who shares no wish.
    """
    check_not_running(distribution.state)
    if wish_of(date.offer_id, person_id) is None or date.id not in {row.date_id for row in distribution.dates}:
        raise NoSuchWish
    key = (distribution.id, person_id, date.id)
    ruling = db.session.get(Ruling, key)
    if ruling is not None:
        db.session.delete(ruling)
        db.session.flush()
    if held is not None:
        db.session.add(Ruling(distribution_id=key[0], person_id=key[1], date_id=key[2], held=held))
    db.session.flush()
    audit.record(actor_id, "distribution.rule", subject_id=person_id, thing=f"distribution {distribution.pid}")


def begin(distribution: Distribution, version: int, now: datetime) -> None:
    """Let a distribution be worked out; what was cut off may be begun again. Raises as change."""
    if distribution.state is State.RUNNING and has_stopped(distribution.began_at, distribution.seconds, now):
        distribution.state = State.DRAFT
    _check(distribution, version)
    distribution.state, distribution.began_at = State.RUNNING, now
    db.session.flush()


def work_out(pid: str, today: date) -> None:
    """Work a distribution out and keep what was found. Commits between, so that nobody waits for the solver."""
    distribution = db.session.scalars(select(Distribution).where(Distribution.pid == pid)).one()
    if distribution.state is not State.RUNNING:
        return
    version, seconds, worked = distribution.version, distribution.seconds, problem_of(distribution, today)
    db.session.rollback()
    found = solved(worked, seconds)
    distribution = db.session.scalars(select(Distribution).where(Distribution.pid == pid).with_for_update()).one()
    if distribution.state is State.RUNNING and distribution.version == version:
        keep(distribution, worked, found, today)


def solved(worked: Worked, seconds: float) -> Found | DoesNotGoTogether:
    """Return the best distribution found in the time, or what cannot be met together."""
    from competence.learning.seats.rules import solving  # here alone: HiGHS is heavy, and pages never solve

    try:
        return solving.distribute(worked.problem, seconds)
    except DoesNotGoTogether as refusal:
        return refusal


def keep(distribution: Distribution, worked: Worked, found: Found | DoesNotGoTogether, today: date) -> None:
    """Write down what was found, for wishes that are still shared; the withdrawn ones leave no line."""
    db.session.execute(delete(SeatLine).where(SeatLine.distribution_id == distribution.id))
    distribution.source = worked.source
    if isinstance(found, DoesNotGoTogether):
        distribution.state = State.STUCK
        distribution.said = [[*_limit(limit), used] for limit, used in found.broken]
        db.session.flush()
        return
    distribution.state, distribution.milliseconds = State.FOUND, round(found.seconds * 1000)
    distribution.points, distribution.at_most = found.points, found.at_most
    distribution.said = [[*_share(share), had] for share, had in lacking(worked.problem, found.seats)]
    still = still_wished(distribution, today)
    rows = [
        {"distribution_id": distribution.id, "person_id": pair.person, "date_id": pair.session} | row
        for pair, row in _rows(worked, found).items()
        if pair in still
    ]
    if rows:
        db.session.execute(insert(SeatLine), rows)
    db.session.flush()


def send(
    distribution: Distribution, answer_by: date, version: int, actor_id: int | None, now: datetime, today: date
) -> int:
    """Offer the seats to the people; each says yes or no. Returns how many.

    Raises NothingToSend, BadAnswerBy, and TakenSince where somebody else has the seats by now.
    """
    _check(distribution, version)
    if distribution.state is not State.FOUND:
        raise NothingToSend
    if not today + SHORTEST <= answer_by <= today + LONGEST:
        raise BadAnswerBy
    lines = db.session.scalars(
        select(SeatLine).where(SeatLine.distribution_id == distribution.id, SeatLine.outcome == Outcome.SEAT)
    ).all()
    if not lines:
        raise NothingToSend
    _check_room(distribution, lines, today)
    distribution.state, distribution.sent_at, distribution.answer_by = State.SENT, now, answer_by
    for line in lines:
        line.outcome = Outcome.OFFERED
    db.session.flush()
    for person_id in sorted({line.person_id for line in lines}):
        notify(person_id, OFFERED, url_for("seats.index"))
    audit.record(actor_id, "distribution.send", thing=f"distribution {distribution.pid}")
    return len(lines)


def cover(most_away: Mapping[int, int | None], actor_id: int | None) -> None:
    """Say how many of units may be away on one day; None: nothing is said of the unit."""
    rows = {row.unit_id: row for row in db.session.scalars(select(DeskCover))}
    for unit_id, most in most_away.items():
        row = rows.get(unit_id)
        if most is None and row is not None:
            db.session.delete(row)
        elif most is not None and row is not None:
            row.most_away = most
        elif most is not None:
            db.session.add(DeskCover(unit_id=unit_id, most_away=most))
    db.session.flush()
    audit.record(actor_id, "desk_cover.set")


def _check(distribution: Distribution, version: int) -> None:
    check_not_running(distribution.state)
    if version != distribution.version:
        raise ChangedSince


def _check_room(distribution: Distribution, lines: Sequence[SeatLine], today: date) -> None:
    """Refuse to offer more than is free now; whoever signs up meanwhile waits. Raises TakenSince."""
    ids = sorted(row.date_id for row in distribution.dates)
    db.session.execute(select(OfferDate.id).where(OfferDate.id.in_(ids)).order_by(OfferDate.id).with_for_update())
    given = Counter(line.date_id for line in lines)
    if any(room is not None and given[date_id] > room for date_id, room in free(distribution.dates, today).items()):
        raise TakenSince


def _ask(distribution: Distribution, asked: Asked) -> None:
    distribution.title, distribution.each, distribution.hours = asked.title, asked.each, asked.hours
    distribution.fair, distribution.seconds = asked.fair, asked.seconds


def _rows(worked: Worked, found: Found) -> dict[Pair, dict[str, Any]]:
    problem = worked.problem
    rows: dict[Pair, dict[str, Any]] = {}
    for pair, shares in needed_for(problem, found.seats).items():
        facts = {
            "held": pair in problem.held,
            "worth": [_worth(part) for part in worked.worths[pair]],
            "shares": [_share(share) for share in shares],
        }
        rows[pair] = {"outcome": Outcome.SEAT, "why": facts}
    for pair, limits in in_the_way(problem, found.seats).items():
        rows[pair] = {"outcome": Outcome.WAITING, "why": {"limits": [_limit(limit) for limit in limits]}}
    return rows


def _limit(limit: Limit) -> list[Any]:
    return [limit.kind.name, limit.most, limit.about, limit.on.isoformat() if limit.on else None]


def _share(share: Share) -> list[Any]:
    return [share.of, share.about, share.least]


def _worth(part: Worth) -> list[Any]:
    return [part.competence, part.tenths, part.of_profile, part.ask.level, part.ask.critical, part.lacking]
