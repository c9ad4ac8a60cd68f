"""Each sees the same release: everybody the whole and their unit, a leader the branch; every format says the same."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from competence.analytics import actions
from competence.analytics.insight import queries
from competence.analytics.measures import Audience
from competence.analytics.models import Release
from competence.db import db
from competence.web.clock import today
from tests.make import LONG_AGO, make_deputy, make_employment, make_leader, make_person, make_unit
from tests.papers.judges import faults, text_of
from tests.rounds import make_round, make_staff
from tests.web.test_analytics import FULL, figures

PAGES = ("themes/digital", "competences/c3", "house/overview")
TARUP, REST = "3,25", "1,8"  # what c3 is in Tarup, and in the rest of the house; nothing else is as much
OURS = {"c3": FULL[:14] + [2] * 17 + [1] * 4, "c6": FULL[:20], "c9": FULL[:4]}


@pytest.fixture
def released(cast):
    made = make_round(cast, make_staff(cast), OURS)
    actions.publish(made.close())
    return made.cycle


def everything_about_c3(reader) -> str:
    """Return all that a reader is given about Kompetence 3: page, drawn values, files and paper."""
    given = []
    for page in PAGES:
        shown = reader.get(f"/analytics/{page}").page
        given.append(shown.html)
        given += [reader.get(url).get_data(as_text=True) for url in files_of(shown)]
        given.append(text_of(reader.get(f"/analytics/{page}/paper").data))
    return " ".join(given)


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("astrid", ["Tarup"]),
        ("ellen", ["Vollsmose"]),
        ("bo", ["Tarup"]),
        ("emil", ["Vollsmose"]),
        ("dorte", ["Biblioteket", "Staff", "Tarup", "Vollsmose"]),
        ("carla", ["Biblioteket", "Staff", "Tarup", "Vollsmose"]),
        ("freja", ["Staff"]),
    ],
)
def test_each_sees_the_whole_and_their_own_units(cast, client_as, released, name, units):
    page = client_as(getattr(cast, name)).get("/analytics/themes/digital").page
    assert figures(page, "strengths")[2][:2] == ["Kompetence 3", "2,4"]
    assert [row[0] for row in figures(page, "units")[1:]] == units


@pytest.mark.parametrize(
    ("name", "own", "others"), [("astrid", TARUP, REST), ("bo", TARUP, REST), ("ellen", REST, TARUP)]
)
def test_another_branch_stands_in_no_page_file_paper_or_drawn_value(cast, client_as, released, name, own, others):
    given = everything_about_c3(client_as(getattr(cast, name)))
    whole = re.compile(rf"(?<![\d,.]){others}(?![\d])|data-value=\"{float(others.replace(',', '.'))}\"")
    assert own in given
    assert whole.search(given) is None


def test_another_branch_cannot_be_asked_for_by_address(cast, client_as, released):
    for name, unit in (("astrid", "vollsmose"), ("bo", "vollsmose"), ("bo", "house"), ("ellen", "tarup")):
        for page in ("", "/strengths.csv", "/strengths.xlsx", "/units.csv", "/paper"):
            answer = client_as(getattr(cast, name)).get(f"/analytics/themes/digital{page}?unit={unit}")
            assert answer.status_code == 404, (name, unit, page)


def test_hr_sees_what_the_others_may_not(cast, client_as, released):
    """The test above can fail: the numbers it looks for are there for who may see them."""
    given = everything_about_c3(client_as(cast.carla))
    assert TARUP in given
    assert REST in given


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (Audience.EVERYBODY, {"astrid", "bo", "dorte", "carla", "freja"}),
        (Audience.LEADERS, {"bo", "dorte", "carla"}),
        (Audience.HR, {"dorte", "carla"}),
    ],
)
def test_a_round_is_seen_by_those_its_figures_were_agreed_to_be_for(cast, client_as, released, audience, readers):
    db.session.execute(update(Release).values(audience=audience))
    for name in ("astrid", "bo", "dorte", "carla", "freja"):
        reader, expected = client_as(getattr(cast, name)), 200 if name in readers else 404
        for address in ("", "/strengths.csv", "/paper"):
            assert reader.get(f"/analytics/themes/digital{address}?cycle={released.pid}").status_code == expected
        assert (released.title in reader.get("/analytics").page.text) == (name in readers)


def test_a_deputy_sees_the_branch_they_stand_in_for(clock, cast, client_as, released):
    make_deputy(cast.emil, cast.bo, date(2026, 1, 1), date(2026, 12, 31))
    page = client_as(cast.bo).get("/analytics/themes/digital").page
    assert [row[0] for row in figures(page, "units")[1:]] == ["Tarup", "Vollsmose"]


def test_of_many_units_those_around_the_one_asked_for_are_shown(clock, cast, client_as, released, monkeypatch):
    monkeypatch.setattr(queries, "MANY", 3)

    def shown(name, unit=""):
        page = client_as(getattr(cast, name)).get(f"/analytics/themes/digital?unit={unit}").page
        return [row[0] for row in figures(page, "units")[1:]], "Huset har mange enheder" in page.text

    assert shown("carla") == (["Biblioteket", "Staff", "Tarup", "Vollsmose"], True)
    assert shown("carla", "tarup") == (["Biblioteket", "Tarup"], True)
    assert shown("bo") == (["Tarup"], False)
    monkeypatch.setattr(queries, "MANY", 1)
    make_deputy(cast.emil, cast.bo, date(2026, 1, 1), date(2026, 12, 31))
    assert shown("bo") == (["Tarup", "Vollsmose"], True)  # both stand highest of what he sees
    assert shown("bo", "tarup") == (["Tarup"], True)
    monkeypatch.setattr(queries, "MANY", 3)
    page = client_as(cast.carla).get("/analytics/themes/digital?unit=tarup").page
    assert figures(page, "units")[2][1] == TARUP
    assert REST not in everything_about(page)


@pytest.mark.parametrize("many", [60, 3])
def test_a_unit_the_round_does_not_know_has_the_whole_and_says_so(cast, client_as, released, monkeypatch, many):
    monkeypatch.setattr(queries, "MANY", many)
    make_unit("odense_nord", cast.tarup, title="Nord")
    said, page = "Runden siger intet om enheden for sig. Her står hele organisationen.", "/analytics/themes/digital"
    hr = client_as(cast.carla)
    asked, whole = hr.get(f"{page}?unit=odense_nord").page, hr.get(page).page
    assert said in asked.text
    assert said in hr.get(f"{page}/units.csv?unit=odense_nord").text
    assert said in " ".join(text_of(hr.get(f"{page}/paper?unit=odense_nord").data).split())
    assert said not in whole.text
    assert [figures(asked, one) for one in ("strengths", "units")] == [
        figures(whole, one) for one in ("strengths", "units")
    ]
    assert said in client_as(cast.bo).get(f"{page}?unit=odense_nord").page.text
    for other in (cast.ellen, cast.emil, cast.astrid):
        assert client_as(other).get(f"{page}?unit=odense_nord").status_code == 404


def test_a_round_is_read_as_the_house_stood_when_it_closed(cast, client_as, released):
    before = everything_told(client_as(cast.carla))
    cast.tarup.parent = cast.vollsmose
    make_employment(make_person("Nynne"), make_unit("new", cast.tarup), cast.librarian)
    db.session.flush()
    assert everything_told(client_as(cast.carla)) == before


def test_who_leads_what_stands_highest_and_has_no_leader_sees_everything(cast, client_as, released):
    highest = make_person("Nynne")
    make_employment(highest, cast.house, cast.librarian)
    make_leader(highest, cast.bo)
    rows = figures(client_as(highest).get("/analytics/themes/digital").page, "units")
    assert [row[0] for row in rows[1:]] == ["Biblioteket", "Staff", "Tarup", "Vollsmose"]
    assert client_as(highest).get("/analytics/house/leaving").status_code == 200


def branch_of(reader) -> list[str]:
    """Return the units a reader sees; of what is for those alone who see everything they must see nothing."""
    assert reader.get("/analytics/house/leaving").status_code == 404
    return [row[0] for row in figures(reader.get("/analytics/themes/digital").page, "units")[1:]]


def test_while_the_house_is_made_anew_a_leader_sees_no_more_than_before(cast, client_as, released):
    """Between two ways to stand highest nothing without a unit above it is in force, and all of the house goes on."""
    bo, day = client_as(cast.bo), timedelta(days=1)
    cast.house.valid_from = today() + 30 * day
    assert branch_of(bo) == ["Tarup"]
    cast.house.valid_from, cast.house.valid_to = LONG_AGO, today() - day
    new = make_unit("new_house")
    new.valid_from = today() + 30 * day
    for unit in (cast.tarup, cast.vollsmose, cast.staff):
        unit.parent = new
    assert branch_of(bo) == ["Tarup"]


def test_a_second_job_beside_the_chief_makes_nobody_see_the_house(cast, client_as, released):
    """Ellen leads Nynne in Vollsmose and is led by Emil there, and he by Dorte, who works in the highest unit."""
    nynne = make_person("Nynne")
    make_employment(nynne, cast.vollsmose)
    make_leader(cast.ellen, nynne)
    assert branch_of(client_as(cast.ellen)) == ["Vollsmose"]
    for one in (cast.ellen, nynne):
        make_employment(one, cast.house)
    assert branch_of(client_as(cast.ellen)) == ["Biblioteket", "Vollsmose"]


def test_a_second_job_where_one_leads_nobody_makes_nobody_see_what_is_below(cast, client_as, released):
    make_unit("below", cast.vollsmose, title="Under")
    make_employment(cast.bo, cast.vollsmose)
    bo = client_as(cast.bo)
    assert branch_of(bo) == ["Tarup", "Vollsmose"]
    assert bo.get("/analytics/themes/digital?unit=below").status_code == 404


def everything_told(reader) -> list[list[list[str]]]:
    """Return every table of the pages a reader is given, of the whole and in Tarup."""
    pages = [reader.get(f"/analytics/{page}{asked}").page for page in PAGES for asked in ("", "?unit=tarup")]
    return [page.table(number) for page in pages for number in range(len(page.all("table")))]


def everything_about(page) -> str:
    return " ".join(" ".join(row) for row in figures(page, "units"))


@pytest.mark.parametrize(
    ("name", "page"), [("carla", "themes/digital"), ("carla", "house/overview"), ("astrid", "competences/c3")]
)
def test_page_csv_workbook_and_paper_say_the_same(cast, client_as, released, page, name):
    reader = client_as(getattr(cast, name))
    shown = reader.get(f"/analytics/{page}").page
    files = files_of(shown)
    assert len(files) == len(shown.all("table"))
    told = plain(text_of(reader.get(f"/analytics/{page}/paper").data))
    for number, url in enumerate(files):
        table = shown.table(number)
        notes, rows = apart(csv.reader(io.StringIO(reader.get(url).data.decode("utf-8-sig")), delimiter=";"))
        assert rows == table
        assert any("Efterår 2026" in note for note in notes)
        assert any("færre end 10" in note for note in notes)
        assert workbook(reader.get(url.replace(".csv", ".xlsx")).data) == table
        for row in table:
            assert plain("".join(row)) in told


def test_the_paper_reads_well_to_two_judges(cast, client_as, released, tmp_path):
    assert faults(client_as(cast.carla).get("/analytics/house/overview/paper").data, tmp_path) == []


def test_nobody_signed_in_is_given_a_file(anonymous, released):
    for page in ("strengths.csv", "paper"):
        assert anonymous.get(f"/analytics/themes/digital/{page}").status_code == 303


def files_of(page) -> list[str]:
    """Return the addresses of a page's tables as CSV."""
    return [link.get("href", "") for link in page.all("a") if ".csv" in link.get("href", "")]


def apart(lines) -> tuple[list[str], list[list[str]]]:
    """Return the notes above a table, and the table."""
    rows = list(lines)
    empty = next(number for number, row in enumerate(rows) if not any(row))
    return [row[0] for row in rows[:empty]], rows[empty + 1 :]


def workbook(content: bytes) -> list[list[str]]:
    """Return the table of a workbook as the page writes it."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    _notes, rows = apart([[_written(cell) for cell in row if cell.value is not None] for row in sheet.iter_rows()])
    return rows


def _written(cell) -> str:
    assert cell.data_type in {"s", "n"}, "a cell is a number or words, never a formula"
    if cell.data_type == "s":
        return cell.value
    return f"{cell.value:.0f} %" if "%" in cell.number_format else str(float(cell.value)).replace(".", ",")


def plain(words: str) -> str:
    """Return words without spaces and without the hyphens a narrow column breaks them with."""
    return re.sub(r"[\s‐-]", "", words)
