"""HR sees what the organisation can as it was released: a table for every picture, and words for what is hidden."""

import re

import pytest
from sqlalchemy import select

from competence.analytics import actions, charts
from competence.analytics.models import ReleasedFigure, ReleasedShare
from competence.db import db
from competence.privacy.anonymity.limits import Reason
from tests.make import make_cycle
from tests.rounds import make_round, make_staff

FULL = [3, 4, 2, 3, 5, 3, 2, 4, 3, 3, 2, 4, 3, 3] + [2, 3, 1] * 7
# c3, c6 and c9 are the digital competences of the tests' catalogue: one for all units, one for the house, one hidden.
LEVELS = {"c3": FULL, "c6": FULL[:20], "c9": FULL[:4]}
NUMBER = re.compile(r"\d+(?:,\d+)?")


@pytest.fixture
def hr(cast, client_as):
    return client_as(cast.carla)


@pytest.fixture
def released(cast):
    made = make_round(cast, make_staff(cast), LEVELS)
    actions.publish(made.close())
    return made.cycle


def theme(hr, name="digital", cycle=""):
    return hr.get(f"/analytics/themes/{name}" + (f"?cycle={cycle}" if cycle else "")).page


def test_the_organisation_stands_first_the_most_independent_on_top(hr, released):
    page = theme(hr)
    assert page.h1 == "Digitale kompetencer"
    assert page.table(0) == [
        ["Kompetence", "Gennemsnitligt trin", "Antal svar"],
        ["Kompetence 6", "2,8", "15–24"],
        ["Kompetence 3", "2,5", "25+"],
    ]


def test_how_answers_fall_is_shown_for_the_organisation_in_three_bands(hr, released):
    header, *rows = theme(hr).table(1)
    assert header == ["Kompetence", "Trin 1 / Trin 2", "Trin 3", "Trin 4 / Trin 5", "Antal svar"]
    assert rows == [["Kompetence 3", "50 %", "40 %", "10 %", "25+"]]


def test_units_are_shown_with_their_neighbours_where_few_answered(hr, released):
    assert theme(hr).table(2)[1:] == [
        ["Hele organisationen", "2,5", "25+"],
        ["Tarup", "3,25", "10–14"],
        ["Hele organisationen undtagen Tarup", "2,0", "15–24"],
    ]


def test_one_competence_is_shown_in_every_group(hr, released):
    page = hr.get(f"/analytics/competences/c3?cycle={released.pid}").page
    assert page.h1 == "Kompetence 3"
    assert page.table(0) == theme(hr).table(2)
    assert page.links()["Digitale kompetencer"] == f"/analytics/themes/digital?cycle={released.pid}"


def test_a_competence_nobody_or_few_answered_says_so_in_words(hr, released):
    for code in ("c9", "c1"):
        (line,) = hr.get(f"/analytics/competences/{code}").page.table(0)[1:]
        assert line[1].startswith("Der er for få svar")


def test_what_is_hidden_is_said_in_words(hr, released):
    text = theme(hr).text
    assert "Kompetence 9: Der er for få svar til at vise et resultat" in text
    assert "Kompetence 6: Vises kun for hele organisationen" in text
    assert "Kompetence 6: Fordelingen vises først, når mindst 20 har svaret" in text
    assert "Er en andel under 10 %, er de andre" in text


def test_every_picture_is_drawn_from_a_table_beside_it(hr, released):
    page = theme(hr)
    figures = page.all("figure[@data-behavior='chart']")
    assert len(figures) == 3
    for figure in figures:
        assert figure.findall(".//table")
        assert [cell for cell in figure.iter("td") if cell.get("data-value")]


def test_a_coded_number_is_drawn_as_its_bound_and_a_small_share_not_at_all(hr, cast):
    made = make_round(cast, make_staff(cast), {"c3": [5] * 35})
    actions.publish(made.close())
    page = theme(hr)
    assert page.table(0)[1] == ["Kompetence 3", "4,5 eller højere", "25+"]
    assert page.table(1)[1][1:4] == ["under 10 %", "under 10 %", "over 80 %"]
    values = [cell.get("data-value") for cell in page.all("figure")[1].iter("td")]
    assert values == [None, None, "80", None]


