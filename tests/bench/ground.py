"""A demo house for many clients: pairs whose talks go on, dates with too few seats, and what stands in the end."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from competence.conversations.models import Conversation, Note
from competence.conversations.queries.conversations import is_under_way
from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import State
from competence.db import db
from competence.learning.models import Offer, OfferDate, Signup
from competence.learning.rules.seats import FREELY
from competence.learning.rules.words import State as Standing
from competence.people.models import Employment, LeaderRelation
from competence.signin.actions.throttle import RESET
from competence.signin.rules import SESSIONS_AT_ONCE
from competence.web.clock import today
from tests.bench.history import Count, Final
from tests.bench.house import House
from tests.learning import make_date
from tests.make import make_conversation

SEATS, DATES = 3, 2
RESETS = "a new password"
IN = Standing.SEATED, Standing.WAITING


class Talk:
    """The talks of two people: the one that goes on, and those before it."""

    def __init__(self, pid: str, subject: tuple[int, str], leader_id: int) -> None:
        self.pids = [pid]
        (self.subject_id, self.subject), self.leader_id = subject, leader_id


class Ground:
    """Pairs in a demo house whose talks go on, and dates with too few seats."""

    def __init__(self, house: House, pairs: int) -> None:
        self.house = house
        with house.app.app_context():
            relations = select(LeaderRelation).order_by(LeaderRelation.id)
            here = {one.person_id for one in db.session.scalars(select(Employment)) if one.holds(today())}
            led = [one for one in db.session.scalars(relations) if one.holds(today()) and one.person_id in here]
            free = [one for one in led if not is_under_way(Kind.ONE_ON_ONE, one.person_id, one.leader_id)]
            self.talks = []
            for one in _a_few_of_each_leader(free)[:pairs]:
                talk = make_conversation(one.person, one.leader, Kind.ONE_ON_ONE, State.TALKING)
                self.talks.append(Talk(talk.pid, (one.person_id, one.person.pid), one.leader_id))
            offer = db.session.scalars(select(Offer).where(Offer.price == 0, Offer.hours <= FREELY)).first()
            assert offer is not None
            assert len(self.talks) == pairs
            self.dates = [make_date(offer, seats=SEATS).pid for _ in range(DATES)]
            db.session.commit()

    def goes_on(self, talk: Talk) -> str:
        """Return the talk of two people that is not over, as the house knows it; nothing where there is none."""
        with self.house.app.test_request_context():  # as whoever reads a page: it takes no lock
            between = Conversation.subject_id == talk.subject_id, Conversation.leader_id == talk.leader_id
            open_one = Conversation.kind == Kind.ONE_ON_ONE, Conversation.state.not_in([State.HELD, State.CANCELLED])
            return db.session.scalar(select(Conversation.pid).where(*between, *open_one)) or ""

    def signup(self, person_id: int, date: str) -> str:
        """Return the address of somebody's sign-up for a date, if there ever was one."""
        with self.house.app.test_request_context():
            of_date = select(Signup.pid).join(OfferDate).where(OfferDate.pid == date, Signup.person_id == person_id)
            return db.session.scalar(of_date) or ""

    def counts(self) -> list[Count]:
        """Return how the seats of the dates stand at one moment."""
        with self.house.app.test_request_context():
            rows = db.session.execute(
                select(OfferDate.pid, Signup.state, func.count()).join(Signup).where(OfferDate.pid.in_(self.dates))
                .group_by(OfferDate.pid, Signup.state)
            ).all()  # fmt: skip
        standing = {(date, state): count for date, state, count in rows}
        seated, waiting = ({date: standing.get((date, state), 0) for date in self.dates} for state in IN)
        return [Count(date, seated[date], SEATS, waiting[date]) for date in self.dates]

    def final(self, number_of: Mapping[int, int]) -> Final:
        """Return what stands in the end; number_of: the session of whoever signs up, by their id."""
        with self.house.app.test_request_context():
            of_talks = select(Note, Conversation.pid).join(Conversation).order_by(Note.id)
            notes = [(pid, note.text) for note, pid in db.session.execute(of_talks)]
            rows = db.session.execute(
                select(Signup.person_id, OfferDate.pid)
                .join(OfferDate)
                .where(OfferDate.pid.in_(self.dates), Signup.state.in_(IN))
            ).all()
        lists: dict[str, list[str]] = {pid: [] for talk in self.talks for pid in talk.pids}
        for pid, text in notes:
            if pid in lists:
                lists[pid].append(text)
        return Final(lists, frozenset((number_of[person], date) for person, date in rows), {RESETS: RESET.count})


def _a_few_of_each_leader(relations: Sequence[LeaderRelation]) -> list[LeaderRelation]:
    """Leave nobody with more sessions than one has at once: a few as leader, one as who is led."""
    led: Counter[int] = Counter()
    found = []
    for one in relations:
        led[one.leader_id] += 1
        if led[one.leader_id] < SESSIONS_AT_ONCE:
            found.append(one)
    return found
