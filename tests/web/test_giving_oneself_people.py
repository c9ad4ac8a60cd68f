"""Nobody gives themselves people to lead: not on the pages, not by a file, and not by a way round with one hand."""

from datetime import timedelta

import pytest
from time_machine import travel

from competence.access.actor import Role
from competence.db import db
from competence.people.models import Deputy, LeaderRelation
from competence.people.queries import actor_of, deputies_of, leaders_of
from competence.web.clock import now, today
from tests.make import make_deputy, make_grant, make_leader
from tests.web.test_another_address import propose
from tests.web.test_deputies import naming
from tests.web.test_importing_people import confirm, send
from tests.web.test_leaders import choose

DAY = timedelta(days=1)
WHO = pytest.mark.parametrize("who", ["carla", "freja"])  # of HR, and the administrator


def led_by(person, day=None):
    return actor_of(person.id, day or today()).led


def readdress(client, person, email):
    return propose(client, f"/signin/address/of/{person.pid}", email)


@WHO
@pytest.mark.parametrize("person", ["astrid", "bo"])  # an employee, and a leader
def test_nobody_names_themselves_somebodys_leader(client_as, cast, who, person):
    actor, before = getattr(cast, who), led_by(getattr(cast, who))
    answer = choose(client_as(actor), getattr(cast, person), email=actor.email, instead="y")
    assert (answer.status_code, "Bed en anden med rettigheden om det" in answer.page.text) == (400, True)
    assert led_by(actor) == before


@WHO
def test_nobody_names_themselves_a_deputy(client_as, cast, who):
    actor = getattr(cast, who)
    answer = client_as(actor).post(f"/people/{cast.bo.pid}/deputies", data=naming(actor.email))
    assert (answer.status_code, "Bed en anden med rettigheden om det" in answer.page.text) == (400, True)
    assert deputies_of(cast.bo.id) == []


@WHO
def test_another_with_the_right_names_them(client_as, cast, who):
    actor, other = (cast.carla, cast.freja) if who == "carla" else (cast.freja, cast.carla)
    assert choose(client_as(other), cast.astrid, email=actor.email, instead="y").status_code == 303
    assert led_by(actor) == {cast.astrid.id}


@pytest.mark.parametrize("last", [None, today() - 3 * DAY])  # until further notice does not end, and is no extension
def test_nobody_goes_on_leading_by_their_own_hand(client_as, cast, last):
    relation = make_leader(cast.carla, cast.astrid, end=last or today() + DAY)
    carla, address = client_as(cast.carla), f"/people/{cast.astrid.pid}/leaders/{relation.id}"
    answer = carla.post(address, data={"valid_to": (today() + 9 * DAY).isoformat()})
    assert (answer.status_code, "Bed en anden med rettigheden om det" in answer.page.text) == (400, True)
    db.session.refresh(relation)
    assert relation.valid_to == (last or today() + DAY)


def test_whoever_leads_may_stop_by_their_own_hand(client_as, cast):
    relation = make_leader(cast.carla, cast.astrid)
    address = f"/people/{cast.astrid.pid}/leaders/{relation.id}"
    assert client_as(cast.carla).post(address, data={"valid_to": (today() - DAY).isoformat()}).status_code == 303
    assert led_by(cast.carla) == frozenset()


@pytest.mark.parametrize("starts", [0, 5])
def test_nobody_moves_people_under_a_leader_they_stand_in_for(client_as, cast, starts):
    make_deputy(cast.emil, cast.carla, today() + starts * DAY, today() + 9 * DAY)
    answer = choose(client_as(cast.carla), cast.astrid, email="emil@example.org", instead="y")
    assert (answer.status_code, "Du er stedfortræder for den leder" in answer.page.text) == (400, True)
    assert cast.astrid.id not in led_by(cast.carla, today() + 6 * DAY)
    assert choose(client_as(cast.freja), cast.astrid, email="emil@example.org", instead="y").status_code == 303


@pytest.mark.parametrize("what", ["leader", "deputy"])
def test_nobody_gives_people_to_an_account_whose_address_they_have_just_changed(client_as, cast, what):
    carla = client_as(cast.carla)
    assert readdress(carla, cast.ellen, "carlas@example.org").status_code == 303
    assert cast.ellen.email == "carlas@example.org", "at once: she never signed in"

    def name(client):
        if what == "leader":
            return choose(client, cast.astrid, email="carlas@example.org", instead="y")
        return client.post(f"/people/{cast.bo.pid}/deputies", data=naming("carlas@example.org"))

    answer = name(carla)
    assert (answer.status_code, "Du har for nylig været med til at give" in answer.page.text) == (400, True)
    assert led_by(cast.ellen) == frozenset()
    with travel(now() + timedelta(days=31)):
        assert name(client_as(cast.carla)).status_code == 303
        assert led_by(cast.ellen, today())


