"""Everybody sees who read what is about them: at once, day by day, in which capacity, and never who gave feedback."""

from datetime import datetime, timedelta

import pytest
from time_machine import travel

from competence.privacy.trail.queries import reading
from competence.privacy.trail.rules.looks import LOOKS, OF_SOMEBODY
from competence.web.clock import DENMARK, now
from tests.acting import opened_mirror
from tests.house.things import THINGS
from tests.make import make_deputy, make_leader, make_person

PAGE = "/privacy/looks"


def told(client):
    """Return the lines of the page: day, what, what for, who."""
    return [
        tuple(" ".join("".join(cell.itertext()).split()) for cell in row.findall("td"))
        for row in client.get(PAGE).page.all("tbody/tr")
    ]


@pytest.fixture
def opened(cast):
    return opened_mirror(cast, None, {1: (4, 3)})


def test_a_leaders_look_stands_there_at_once_with_name_and_role(client_as, cast, opened):
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    assert "Ingen har åbnet noget om dig" in astrid.get(PAGE).page.text
    bo.get(opened.page)
    ((_, what, purpose, who),) = told(astrid)
    assert (what, purpose, who) == ("Dit kompetencespejl", "Samtalen om din udvikling", "Din leder: Bo Lund")


def test_looking_again_the_same_day_is_one_line_that_says_how_often(client_as, cast, opened):
    bo = client_as(cast.bo)
    for _ in range(3):
        bo.get(opened.page)
    ((_, what, _, _),) = told(client_as(cast.astrid))
    assert what == "Dit kompetencespejl 3 gange"


def test_another_day_is_another_line_the_newest_first(client_as, cast, opened):
    for day in (3, 4):
        with travel(datetime(2026, 11, day, 12, tzinfo=DENMARK), tick=False):
            client_as(cast.bo).get(opened.page)
    days = [line[0] for line in told(client_as(cast.astrid))]
    assert ["4. nov" in days[0], "3. nov" in days[1], len(days)] == [True, True, 2]


def test_a_list_is_noted_once_a_day_about_each_in_as_many_statements_for_many(client_as, cast, statements):
    bo, page, counted = client_as(cast.bo), "/conversations/year", []
    for day, more in ((2, 0), (3, 8)):
        for number in range(more):
            make_leader(cast.bo, make_person(f"Person {number}"))
        with travel(datetime(2026, 12, day, 12, tzinfo=DENMARK), tick=False):
            bo = client_as(cast.bo)
            with statements() as first:
                bo.get(page)
            with statements() as again:
                bo.get(page)
        counted.append((len(first), len(again)))
        assert not [statement for statement in again.writes if "audit_event" in statement]
    assert counted[0] == counted[1]
    assert [line[1:] for line in told(client_as(cast.astrid))] == 2 * [
        ("Hvor langt du er med spejl, samtale og plan", "At følge årets gang i teamet", "Din leder: Bo Lund")
    ]


def test_ones_own_reading_and_what_is_about_others_stand_on_nobodys_page(client_as, cast, opened):
    client_as(cast.astrid).get(opened.page)
    client_as(cast.bo).get(opened.page)
    assert told(client_as(cast.bo)) == told(client_as(cast.asger)) == []
    assert len(told(client_as(cast.astrid))) == 1


def test_a_deputy_hr_and_the_administrator_stand_as_what_they_are(client_as, cast, opened):
    day = now().date()
    make_deputy(cast.bo, cast.ellen, day, day + timedelta(days=1))
    client_as(cast.ellen).get(opened.page)
    client_as(cast.carla).get(f"/people/{cast.astrid.pid}")
    client_as(cast.freja).get(f"/people/{cast.astrid.pid}")
    who = {line[3] for line in told(client_as(cast.astrid))}
    assert who == {"Stedfortræder for din leder: Ellen Å", "HR: Carla Holm", "Systemadministrator: Freja Fjord"}


def test_names_can_be_left_out_and_roles_stand_all_the_same(app, client_as, cast, opened, monkeypatch):
    client_as(cast.bo).get(opened.page)
    monkeypatch.setitem(app.config, "LOOK_NAMES", False)
    ((*_, who),) = told(client_as(cast.astrid))
    assert who == "Din leder"


def test_a_colleague_never_stands_with_a_name(client_as, cast):
    topic = THINGS["found about Bo for all"](cast).parts["pid"]
    assert client_as(cast.asger).get(f"/upward/results/{topic}").status_code == 200
    ((_, what, _, who),) = told(client_as(cast.bo))
    assert (what, who) == ("Det samlede svar om dig som leder", "Kollega")


def test_somebody_who_is_no_longer_anybody_stands_by_their_role(client_as, cast, opened, monkeypatch):
    client_as(cast.bo).get(opened.page)
    monkeypatch.setattr(reading, "NAMES", [lambda wanted: {}])
    ((*_, who),) = told(client_as(cast.astrid))
    assert who == "Din leder"


def test_a_page_that_was_refused_is_no_look(client_as, cast, opened):
    client_as(cast.emil).get(opened.page)
    assert told(client_as(cast.astrid)) == []


def test_a_page_shown_again_because_of_a_mistake_is_a_look_too(client_as, cast):
    """What is wrong with a form does not unsee what stands beside it."""
    from tests.plans import make_plan

    plan = make_plan(cast.astrid, cast.bo)
    answer = client_as(cast.bo).post(f"/plans/{plan.pid}", data={"version": "nonsense"})
    assert answer.status_code in {400, 409}
    assert [line[1] for line in told(client_as(cast.astrid))] == ["Din udviklingsplan"]


def test_many_looks_are_told_page_by_page(client_as, cast, opened, monkeypatch):
    monkeypatch.setattr(reading, "PAGE", 2)
    for day in (1, 2, 3):
        with travel(datetime(2026, 11, day, 12, tzinfo=DENMARK), tick=False):
            client_as(cast.bo).get(opened.page)
    astrid, seen, address = client_as(cast.astrid), [], PAGE
    while address:
        page = astrid.get(address).page
        seen += ["".join(row.find("td").itertext()) for row in page.all("tbody/tr")]
        address = next((link.get("href") for link in page.all("a") if "before=" in link.get("href", "")), None)
    assert len(seen) == 3


def test_the_page_asks_the_database_as_often_for_many_as_for_few(client_as, cast, opened, statements):
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    bo.get(opened.page)
    astrid.get(PAGE)
    with statements() as few:
        astrid.get(PAGE)
    for _ in range(4):
        bo.get(opened.page)
    client_as(cast.carla).get(f"/people/{cast.astrid.pid}")
    with statements() as many:
        astrid.get(PAGE)
    assert len(few) == len(many) <= 5


def test_every_look_the_product_notes_has_words(app):
    """A look without words would break the page of the one it is about."""
    import ast

    from competence.config import ROOT

    noted = set()
    for path in (ROOT / "competence").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "record_look":
                noted |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    assert {action for action in noted if isinstance(action, str)} - set(LOOKS) == set()
    assert set(LOOKS) == set(OF_SOMEBODY)
