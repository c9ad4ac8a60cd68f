"""Several daily runs at the same moment, as when cron starts one while another still runs: each person is told once."""

from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import func, select

from competence.db import db
from competence.notifications import rules
from competence.notifications.actions import reminding, sending, telling
from competence.notifications.models import Notification, OutgoingMail, Reminded
from competence.notifications.rules import Due
from competence.signin.queries import addresses
from competence.web.slots import Slot
from tests.make import make_employment, make_person, make_unit

FRIDAY = date(2026, 11, 27)
PLAN = "test.plan"
RUNS, PEOPLE = 5, 12


@pytest.fixture
def people(shared, monkeypatch):
    """The ids of twelve people, each with two things due."""
    monkeypatch.setitem(rules.KINDS, PLAN, rules.Kind(PLAN, "En plan venter på dig."))
    with shared.app_context():
        unit = make_unit("tarup")
        made = [make_person(f"Person {number}", f"p{number}@example.org") for number in range(PEOPLE)]
        for person in made:
            make_employment(person, unit)
        ids = [person.id for person in made]
        db.session.commit()
    monkeypatch.setattr(reminding, "DUES", Slot())
    monkeypatch.setattr(reminding, "DAILY", Slot())
    reminding.DUES.fill(lambda _: [Due(one, PLAN, "/", key) for key in ("1", "2") for one in ids])
    return ids


def run(_):
    """Run once and return how many were told and how many mails left."""
    done = reminding.remind(FRIDAY, lambda ids: addresses(ids, FRIDAY))
    sent = []
    sending.deliver(lambda ids: addresses(ids, FRIDAY), sent.append)
    return done.told, len(sent), done.failed


def number_of(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_each_is_told_each_thing_once_and_gets_one_mail(shared, people, at_once):
    ran = at_once(RUNS, run)
    assert [failed for _, __, failed in ran] == [()] * RUNS
    assert sum(told for told, _, __ in ran) == PEOPLE * 2
    with shared.app_context():
        assert (number_of(Notification), number_of(Reminded)) == (PEOPLE * 2, PEOPLE * 2)
        left = sum(sent for _, sent, __ in ran)
        while number_of(OutgoingMail):
            left += run(None)[1]
        assert left == PEOPLE


def test_looking_first_and_writing_later_would_be_noticed(shared, people, at_once, monkeypatch):
    all_have_looked = Barrier(RUNS)

    def careless(due, _):
        seen = db.session.scalar(select(Reminded.key).where(Reminded.person_id == due.person_id))
        db.session.rollback()
        if due.person_id == people[0]:
            all_have_looked.wait()
        return seen is None

    monkeypatch.setattr(reminding, "DUES", Slot())
    reminding.DUES.fill(lambda _: [Due(people[0], PLAN, "/", "1")])
    monkeypatch.setattr(reminding, "_is_first_time", careless)
    at_once(RUNS, run)
    with shared.app_context():
        assert number_of(Notification) > 1


def test_a_daily_action_never_runs_twice_at_a_time(shared, people, at_once):
    def once(_):
        """Do a thing if nobody did it, as features do."""
        if not db.session.scalar(select(func.count()).select_from(Notification)):
            telling.show(people[0], PLAN, "/")
            db.session.flush()

    reminding.DAILY.fill(once)
    reminding.DUES._fillings.clear()
    assert [failed for _, __, failed in at_once(RUNS, run)] == [()] * RUNS
    with shared.app_context():
        assert number_of(Notification) == 1
