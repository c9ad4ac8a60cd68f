"""Carla sends the career model's files: she sees each row's fate, and then they become a draft, or nothing at all."""

import io

import pytest
from openpyxl import Workbook
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from competence.admin.imports.career_files import COLUMNS
from competence.admin.imports.career_uk import COLUMNS as UK_COLUMNS
from competence.admin.imports.frameworks import PACK, load_pack
from competence.admin.imports.models import ImportDraft
from competence.careers.models.editions import CareerEdition
from competence.careers.queries.editions import edition_of, latest, model
from competence.config import ROOT
from competence.db import db
from competence.frameworks.queries import framework
from competence.frameworks.queries import latest as latest_version
from tests.careers import make_careers
from tests.house.content import pack

ADDRESS = "/admin/imports/careers"
# It lies beside the checkout where the British file is to be had, and nowhere else.
SHARED = ROOT.parent / "shared" / "data" / "uk-ddat" / "roles.csv"


@pytest.fixture
def carla(cast, db_session, client_as):
    db_session.delete(cast.version)
    load_pack()
    return client_as(cast.carla)


def files(**spoilt):
    """The pack's four files as a browser sends them; some with other content."""
    content = {name: (PACK / f"{name}.csv").read_bytes() for name in COLUMNS} | spoilt
    return {"files": [(io.BytesIO(data), f"{name}.csv") for name, data in content.items()]}


def spoilt(name, old, new):
    """The pack's files with one cell changed."""
    data = (PACK / f"{name}.csv").read_bytes()
    assert old.encode() in data
    return files(**{name: data.replace(old.encode(), new.encode(), 1)})


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


def british(*rows):
    """The British framework's file with a few rows."""
    lines = [",".join(UK_COLUMNS)]
    for role, level, skill, value in rows:
        lines.append(f"Family,{role},The {role},{level},A {level},{skill},{skill}.,{value},You can {value}")
    return {"files": [(io.BytesIO("\n".join(lines).encode()), "roles.csv")]}


FATES = ("all", "new", "changed", "unchanged", "error", "gone", "left out")


def counts(page):
    """How many rows have each fate, as the preview tells it."""
    numbers = [int(text) for text in page.texts("ul[@class='counts']//strong")]
    return dict(zip(FATES, numbers, strict=True))


def preview(client, sent):
    answer = client.post(ADDRESS, data=sent)
    assert answer.status_code == 303, answer.page.text
    return answer.location


def take_over(client, sent):
    """Send, look through, say yes; and publish what became a draft."""
    address = preview(client, sent)
    form = client.get(address).page.form(f"{address}/application")
    draft = client.post(f"{address}/application", data=form).location
    form = client.get(draft).page.form(f"{draft}/publication")
    client.post(f"{draft}/publication", data=form)
    return draft


def drafts():
    return db.session.scalars(select(CareerEdition)).all()


def test_the_files_are_shown_row_by_row_and_nothing_is_changed(carla):
    page = carla.get(preview(carla, files())).page
    rows = sum(len(pack(name)) for name in COLUMNS)
    assert counts(page) == dict.fromkeys(FATES, 0) | {"all": rows, "new": rows}
    assert "Erfaren formidler" in carla.get(f"{preview(carla, files())}?show=new").page.text
    assert drafts() == []


def test_what_she_saw_becomes_a_draft_to_be_looked_through(carla):
    address = preview(carla, files())
    form = carla.get(address).page.form(f"{address}/application")
    answer = carla.post(f"{address}/application", data=form)
    assert answer.location == "/careers/editions/karrieremodel/1"
    assert "Kun HR kan se kladden." in carla.get(answer.location).page.text
    assert len(edition_of(latest(model("karrieremodel").id)).steps) == 18
    assert db.session.scalars(select(ImportDraft)).all() == []


def test_each_row_is_new_changed_unchanged_or_gone_beside_the_edition_before(carla):
    take_over(carla, files())
    moves = (PACK / "career_moves.csv").read_text().splitlines(keepends=True)
    steps = (PACK / "career_steps.csv").read_text().replace("Ny i rollen", "Helt ny i rollen", 1)
    sent = files(career_moves="".join(moves[:-1]).encode(), career_steps=steps.encode())
    address = preview(carla, sent)
    told = counts(carla.get(address).page)
    assert (told["new"], told["changed"], told["gone"]) == (0, 1, 1)
    changed = carla.get(f"{address}?show=changed").page.text
    assert "Helt ny i rollen" in changed
    assert "Erfaren formidler" not in changed


