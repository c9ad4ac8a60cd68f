"""What the operator's commands do to what is held about people is told by the trail, in words the officer reads."""

from sqlalchemy import select

from competence.db import db
from competence.people.models import Employment, Person, RoleGrant
from competence.privacy.models import AuditEvent
from competence.privacy.retention import actions, planning
from competence.web.clock import today
from tests.client import InspectingClient, sign_in


def told(house, *command):
    """Return what the trail tells of a command: what, and about whom."""
    last = db.session.scalar(select(AuditEvent.id).order_by(AuditEvent.id.desc()).limit(1)) or 0
    db.session.close()
    result = house.test_cli_runner().invoke(args=list(command))
    assert result.exit_code == 0, result.output
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.id > last).order_by(AuditEvent.id)).all()
    return [(event.action, event.subject_id) for event in events if event.actor_id is None]


def somebody(who="agnete.eventyrholt"):
    return db.session.scalars(select(Person.id).where(Person.email == f"{who}@example.org")).one()


def test_the_nightly_run_tells_of_each_it_erases_and_that_it_ran(house, monkeypatch):
    gone = [somebody(), somebody("aksel.versskov")]
    monkeypatch.setattr(planning, "LEFT", [lambda day: gone])
    events = told(house, "retention")
    assert [one for one in events if one[0] == "retention.erase"] == [("retention.erase", one) for one in sorted(gone)]
    assert ("retention.run", None) in events
    assert told(house, "retention", "--dry-run") == []


def test_erasing_destroying_keys_and_printing_mails_are_told(house):
    person, other = somebody(), somebody("aksel.versskov")
    for table in (Employment, RoleGrant):
        db.session.query(table).filter(table.person_id == person).delete()
    db.session.commit()
    assert ("erasure.erase", person) in told(house, "erase", "agnete.eventyrholt@example.org", "--yes")
    assert told(house, "keys", "destroy", str(other), "--yes") == [("keys.destroy", other)]
    assert ("outbox.print", None) in told(house, "outbox")


def test_the_officer_reads_it_in_words(house):
    other = somebody("aksel.versskov")
    told(house, "keys", "destroy", str(other), "--yes")
    actions.run(today())
    officer = db.session.scalars(select(Person).where(Person.email == "didrik@example.org")).one()
    client = InspectingClient(house)
    sign_in(client, officer)
    text = client.get("/privacy/retention").page.text
    assert "Nøgler: ødelagt (Aksel Versskov)" in text
    assert "Slettefrister: kørt" in text
