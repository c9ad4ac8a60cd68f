"""Rounds of anonymous feedback for tests: drafted, open with sheets, or published with what was answered."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from competence.db import db
from competence.feedback.sealed.actions import closing, wiping, writing
from competence.feedback.sealed.models import Round, SealedSheet, Topic
from competence.feedback.sealed.rules.rounds import Audience, Draft, Outcome, Stage
from competence.feedback.sealed.rules.sheets import Sheet
from competence.feedback.upward.actions import rounds
from competence.frameworks.charter.actions import take_over
from competence.frameworks.charter.models import CharterVersion
from competence.frameworks.charter.rules import Edition, Principle
from competence.frameworks.rules.editions import Words
from competence.people.models import Person, Unit
from competence.web.clock import today
from tests.make import make_employment, make_leader, make_person


def make_round(audience: Audience = Audience.ABOVE, *, pulse: Iterable[str] = (), units: Iterable[Unit] = ()) -> Round:
    """Make a draft for the whole house or for some units."""
    draft = Draft(
        "Forår", "Vi vil lære af jer.", today() + timedelta(days=14), audience,
        frozenset(unit.id for unit in units), tuple(pulse),
    )  # fmt: skip
    return rounds.create(draft, actor_id=0, today=today())


def make_topic(
    leader: Person, *raters: Person, audience: Audience = Audience.ABOVE, pulse: Iterable[str] = ()
) -> Topic:
    """Open a round about one leader for these people, however few they are."""
    round_ = make_round(audience, pulse=pulse)
    topic = Topic(round=round_, leader=leader, outcome=Outcome.ASKED)
    db.session.add(topic)
    round_.stage, round_.opened_on = Stage.OPEN, today()
    db.session.flush()
    climate = [(rater.id, None) for rater in raters] if round_.pulse else []
    about = [(rater.id, leader.id) for rater in raters]
    writing.hand_out(round_, dict.fromkeys([*about, *climate], Sheet()))
    db.session.flush()
    return topic


def make_team(leader: Person, unit: Unit, number: int) -> list[Person]:
    """Give a leader so many more people, who work in a unit."""
    people = [make_person(f"Kollega {letter}") for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:number]]
    for person in people:
        make_employment(person, unit)
        make_leader(leader, person)
    return people


def make_charter() -> CharterVersion:
    """Make and publish a charter of two principles."""
    principles = tuple(
        Principle(
            f"p{n}", Words(f"Princip {n}", f"Principle {n}"), Words("Tekst", "Text"), ("lead.direction",), (f"up.0{n}",)
        )
        for n in (1, 2)
    )
    edition = Edition(Words("Grundlag", "Charter"), Words("Indledning", "Preamble"), principles)
    return take_over(edition, publish=True).version


def sheet_of(topic: Topic, rater: Person, *, climate: bool = False) -> SealedSheet:
    """Return what somebody is asked about a leader, or about the working climate in the same round."""
    sheets = db.session.query(SealedSheet).filter_by(round_id=topic.round_id, rater_id=rater.id)
    return sheets.filter_by(leader_id=None if climate else topic.leader_id).one()


def say(topic: Topic, rater: Person, steps: Mapping[str, int], words: Mapping[str, str] | None = None) -> None:
    """Let somebody answer about a leader."""
    writing.write(sheet_of(topic, rater), Sheet(steps, words or {}))


def settle(topic: Topic) -> Topic:
    """Close a topic's round and publish it, without the wiping that wants a database of its own."""
    closing.close(topic.round)
    wiping.publish([topic.round.pid], today())
    return topic
