"""HR sends a file, looks through what it would do, and says yes: then all of it happens, or nothing."""

import io
from datetime import timedelta

import pytest

from competence.access.actor import Actor, Role
from competence.admin.imports.models import ImportDraft
from competence.db import db
from competence.people.models import Employment, LeaderRelation, Person
from competence.people.queries import actor_of, deputies_of, employments_of, grants_of, person_by_email
from competence.privacy.models import AuditEvent
from competence.web.clock import now, today
from tests.make import make_deputy, make_grant
from tests.rules.workbooks import workbook

HEAD = "e-mail;navn;enhed;rolle;fra;leder\n"
OVE = "ove@example.org;Ove Østergård;tarup;librarian;1.12.2026;bo@example.org\n"


def send(client, rows, *, head=HEAD, name="people.csv", **fields):
    data = rows if isinstance(rows, bytes) else (head + rows).encode()
    return client.post("/admin/imports", data={"kind": "people", "file": (io.BytesIO(data), name), **fields})


def confirm(client, page, **fields):
    address = f"{page}/application"
    return client.post(address, data={**client.get(page).page.form(address), **fields})


def everybody(cast):
    """Return a file of the whole house as it is."""
    rows = []
    for person in db.session.query(Person).order_by(Person.id):
        leaders = db.session.query(LeaderRelation).filter_by(person_id=person.id, valid_to=None).all()
        for work in db.session.query(Employment).filter_by(person_id=person.id):
            role, end = work.role_profile.code if work.role_profile else "", work.valid_to or ""
            leader = leaders[0].leader.email if leaders else ""
            rows.append(f"{person.email};{person.name};{work.unit.code};{role};{work.valid_from};{end};{leader}\n")
    return rows


FULL_HEAD = "email;name;unit;role;from;to;leader\n"


def test_a_new_colleague_is_previewed_and_then_made(client_as, cast):
    carla = client_as(cast.carla)
    sent = send(carla, OVE)
    assert sent.status_code == 303
    assert person_by_email("ove@example.org") is None
    page = carla.get(sent.location).page
    assert page.table()[1][0] == "2 · Ove Østergård ove@example.org"
    assert page.texts("td/p") == [
        "Ny i huset.",
        "bo@example.org bliver nærmeste leder fra 1. december 2026.",
        "Ansættes i tarup fra 1. december 2026.",
    ]
    done = confirm(carla, sent.location)
    assert (done.status_code, done.location) == (303, "/people")
    assert "Indlæst: 1 ny." in carla.get("/people").page.text
    ove = person_by_email("ove@example.org")
    assert [work.role_profile for work in employments_of(ove)] == [cast.librarian]
    assert ove.id in actor_of(cast.bo.id, employments_of(ove)[0].valid_from).leads
    assert db.session.query(ImportDraft).count() == 0
    subjects = {event.subject_id for event in db.session.query(AuditEvent).filter_by(action="person.import")}
    assert subjects == {ove.id}


def test_the_same_file_twice_changes_nothing(client_as, cast):
    carla = client_as(cast.carla)
    confirm(carla, send(carla, OVE).location)
    again = send(carla, OVE).location
    page = carla.get(again).page
    assert page.table()[1][1] == "Uændret"
    assert "Der er intet at indlæse" in page.texts("h2")
    assert f"{again}/application" not in {form.get("action") for form in page.all("form")}
    before = db.session.query(Person.version).filter_by(email="ove@example.org").scalar()
    carla.post(f"{again}/application")
    assert db.session.query(Person.version).filter_by(email="ove@example.org").scalar() == before
    assert db.session.query(Employment).filter(Employment.person.has(email="ove@example.org")).count() == 1


