"""Reading sessions, accounts, links that work once and rescued words."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from competence.access.actor import Actor
from competence.db import db
from competence.notifications.queries import unread_by
from competence.people.models import Employment, Person, RoleGrant, Unit
from competence.people.queries import in_force, visible_to
from competence.privacy.models import AuditEvent, Throttle
from competence.signin.factors.queries import has_factor
from competence.signin.models import Account, OneTimeLink, Refused, RescuedWords, UserSession
from competence.signin.rules import hands

Found = Any  # a row with the columns named in the query
ACCOUNTS_PER_PAGE = 50
DEMO_ADDRESSES = tuple(f"{name}@example.org" for name in ("astrid", "bo", "carla", "dorte", "emil", "freja", "didrik"))


def session_row(key: str, today: date) -> Found | None:
    """Return a session with what every page needs to know about its person, in one statement."""
    return db.session.execute(_session_row(), {"key": key, "day": today}).one_or_none()


@cache
def _session_row() -> Select[*tuple[Any, ...]]:
    """Return the statement of `session_row`; it is put together once, because every request sends it."""
    place = aliased(Employment)
    day: BindParameter[date] = bindparam("day")
    first_place = (
        select(func.min(place.id))
        .where(place.person_id == UserSession.person_id, in_force(place, day))
        .scalar_subquery()
    )
    return (
        select(
            UserSession.person_id,
            UserSession.epoch,
            UserSession.created,
            UserSession.last_seen,
            UserSession.confirmed_at,
            UserSession.factor_at,
            UserSession.rights,
            UserSession.device,
            has_factor(UserSession.person_id).label("has_factor"),
            UserSession.data,
            and_(Account.epoch == UserSession.epoch, Account.deactivated_at.is_(None)).label("is_of_account"),
            Person.name,
            Employment.id.label("employment_id"),
            Unit.title.label("unit_title"),
            unread_by(Person.id).label("unread"),
        )
        .outerjoin(Account, Account.person_id == UserSession.person_id)
        .outerjoin(Person, Person.id == UserSession.person_id)
        .outerjoin(Employment, Employment.id == first_place)
        .outerjoin(Unit, Unit.id == Employment.unit_id)
        .where(UserSession.key == bindparam("key"))
    )


def account_of(email: str, today: date) -> Found | None:
    """Return the account one may sign in to with an address today; None where there is none, or it is closed."""
    return db.session.execute(
        select(Account.person_id, Account.password_hash, Account.epoch, Person.name, Person.email)
        .join(Person, Person.id == Account.person_id)
        .where(Person.email == email, Account.deactivated_at.is_(None), _belongs_to_the_house(Person.id, today))
    ).one_or_none()


def demo_accounts() -> Sequence[Found]:
    """Return the demo accounts the sign-in page offers: those everybody in the demo knows by first name."""
    known = select(Person.name, Person.email).join(Account, Account.person_id == Person.id)
    return db.session.execute(known.where(Person.email.in_(DEMO_ADDRESSES)).order_by(Person.sort_name)).all()


def name_of(person_id: int) -> Found:
    """Return a person's name and address."""
    return db.session.execute(select(Person.name, Person.email).where(Person.id == person_id)).one()


def account(person_id: int) -> Account | None:
    """Return a person's account."""
    return db.session.get(Account, person_id)


def link(key: str, now: datetime) -> Found | None:
    """Return whose link this is and what it is for; None when it does not work (any more)."""
    return db.session.execute(
        select(OneTimeLink.person_id, OneTimeLink.purpose, Person.name, Person.email)
        .join(Person, Person.id == OneTimeLink.person_id)
        .where(OneTimeLink.key == key, OneTimeLink.expires_at > now)
    ).one_or_none()


def distinct_failures(scope: str, now: datetime) -> int:
    """Return at how many different accounts somebody has failed lately."""
    failed = select(func.count()).where(Throttle.scope == scope, Throttle.ends_at > now)
    return db.session.execute(failed).scalar_one()


def resting(tries: int, now: datetime) -> int:
    """Return how many accounts rest because somebody tried to sign in to them more often than so many times."""
    rest = select(func.count()).where(Throttle.scope == "password", Throttle.tries > tries, Throttle.ends_at > now)
    return db.session.execute(rest).scalar_one()


def refused_since(moment: datetime) -> Sequence[Refused]:
    """Return how many were not let in, by hour and reason, the latest first."""
    return db.session.scalars(select(Refused).where(Refused.hour > moment).order_by(Refused.hour.desc())).all()


