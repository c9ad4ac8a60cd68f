"""HR puts a running round right: what would happen is said first, and whom it concerns reads what was done."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from competence.cycles.models import CycleUnit, Invitation
from competence.cycles.roster.actions import CHANGED, OPENED, SEATED, daily
from competence.cycles.roster.models import RosterNote
from competence.cycles.roster.rules.deciding import Kind
from competence.cycles.rules.rounds import Standing
from competence.db import db
from competence.notifications.models import Notification
from competence.people.queries import employments_of, leaders_of
from competence.web.clock import today
from tests.make import (
    make_cycle,
    make_employment,
    make_invitation,
    make_leader,
    make_leave,
    make_mirror,
    make_person,
    make_share,
    make_view,
)

YESTERDAY = today() - timedelta(days=1)


@pytest.fixture
def carla(client_as, cast):
    return client_as(cast.carla)


@pytest.fixture
def cycle(cast):
    """A round for the unit in Tarup, in which Astrid, Asger and Bo stand as they did when it opened."""
    made = make_cycle(cast.version)
    made.units.append(CycleUnit(unit_id=cast.tarup.id))
    for person, leader in ((cast.astrid, cast.bo), (cast.asger, cast.bo), (cast.bo, cast.dorte)):
        make_invitation(made, person, leader)
    return made


def update(client, cycle):
    return client.post(f"/cycles/{cycle.pid}/roster")


def place(cycle, person):
    return db.session.get_one(Invitation, (cycle.id, person.id), populate_existing=True)


def noted(person):
    found = select(RosterNote.kind).where(RosterNote.person_id == person.id).order_by(RosterNote.id)
    return list(db.session.scalars(found))


def told(person):
    return list(db.session.scalars(select(Notification.kind).where(Notification.person_id == person.id)))


def new_leader(cast):
    """Emil leads Astrid from today instead of Bo."""
    for relation in leaders_of(cast.astrid):
        if relation.valid_to is None:
            relation.valid_to = YESTERDAY
    make_leader(cast.emil, cast.astrid, start=today())


def test_where_nothing_changed_the_page_says_so_and_the_button_does_nothing(carla, cycle, cast):
    assert "Alt er på plads i dag." in carla.get(f"/cycles/{cycle.pid}/roster").page.text
    assert update(carla, cycle).status_code == 303
    assert db.session.scalars(select(RosterNote)).all() == []


def test_what_would_happen_is_said_before_it_happens(carla, cycle, cast):
    newcomer = make_person("Nanna Ny")
    make_employment(newcomer, cast.tarup, cast.librarian, start=YESTERDAY)
    text = carla.get(f"/cycles/{cycle.pid}/roster").page.text
    assert "Nanna Ny er kommet til, siden runden åbnede, og bliver inviteret." in text
    assert (told(newcomer), noted(newcomer)) == ([], [])


def test_who_joins_is_invited_once_and_told(carla, cycle, cast):
    newcomer = make_person("Nanna Ny")
    make_employment(newcomer, cast.tarup, cast.librarian, start=YESTERDAY)
    make_leader(cast.bo, newcomer)
    update(carla, cycle)
    update(carla, cycle)
    assert place(cycle, newcomer).leader_id == cast.bo.id
    assert (told(newcomer), noted(newcomer)) == ([OPENED], [Kind.INVITE])
    (note,) = db.session.scalars(select(RosterNote))
    assert (note.by_id, note.cycle_id) == (cast.carla.id, cycle.id)


def test_who_leaves_goes_out_and_is_not_reminded(carla, cycle, cast):
    (employment,) = employments_of(cast.asger)
    employment.valid_to = YESTERDAY
    db.session.flush()
    carla.post(f"/cycles/{cycle.pid}/reminders")
    assert told(cast.asger) == []  # also before the round was put right
    update(carla, cycle)
    carla.post(f"/cycles/{cycle.pid}/reminders")
    assert (place(cycle, cast.asger).standing, told(cast.asger)) == (Standing.LEFT, [])
    page = carla.get(f"/cycles/{cycle.pid}").page
    assert "Asger Bæk er ikke længere ansat og går ud af runden." in page.text
    assert "1 er ikke længere ansat" in page.text


def test_who_is_on_leave_rests_hears_nothing_and_is_back_afterwards(carla, cycle, cast):
    leave = make_leave(cast.astrid, YESTERDAY)
    update(carla, cycle)
    carla.post(f"/cycles/{cycle.pid}/reminders")
    assert (place(cycle, cast.astrid).standing, told(cast.astrid)) == (Standing.RESTS, [])
    assert "1 på orlov" in carla.get(f"/cycles/{cycle.pid}").page.text
    leave.valid_from, leave.valid_to = YESTERDAY - timedelta(days=9), YESTERDAY
    update(carla, cycle)
    assert (place(cycle, cast.astrid).standing, told(cast.astrid)) == (Standing.TAKES_PART, [CHANGED])
    assert noted(cast.astrid) == [Kind.REST, Kind.RESUME]


def test_a_new_leader_takes_the_seat_both_are_told_and_what_was_shared_stays_where_it_was(
    carla, client_as, cycle, cast
):
    mirror = make_mirror(cast.astrid, cast.version, cycle)
    make_share(make_view(mirror, cast.astrid), cast.bo)
    new_leader(cast)
    update(carla, cycle)
    assert place(cycle, cast.astrid).leader_id == cast.emil.id
    assert (told(cast.astrid), told(cast.emil)) == ([CHANGED], [SEATED])
    assert mirror.shared_with == {cast.bo.id}
    assert "Det, der var delt med Bo Lund, følger ikke med." in client_as(cast.emil).get("/assessments/team").page.text
    assert "Emil Eng er nu din nærmeste leder" in client_as(cast.astrid).get("/assessments").page.text


def test_a_second_employment_is_noted_once_and_invites_nobody_twice(carla, cycle, cast):
    make_employment(cast.astrid, cast.vollsmose, cast.librarian, start=YESTERDAY)
    for _ in range(2):
        update(carla, cycle)
    assert noted(cast.astrid) == [Kind.SECOND_PLACE]
    assert "to roller" not in carla.get(f"/cycles/{cycle.pid}").page.text
    assert "spejlet spørger til begge roller" in carla.get(f"/cycles/{cycle.pid}").page.text


def test_without_a_leader_the_seat_stands_empty_and_hr_sees_for_whom(carla, cycle, cast):
    for relation in leaders_of(cast.astrid):
        relation.valid_to = min(relation.valid_to or YESTERDAY, YESTERDAY)
    update(carla, cycle)
    assert place(cycle, cast.astrid).leader_id is None
    page = carla.get(f"/cycles/{cycle.pid}/roster").page
    assert f"/people/{cast.astrid.pid}" in [link.get("href") for link in page.all("a")]


def test_decisions_are_read_by_whom_they_concern_and_by_nobody_else(carla, client_as, cycle, cast):
    make_leave(cast.astrid, YESTERDAY)
    update(carla, cycle)
    said = "har orlov fra"
    assert said in client_as(cast.astrid).get("/assessments").page.text
    assert said in client_as(cast.bo).get("/assessments/team").page.text
    for other in (cast.asger, cast.ellen):
        assert said not in client_as(other).get("/assessments").page.text
    for other in (cast.emil, cast.dorte):
        assert said not in client_as(other).get("/assessments/team").page.text


def test_opening_lets_whoever_is_on_leave_rest_and_writes_no_line_for_the_others(carla, cast):
    make_leave(cast.astrid, YESTERDAY)
    cycle = make_cycle(cast.version, opened=False)
    cycle.closes_on = today() + timedelta(days=21)
    carla.post(f"/cycles/{cycle.pid}/opening")
    assert (place(cycle, cast.astrid).standing, told(cast.astrid)) == (Standing.RESTS, [])
    assert (place(cycle, cast.asger).leader_id, told(cast.asger)) == (cast.bo.id, [OPENED])
    assert [(note.person_id, note.kind) for note in db.session.scalars(select(RosterNote))] == [
        (cast.astrid.id, Kind.REST)
    ]


def test_the_daily_run_does_it_by_itself_and_only_once(app, cycle, cast):
    new_leader(cast)
    with app.test_request_context(method="POST"):
        daily(today())
        daily(today() + timedelta(days=3))
    (note,) = db.session.scalars(select(RosterNote))
    assert (note.kind, note.by_id) == (Kind.HAND_OVER, None)


def test_a_closed_round_of_the_mirror_alone_is_left_as_it_was(app, carla, cycle, cast):
    carla.post(f"/cycles/{cycle.pid}/closing")
    new_leader(cast)
    with app.test_request_context(method="POST"):
        daily(today())
    assert place(cycle, cast.astrid).leader_id == cast.bo.id
    assert update(carla, cycle).status_code == 409


def test_the_page_takes_the_same_number_of_statements_however_many_there_are(carla, cycle, cast, statements):
    def grow(number):
        person = make_person(f"Ny {number}")
        make_employment(person, cast.tarup, cast.librarian, start=YESTERDAY)

    grow(0)
    page = f"/cycles/{cycle.pid}/roster"
    carla.get(page)
    with statements() as few:
        carla.get(page)
    for number in range(1, 9):
        grow(number)
    carla.get(page)  # the first time on a day notes the look
    with statements() as many:
        carla.get(page)
    assert len(many) == len(few) <= 12
