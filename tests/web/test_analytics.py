"""What was released is seen as questions: a table for every picture, and words for what is hidden."""

import re

import pytest

from competence.analytics import actions, charts
from competence.analytics.keys.rules import Limits
from competence.privacy.anonymity.limits import Reason
from tests.make import make_cycle
from tests.page import text_of
from tests.rounds import SIZES, make_round, make_staff

FULL = [3, 4, 2, 3, 5, 3, 2, 4, 3, 3, 2, 4, 3, 3] + [2, 3, 1] * 7
# c3, c6 and c9 are the digital competences of the tests' catalogue: one for all units, one for the house, one hidden.
LEVELS = {"c3": FULL, "c6": FULL[:20], "c9": FULL[:4]}
HIDDEN = "Der er for få svar til at vise et resultat (mindst 5 ud over dem, du kender)."


@pytest.fixture
def hr(cast, client_as):
    return client_as(cast.carla)


@pytest.fixture
def released(cast):
    made = make_round(cast, make_staff(cast), LEVELS)
    actions.publish(made.close())
    return made.cycle


def show(reader, page="themes/digital", **asked):
    return reader.get(f"/analytics/{page}", query_string=asked).page


def figures(page, question):
    """Return the table under a question, head and foot included."""
    section = page.first(f"section[@aria-labelledby='{question}']")
    return [[text_of(cell) for cell in row if cell.tag in {"th", "td"}] for row in section.iter("tr")]


def test_the_most_independent_stand_on_top_and_what_is_hidden_is_words(hr, released):
    page = show(hr)
    assert page.h1 == "Digitale kompetencer"
    assert figures(page, "strengths") == [
        ["Kompetence", "Gennemsnitligt niveau", "Rollerne beder om", "Forskel", "Antal svar"],
        ["Kompetence 6", "2,8", "4,0", "1,2 under", "15–24"],
        ["Kompetence 3", "2,5", "4,0", "1,5 under", "25+"],
        ["Kompetence 9", HIDDEN, "vises ikke", "vises ikke", "for få"],
    ]
    assert f"Kompetence 9: {HIDDEN}" in page.text


def test_how_answers_fall_is_shown_for_the_organisation_in_three_bands(hr, released):
    header, *rows = figures(show(hr), "spread")
    assert header == ["Kompetence", "Trin 1 / Trin 2", "Trin 3", "Trin 4 / Trin 5", "Antal svar", "Talt sammen som"]
    assert rows == [["Kompetence 3", "50 %", "40 %", "10 %", "25+", "Hele organisationen"]]
    assert "Kompetence 6: Fordelingen vises først, når mindst 20 har svaret" in show(hr).text


def test_unit_by_competence_the_nearest_larger_group_lends_its_number(hr, released):
    assert figures(show(hr), "units") == [
        ["Enhed", "Kompetence 3", "Kompetence 6"],
        ["Biblioteket", "2,5", "2,8"],
        ["Staff", "samlet 2,0", "samlet 2,8"],
        ["Tarup", "3,25", "samlet 2,8"],
        ["Vollsmose", "samlet 2,0", "samlet 2,8"],
    ]


def test_a_unit_stands_beside_the_whole_under_the_name_it_was_counted_by(hr, released):
    page = show(hr, unit="vollsmose")
    head, *rows = figures(page, "strengths")
    assert head[-2:] == ["Hele organisationen", "Talt sammen som"]
    assert [row[:2] + row[-2:] for row in rows[:2]] == [
        ["Kompetence 6", "2,8", "2,8", "Hele organisationen"],
        ["Kompetence 3", "2,0", "2,5", "Hele organisationen undtagen Tarup"],
    ]


def test_every_picture_is_drawn_from_a_table_beside_it(hr, released):
    pictures = show(hr).all("figure[@data-behavior='chart']")
    kinds = ["dumbbell", "bars", "bars", "heat", "dumbbell", "dumbbell"]  # of wishes, which are few, there is no number
    assert [one.get("data-chart") for one in pictures] == kinds
    assert all(one.findall(".//table") for one in pictures)


def test_a_coded_number_is_drawn_as_its_bound_and_a_small_share_not_at_all(hr, cast):
    made = make_round(cast, make_staff(cast), {"c3": [5] * 35})
    actions.publish(made.close())
    page = show(hr)
    assert figures(page, "strengths")[1] == ["Kompetence 3", "4,5 eller højere", "4,0", "mindst 0,5 over", "25+"]
    assert figures(page, "spread")[1][1:4] == ["under 10 %", "under 10 %", "over 80 %"]
    drawn = page.first("section[@aria-labelledby='spread']").iter("td")
    assert [cell.get("data-value") for cell in drawn] == [None, None, "80", None, None]


def test_what_changed_is_told_from_what_both_rounds_showed(hr, cast, released):
    later = make_round(cast, make_staff(cast), {"c3": [4] * 35, "c6": FULL[:20]}, "Forår 2027")
    actions.publish(later.close())
    page = show(hr)
    assert figures(page, "change") == [
        ["Kompetence", "Efterår 2026", "Forår 2027", "Siden sidst"],
        ["Digitale kompetencer", "2,7", "3,4", "op 0,7"],
        ["Kompetence 3", "2,5", "4,0", "op 1,5"],
        ["Kompetence 6", "2,8", "2,8", "ingen tydelig forskel"],
        ["Kompetence 9", HIDDEN, HIDDEN, "kan ikke sammenlignes"],
    ]
    assert figures(show(hr, cycle=released.pid), "strengths")[2][:2] == ["Kompetence 3", "2,5"]


