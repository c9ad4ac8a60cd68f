"""The daily run tells each person once what is due; run twice, late or broken off, it loses and doubles nothing."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from competence.db import db
from competence.notifications import rules
from competence.notifications.actions import reminding, sending, telling
from competence.notifications.models import Notification, OutgoingMail
from competence.notifications.rules import Due, Rhythm
from competence.signin.queries import addresses
from competence.web.slots import Slot

FRIDAY = date(2026, 11, 27)
SATURDAY, MONDAY = FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=3)
PLAN, TALK = "test.plan", "test.talk"
SAYS = {PLAN: "En plan venter på dig.", TALK: "En samtale nærmer sig."}


@pytest.fixture(autouse=True)
def registry(cast, monkeypatch):
    """Kinds and places to fill that only these tests know; the run begins with what is really written."""
    db.session.commit()
    for kind, says in SAYS.items():
        monkeypatch.setitem(rules.KINDS, kind, rules.Kind(kind, says))
    monkeypatch.setattr(reminding, "DUES", Slot())
    monkeypatch.setattr(reminding, "DAILY", Slot())


@pytest.fixture
def due():
    """What is due, for a test to fill: pairs of a due and the days on which it is."""
    found: list[tuple[Due, tuple[date, ...]]] = []
    reminding.DUES.fill(lambda today: [one for one, days in found if today in days])
    return lambda one, *days: found.append((one, days))


def remind(today):
    run = reminding.remind(today, lambda people: addresses(people, today))
    assert run.failed == ()
    return run.told


def told(person):
    own = select(Notification.kind).where(Notification.person_id == person.id).order_by(Notification.id)
    return list(db.session.scalars(own))


def mails(today=FRIDAY):
    sent = []
    sending.deliver(lambda people: addresses(people, today), sent.append)
    return sent


def test_what_is_due_is_told_once_however_often_the_run_runs(cast, due):
    due(Due(cast.astrid.id, PLAN, "/plans/1", "plan 1"), FRIDAY, MONDAY)
    assert [remind(FRIDAY), remind(FRIDAY), remind(MONDAY)] == [1, 0, 0]
    assert told(cast.astrid) == [PLAN]
    assert len(mails()) == 1


def test_another_key_is_another_reminder_and_another_person_is_told_too(cast, due):
    for person, key in ((cast.astrid, "30 days"), (cast.astrid, "90 days"), (cast.bo, "30 days")):
        due(Due(person.id, PLAN, "/plans/1", key), FRIDAY)
    assert remind(FRIDAY) == 3
    assert (told(cast.astrid), told(cast.bo)) == ([PLAN, PLAN], [PLAN])


def test_after_a_missed_day_what_is_still_due_is_told_and_what_is_over_is_not(cast, due):
    thursday = FRIDAY - timedelta(days=1)
    due(Due(cast.astrid.id, PLAN, "/plans/1", "still due"), thursday, FRIDAY)
    due(Due(cast.astrid.id, TALK, "/talks/1", "held on Thursday"), thursday)
    assert remind(FRIDAY) == 1
    assert told(cast.astrid) == [PLAN]


def test_nobody_who_has_left_is_told(cast, due):
    due(Due(cast.ditte.id, PLAN, "/plans/1", "plan 1"), FRIDAY)
    assert remind(FRIDAY) == 0
    assert told(cast.ditte) == []


def test_one_reminder_says_what_it_is_and_leads_there(cast, due):
    due(Due(cast.astrid.id, PLAN, "/plans/1", "plan 1"), FRIDAY)
    remind(FRIDAY)
    (mail,) = mails()
    assert mail["Subject"] == "Kompetencespejl: En plan venter på dig."
    assert "http://localhost:5000/plans/1\n" in mail.get_content()


def test_several_are_one_mail_with_one_link_and_each_sentence_once(cast, due):
    for kind, key in ((PLAN, "1"), (PLAN, "2"), (TALK, "3")):
        due(Due(cast.astrid.id, kind, f"/things/{key}", key), FRIDAY)
    remind(FRIDAY)
    (mail,) = mails()
    assert mail["Subject"] == "Kompetencespejl: Det venter på dig"
    assert mail.get_content() == (
        "Hej\n\n- En plan venter på dig.\n\n- En samtale nærmer sig.\n\nhttp://localhost:5000/notifications\n\n"
        "Venlig hilsen\nKompetencespejl, Odense Bibliotekerne\n"
    )


def test_a_second_run_of_a_day_tells_what_is_new_and_its_mail_comes_tomorrow(cast, due):
    due(Due(cast.astrid.id, PLAN, "/plans/1", "1"), FRIDAY)
    remind(FRIDAY)
    assert len(mails()) == 1
    due(Due(cast.astrid.id, TALK, "/talks/1", "2", required=True), FRIDAY)
    assert remind(FRIDAY) == 1
    assert told(cast.astrid) == [PLAN, TALK]
    assert mails() == []
    remind(SATURDAY)
    assert len(mails(SATURDAY)) == 1


def test_on_a_day_off_only_what_is_required_is_told_and_the_rest_if_it_is_due_still(cast, due):
    due(Due(cast.astrid.id, PLAN, "/plans/1", "weekend only"), SATURDAY)
    due(Due(cast.astrid.id, PLAN, "/plans/2", "still"), SATURDAY, MONDAY)
    due(Due(cast.bo.id, TALK, "/talks/1", "required", required=True), SATURDAY)
    assert remind(SATURDAY) == 1
    assert (told(cast.astrid), told(cast.bo)) == ([], [TALK])
    assert [mail["To"] for mail in mails(SATURDAY)] == ["bo@example.org"]
    assert remind(MONDAY) == 1
    assert [mail["To"] for mail in mails(MONDAY)] == ["astrid@example.org"]


def test_who_wants_one_mail_a_day_gets_what_happened_and_what_is_due_together(cast, due):
    telling.choose(cast.astrid.id, Rhythm.DAILY)
    telling.notify(cast.astrid.id, TALK, "/talks/1")
    db.session.commit()
    assert told(cast.astrid) == [TALK]  # on the page at once
    assert mails() == []
    due(Due(cast.astrid.id, PLAN, "/plans/1", "1"), FRIDAY)
    remind(FRIDAY)
    (mail,) = mails()
    assert "En plan venter på dig." in mail.get_content()
    assert "En samtale nærmer sig." in mail.get_content()


def test_what_is_held_comes_on_the_next_working_day_though_nothing_is_due(cast):
    telling.choose(cast.astrid.id, Rhythm.DAILY)
    telling.notify(cast.astrid.id, TALK, "/talks/1")
    db.session.commit()
    assert remind(SATURDAY) == 0
    assert mails(SATURDAY) == []
    remind(MONDAY)
    assert len(mails(MONDAY)) == 1


def test_who_wants_no_mail_gets_the_message_and_a_mail_only_for_what_is_required(cast, due):
    telling.choose(cast.astrid.id, Rhythm.NEVER)
    telling.notify(cast.astrid.id, TALK, "/talks/1")
    db.session.commit()
    due(Due(cast.astrid.id, PLAN, "/plans/1", "1"), FRIDAY)
    remind(FRIDAY)
    assert told(cast.astrid) == [TALK, PLAN]
    assert mails() == []
    telling.notify(cast.astrid.id, TALK, "/talks/2", required=True)
    due(Due(cast.astrid.id, PLAN, "/plans/2", "2", required=True), MONDAY)
    db.session.commit()
    assert len(mails()) == 1
    remind(MONDAY)
    assert len(mails(MONDAY)) == 1


def test_no_mail_tells_tomorrow_of_what_was_read_today(cast):
    telling.choose(cast.astrid.id, Rhythm.DAILY)
    telling.notify(cast.astrid.id, TALK, "/talks/1")
    telling.read_all(cast.astrid.id)
    db.session.commit()
    remind(FRIDAY)
    assert mails() == []


def test_a_feature_that_fails_stops_no_other_and_is_named(cast, due):
    def broken(_):
        raise RuntimeError("broken")

    def unregistered(_):
        return [Due(cast.astrid.id, "never.registered", "/", "1")]

    reminding.DUES.fill(broken)
    reminding.DUES.fill(unregistered)
    due(Due(cast.astrid.id, PLAN, "/plans/1", "1"), FRIDAY)
    run = reminding.remind(FRIDAY, lambda people: addresses(people, FRIDAY))
    assert run.told == 1
    assert [name.rpartition(".")[2] for name in run.failed] == ["broken (RuntimeError)", "unregistered (KeyError)"]


def test_daily_actions_come_first_each_in_its_own_transaction(cast, due):
    done = []

    def writes_and_fails(_):
        telling.show(cast.astrid.id, PLAN, "/never")
        db.session.flush()
        raise RuntimeError("broken")

    reminding.DAILY.fill(writes_and_fails)
    reminding.DAILY.fill(lambda today: telling.show(cast.bo.id, PLAN, "/kept") or done.append(today))
    reminding.DUES.fill(lambda today: [Due(cast.bo.id, TALK, "/", "after the actions")] if done else [])
    run = reminding.remind(FRIDAY, lambda people: addresses(people, FRIDAY))
    assert (told(cast.astrid), told(cast.bo)) == ([], [PLAN, TALK])
    assert (done, len(run.failed)) == ([FRIDAY], 1)


def test_a_crash_in_the_middle_loses_and_doubles_nothing(cast, due, monkeypatch):
    for person in (cast.astrid, cast.bo, cast.dorte):
        due(Due(person.id, PLAN, "/plans/1", "1"), FRIDAY)
    show, crashes = reminding.show, iter((False, True))

    def crash(person_id, kind, url):
        show(person_id, kind, url)
        db.session.flush()
        if next(crashes):
            raise KeyboardInterrupt

    monkeypatch.setattr(reminding, "show", crash)
    with pytest.raises(KeyboardInterrupt):
        remind(FRIDAY)
    db.session.rollback()
    monkeypatch.setattr(reminding, "show", show)
    assert remind(FRIDAY) == 2
    assert [told(person) for person in (cast.astrid, cast.bo, cast.dorte)] == [[PLAN]] * 3
    assert len(mails()) == 3


def test_addresses_are_made_as_pages_make_them(app, cast, due):
    from flask import url_for

    reminding.DUES.fill(lambda _: [Due(cast.astrid.id, PLAN, url_for("notifications.index"), "1")])
    remind(FRIDAY)
    assert db.session.scalar(select(Notification.url)) == "/notifications"


def test_a_mail_of_the_day_that_could_not_leave_goes_with_the_next_as_one(cast, due):
    due(Due(cast.astrid.id, PLAN, "/plans/1", "1"), FRIDAY)
    due(Due(cast.astrid.id, TALK, "/talks/1", "2"), MONDAY)
    remind(FRIDAY)
    remind(MONDAY)
    (mail,) = mails(MONDAY)
    assert "- En plan venter på dig.\n\n- En samtale nærmer sig." in mail.get_content()
    assert db.session.scalars(select(OutgoingMail)).all() == []


def test_the_command_says_what_it_told_and_fails_where_something_failed(app, cast, due):
    due(Due(cast.astrid.id, PLAN, "/plans/1", "1"), *(FRIDAY + timedelta(days=n) for n in range(-4000, 4000)))
    db.session.commit()
    ran = app.test_cli_runner().invoke(args=["remind"])
    assert ran.exit_code == 0, ran.output

    def broken(_):
        raise RuntimeError

    reminding.DUES.fill(broken)
    failed = app.test_cli_runner().invoke(args=["remind"])
    assert failed.exit_code == 1
    assert "broken (RuntimeError)" in failed.output
