"""HR reads the tree of units from a file: parents before what lies under them, and never in a circle."""

import io

from competence.people.queries import unit_by_code

HEAD = "kode;titel;title_en;overenhed;slags\n"


def send(client, rows):
    data = (HEAD + rows).encode()
    return client.post("/admin/imports", data={"kind": "units", "file": (io.BytesIO(data), "units.csv")})


def confirm(client, page):
    address = f"{page}/application"
    return client.post(address, data=client.get(page).page.form(address))


def test_new_units_are_made_whatever_their_order_in_the_file(client_as, cast):
    carla = client_as(cast.carla)
    done = confirm(carla, send(carla, "b;Bagved;Behind;a;team\na;Foran;;tarup;team\n").location)
    assert (done.status_code, done.location) == (303, "/people/units")
    assert unit_by_code("b").parent.parent == cast.tarup
    assert str(unit_by_code("b").title) == "Bagved"


def test_units_change_places_in_one_file(client_as, cast):
    carla = client_as(cast.carla)
    confirm(carla, send(carla, "a;A;;house;\nb;B;;a;\n").location)
    assert confirm(carla, send(carla, "b;B;;house;\na;A;;b;\n").location).status_code == 303
    assert unit_by_code("a").parent.code == "b"


def test_the_same_file_twice_changes_nothing(client_as, cast):
    carla = client_as(cast.carla)
    rows = "b;Bagved;Behind;a;team\na;Foran;;tarup;team\n"
    confirm(carla, send(carla, rows).location)
    page = carla.get(send(carla, rows).location).page
    assert [row[1] for row in page.table()[1:]] == ["Uændret", "Uændret"]


def test_a_circle_is_named_and_stops_the_file(client_as, cast):
    carla = client_as(cast.carla)
    page = carla.get(send(carla, "house;Biblioteket;;tarup;\n").location).page
    assert "D2: Enhederne går i ring: " in page.text
    assert "Ret filen, og send den igen" in page.text


def test_a_unit_people_work_in_is_not_ended(client_as, cast):
    carla = client_as(cast.carla)
    data = b"kode;titel;overenhed;til\ntarup;Tarup;house;31.12.2026\n"
    sent = carla.post("/admin/imports", data={"kind": "units", "file": (io.BytesIO(data), "units.csv")})
    assert "Der er ansættelser i enheden efter 31. december 2026" in carla.get(sent.location).page.text