def rescued(person_id: int, path: str) -> RescuedWords | None:
    """Return what a person had written on a page when their session expired; else what they wrote last anywhere."""
    own = select(RescuedWords).where(RescuedWords.person_id == person_id, RescuedWords.action.is_(None))
    here_first = (RescuedWords.path == path).desc()
    return db.session.scalar(own.order_by(here_first, RescuedWords.id.desc()).limit(1))


def to_resume(person_id: int, number: int, action: str) -> RescuedWords | None:
    """Return what a person was sending to an address when they were asked to confirm who they are, by its row."""
    own = select(RescuedWords).where(RescuedWords.person_id == person_id, RescuedWords.action == action)
    return db.session.scalar(own.where(RescuedWords.id == number))


def addresses(person_ids: set[int], today: date) -> dict[int, str]:
    """Return the mail addresses of those among some people who belong to the house today."""
    found = select(Person.id, Person.email).where(Person.id.in_(person_ids), _belongs_to_the_house(Person.id, today))
    return {row.id: row.email for row in db.session.execute(found)}


def accounts(actor: Actor, search: str, page: int, today: date) -> tuple[Sequence[Found], int]:
    """Return one page of the people the actor may see who may have an account, its state, and how many there are."""
    found = _searched(visible_to(actor).order_by(None), search, today)
    total = db.session.execute(select(func.count()).select_from(found.subquery())).scalar_one()
    columns = found.with_only_columns(
        Person.pid, Person.name, Person.email, Account.invited_at, Account.password_at, Account.deactivated_at
    )
    ordered = columns.order_by(Person.sort_name, Person.id)
    return db.session.execute(ordered.limit(ACCOUNTS_PER_PAGE).offset((page - 1) * ACCOUNTS_PER_PAGE)).all(), total


def hands_in(person_id: int, begun: str, done: str, since: datetime) -> frozenset[int]:
    """Return who took part, as the trail tells, in what two hands did to somebody's way in since a moment.

    Whoever changes that way in otherwise at this moment is waited for, so that what they did is told of.
    """
    db.session.execute(select(Account.person_id).where(Account.person_id == person_id).with_for_update(key_share=True))
    told = select(AuditEvent.action, AuditEvent.actor_id).where(
        AuditEvent.subject_id == person_id, AuditEvent.action.in_((begun, done)), AuditEvent.at > since
    )
    return hands([(action, actor_id) for action, actor_id in db.session.execute(told)], person_id, done)


def handled_by(actor_id: int, begun: str, done: str, since: datetime) -> frozenset[int]:
    """Return those to whom somebody, as the trail tells, helped to do what changes a way in, since a moment."""
    of_both = (AuditEvent.action.in_((begun, done)), AuditEvent.at > since)
    subjects = select(AuditEvent.subject_id).where(AuditEvent.actor_id == actor_id, *of_both)
    told = select(AuditEvent.subject_id, AuditEvent.action, AuditEvent.actor_id)
    events: dict[Any, list[tuple[str, int | None]]] = {}
    for subject_id, action, by in db.session.execute(told.where(AuditEvent.subject_id.in_(subjects), *of_both)):
        events.setdefault(subject_id, []).append((action, by))
    return frozenset(one for one, own in events.items() if actor_id in hands(own, one, done))


def never_invited(today: date) -> Sequence[int]:
    """Return the people of the house who have no way in yet and were never invited."""
    without = select(Person.id).where(
        _belongs_to_the_house(Person.id, today), ~exists().where(Account.person_id == Person.id)
    )
    return db.session.scalars(without.order_by(Person.id)).all()


def _searched(query: Select[Any], search: str, today: date) -> Select[Any]:
    query = query.outerjoin(Account, Account.person_id == Person.id)
    query = query.where(or_(_belongs_to_the_house(Person.id, today), Account.person_id.is_not(None)))
    if search:
        query = query.where(
            or_(Person.name.icontains(search, autoescape=True), Person.email.icontains(search, autoescape=True))
        )
    return query


def _belongs_to_the_house(person_id: InstrumentedAttribute[int], today: date) -> Any:
    return or_(
        exists().where(Employment.person_id == person_id, in_force(Employment, today)),
        exists().where(RoleGrant.person_id == person_id, in_force(RoleGrant, today)),
    )
