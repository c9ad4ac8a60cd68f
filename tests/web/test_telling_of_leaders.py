"""Who is led is told of a new leader and of a deputy, a leader of a deputy HR named; nobody while a house is set up."""

from datetime import timedelta

import pytest
from babel.dates import format_date

from competence.db import db
from competence.notifications.models import MailChoice, Notification, OutgoingMail
from competence.notifications.rules import Rhythm
from competence.people.models import Deputy, Employment, LeaderRelation
from competence.people.queries import names_of
from competence.web.clock import today
from tests.make import make_employment, make_leader, make_person
from tests.web.test_deputies import naming
from tests.web.test_importing_people import confirm, send
from tests.web.test_leaders import choose

DAY = timedelta(days=1)
KINDS = ("leader.new", "deputy.of_leader", "deputy.named")


def told(table=Notification):
    """Return who was told what, by e-mail name."""
    rows = db.session.query(table.person_id, table.kind).filter(table.kind.in_(KINDS)).all()
    names = names_of({person_id for person_id, _ in rows})
    return sorted((names[person_id].split()[0], kind) for person_id, kind in rows)


def test_whoever_gets_a_leader_is_told_and_reads_whom_from_when(client_as, cast):
    later = {"email": "emil@example.org", "instead": "y", "valid_from": (today() + DAY).isoformat()}
    assert choose(client_as(cast.carla), cast.astrid, **later).status_code == 303
    assert told() == told(OutgoingMail) == [("Astrid", "leader.new")]
    astrid = client_as(cast.astrid)
    assert "/people/leader" in astrid.get("/notifications").page.links().values()
    text = astrid.get("/people/leader").page.text
    assert f"Emil Eng, fra {format_date(today() + DAY, 'long', 'da')}" in text
    assert "Bo Lund, fra 1. januar 2026 til" in text


def test_whoever_is_led_is_told_of_a_deputy_and_the_leader_is_too_where_hr_named_them(client_as, cast):
    assert by_hand(client_as(cast.carla), cast)().status_code == 303
    assert told() == [("Asger", "deputy.of_leader"), ("Astrid", "deputy.of_leader"), ("Bo", "deputy.named")]
    page = client_as(cast.astrid).get("/people/leader").page
    assert "Emil Eng er stedfortræder for Bo Lund" in page.text
    assert "har udpeget en stedfortræder for dig" in client_as(cast.bo).get("/notifications").page.text


def test_a_leader_who_names_their_own_deputy_is_not_told_what_they_did(client_as, cast):
    client_as(cast.bo).post("/people/deputies", data=naming("emil@example.org"))
    assert told() == [("Asger", "deputy.of_leader"), ("Astrid", "deputy.of_leader")]


def test_a_deputy_among_the_led_is_not_told_of_themselves(client_as, cast):
    client_as(cast.bo).post("/people/deputies", data=naming("asger@example.org"))
    assert told() == [("Astrid", "deputy.of_leader")]


def test_whoever_leads_again_is_told_of_like_a_new_leader(client_as, cast):
    relation = make_leader(cast.emil, cast.astrid, start=today() - 9 * DAY, end=today() - DAY)
    address = f"/people/{cast.astrid.pid}/leaders/{relation.id}"
    client_as(cast.carla).post(address, data={"valid_to": (today() + DAY).isoformat()})
    assert told() == [("Astrid", "leader.new")]


def test_whoever_has_no_leader_reads_that(client_as, cast):
    assert "Du har ingen nærmeste leder." in client_as(cast.dorte).get("/people/leader").page.text


def test_mail_comes_as_each_chose(client_as, cast):
    db.session.add(MailChoice(person_id=cast.astrid.id, rhythm=Rhythm.NEVER))
    by_hand(client_as(cast.carla), cast)()
    assert ("Astrid", "deputy.of_leader") in told()
    assert told(OutgoingMail) == [("Asger", "deputy.of_leader"), ("Bo", "deputy.named")]


def test_a_file_tells_those_whom_it_gives_a_leader(client_as, cast):
    carla = client_as(cast.carla)
    rows = (
        "astrid@example.org;Astrid Skov;tarup;librarian;1.1.2020;emil@example.org\n"
        "asger@example.org;Asger Bæk;tarup;librarian;1.1.2020;bo@example.org\n"
        "ove@example.org;Ove Østergård;tarup;librarian;1.12.2026;bo@example.org\n"
    )
    assert confirm(carla, send(carla, rows).location).status_code == 303
    assert told() == [("Astrid", "leader.new")], "Asger keeps his, and Ove is new to the house"


def test_nobody_is_told_while_a_house_is_set_up(client_as, cast):
    db.session.query(LeaderRelation).delete()
    carla = client_as(cast.carla)
    rows = "astrid@example.org;Astrid Skov;tarup;librarian;1.1.2020;emil@example.org\n"
    assert confirm(carla, send(carla, rows).location).status_code == 303
    assert told() == []


def by_hand(carla, cast):
    return lambda: carla.post(f"/people/{cast.bo.pid}/deputies", data=naming("emil@example.org"))


def by_file(carla, cast):
    team = [one.person for one in db.session.query(Employment).filter_by(unit_id=cast.tarup.id, valid_to=None)]
    row = "{0.email};{0.name};tarup;librarian;1.1.2020;gerda@example.org\n"
    page = send(carla, "".join(row.format(one) for one in team if one is not cast.bo)).location
    return lambda: confirm(carla, page)


@pytest.mark.parametrize("change", [by_hand, by_file])
def test_many_are_told_in_as_many_statements_as_few(client_as, cast, statements, change):
    def number(told_before):
        db.session.query(Notification).delete()
        act = change(client_as(cast.carla), cast)
        with statements() as seen:
            assert act().status_code == 303
        assert len(told()) == told_before
        return len([one for one in seen.writes if "notification" in one or "outgoing_mail" in one]), len(
            [one for one in seen.selects if "mail_choice" in one]
        )

    few, more = (number(3), 30) if change is by_hand else (number(2), 8)  # a file for many waits for another hand
    db.session.query(Deputy).delete()
    for one in range(more):
        person = make_person(f"Ny {one}")
        make_employment(person, cast.tarup, cast.librarian)
        make_leader(cast.bo if change is by_hand else cast.emil, person)
    for relation in db.session.query(LeaderRelation).filter_by(leader_id=cast.gerda.id, valid_to=None):
        relation.leader_id = cast.emil.id
    assert number(33 if change is by_hand else 10) == few
