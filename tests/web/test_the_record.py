"""The data protection officer reads the record of processing; nobody else does."""

import csv
import io

import pytest

from competence.privacy.datamap.columns import personal_tables
from competence.privacy.declare import Personal


def test_the_officer_reads_what_is_held_why_who_sees_it_and_how_long(cast, client_as):
    page = client_as(cast.didrik).get("/privacy/record")
    text = page.get_data(as_text=True)
    for name, (_, declared) in personal_tables().items():
        assert declared.title in text, name
    assert "Ikke til løn, bedømmelse eller afskedigelse." in text
    assert "De to, når begge har delt" in text


def test_it_says_of_the_trail_and_of_resets_who_else_reads_them(cast, client_as):
    """The officer reads the trail of an account; HR and administrators turn the two keys of a reset."""
    answer = client_as(cast.didrik).get("/privacy/record/file")
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))
    who = {row[1]: row[4] for row in rows}
    assert who["Hvem der har set eller ændret noget om dig"] == "Personen selv, Databeskyttelsesrådgiveren"
    asked = who["At nogen har bedt om at nulstille din totrinsbekræftelse"]
    assert asked == "Personen selv, HR, Systemadministratorer"


def test_as_a_file_it_has_one_line_for_each_table(cast, client_as):
    answer = client_as(cast.didrik).get("/privacy/record/file")
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + len(personal_tables())
    assert all(len(row) == 7 and all(row) for row in rows)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.fixture
def forgetting():
    """Declarations stand in the code and are gone through once; a test that changes one lets them be read again."""
    personal_tables.cache_clear()
    yield
    personal_tables.cache_clear()


def test_a_new_declaration_is_in_the_record(cast, client_as, forgetting, monkeypatch):
    cls, declared = personal_tables()["evidence"]
    changed = Personal(**{**vars(declared), "purpose": "Fordi vi prøver det her."})
    monkeypatch.setattr(cls, "__privacy__", changed)
    personal_tables.cache_clear()
    assert "Fordi vi prøver det her." in client_as(cast.didrik).get("/privacy/record").get_data(as_text=True)


@pytest.mark.parametrize("name", ["astrid", "bo", "carla", "freja"])
def test_others_do_not_find_it(cast, client_as, name):
    for address in ("/privacy/record", "/privacy/record/file"):
        assert client_as(getattr(cast, name)).get(address).status_code == 404
