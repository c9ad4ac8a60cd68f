"""From the command line an operator lets the first administrator in and sends, or prints, the mails that wait."""

import re

import pytest
from sqlalchemy import select

from competence.access.actor import Role
from competence.db import db
from competence.notifications.models import OutgoingMail
from competence.people.queries import actor_of, grants_of, person_by_email
from competence.signin.actions import accounts
from competence.web.clock import today
from tests.client import InspectingClient
from tests.web.signing import ANOTHER

LINK = re.compile(r"http://localhost:5000(/password/link/\S+)")


@pytest.fixture
def run(app):
    """Return a function that runs a command of the product."""

    def run_one(*words):
        db.session.commit()
        result = app.test_cli_runner().invoke(args=list(words))
        db.session.expire_all()
        return result

    return run_one


def test_the_first_administrator_gets_a_link_and_with_it_in(app, run):
    link = LINK.search(run("administrator", " Signe@Example.org", "Signe Ny").output)[1]
    signe = person_by_email("signe@example.org")
    assert actor_of(signe.id, today()).roles == {Role.ADMINISTRATOR}
    browser = InspectingClient(app)
    browser.get(link)
    assert browser.post("/password/new", data={"new_password": ANOTHER, "again": ANOTHER}).status_code == 303
    assert browser.get("/accounts").status_code == 200


def test_who_has_no_address_is_made_no_administrator(run):
    refused = run("administrator", "notanemail", "X")
    assert (refused.exit_code, "ikke en e-mailadresse" in refused.output) == (1, True)
    assert person_by_email("notanemail") is None


def test_a_distribution_that_is_not_there_is_said_in_one_sentence(run):
    refused = run("distribute", "nope")
    assert (refused.exit_code, refused.output) == (1, "Error: There is no distribution nope.\n")


def test_saying_it_twice_gives_one_role_and_a_new_link(run, cast):
    first, second = (LINK.search(run("administrator", "bo@example.org", "Bo").output)[1] for _ in range(2))
    assert first != second
    assert len(grants_of(cast.bo.id)) == 1
    assert cast.bo.name == "Bo Lund"


def test_the_outbox_is_printed_once_with_links_that_work(app, run, cast):
    accounts.invite(cast.freja.id, cast.astrid.id)
    printed = run("outbox").output
    assert "To: astrid@example.org" in printed
    assert InspectingClient(app).get(LINK.search(printed)[1]).location == "/password/new"
    assert run("outbox").output == "0 mails printed.\n"


def test_without_a_mail_server_mails_wait(run, cast):
    accounts.invite(cast.freja.id, cast.astrid.id)
    result = run("send-mail")
    assert result.exit_code == 1
    assert "flask outbox" in result.output
    assert len(db.session.scalars(select(OutgoingMail)).all()) == 1
