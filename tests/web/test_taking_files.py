"""Who takes out a file that tells of others says why, five times a day; the trail can tell which file it was."""

import hashlib
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from time_machine import travel

from competence.db import db
from competence.privacy.erasure.actions import erase
from competence.privacy.erasure.ledger import Rule
from competence.privacy.models import AuditEvent, AuditWords
from competence.web.clock import DENMARK, today
from tests.house.things import THINGS
from tests.house.trail_things import put_to

REASON = "Datatilsynet beder om at se den."
NOON = datetime(2026, 11, 27, 12, 0, tzinfo=DENMARK)


@pytest.fixture
def files(cast):
    """The two files that tell of others: what Bo's account read, and a review of the rights."""
    span = "2026-11-01T00:00/2026-11-30T23:59"
    return [f"/privacy/breaches/{cast.bo.pid}/{span}/file", f"/people/reviews/{put_to(cast).review.pid}/file"]


def words_of(action):
    said = select(AuditWords.words).join(AuditEvent, AuditEvent.id == AuditWords.event_id)
    return list(db.session.scalars(said.where(AuditEvent.action == action)))


@pytest.mark.parametrize("reason", ["", "   ", " " * 10, "kort", f"kort{' ' * 20}nok", "x" * 301])
def test_without_a_reason_there_is_no_file(client_as, cast, files, reason):
    didrik = client_as(cast.didrik)
    for file in files:
        answer = didrik.post(file, data={"reason": reason})
        assert (answer.status_code, answer.mimetype) == (400, "text/html")
        assert didrik.get(file).status_code in {404, 405}
    assert words_of("export.breach") + words_of("export.review") == []


def test_the_trail_says_which_file_it_was_and_why(clock, client_as, cast, files):
    didrik = client_as(cast.didrik)
    for file, action in zip(files, ("export.breach", "export.review"), strict=True):
        taken = didrik.post(file, data={"reason": f"  {REASON} ", "kind": "csv"})
        rows = len(taken.data.decode("utf-8-sig").partition("\r\n\r\n")[2].splitlines()) - 1
        (said,) = words_of(action)
        assert said == f"SHA-256 {hashlib.sha256(taken.data).hexdigest()}; {rows} rows; {REASON}"
    found = client_as(cast.didrik).get(files[0].replace(cast.bo.pid, cast.didrik.pid).removesuffix("/file"))
    assert REASON in found.page.text


def test_who_reads_the_reason_is_said_where_it_is_written(client_as, cast, files):
    plan = THINGS["signed plan"](cast).parts["pid"]
    with travel(NOON, tick=False):
        client_as(cast.bo).get(f"/plans/{plan}")
        didrik = client_as(cast.didrik)
        breach, review = (didrik.get(file.removesuffix("/file")).page.text for file in files)
        didrik.post(files[0], data={"reason": REASON})
        mine = client_as(cast.bo).get("/privacy/mine").page.text
    assert "Databeskyttelsesrådgiver" in mine.partition("Begrundelser for at se noget om dig")[2].partition(REASON)[0]
    told = "Personen selv og databeskyttelsesrådgiveren kan læse den"
    assert (told in breach, told in review) == (True, False)


def test_the_reason_goes_with_whoever_wrote_it_and_the_event_stays(client_as, cast, files):
    client_as(cast.didrik).post(files[1], data={"reason": REASON})
    erase([cast.didrik.id], today(), Rule.ASKED)
    assert words_of("export.review") == []
    assert db.session.scalar(select(AuditEvent.id).where(AuditEvent.action == "export.review"))


def test_five_files_that_tell_of_others_are_all_in_a_day(client_as, cast, files):
    with travel(NOON, tick=False) as clock:
        didrik = client_as(cast.didrik)
        answers = [didrik.post(files[number % 2], data={"reason": REASON}).status_code for number in range(6)]
        assert answers == [200, 200, 200, 200, 200, 429]
        assert client_as(cast.carla).post(files[1], data={"reason": REASON}).status_code == 200, "each their own five"
        assert didrik.post("/privacy/mine/package").status_code == 200, "what is about oneself stays easy"
        clock.shift(timedelta(days=1))
        assert client_as(cast.didrik).post(files[0], data={"reason": REASON}).status_code == 200


def test_the_paper_of_an_agreement_is_known_again(client_as, cast):
    plan = THINGS["signed plan"](cast).parts["pid"]
    paper = client_as(cast.bo).get(f"/plans/{plan}/paper")
    assert words_of("export.agreement") == [f"SHA-256 {hashlib.sha256(paper.data).hexdigest()}"]
