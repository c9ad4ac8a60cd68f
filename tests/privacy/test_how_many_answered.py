"""How many answered anonymously is told as a band and nowhere else: rows nobody may count stand in no page or file."""

import io
import json
import zipfile

from sqlalchemy import insert, select

from competence.db import db
from competence.feedback.sealed.models import LooseAnswer, SealedSheet, random_id
from competence.people.models import Employment, Person
from competence.people.queries import in_force
from competence.privacy.datamap.columns import personal_tables, table_of, tables
from competence.privacy.retention import planning
from competence.privacy.retention.planning import plan
from competence.web.clock import today
from tests.client import InspectingClient, sign_in

WITHHELD = {name: table_of(cls) for name, (cls, declared) in personal_tables().items() if declared.withheld}
LEADERS = select(LooseAnswer.leader_id).where(LooseAnswer.leader_id.is_not(None))


def test_rows_that_lie_in_no_order_are_withheld():
    """They lie so because each is one of those who answer, or one answer, that nobody may tell from another."""
    unordered = {name for name, cls in tables().items() if not table_of(cls).dialect_options["sqlite"]["with_rowid"]}
    assert set(WITHHELD) == unordered == {"loose_answer", "sealed_sheet"}


def test_however_many_there_are_mine_data_says_the_same(house):
    of = {"loose_answer": LEADERS, "sealed_sheet": select(SealedSheet.rater_id)}
    for name, table in WITHHELD.items():
        person = somebody_here(Person.id.in_(of[name]))
        before = told_to(person, house)
        rows = db.session.execute(select(table).where(table.c[personal_tables()[name][1].about] == person.id))
        more = [dict(row) | {"id": random_id()} for row in rows.mappings()]
        if name == "sealed_sheet":  # one for each leader
            more = [more[0] | {"leader_id": person.id}]
        db.session.execute(insert(table), more)
        db.session.commit()
        page, data, papers = told_to(person, house)
        assert (page, data, papers) == before, name
        assert (data[name]["rows"], bool(data[name]["withheld"])) == ([], True)
        assert data[name]["withheld"] in " ".join(page)


def test_whom_nobody_answered_about_is_not_told_of_answers(house):
    assert "loose_answer" not in told_to(somebody_here(Person.id.not_in(LEADERS)), house)[1]


def test_no_run_that_erases_a_leader_says_how_many_answered(house, monkeypatch):
    leader = db.session.scalars(LEADERS).first()
    monkeypatch.setattr(planning, "LEFT", [lambda day: [leader]])
    removal = next(one for one in plan(today()).removals if one.table == "loose_answer")
    assert (len(removal.keys) > 10, removal.many) == (True, "–")
    said = house.test_cli_runner().invoke(args=["retention", "--dry-run"]).output
    assert f"{'–':>8}  loose_answer" in said


def somebody_here(such):
    """Return the first person of such, of those who still work in the house."""
    here = select(Employment.person_id).where(in_force(Employment, today()))
    return db.session.scalars(select(Person).where(such, Person.id.in_(here)).order_by(Person.id)).first()


def told_to(person, house):
    """Return what Mine data says of feedback: the page and the package's, its values, and the papers' names."""
    client = InspectingClient(house)
    sign_in(client, person)
    package = zipfile.ZipFile(io.BytesIO(client.post("/privacy/mine/package").get_data()))
    pages = client.get("/privacy/mine").text, package.read("index.html").decode()
    told = [part for page in pages for part in page.split("<h2>") if part.startswith("Feedback<")]
    assert len(told) == 2
    return told, json.loads(package.read("data.json"))["parts"]["feedback"], package.namelist()
