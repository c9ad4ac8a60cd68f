"""The officer sees what an account read between two times, and was refused, as a page and as a file."""

from datetime import datetime, timedelta

import pytest
from time_machine import travel

from competence.web.clock import DENMARK
from tests.acting import opened_mirror

PAGE = "/privacy/breaches"
START = datetime(2026, 11, 27, 10, 0, tzinfo=DENMARK)


@pytest.fixture
def read(client_as, cast):
    """Bo reads Astrid's mirror at ten and at eleven, and tries Ellen's at half past ten."""
    mine, other = opened_mirror(cast, None, {1: (4, 3)}), "0" * 32
    with travel(START, tick=False) as clock:
        bo = client_as(cast.bo)
        bo.get(mine.page)
        clock.shift(timedelta(minutes=25))
        bo.get(f"/assessments/{other}")
        clock.shift(timedelta(minutes=5))
        bo.get("/people")
        clock.shift(timedelta(minutes=29))
        bo.get(mine.page)


def asked(client, cast, start="2026-11-27T09:30", end="2026-11-27T10:45"):
    answer = client.post(PAGE, data={"email": cast.bo.email, "start": start, "end": end})
    assert answer.status_code == 303, answer.page.text
    return answer.location


def lines(page):
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in page.all("tbody/tr")]


def test_everything_between_the_two_times_stands_there_in_order(client_as, cast, read):
    page = client_as(cast.didrik).get(asked(client_as(cast.didrik), cast)).page
    found = lines(page)
    assert "Bo Lund, fra 27. november 2026 09.30 til 27. november 2026 10.45" in page.text
    assert [line[1:] for line in found] == [
        ["Kompetencespejlet", "Astrid Skov", "Leder", "Vist"],
        ["Åbne et kompetencespejl", "–", "–", "Afvist"],
        ["Se listen over medarbejdere og enheder", "–", "–", "Afvist"],
    ]
    assert [line[0].split()[-1] for line in found] == ["10.00", "10.25", "10.30"]


def test_what_an_account_took_out_as_a_file_stands_there_too(client_as, cast):
    from tests.house.things import THINGS

    plan = THINGS["signed plan"](cast).parts["pid"]
    with travel(START, tick=False):
        bo = client_as(cast.bo)
        assert bo.get(f"/plans/{plan}/paper").status_code == 200
        assert bo.get(f"/plans/{plan}/paper/facts").status_code == 200
    with travel(START + timedelta(hours=2), tick=False):
        didrik = client_as(cast.didrik)
        found = lines(didrik.get(asked(didrik, cast)).page)
    taken = [line[1:] for line in found if line[1].startswith("Udtræk")]
    assert [line[:3] for line in taken] == 2 * [["Udtræk: aftale hentet", "Astrid Skov", "Leder"]]
    assert all(line[3].startswith("Hentet: SHA-256 ") for line in taken)


def test_the_minutes_themselves_belong_to_it_and_the_next_does_not(client_as, cast, read):
    didrik = client_as(cast.didrik)
    assert len(lines(didrik.get(asked(didrik, cast, "2026-11-27T10:00", "2026-11-27T10:00")).page)) == 1
    assert len(lines(didrik.get(asked(didrik, cast, "2026-11-27T10:01", "2026-11-27T10:24")).page)) == 0


def test_the_file_says_the_same(client_as, cast, read):
    didrik = client_as(cast.didrik)
    where = asked(didrik, cast)
    answer = didrik.post(f"{where}/file", data={"reason": "Vi undersøger et brud."})
    told = answer.get_data().decode("utf-8-sig").splitlines()
    assert answer.mimetype == "text/csv"
    assert [line.split(";")[2] for line in told if "Astrid" in line] == ["Astrid Skov"]
    assert len([line for line in told if line.endswith(("Vist", "Afvist"))]) == 3


def test_whose_account_it_is_sees_that_it_was_looked_into(client_as, cast, read):
    client_as(cast.didrik).get(asked(client_as(cast.didrik), cast))
    rows = ["".join(row.itertext()) for row in client_as(cast.bo).get("/privacy/looks").page.all("tbody/tr")]
    assert len([row for row in rows if "Hvad din konto har læst" in row and "Databeskyttelsesrådgiver" in row]) == 1


def test_no_address_has_somebodys_mail_in_it(client_as, cast):
    assert "@" not in asked(client_as(cast.didrik), cast)
    assert "%40" not in asked(client_as(cast.didrik), cast)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": "nobody@example.org"}, "kender ingen"),
        ({"start": "2026-11-28T10:00", "end": "2026-11-27T10:00"}, "begynder, før den slutter"),
        ({"start": "i går"}, "Noget skal rettes"),
        ({"start": "0001-01-01T00:00"}, "begynder, før den slutter"),
        ({"email": ""}, "Noget skal rettes"),
    ],
)
def test_bad_input_is_told(client_as, cast, fields, words):
    good = {"email": cast.bo.email, "start": "2026-11-27T10:00", "end": "2026-11-27T11:00"}
    answer = client_as(cast.didrik).post(PAGE, data=good | fields)
    assert (answer.status_code, words in answer.page.text) == (400, True)


@pytest.mark.parametrize(
    "query", ["", "/x/y", "/2026-11-27T10:00", "/9999-99-99T10:00/1", "/2026-11-27T10:00/2026-11-26T10:00"]
)
def test_a_made_up_address_is_answered_and_no_mistake_of_ours(client_as, cast, query):
    assert client_as(cast.didrik).get(f"{PAGE}/{cast.bo.pid}{query}").status_code in {400, 404}
    assert client_as(cast.didrik).get(f"{PAGE}/{'0' * 32}{query}").status_code == 404


def test_it_takes_as_few_statements_for_much_as_for_little(client_as, cast, read, statements):
    didrik = client_as(cast.didrik)
    little, much = asked(didrik, cast, "2026-11-27T10:00", "2026-11-27T10:00"), asked(didrik, cast)
    counts = []
    for where in (little, much):
        didrik.get(where)
        with statements() as seen:
            didrik.get(where)
        counts.append(len(seen.selects))
    assert counts[0] == counts[1] <= 7  # on PostgreSQL one of them asks for the lock of the chain