def test_it_does_not_help_to_name_them_first_for_a_later_day(client_as, cast):
    carla = client_as(cast.carla)
    later = {**naming("ellen@example.org"), "valid_from": (today() + DAY).isoformat()}
    assert carla.post(f"/people/{cast.bo.pid}/deputies", data=later).status_code == 303
    readdress(carla, cast.ellen, "carlas@example.org")
    db.session.refresh(cast.ellen)
    assert cast.ellen.email == "ellen@example.org", "whoever is to lead others has an address that takes two hands"


@WHO
def test_a_file_gives_its_sender_nobody_and_the_row_says_why(client_as, cast, who):
    actor = getattr(cast, who)
    client = client_as(actor)
    rows = (
        f"astrid@example.org;Astrid Skov;tarup;librarian;1.1.2020;{actor.email}\n"
        "asger@example.org;Asger Bæk;tarup;librarian;1.1.2020;emil@example.org\n"
    )
    sent = send(client, rows).location
    page = client.get(sent).page
    assert [row[1].split()[0] for row in page.table()[1:]] == ["Fejl", "Ændret"]
    assert "Du kan ikke selv give dig nogen at lede. Bed en anden med rettigheden om det." in page.text
    assert f"{sent}/application" not in {form.get("action") for form in page.all("form")}
    assert client.post(f"{sent}/application").status_code == 409
    assert led_by(actor) == frozenset()
    assert [relation.leader_id for relation in leaders_of(cast.asger)] == [cast.bo.id], "nothing is half done"


def test_nor_by_a_file_anybody_under_whom_they_would_lead_themselves(client_as, cast):
    make_deputy(cast.emil, cast.carla, today(), today() + DAY)
    carla = client_as(cast.carla)
    readdress(carla, cast.ellen, "carlas@example.org")
    rows = (
        "astrid@example.org;Astrid Skov;tarup;librarian;1.1.2020;emil@example.org\n"
        "asger@example.org;Asger Bæk;tarup;librarian;1.1.2020;carlas@example.org\n"
    )
    page = carla.get(send(carla, rows).location).page
    assert [row[1].split()[0] for row in page.table()[1:]] == ["Fejl", "Fejl"]
    assert "Du er stedfortræder for den leder" in page.text
    assert "Du har for nylig været med til at give" in page.text


def test_a_file_that_leaves_their_own_people_as_they_are_is_read(client_as, cast):
    make_grant(cast.bo, Role.HR)
    bo = client_as(cast.bo)
    rows = "astrid@example.org;Astrid Skov;vollsmose;librarian;1.1.2020;bo@example.org\n"
    assert confirm(bo, send(bo, rows).location).status_code == 303
    assert db.session.query(LeaderRelation).filter_by(person_id=cast.astrid.id, leader_id=cast.bo.id).count() == 1


def test_nor_does_a_file_let_them_lead_longer(client_as, cast):
    (relation,) = db.session.query(LeaderRelation).filter_by(person_id=cast.astrid.id, leader_id=cast.bo.id)
    relation.valid_to = today() + DAY
    make_grant(cast.bo, Role.HR)
    bo = client_as(cast.bo)
    page = bo.get(send(bo, "astrid@example.org;Astrid Skov;tarup;librarian;1.1.2020;bo@example.org\n").location).page
    assert "Du kan ikke selv give dig nogen at lede" in page.text


@pytest.mark.parametrize(
    ("who", "address", "data"),
    [
        ("carla", "/people/{astrid}/leaders", {"email": "emil@example.org", "valid_from": "2026-11-23"}),
        ("carla", "/people/{bo}/deputies", naming("emil@example.org")),
        ("bo", "/people/deputies", naming("emil@example.org")),
    ],
)
def test_whoever_names_a_leader_or_a_deputy_says_once_more_who_they_are(client_as, cast, who, address, data):
    with travel(now(), tick=False) as clock:
        client = client_as(getattr(cast, who))
        clock.shift(timedelta(minutes=6))
        answer = client.post(address.format(astrid=cast.astrid.pid, bo=cast.bo.pid), data=data)
    assert (answer.status_code, answer.location.split("?")[0]) == (303, "/signin/confirm")
    assert led_by(cast.emil) == {cast.ellen.id, cast.gerda.id}
    assert db.session.query(Deputy).count() == 0


def test_a_leader_sees_who_stands_in_without_being_asked_again(client_as, cast):
    with travel(now(), tick=False) as clock:
        bo = client_as(cast.bo)
        clock.shift(timedelta(minutes=6))
        assert bo.get("/people/deputies").status_code == 200