def test_contract_hours_come_from_the_file_and_stay_where_it_says_nothing(client_as, cast):
    carla, head = client_as(cast.carla), HEAD.strip() + ";timer om ugen\n"
    confirm(carla, send(carla, OVE.replace("\n", ";32,5\n"), head=head).location)
    (work,) = employments_of(person_by_email("ove@example.org"))
    assert work.weekly_hours == 32
    page = send(carla, OVE.replace("\n", ";37\n"), head=head).location
    assert "Timer om ugen i tarup bliver 37." in carla.get(page).page.text
    confirm(carla, page)
    confirm(carla, send(carla, OVE.replace("Østergård", "Øst")).location)  # a file without the column
    db.session.expire_all()
    (work,) = employments_of(person_by_email("ove@example.org"))
    assert (work.weekly_hours, work.person.name) == (37, "Ove Øst")


def test_the_house_as_it_is_changes_nothing(client_as, cast):
    carla = client_as(cast.carla)
    page = send(carla, "".join(everybody(cast)), head=FULL_HEAD, full="y").location
    assert "10 uændrede" in " ".join(carla.get(page).page.texts("li"))
    assert "0 nye" in " ".join(carla.get(page).page.texts("li"))


def test_a_workbook_does_the_same(client_as, cast):
    rows = [HEAD.strip().split(";"), *[line.split(";") for line in OVE.strip().splitlines()]]
    page = client_as(cast.carla).get(send(client_as(cast.carla), workbook(rows), name="people.xlsx").location).page
    assert page.table()[1][1].startswith("Ny ")
    assert "people.xlsx · Ansatte" in page.text


def test_those_missing_from_a_full_file_are_ended_only_when_confirmed(client_as, cast):
    carla = client_as(cast.carla)
    rows = [row for row in everybody(cast) if not row.startswith("asger@")]
    page = send(carla, "".join(rows), head=FULL_HEAD, full="y").location
    refused = confirm(carla, page)
    assert refused.status_code == 400
    assert "Sæt kryds ved" in refused.page.text
    assert employments_of(cast.asger)[0].valid_to is None
    assert confirm(carla, page, confirm_ending="y").status_code == 303
    db.session.expire_all()
    assert employments_of(cast.asger)[0].valid_to == today() - timedelta(days=1)
    assert actor_of(cast.bo.id, today()).leads == {cast.astrid.id}
    assert db.session.get(Person, cast.asger.id) is not None


def test_who_has_left_holds_no_role_and_stands_in_for_nobody(client_as, cast):
    make_grant(cast.emil, Role.HR)
    make_grant(cast.emil, Role.DPO).valid_from = today()
    make_deputy(cast.bo, cast.emil, today() - timedelta(days=5), today() + timedelta(days=5))
    make_deputy(cast.emil, cast.bo, today(), today())
    rows = [row.replace("emil@example.org", "dorte@example.org") for row in everybody(cast) if row[:5] != "emil@"]
    carla = client_as(cast.carla)
    page = send(carla, "".join(rows), head=FULL_HEAD, full="y").location
    assert confirm(carla, page, confirm_ending="y").status_code == 303
    assert actor_of(cast.emil.id, today()) == Actor(cast.emil.id)
    assert actor_of(cast.bo.id, today()).stands_in_for == {}
    assert [grant.role for grant in grants_of(cast.emil.id)] == [Role.HR]
    assert [deputy.valid_to for deputy in deputies_of(cast.bo.id)] == [today() - timedelta(days=1)]


def test_nobody_ends_themselves(client_as, cast):
    carla = client_as(cast.carla)
    rows = [row for row in everybody(cast) if not row.startswith("carla@")]
    page = send(carla, "".join(rows), head=FULL_HEAD, full="y").location
    assert "Du står ikke selv i filen" in carla.get(page).page.text


def test_one_wrong_row_stops_all_and_is_named_by_its_cell(client_as, cast):
    carla = client_as(cast.carla)
    page = send(carla, OVE + OVE.replace("ove@", "eva@").replace("tarup", "månen")).location
    text = carla.get(f"{page}?show=error").page.text
    assert "C3: Der er ingen enhed, der hedder »månen«. Brug en af: house, tarup, vollsmose, staff." in text
    assert "ove@example.org" not in text
    preview = carla.get(page).page
    assert not [form for form in preview.all("form") if form.get("action") == f"{page}/application"]
    assert carla.post(f"{page}/application", data={"shown": ""}).status_code == 409
    assert person_by_email("ove@example.org") is None


