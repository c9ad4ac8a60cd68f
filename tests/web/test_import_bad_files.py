"""A broken or hostile file is refused with the right status and words that say what to do; nothing is kept."""

import io

import pytest

from competence.admin.imports.models import ImportDraft
from competence.db import db
from tests.rules.test_hostile_workbooks import HOSTILE
from tests.rules.workbooks import workbook

FORMULA = workbook([["email", "navn", "enhed"], ["a@example.org", "A", '="tarup"']])


def send(client, data, name, **fields):
    return client.post("/admin/imports", data={"kind": "people", "file": (io.BytesIO(data), name), **fields})


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "people.csv", "Vælg en fil|Filen er tom"),
        (b"email;navn;enhed", "people.pdf", "hverken .csv eller .xlsx"),
        (FORMULA, "people.xlsx", "C2 indeholder en formel. Indsæt værdien i stedet."),
        (FORMULA, "people.xlsm", "uden makroer"),
        (b"email;navn\nx;y\n", "people.csv", "mangler en kolonne med overskriften »enhed«"),
        (b"email;navn;enhed\nx;y\x00;z\n", "people.csv", "hører hjemme i en tekstfil"),
        (HOSTILE["a flat bomb"][0](), "people.xlsx", "for tung at pakke ud"),
        (HOSTILE["a billion laughs"][0](), "people.xlsx", "som Excel ikke gør"),
        (b"\x89PNG\r\n\x1a\n", "people.xlsx", "ikke en Excel-projektmappe"),
    ],
)
def test_the_page_says_what_to_do(client_as, cast, data, name, says):
    answer = send(client_as(cast.carla), data, name)
    assert answer.status_code == 400
    errors = " ".join(answer.page.texts("p[@class='field-error']"))
    assert any(part in errors for part in says.split("|"))
    assert db.session.query(ImportDraft).count() == 0


def test_a_file_in_windows_letters_is_read(client_as, cast):
    carla = client_as(cast.carla)
    sent = send(carla, "email;navn;enhed\nove@example.org;Ove Østergård;tarup\n".encode("cp1252"), "people.csv")
    assert "Ove Østergård" in carla.get(sent.location).page.text


def test_ten_megabytes_are_refused_as_too_much(client_as, cast):
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="people.csv"\r\n\r\n'
    answer = client_as(cast.carla).post(
        "/admin/imports",
        data=head + b"x" * 10_000_000 + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 413
    assert db.session.query(ImportDraft).count() == 0


def test_a_form_without_a_file_or_kind_asks_for_them(client_as, cast):
    answer = client_as(cast.carla).post("/admin/imports", data={"kind": "cats"})
    assert answer.status_code == 400
    assert "Vælg en fil." in answer.page.text


def test_a_refused_file_leaves_the_one_before_it_in_place(client_as, cast):
    carla = client_as(cast.carla)
    page = send(carla, b"email;navn;enhed\nove@example.org;Ove;tarup\n", "people.csv").location
    send(carla, FORMULA, "people.xlsx")
    assert carla.get(page).status_code == 200


def test_a_long_or_strange_file_name_is_no_harm(client_as, cast):
    carla = client_as(cast.carla)
    name = "../<b>" + "å" * 300 + ".csv"
    sent = send(carla, b"email;navn;enhed\nove@example.org;Ove;tarup\n", name)
    assert carla.get(sent.location).status_code == 200