def test_the_whole_house_stands_on_one_page_area_by_area(hr, released):
    page = show(hr, "house/overview")
    assert figures(page, "areas") == [
        ["Område", "Efterår 2026", "Regnet af"],
        ["Område 1", "2,7", "2 af 3 kompetencer"],
        ["Område 2", "vises ikke", "0 af 3 kompetencer"],
        ["Område 3", "vises ikke", "0 af 3 kompetencer"],
    ]
    assert figures(page, "units")[3] == ["Tarup", "samlet 3,0", "vises ikke", "vises ikke"]


@pytest.mark.parametrize("page", ["areas/a1", "competences/c3", "themes/projekt_netvaerk"])
def test_each_part_of_the_catalogue_has_its_page(hr, released, page):
    assert hr.get(f"/analytics/{page}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "themes/nonsense", "themes/", "areas/nonsense", "marks/nonsense", "house/nonsense", "nonsense/c3",
        "themes/digital?cycle=nonsense", "competences/c99", "competences/c3?unit=nonsense",
        "themes/digital/nonsense.csv", "themes/digital/strengths.pdf", "themes/nonsense/paper",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(hr, released, address):
    assert hr.get(f"/analytics/{address}").status_code == 404


def test_a_round_that_is_still_open_has_no_numbers(hr, cast):
    cycle = make_cycle(cast.version)
    assert "Ingen tal endnu" in show(hr).text
    assert hr.get(f"/analytics/themes/digital/strengths.csv?cycle={cycle.pid}").status_code == 404


def test_the_front_page_asks_questions_and_names_the_rounds(hr, released):
    page = hr.get("/analytics").page
    assert "Lukket 23. november 2026. Antal, der havde delt: 25+." in page.text
    assert f"/analytics/house/overview?cycle={released.pid}" in page.links().values()
    assert page.links()["Hvor er vi stærke digitalt?"] == "/analytics/themes/digital"
    assert "færre end 5 mennesker" in page.text


def test_every_page_says_which_round_day_and_rule_it_stands_on(hr, released):
    text = show(hr, "house/overview").text
    for words in ("Tal fra23. november 2026", "hvor færre end 10 har svaret"):
        assert words in text


def test_every_number_and_every_order_follows_from_shown_values_alone(hr, cast, released):
    """The same answers given by others of the same unit release the same numbers; then no table may differ."""
    turned = {code: [*levels[:14][::-1], *levels[14:][::-1]] for code, levels in LEVELS.items()}
    actions.publish(make_round(cast, make_staff(cast), turned).close())
    before, after = show(hr, cycle=released.pid), show(hr)
    for question in ("strengths", "requirements", "spread", "units", "wishes", "importance", "leaders"):
        assert figures(before, question) == figures(after, question)
    gaps = [figures(show(hr, "house/overview", cycle=pid), "gaps") for pid in (released.pid, None)]
    assert gaps[0] == gaps[1] != []
    assert [row[0] for row in gaps[0][1:]] == ["Kompetence 3", "Kompetence 6"]  # 1,5 and 1,2 under


def test_the_pages_are_read_in_english_too(hr, released):
    hr.post("/language", data={"language": "en"})
    assert figures(show(hr, unit="tarup"), "strengths")[1][:4] == ["Competence 3", "3.25", "4.0", "0.8 below"]


MOST = {"carla": 14, "bo": 18, "astrid": 15}  # statements; the two pages HR opens first take thirteen
READ = ("themes/digital", "house/overview", "house/targets", "areas/a1", "competences/c3?unit=tarup")


def test_a_page_costs_the_same_however_much_it_shows(client_as, cast, statements):
    counts: list[dict[tuple[str, str], int]] = []
    many = {code: [3, 2, 4] * 25 for code in ("c3", "c6", "c9")}
    for levels, sizes in (({"c3": [3] * 35}, SIZES), (many, {unit: 2 * size for unit, size in SIZES.items()})):
        actions.publish(make_round(cast, make_staff(cast, sizes), levels, str(len(counts))).close())
        counts.append({})
        for name in MOST:
            reader = client_as(getattr(cast, name))
            for page in READ:
                reader.get(f"/analytics/{page}")  # what the release left in the tests' session is read anew first
                with statements() as seen:
                    assert reader.get(f"/analytics/{page}").status_code == 200
                counts[-1][name, page] = len(seen)
    assert counts[0] == counts[1]
    assert {name: max(counts[0][name, page] for page in READ) for name in MOST} == MOST
    assert max(counts[0]["carla", page] for page in READ[:2]) == 13


def test_every_reason_has_words_and_none_of_them_says_another_number_than_the_one_held_to():
    said = {reason: charts.why(reason, Limits(k=98, shares_floor=99)) for reason in Reason}
    assert {number for sentence in said.values() for number in re.findall(r"\d+", sentence)} == {"98", "99"}
    assert not any(re.search(r"\d", reason.value) for reason in Reason)