def test_one_workbook_says_the_same(carla):
    take_over(carla, files())
    page = carla.get(preview(carla, workbook())).page
    assert counts(page)["unchanged"] == counts(page)["all"]
    assert "Der er intet at indlæse" in page.text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (lambda: spoilt("career_moves", ".1,generalist.2,up", ".1,nowhere,up"), "nowhere findes ikke"),
        (lambda: spoilt("career_requirements", "host.meeting,2,must", "juggling,2,must"), "juggling findes ikke"),
        (lambda: spoilt("career_tracks", "generalist,1,", "new,1,"), "new og roles er optaget"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_used_is_told_beside_its_row_and_stops_all(carla, sent, said):
    address = preview(carla, sent())
    page = carla.get(f"{address}?show=error").page
    assert said in page.text
    assert "Ret filerne, og send dem igen" in page.text
    answer = carla.post(f"{address}/application", data={"shown": "anything"})
    assert answer.status_code in (400, 409)
    assert drafts() == []


def test_a_draft_is_not_overwritten(carla):
    address = preview(carla, files())
    carla.post(f"{address}/application", data=carla.get(address).page.form(f"{address}/application"))
    answer = carla.post(ADDRESS, data=files())
    assert (answer.status_code, "Der er allerede en kladde" in answer.page.text) == (409, True)


def test_what_changed_since_it_was_shown_is_shown_again(cast, carla):
    address = preview(carla, files())
    form = carla.get(address).page.form(f"{address}/application")
    take_over_by_hand = {**form, "shown": "something else"}
    assert carla.post(f"{address}/application", data=take_over_by_hand).status_code == 409
    assert drafts() == []


@pytest.mark.parametrize("sent", [{}, {"files": [(io.BytesIO(b"x"), "career_moves.csv")]}])
def test_a_missing_file_is_said(carla, sent):
    assert carla.post(ADDRESS, data=sent).status_code == 400
    assert db.session.scalars(select(ImportDraft)).all() == []


def test_files_that_wait_are_pointed_out_and_can_be_let_go(carla):
    address = preview(carla, files())
    assert address in carla.get(ADDRESS).page.links().values()
    assert carla.post(f"{address}/removal").location == ADDRESS
    assert carla.get(address).status_code == 404


def test_files_of_another_are_nobodys_to_see(cast, carla, client_as):
    address = preview(carla, files())
    for person in (cast.astrid, cast.freja):
        assert client_as(person).get(address).status_code == 404
    assert carla.get(address.replace("/careers/", "/")).status_code == 404  # nor is it a file of people


def test_another_model_is_left_alone(cast, client_as):
    before = edition_of(make_careers(cast))
    carla = client_as(cast.carla)
    address = preview(carla, files())
    assert counts(carla.get(address).page)["error"]  # the house's catalogue has none of what the pack asks for
    assert edition_of(latest(model("model").id)) == before


def test_rows_of_the_british_file_that_are_not_used_are_told_and_the_rest_becomes_two_drafts(carla):
    rows = [
        ("Architect", "Senior architect", "Designing", "Practitioner"),
        ("Architect", "Senior architect", "Designing", "Practitioner"),
        ("Chief officer", "NOT IN USE", "Designing", "NOT IN USE"),
        ("Architect", "Architect", "Designing", "Working"),
    ]
    address = preview(carla, british(*rows))
    page = carla.get(f"{address}?show=left-out").page
    assert counts(page) == dict.fromkeys(FATES, 0) | {"all": 4, "new": 2, "left out": 2}
    assert "Står også i række 2." in page.text
    assert "Mærket NOT IN USE." in page.text
    answer = carla.post(f"{address}/application", data=carla.get(address).page.form(f"{address}/application"))
    assert answer.location == "/careers/editions/uk-ddat/1"
    assert not latest_version(framework("uk-ddat").id).is_published


def test_a_level_the_british_file_does_not_know_is_told_beside_its_row(carla):
    address = preview(carla, british(("A", "B", "C", "Working"), ("A", "B", "D", "Godlike")))
    page = carla.get(f"{address}?show=error").page
    assert counts(page)["error"] == 1
    assert "Her skal stå et af niveauerne" in page.text


@pytest.mark.parametrize("path", [path for path in [SHARED] if path.exists()])
def test_the_whole_british_framework_goes_through_the_browser(path, carla):
    sent = FileStorage(io.BytesIO(path.read_bytes()), "roles.csv", "files")
    boundary, body = encode_multipart({"files": sent})  # so that the client keeps no file of its own open
    answer = carla.post(ADDRESS, data=body, content_type=f"multipart/form-data; boundary={boundary}")
    address = answer.location
    told = counts(carla.get(address).page)
    assert (told["all"], told["new"], told["error"], told["left out"]) == (1825, 1781, 0, 16 + 28)
    carla.post(f"{address}/application", data=carla.get(address).page.form(f"{address}/application"))
    said = edition_of(latest(model("uk-ddat").id))
    assert (len(said.tracks), len(said.steps)) == (52 - 4, 205 - 4)  # four roles of the 52 are marked NOT IN USE
    assert len({code for step in said.steps for code in step.asks}) == 166  # and 22 of the 188 skills are theirs alone