def test_an_earlier_round_keeps_its_numbers_and_is_found_by_its_address(hr, cast, released):
    before = theme(hr, cycle=released.pid).table(0)
    later = make_round(cast, make_staff(cast), {"c3": [4] * 35}, "Forår 2027")
    actions.publish(later.close())
    assert theme(hr, cycle=released.pid).table(0) == before
    assert theme(hr, cycle=later.cycle.pid).table(0)[1][:2] == ["Kompetence 3", "4,0"]


@pytest.mark.parametrize(
    "address",
    ["themes/nonsense", "themes/", "themes/digital?cycle=nonsense", "competences/c99", "competences/c3?cycle=x"],
)
def test_what_does_not_exist_is_not_found(hr, released, address):
    assert hr.get(f"/analytics/{address}").status_code == 404


def test_a_round_that_is_still_open_has_no_numbers(hr, cast):
    cycle = make_cycle(cast.version)
    assert "Ingen tal endnu" in theme(hr).text
    assert hr.get(f"/analytics/themes/digital?cycle={cycle.pid}").status_code == 404


def test_the_front_page_names_the_rounds_and_how_their_numbers_are_protected(hr, released):
    page = hr.get("/analytics").page
    assert page.texts("h3") == ["Efterår 2026"]
    assert "Lukket 23. november 2026. Antal, der havde delt: 25+." in page.text
    assert f"/analytics/themes/digital?cycle={released.pid}" in page.links().values()
    assert "færre end fem mennesker" in page.text


def test_a_round_few_shared_in_says_no_more_than_that(hr, cast):
    made = make_round(cast, make_staff(cast, {"tarup": 3}), {"c3": [1, 2, 3]})
    actions.publish(made.close())
    assert "Antal, der havde delt: færre end 5." in hr.get("/analytics").page.text
    assert "Der er for få svar om disse kompetencer" in theme(hr).text


def test_the_pages_are_read_in_english_too(hr, released):
    hr.post("/language", data={"language": "en"})
    page = theme(hr)
    assert "The whole organisation" in page.text
    assert page.table(0)[1][1] == "2.8"


def test_every_number_on_the_pages_was_released_and_every_other_reader_meets_none(
    hr, cast, released, client_as, anonymous
):
    """The crawler: it follows each link under /analytics and takes every number from tables and drawn values."""
    seen = set()
    addresses, done = ["/analytics"], set()
    while addresses:
        address = addresses.pop()
        done.add(address)
        page = hr.get(address).page
        addresses += [url for url in page.links().values() if url.startswith("/analytics") and url not in done]
        for figure in page.all("figure"):
            for cell in figure.iter("td"):
                seen |= set(NUMBER.findall((cell.text or "") + " " + (cell.get("data-value") or "").replace(".", ",")))
    assert len(done) >= 3
    assert seen <= _released_numbers()
    assert "3,25" in seen
    for reader in [*map(client_as, (cast.astrid, cast.bo, cast.dorte, cast.emil, cast.freja)), anonymous]:
        for address in done:
            assert reader.get(address).status_code in (303, 404)


def _released_numbers():
    numbers = set()
    for figure in db.session.scalars(select(ReleasedFigure)):
        numbers |= set(NUMBER.findall(figure.people))
        if figure.mean is not None:
            numbers |= {f"{figure.mean.normalize():f}".replace(".", ","), str(float(figure.mean)).replace(".", ",")}
    return numbers | {str(share.percent) for share in db.session.scalars(select(ReleasedShare))}


def test_the_page_costs_the_same_however_much_it_shows(hr, cast, statements):
    counts: list[int] = []
    staff = make_staff(cast)
    for levels in ({"c3": [3] * 35}, {code: [3, 2, 4] * 11 + [1, 5] for code in ("c3", "c6", "c9")}):
        actions.publish(make_round(cast, staff, levels, str(len(counts))).close())
        with statements() as seen:
            theme(hr)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12


def test_every_reason_has_the_words_of_the_rules_in_the_catalogue():
    assert {reason: str(words) for reason, words in charts.WORDS.items()} == {reason: reason.value for reason in Reason}
