"""The demo goes into either database, and people made afterwards go on counting where it ended."""

from datetime import date

from sqlalchemy import func, select

from competence.admin.demo.actions import fill
from competence.assessments.models import Answer
from competence.db import db
from competence.people.models import Person
from tests.make import make_person


def test_it_fills_the_database_in_bulk_and_the_next_person_gets_a_new_number():
    cast = fill(60, 2026, date(2026, 11, 23))
    names = ["astrid", "bo", "carla", "dorte", "emil", "freja", "didrik"]
    assert [member.email.split("@")[0] for member in cast] == names
    assert db.session.scalar(select(func.count()).select_from(Person)) == 61, "sixty who work here, and the officer"
    assert db.session.scalar(select(func.count()).select_from(Answer)) > 1000
    assert make_person("Nanna Ny").id > max(member.person_id for member in cast)


def test_it_takes_few_statements_however_many_people_there_are(statements):
    with statements() as seen:
        fill(200, 2026, date(2026, 11, 23))
    assert len([write for write in seen.writes if "INTO answer" in write]) < 12
