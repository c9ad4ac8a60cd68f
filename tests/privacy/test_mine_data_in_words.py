"""Mine data speaks to people: no value on its page, or on the package's, is a name for programmers."""

import ast
import json
import re

import pytest
from sqlalchemy import Enum as Choice
from sqlalchemy import select

from competence.analytics.insight.models import Retirement, Target
from competence.careers.rules.dialogue import Action as OfCases
from competence.config import ROOT
from competence.conversations.rules.steps import Action as OfTalks
from competence.db import db
from competence.feedback.rules.steps import Action as OfFeedback
from competence.people.models import Person
from competence.plans.rules.states import Action as OfPlans
from competence.privacy.datamap.columns import Kind, personal_tables
from competence.privacy.datamap.record import told_columns
from competence.privacy.mine.telling import _choice
from competence.privacy.mine.words import CHOICES, STEPS, UNSAID, is_named
from competence.privacy.trail.rules.acts import act_in_words
from competence.privacy.trail.rules.looks import LOOKS
from tests.client import InspectingClient, sign_in
from tests.house.looks import PAGES
from tests.page import Page
from tests.privacy.test_the_package import taken_by

pytestmark = pytest.mark.in_turns  # on PostgreSQL

CODE = re.compile(
    r"\b[a-zæøå0-9]+_[\wæøå]+|(?<![@\w.])[a-zæøå]+\.[a-zæøå0-9]\w*|\b(?:True|False|None)\b|^[a-z0-9]{32}$|[{}]"
)
ADDRESS = re.compile(r"\S+@\S+")
COLUMNS = [
    (f"{name}.{column.name}", column, kind)
    for name, (cls, declared) in personal_tables().items()
    for column, kind in told_columns(cls, declared)
]
OPEN = {"user_session.device", "round_figure.people", "sealed_topic.people", "step_ledger.choices"}  # words already
SAME = {"HR", "MUS", "LUS", "GRUS", "Med", "eller højere", "eller lavere"}  # people say it as programmers do
NOTING = {"record", "_note", "_audit", "_add", "count_change", "told"}


def values_of(page):
    """Return what stands behind the labels of a page."""
    return {" ".join("".join(value.itertext()).split()) for value in page.root.iter("dd")}


def raw_names():
    """Return the names and values of choices as programmers write them, but for those that are words as well."""
    members = [one for _, column, _ in COLUMNS if isinstance(column.type, Choice) for one in column.type.enum_class]
    values = {str(one.value) for one in members}
    labels = {value for value in values if value[:1].isupper() and not value.isupper()} | SAME
    return (values | {form for one in members for form in (one.name, one.name.replace("_", " ").capitalize())}) - labels


@pytest.mark.in_python
def test_no_value_in_the_filled_house_looks_like_a_code(house):
    met, raw = set(), raw_names()
    for person in db.session.scalars(select(Person).order_by(Person.id)).all():
        client = InspectingClient(house)
        sign_in(client, person)
        met |= values_of(client.get("/privacy/mine").page)
    package = taken_by(db.session.scalars(select(Person).where(Person.email == "astrid@example.org")).one(), house)
    met |= values_of(Page(package.read("index.html").decode()))
    codes = {value for value in met if CODE.search(ADDRESS.sub("", value)) or value in raw}
    assert sorted(codes) == []
    assert len(met) > 1000


def test_what_was_looked_at_stands_there_with_its_purpose(house):
    bo, astrid = (
        db.session.scalars(select(Person).where(Person.email == f"{name}@example.org")).one()
        for name in ("bo", "astrid")
    )
    leader = InspectingClient(house)
    sign_in(leader, bo)
    leader.get("/conversations/year")
    package = taken_by(astrid, house)
    text = " ".join("".join(Page(package.read("index.html").decode()).root.itertext()).split())
    assert "Hvor langt du er med spejl, samtale og plan" in text
    assert "Til hvadAt følge årets gang i teamet" in text
    events = json.loads(package.read("data.json"))["parts"]["privacy"]["audit_event"]["rows"]
    look = next(one for one in events if one["action"] == "team.look")
    assert look["called"] == "Hvor langt du er med spejl, samtale og plan"
    assert look["purpose"] == "At følge årets gang i teamet"


@pytest.mark.parametrize(
    ("place", "column"),
    [(place, column) for place, column, kind in COLUMNS if isinstance(column.type, Choice) and kind is not Kind.KEY],
    ids=str,
)
def test_every_choice_has_words(place, column, app):
    with app.test_request_context():
        said = {member.name: _choice(place, member) for member in column.type.enum_class}
    if place not in CHOICES and place not in STEPS and not is_named_in(app, place):
        assert [name for name, words in said.items() if not words[:1].isupper()] == []
    assert {name for name, words in said.items() if not words} <= {"EXACT"}


def is_named_in(app, place):
    with app.test_request_context():
        return is_named(place)


def test_every_code_has_words_or_is_left_out(app):
    with app.test_request_context():
        bare = {
            place
            for place, column, kind in COLUMNS
            if kind is Kind.CODE and not isinstance(column.type, Choice) and not is_named(place)
        }
    assert bare - UNSAID - OPEN - {"audit_event.action", "loose_answer.question"} == set()
    assert {place for place, _, _ in COLUMNS} >= UNSAID


def acts():
    """Yield every act that is written in the product, as the trail names it."""
    for path in (ROOT / "competence").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in NOTING:
                yield from (one.value for one in node.args if isinstance(one, ast.Constant) and "." in str(one.value))
    kinds = {"conversation": OfTalks, "team_talk": OfTalks, "feedback": OfFeedback, "plan": OfPlans, "step": OfCases}
    yield from (f"{thing}.{one.name.lower()}" for thing, actions in kinds.items() for one in actions)
    yield from (f"import.{kind}" for kind in ("people", "units", "offers"))
    yield from (f"{kind.__tablename__}.delete" for kind in (Target, Retirement))
    yield from (
        "role.grant HR",
        "role.revoke MED",
        "address.changed",
        "factor.reset",
        "session.ended",
        "trail.erase_words",
    )


def test_every_act_has_words(app):
    with app.test_request_context():
        told = {action: act_in_words(action) for action in acts()}
    assert len(told) > 120
    assert [action for action, words in told.items() if not words] == []
    assert not set(told) & set(LOOKS)
    assert {page.action for page in PAGES.values()} <= set(LOOKS)
