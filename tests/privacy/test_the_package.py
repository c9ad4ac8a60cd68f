"""The package of Mine data: everything about its person is in it, and of others only what they may read (T-EXPORT)."""

import io
import json
import random
import re
import zipfile
from enum import Enum

from sqlalchemy import LargeBinary, select

import competence.app  # noqa: F401
from competence.db import db
from competence.people.models import Employment, Person
from competence.people.queries.acting import in_force
from competence.plans.models import FollowUpAnswer
from competence.plans.rules.words import Side
from competence.privacy.datamap.columns import personal_tables, table_of
from competence.web.clock import today
from tests.canary.oracle import may_see, who_sees
from tests.client import InspectingClient, sign_in
from tests.marked_house import owners, put_marks
from tests.page import Page

MARK = re.compile(r"Qx\w+?x\d+xQ")
ADDRESS = re.compile(r"[\w.]+@example\.org")
CAST = ("astrid", "bo", "carla", "didrik")  # who have most: she who works, her leader, HR, the officer
NIGHTLY = 30
# Whose rows all stand in the package: nobody else wrote them, and nothing has to happen before they are open.
PLAIN = {
    name
    for name, (_, declared) in personal_tables().items()
    if not (declared.only_seen or declared.opens or declared.when or declared.withheld)
    and not (declared.both or declared.also_shown or declared.else_about)
}


# What pages show to HR alone and is theirs by law: why they were given a role, and what they were sent and reported.
ONES_OWN = {("role_grant", "reason"), ("feedback_report", "words"), ("feedback_report", "writer_name")}
IMPOSSIBLE = ("feedback", "outside_name")  # a name of somebody outside, put where a colleague wrote
NAMES = ("person", "name")  # everybody in the house may know what a colleague is called


def test_all_about_its_person_is_in_it_and_of_others_only_what_they_may_read(house, nightly):
    marks = {one.text: one for one in put_marks() if (one.table, one.column) != IMPOSSIBLE}
    owned = {
        name: list(owners(table_of(personal_tables()[name][0]), personal_tables()[name][1]).values()) for name in PLAIN
    }
    met, told = set(), set()
    for person in some_people(NIGHTLY if nightly else len(CAST) + 2):
        number, address = person.id, person.email
        package = taken_by(person, house)
        data, page = json.loads(package.read("data.json")), package.read("index.html").decode()
        met |= words_are_theirs_to_read(package, page, marks, number)
        every_row_is_there(data, owned, number)
        everything_says_why_and_how_long(data)
        assert set(ADDRESS.findall(json.dumps(data) + page)) <= {address}
        assert Page(page).faults() == []
        told |= {(name, row["state"]) for name, group in groups(data) for row in group["rows"] if "state" in row}
    assert {name for name, _ in told} >= {"plan", "conversation", "signup"}
    assert len(told) > 8, "too few states were met"
    assert len(met) > 200, "too few words were met"


def some_people(many):
    """Return those who have most, and by lot others who work in the house."""
    employed = select(Employment.person_id).where(in_force(Employment, today()))
    people = db.session.scalars(select(Person).where(Person.id.in_(employed)).order_by(Person.id)).all()
    first = [one for one in people if one.email.partition("@")[0] in CAST]
    return first + random.Random(7).sample([one for one in people if one not in first], many - len(first))


def taken_by(person, house):
    client = InspectingClient(house)
    sign_in(client, person)
    answer = client.post("/privacy/mine/package")
    assert answer.status_code == 200, answer.location
    return zipfile.ZipFile(io.BytesIO(answer.get_data()))


def words_are_theirs_to_read(package, page, marks, person):
    withheld = {name for name, (_, declared) in personal_tables().items() if declared.withheld}
    parts = {name: package.read(name).decode("latin-1") for name in package.namelist()}
    inside = {mark for part in parts.values() for mark in MARK.findall(part) if mark in marks}
    theirs = {text for text, one in marks.items() if one.owner == person and one.table not in withheld}
    assert sorted(text for text in theirs - inside if may_read(marks[text], person)) == []
    assert sorted(text for text in inside if not may_read(marks[text], person)) == []
    papers = {text for text in inside if isinstance(column_of(marks[text]).type, LargeBinary)}
    for part in (parts["data.json"], page):
        assert sorted(inside - papers - set(MARK.findall(part))) == []
    return inside


def may_read(mark, reader):
    """Return whether the hand-written table lets somebody read a mark; what it does not know is its owner's alone."""
    place = mark.table, mark.column
    if place == NAMES:
        return True
    if mark.table == "follow_up_answer":
        return mark.owner == reader and is_answered_by_both(mark.key)
    if place in ONES_OWN or place not in who_sees():
        return mark.owner == reader
    key = {name: one.name if isinstance(one, Enum) else one for name, one in mark.key.items()}
    return may_see(db.session.connection(), reader, "", today(), mark.table, mark.column, key)


def is_answered_by_both(key):
    """Return whether an answer about a plan is its person's own, or both have answered: till then each is sealed."""
    answers = table_of(FollowUpAnswer)
    same = answers.c.plan_id == key["plan_id"], answers.c.after_days == key["after_days"]
    sides = set(db.session.scalars(select(answers.c.side).where(*same)))
    return key["side"] is Side.EMPLOYEE or sides == set(Side)


def column_of(mark):
    return table_of(personal_tables()[mark.table][0]).c[mark.column]


def every_row_is_there(data, owned, person):
    shown = {name: len(group["rows"]) for name, group in groups(data)}
    wanted = {name: people.count(person) for name, people in owned.items() if person in people}
    assert {name: shown.get(name) for name in wanted} == wanted


def everything_says_why_and_how_long(data):
    for name, group in groups(data):
        assert all(group[said] for said in ("title", "purpose", "kept")), name
        assert group["rows"] or group["withheld"], name


def groups(data):
    return [pair for part in data["parts"].values() for pair in part.items()]
