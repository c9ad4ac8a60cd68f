"""A file that changes much takes two hands: one sends it, another looks it through, and until then nothing happens."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from time_machine import travel

from competence.access.actor import Role
from competence.admin.imports.actions import Options, plan_of_people, table_of
from competence.admin.imports.models import ImportDraft
from competence.admin.imports.people_plan import End, SaveLeader
from competence.admin.imports.periods import Fact
from competence.admin.imports.plan import Plan
from competence.admin.imports.queries import people_state
from competence.admin.imports.weight import takes_two
from competence.db import db
from competence.notifications.models import Notification
from competence.people.models import LeaderRelation, RoleGrant
from competence.privacy.models import AuditEvent
from competence.web.clock import now, today
from tests.make import all_at_once, make_employment, make_grant, make_leader, make_person
from tests.web.test_importing_people import confirm, send

PEOPLE = 30


@pytest.fixture
def team(cast):
    """Thirty people in Tarup whom Bo leads."""
    with all_at_once():
        people = [make_person(f"Navn {number:02}", f"n{number}@example.org") for number in range(PEOPLE)]
        for person in people:
            make_employment(person, cast.tarup, cast.librarian)
            make_leader(cast.bo, person, start=date(2026, 1, 1))
    return people


def to_emil(people):
    return "".join(f"{one.email};{one.name};tarup;librarian;;emil@example.org\n" for one in people)


def led_by(leader):
    holds = LeaderRelation.valid_to.is_(None) | (LeaderRelation.valid_to >= today())
    return db.session.scalar(select(func.count()).where(LeaderRelation.leader_id == leader.id, holds))


def asked(client, people):
    """Send a file, and ask for another hand."""
    where = send(client, to_emil(people)).location
    answer = confirm(client, where)
    assert (answer.status_code, answer.location) == (303, where)
    return where


def test_ten_of_the_house_are_changed_by_one_hand(client_as, cast, team):
    carla = client_as(cast.carla)
    page = send(carla, to_emil(team[:10])).location
    assert confirm(carla, page).location == "/people"
    assert led_by(cast.emil) == 12


def test_more_than_one_in_twenty_waits_for_another_hand(client_as, cast, team):
    carla = client_as(cast.carla)
    where = asked(carla, team[:11])
    assert led_by(cast.emil) == 2
    assert "har fået besked" in carla.get(where).page.text
    heard = select(Notification.person_id).where(Notification.kind == "import.asked")
    assert list(db.session.scalars(heard)) == [cast.freja.id]
    again = carla.post(f"{where}/application", data={"shown": "x"})
    assert (again.status_code, led_by(cast.emil)) == (409, 2)


def test_the_other_hand_sees_the_same_and_says_yes(client_as, cast, team):
    where = asked(client_as(cast.carla), team[:11])
    freja = client_as(cast.freja)
    assert "En fil fra Carla Holm" in freja.get("/admin/imports").page.text
    page = freja.get(where).page
    assert "Carla Holm har sendt filen" in page.text
    assert len(page.table()) == 12
    assert confirm(freja, where).location == "/people"
    assert led_by(cast.emil) == 13
    done = select(AuditEvent.action, AuditEvent.actor_id).where(
        AuditEvent.action.in_(("import.people", "import.confirm"))
    )
    assert {tuple(row) for row in db.session.execute(done)} == {
        ("import.people", cast.carla.id), ("import.confirm", cast.freja.id)
    }  # fmt: skip
    assert db.session.scalar(select(ImportDraft)) is None


def test_neither_the_sender_nor_both_roles_in_one_hand_are_another(client_as, cast, team):
    make_grant(cast.carla, Role.ADMINISTRATOR)
    carla = client_as(cast.carla)
    where = asked(carla, team[:11])
    assert confirm_again(carla, where).location == where
    assert led_by(cast.emil) == 2


def confirm_again(client, where):
    """Send what the form of another hand would send."""
    draft = db.session.scalars(select(ImportDraft)).one()
    plan = plan_of_people(table_of(draft), Options(today(), sender_id=draft.uploader_id))
    return client.post(f"{where}/application", data={"shown": plan.fingerprint})


def test_what_nobody_was_asked_to_see_stays_the_senders(client_as, cast, team):
    where = send(client_as(cast.carla), to_emil(team[:11])).location
    freja = client_as(cast.freja)
    assert freja.get(where).status_code == freja.post(f"{where}/application").status_code == 404


def test_the_file_of_a_sender_who_lost_the_role_waits_for_nobody(client_as, cast, team):
    where = asked(client_as(cast.carla), team[:11])
    db.session.query(RoleGrant).filter_by(person_id=cast.carla.id).update({"valid_to": today() - timedelta(days=1)})
    assert client_as(cast.freja).get(where).status_code == 404


def test_it_waits_for_a_day(client_as, cast, team):
    where = asked(client_as(cast.carla), team[:11])
    with travel(now() + timedelta(days=1, minutes=1)):
        assert client_as(cast.freja).get(where).status_code == 404


def test_a_house_that_is_set_up_asks_nobody(client_as, cast, team):
    db.session.query(LeaderRelation).delete()
    db.session.commit()
    carla = client_as(cast.carla)
    assert confirm(carla, send(carla, to_emil(team)).location).location == "/people"
    assert led_by(cast.emil) == PEOPLE


def test_a_leader_who_would_get_or_lose_more_than_twenty_takes_two(team, cast):
    state = people_state(today())
    for number in range(1000):
        known = state.people[team[0].email]
        state.people[f"more{number}@example.org"] = type(known)(f"more{number}@example.org", "", known.employments, ())
    ids = [fact.id for one in team for fact in state.people[one.email].leaders]
    for many, two in ((20, False), (21, True)):
        ended = tuple(End(one.email, "leader", number, today()) for one, number in zip(team[:many], ids, strict=False))
        got = tuple(SaveLeader(one.email, Fact(0, ("emil@example.org", None), today(), None)) for one in team[:many])
        assert takes_two(Plan((), ended), state, today()) is two
        assert takes_two(Plan((), got), state, today()) is two