def test_the_corrected_file_comes_back_to_the_same_place(client_as, cast):
    carla = client_as(cast.carla)
    page = send(carla, OVE.replace("tarup", "månen")).location
    kept = carla.get(f"{page}?show=error").page.form("/admin/imports")
    assert kept["show"] == ["error"]
    corrected = send(carla, OVE, show="error")
    assert corrected.location.endswith("?show=error")
    assert carla.get(page).status_code == 404
    assert db.session.query(ImportDraft).count() == 1


def test_what_was_changed_since_the_preview_is_shown_before_it_is_done(client_as, cast):
    carla = client_as(cast.carla)
    page = send(carla, OVE).location
    form = carla.get(page).page.form(f"{page}/application")
    cast.bo.email = "bo.lund@example.org"
    refused = carla.post(f"{page}/application", data=form)
    assert refused.status_code == 409
    assert "Noget er ændret, siden du så gennemgangen" in refused.page.text
    assert "F2: bo@example.org findes hverken i huset eller i filen" in refused.page.text
    assert person_by_email("ove@example.org") is None


@pytest.mark.parametrize("shown", ["", "0" * 64, "x"])
def test_a_plan_nobody_saw_is_not_done(client_as, cast, shown):
    carla = client_as(cast.carla)
    page = send(carla, OVE).location
    assert carla.post(f"{page}/application", data={"shown": shown}).status_code == 409
    assert person_by_email("ove@example.org") is None


def test_a_file_is_its_senders_alone_and_lives_a_day(client_as, cast):
    carla, freja = client_as(cast.carla), client_as(cast.freja)
    page = send(carla, OVE).location
    for answer in (freja.get(page), freja.post(f"{page}/application"), freja.post(f"{page}/removal")):
        assert answer.status_code == 404
    assert "people.csv venter" in carla.get("/admin/imports").page.text
    assert "venter" not in freja.get("/admin/imports").page.text
    db.session.query(ImportDraft).one().uploaded_at = now() - timedelta(days=1, seconds=1)
    assert carla.get(page).status_code == 404
    send(freja, OVE)
    assert db.session.query(ImportDraft).one().uploader_id == cast.freja.id


def test_a_file_can_be_thrown_away(client_as, cast):
    carla = client_as(cast.carla)
    page = send(carla, OVE).location
    assert carla.post(f"{page}/removal").status_code == 303
    assert carla.get(page).status_code == 404


def test_a_file_done_once_cannot_be_done_again(client_as, cast):
    carla = client_as(cast.carla)
    page = send(carla, OVE).location
    here = carla.get(page).page.form(f"{page}/application")
    on_another_tab = carla.get(page).page.form(f"{page}/application")
    assert carla.post(f"{page}/application", data=here).status_code == 303
    assert carla.post(f"{page}/application", data=on_another_tab).status_code == 404


def test_a_name_that_is_markup_is_shown_as_text(client_as, cast):
    carla = client_as(cast.carla)
    page = send(carla, OVE.replace("Ove Østergård", "<script>alert(1)</script>")).location
    assert "<script>alert" not in carla.get(page).get_data(as_text=True)


def test_an_edit_form_opened_before_the_import_is_out_of_date_after_it(client_as, cast):
    carla, address = client_as(cast.carla), f"/people/{cast.astrid.pid}"
    form = carla.get(f"{address}/edit").page.form(address)
    confirm(carla, send(carla, "astrid@example.org;Astrid Skov;tarup;librarian;;emil@example.org\n").location)
    assert carla.post(address, data={**form, "name": "Astrid Eng"}).status_code == 409


def test_the_preview_takes_the_same_statements_however_long_the_file(client_as, cast, statements):
    carla = client_as(cast.carla)
    short = send(carla, OVE).location
    with statements() as few:
        carla.get(short)
    long = send(carla, "".join(OVE.replace("ove@", f"ove{n}@") for n in range(150))).location
    with statements() as many:
        page = carla.get(long).page
    assert len(many) == len(few)
    assert len(page.table()) == 1 + 50
    assert len(carla.get(page.links()["Næste"]).page.table()) == 1 + 50
