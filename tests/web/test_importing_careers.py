"""Carla sends the career model's files: they become a draft to be looked through, or nothing at all."""

import io

import pytest
from openpyxl import Workbook

from competence.admin.imports.career_files import COLUMNS
from competence.admin.imports.frameworks import PACK, load_pack
from competence.careers.queries.editions import edition_of, latest, model
from tests.careers import make_careers
from tests.house.content import pack

ADDRESS = "/admin/imports/careers"


@pytest.fixture
def carla(cast, db_session, client_as):
    db_session.delete(cast.version)
    load_pack()
    return client_as(cast.carla)


def files(**spoilt):
    """The pack's four files as a browser sends them; some with other content."""
    content = {name: (PACK / f"{name}.csv").read_bytes() for name in COLUMNS} | spoilt
    return {"files": [(io.BytesIO(data), f"{name}.csv") for name, data in content.items()]}


def workbook():
    book = Workbook()
    book.remove(book.active)
    for name in COLUMNS:
        sheet, rows = book.create_sheet(name), pack(name)
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append(list(row.values()))
    book.save(data := io.BytesIO())
    data.seek(0)
    return {"files": [(data, "model.xlsx")]}


def test_four_files_become_a_draft_to_be_looked_through(carla):
    answer = carla.post(ADDRESS, data=files())
    assert answer.location == "/careers/editions/karrieremodel/1"
    page = carla.get(answer.location).page
    assert "Kun HR kan se kladden." in page.text
    assert "Erfaren formidler" in page.text
    assert len(edition_of(latest(model("karrieremodel").id)).steps) == 18


def test_one_workbook_says_the_same(carla):
    carla.post(ADDRESS, data=files())
    first = edition_of(latest(model("karrieremodel").id))
    form = carla.get("/careers/editions/karrieremodel/1").page.form("/careers/editions/karrieremodel/1/publication")
    carla.post("/careers/editions/karrieremodel/1/publication", data=form)
    assert carla.post(ADDRESS, data=workbook()).location == "/careers/editions/karrieremodel/1"
    assert edition_of(latest(model("karrieremodel").id)) == first


def test_a_draft_is_not_overwritten(carla):
    carla.post(ADDRESS, data=files())
    answer = carla.post(ADDRESS, data=files())
    assert (answer.status_code, "Der er allerede en kladde" in answer.page.text) == (409, True)


def test_one_cell_that_cannot_be_used_stops_all_and_is_named(carla):
    moves = (
        (PACK / "career_moves.csv").read_bytes().replace(b"generalist.1,generalist.2,up", b"generalist.1,nowhere,up")
    )
    answer = carla.post(ADDRESS, data=files(career_moves=moves))
    assert answer.status_code == 400
    assert "nowhere findes ikke i career_steps.csv" in answer.page.text
    assert model("karrieremodel") is None


@pytest.mark.parametrize("sent", [{}, {"files": [(io.BytesIO(b"x"), "career_moves.csv")]}])
def test_a_missing_file_is_said(carla, sent):
    answer = carla.post(ADDRESS, data=sent)
    assert answer.status_code == 400
    assert model("karrieremodel") is None


def test_another_model_is_left_alone(cast, client_as, db_session):
    before = edition_of(make_careers(cast))
    carla = client_as(cast.carla)
    assert carla.post(ADDRESS, data=files()).status_code == 400
    assert edition_of(latest(model("model").id)) == before
