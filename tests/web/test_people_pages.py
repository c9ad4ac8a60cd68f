"""HR and the administrator find people and see where they work; nobody else may, and nothing anybody wrote is shown."""

from competence.db import db
from competence.people.models import Person
from competence.people.rules import sort_key
from competence.privacy.models import AuditEvent
from tests.make import NOW, make_answer, make_cycle, make_employment, make_mirror, make_person, make_share, make_view


def test_hr_finds_somebody_by_part_of_the_name(client_as, cast):
    cast.ellen.sort_name = sort_key(cast.ellen.name)
    page = client_as(cast.carla).get("/people?q=ellen+Å").page
    assert page.table()[1:] == [["Ellen Å ellen@example.org", "librarian, Vollsmose", "Emil Eng"]]


def test_somebody_who_left_is_among_the_former(client_as, cast):
    carla = client_as(cast.carla)
    assert "Ditte Dige" not in carla.get("/people").page.text
    assert "Ditte Dige" in carla.get("/people?former=1").page.links()


def test_an_empty_answer_says_what_to_do(client_as, cast):
    assert "Prøv en del af navnet" in client_as(cast.carla).get("/people?q=nobody").page.text


def test_the_next_page_keeps_the_search(client_as, cast):
    for number in range(51):
        make_employment(make_person(f"Øjvind {number:02}"), cast.tarup)
    carla = client_as(cast.carla)
    db.session.query(Person).filter(Person.name.like("Øjvind%")).update({Person.sort_name: "z2jvind"})
    links = carla.get("/people?q=Øjvind").page.links()
    assert len(carla.get(links["Næste"]).page.table()) == 1 + 1


def test_the_list_takes_the_same_statements_whatever_its_length(client_as, cast, statements):
    carla = client_as(cast.carla)
    carla.get("/people")
    with statements() as few:
        carla.get("/people")
    for number in range(40):
        make_employment(make_person(f"Ny {number}"), cast.tarup)
    with statements() as many:
        carla.get("/people")
    assert len(many) == len(few) <= 12


def test_a_person_is_shown_with_work_leaders_and_roles(client_as, cast):
    text = client_as(cast.freja).get(f"/people/{cast.astrid.pid}").page.text
    assert "librarian, Tarup, fra 1. januar 2020" in text
    assert "Bo Lund, fra 1. januar 2026" in text
    assert "Gerda Gran, fra 1. januar 2020 til 31. december 2025" in text


def test_the_administrator_sees_nothing_anybody_wrote(client_as, cast):
    mirror = make_mirror(cast.astrid, cast.version, make_cycle(cast.version))
    view = make_view(mirror, cast.astrid)
    make_answer(view, cast.version.competences[0], example="Kun mellem os to")
    make_share(view, cast.bo)
    mirror.revealed_at = NOW
    for reader in (cast.freja, cast.carla):
        client = client_as(reader)
        for address in ("/people", f"/people/{cast.astrid.pid}", f"/people/{cast.astrid.pid}/edit"):
            assert "Kun mellem os" not in client.get(address).page.text


def test_a_look_at_another_is_noted_and_one_at_oneself_is_not(client_as, cast):
    carla = client_as(cast.carla)
    for person in (cast.astrid, cast.carla):
        carla.get(f"/people/{person.pid}")
    looks = db.session.query(AuditEvent).filter_by(action="person.show").all()
    assert [(look.actor_id, look.subject_id) for look in looks] == [(cast.carla.id, cast.astrid.id)]


def test_an_unknown_person_is_not_found(client_as, cast):
    assert client_as(cast.carla).get("/people/" + "0" * 32).status_code == 404


def test_the_tree_is_shown_from_the_top(client_as, cast):
    table = client_as(cast.carla).get("/people/units").page.table()
    assert [row[2] for row in table] == ["Kode", "house", "staff", "tarup", "vollsmose"]
