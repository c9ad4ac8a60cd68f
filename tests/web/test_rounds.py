"""HR writes a round down, opens it, follows it as counts and closes it; each of these once."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from competence.cycles import actions
from competence.cycles.actions import ON_CLOSE
from competence.cycles.models import Cycle, Invitation
from competence.cycles.rules.refusals import ChangedMeanwhile
from competence.db import db
from competence.notifications.models import Notification
from competence.privacy.models import AuditEvent
from competence.web.clock import now, today
from tests.make import make_cycle, make_invitation, make_person, make_role_profile, make_version


@pytest.fixture
def carla(client_as, cast):
    return client_as(cast.carla)


def written(cast, **changes):
    """What Carla writes: a round for the whole house, from today and three weeks on."""
    return {
        "title": "Forår",
        "purpose": "Vi taler om det, vi vil lære.",
        "version_id": cast.version.id,
        "opens_on": today().isoformat(),
        "closes_on": (today() + timedelta(days=21)).isoformat(),
        "med_discussed_on": today().isoformat(),
        "who": "HOUSE",
        "version": "1",
    } | changes


def draft(cast, **changes):
    dates = {"opens_on": today(), "closes_on": today() + timedelta(days=21), "med_discussed_on": today()} | changes
    cycle = Cycle(title="Efterår", purpose="Så vi kan tale om det.", framework_version=cast.version, **dates)
    db.session.add(cycle)
    db.session.flush()
    return cycle


def invited(cycle):
    return set(db.session.scalars(select(Invitation.person_id).where(Invitation.cycle_id == cycle.id)))


def test_a_new_round_is_a_draft_that_invites_nobody(carla, cast):
    answer = carla.post("/cycles", data=written(cast))
    assert answer.status_code == 303
    cycle = db.session.scalars(select(Cycle)).one()
    assert (cycle.title, cycle.is_open, invited(cycle)) == ("Forår", False, set())
    assert "Kladde" in carla.get("/cycles").page.text


def test_the_preview_says_how_many_and_keeps_nothing(carla, cast):
    answer = carla.post("/cycles", data=written(cast, who="UNITS", unit_ids=cast.tarup.id, preview="1"))
    assert "3 personer ville blive inviteret i dag." in answer.page.text
    assert answer.page.form("/cycles")["title"] == ["Forår"]
    assert db.session.scalars(select(Cycle)).all() == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"closes_on": "2020-01-01"}, "lukker, før den åbner"),
        ({"title": ""}, "Giv runden et navn"),
        ({"who": "UNITS"}, "Vælg mindst én enhed"),
        ({"who": "PROFILES"}, "Vælg mindst én enhed"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_lost(carla, cast, changes, says):
    answer = carla.post("/cycles", data=written(cast, **changes))
    assert answer.status_code == 400
    assert says in answer.page.text
    assert answer.page.form("/cycles")["purpose"] == ["Vi taler om det, vi vil lære."]
    assert db.session.scalars(select(Cycle)).all() == []


def test_a_catalogue_that_is_not_published_is_not_offered(carla, cast):
    unpublished = make_version("other", published=False)
    answer = carla.post("/cycles", data=written(cast, version_id=unpublished.id))
    assert answer.status_code == 400
    assert db.session.scalars(select(Cycle)).all() == []


def test_opening_invites_everybody_employed_today_and_tells_them(carla, cast):
    cycle = draft(cast)
    assert carla.post(f"/cycles/{cycle.pid}/opening").status_code == 303
    assert invited(cycle) == {
        person.id
        for person in (cast.astrid, cast.asger, cast.bo, cast.carla, cast.dorte, cast.emil, cast.ellen, cast.freja)
    } | {cast.gerda.id}
    told = db.session.scalars(select(Notification.person_id).where(Notification.kind == "cycle.opened"))
    assert set(told) == invited(cycle)
    assert (
        db.session.scalars(select(AuditEvent).where(AuditEvent.action == "cycle.open")).one().actor_id == cast.carla.id
    )


def test_a_round_for_a_unit_invites_what_is_below_it_and_one_for_a_profile_those_who_have_it(carla, cast):
    for who, chosen, expected in (
        ("UNITS", {"unit_ids": [cast.staff.id]}, {cast.carla.id, cast.freja.id}),
        ("UNITS", {"unit_ids": [cast.house.id]}, 9),
        (
            "PROFILES",
            {"profile_ids": [cast.librarian.id]},
            {cast.astrid.id, cast.asger.id, cast.gerda.id, cast.ellen.id},
        ),
    ):
        carla.post("/cycles", data=written(cast, who=who, title=f"{who} {chosen}", **chosen))
        cycle = db.session.scalars(select(Cycle).order_by(Cycle.id.desc())).first()
        carla.post(f"/cycles/{cycle.pid}/opening")
        assert invited(cycle) == expected or len(invited(cycle)) == expected


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"med_discussed_on": None}, "hvilken dag MED drøftede"),
        ({"med_discussed_on": today() + timedelta(days=1)}, "MED drøfter først runden senere"),
        ({"closes_on": today() - timedelta(days=1), "opens_on": today() - timedelta(days=9)}, "allerede gået"),
    ],
)
def test_a_draft_that_is_not_ready_says_why_and_stays_a_draft(carla, cast, changes, says):
    cycle = draft(cast, **changes)
    page = carla.get(f"/cycles/{cycle.pid}").page
    assert says in page.text
    assert f"/cycles/{cycle.pid}/opening" not in [form.get("action") for form in page.all("form")]
    answer = carla.post(f"/cycles/{cycle.pid}/opening")
    assert answer.status_code == 400
    assert says in answer.page.text
    assert invited(cycle) == set()


def test_a_round_for_nobody_does_not_open(carla, cast):
    unused = make_role_profile("archivist")
    carla.post("/cycles", data=written(cast, who="PROFILES", profile_ids=unused.id))
    cycle = db.session.scalars(select(Cycle)).one()
    answer = carla.post(f"/cycles/{cycle.pid}/opening")
    assert (answer.status_code, invited(cycle)) == (400, set())
    assert "ingen at invitere" in answer.page.text


def test_a_draft_can_be_changed_and_an_open_round_cannot(carla, cast):
    cycle = draft(cast)
    assert carla.get(f"/cycles/{cycle.pid}/edit").page.form(f"/cycles/{cycle.pid}")["title"] == ["Efterår"]
    assert carla.post(f"/cycles/{cycle.pid}", data=written(cast, title="Nyt navn")).status_code == 303
    assert cycle.title == "Nyt navn"
    carla.post(f"/cycles/{cycle.pid}/opening")
    assert carla.get(f"/cycles/{cycle.pid}/edit").status_code == 409
    assert carla.post(f"/cycles/{cycle.pid}", data=written(cast, version=cycle.version)).status_code == 409
    assert carla.post(f"/cycles/{cycle.pid}/opening").status_code == 409
    assert cycle.title == "Nyt navn"


def test_two_who_edit_the_same_draft_lose_no_word(carla, cast):
    cycle = draft(cast)
    carla.post(f"/cycles/{cycle.pid}", data=written(cast, purpose="Den første skrev dette."))
    answer = carla.post(f"/cycles/{cycle.pid}", data=written(cast, purpose="Den anden skrev dette.", version="1"))
    assert answer.status_code == 409
    assert "Den første skrev dette." in answer.page.text
    fields = answer.page.form(f"/cycles/{cycle.pid}")
    assert fields["purpose"] == ["Den anden skrev dette."]
    assert carla.post(f"/cycles/{cycle.pid}", data=fields).status_code == 303
    assert cycle.purpose == "Den anden skrev dette."


@pytest.mark.parametrize("version", [None, "", "x", "-1", "0", "9" * 400])
def test_a_version_that_was_tampered_with_saves_nothing(carla, cast, version):
    cycle = draft(cast)
    sent = {name: value for name, value in written(cast, title="X", version=version).items() if value is not None}
    assert (carla.post(f"/cycles/{cycle.pid}", data=sent).status_code, cycle.title) == (409, "Efterår")


def test_changing_only_whom_it_is_for_is_a_change_too(carla, cast):
    cycle = draft(cast)
    carla.post(f"/cycles/{cycle.pid}", data=written(cast, who="UNITS", unit_ids=cast.tarup.id))
    assert carla.post(f"/cycles/{cycle.pid}", data=written(cast, version="1")).status_code == 409
    assert cycle.unit_ids == {cast.tarup.id}


def test_an_open_round_can_be_prolonged_and_never_shortened(carla, cast):
    cycle = make_cycle(cast.version)
    later = cycle.closes_on + timedelta(days=400)
    assert carla.post(f"/cycles/{cycle.pid}/prolongation", data={"closes_on": later.isoformat()}).status_code == 303
    assert cycle.closes_on == later
    answer = carla.post(f"/cycles/{cycle.pid}/prolongation", data={"closes_on": today().isoformat()})
    assert (answer.status_code, cycle.closes_on) == (400, later)
    assert carla.post(f"/cycles/{cycle.pid}/prolongation", data={"closes_on": "i morgen"}).status_code == 400


def test_a_reminder_goes_to_all_invited_alike(carla, cast):
    cycle = make_cycle(cast.version)
    for person in (cast.astrid, cast.bo):
        make_invitation(cycle, person)
    assert carla.post(f"/cycles/{cycle.pid}/reminders").status_code == 303
    reminders = db.session.scalars(select(Notification).where(Notification.kind == "cycle.reminder")).all()
    assert {(note.person_id, note.url) for note in reminders} == {(cast.astrid.id, "/"), (cast.bo.id, "/")}


def test_closing_says_first_what_it_does_and_then_counts_once(carla, cast, monkeypatch):
    counted = []
    monkeypatch.setattr(ON_CLOSE, "_fillings", [lambda cycle: counted.append((cycle.id, cycle.is_closed))])
    cycle = make_cycle(cast.version)
    page = carla.get(f"/cycles/{cycle.pid}/closing").page
    assert "En lukket runde åbner ikke igen." in page.text
    assert counted == []
    assert carla.post(f"/cycles/{cycle.pid}/closing").status_code == 303
    assert counted == [(cycle.id, True)]
    closed_at = cycle.closed_at
    for again in ("closing", "opening", "reminders", "roster"):
        assert carla.post(f"/cycles/{cycle.pid}/{again}").status_code == 409
    assert (counted, cycle.closed_at) == ([(cycle.id, True)], closed_at)
    assert "Den åbner ikke igen." in carla.get(f"/cycles/{cycle.pid}").page.text


def test_where_the_figures_fail_the_round_stays_open(carla, cast, monkeypatch):
    def fails(_):
        raise RuntimeError("no figures")

    monkeypatch.setattr(ON_CLOSE, "_fillings", [fails])
    cycle = make_cycle(cast.version)
    with pytest.raises(RuntimeError, match="no figures"):
        carla.post(f"/cycles/{cycle.pid}/closing")
    db.session.rollback()
    assert not cycle.is_closed


def test_of_two_who_close_at_once_the_first_one_stands(cast):
    cycle = make_cycle(cast.version)
    db.session.execute(
        update(Cycle).values(version=Cycle.version + 1), execution_options={"synchronize_session": False}
    )
    with pytest.raises(ChangedMeanwhile):
        actions.close(cycle, cast.carla.id, at=now())


def test_a_draft_cannot_be_closed_or_reminded_of(carla, cast):
    cycle = draft(cast)
    for what in ("closing", "reminders", "roster"):
        assert carla.post(f"/cycles/{cycle.pid}/{what}").status_code == 409


def test_the_list_and_the_round_take_the_same_number_of_statements_however_many_there_are(carla, cast, statements):
    first = make_cycle(cast.version)
    carla.get("/cycles")
    with statements() as few:
        carla.get("/cycles")
        carla.get(f"/cycles/{first.pid}")
    for number in range(8):
        cycle = make_cycle(cast.version, f"Runde {number}")
        make_invitation(cycle, cast.astrid)
        make_invitation(first, make_person(f"Person {number}"))
    with statements() as many:
        carla.get("/cycles")
        carla.get(f"/cycles/{first.pid}")
    assert len(many) == len(few) <= 24
