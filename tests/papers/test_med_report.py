"""The report to MED reads well to two judges, says what it hides in words, and holds no person."""

from dataclasses import fields, replace

import pytest

from competence.web.papers import med_report
from competence.web.papers.med_report import Coverage, Fact, Share
from competence.web.papers.press import LAYOUTS
from tests.papers.cases import EMPTY_REPORT, REPORT
from tests.papers.judges import faults, text_of


@pytest.mark.parametrize("asked", [REPORT, EMPTY_REPORT], ids=["full", "empty"])
def test_two_judges_find_nothing_wrong(asked, tmp_path):
    assert faults(med_report.document(asked), tmp_path) == []


def test_its_words_come_out_in_the_order_one_reads():
    told = text_of(med_report.document(REPORT))
    order = [
        "Rapport til MED", "MED-rapport: MUS 2026", "12. januar 2026", "Formål", "Rundens forløb",
        "Lederudviklingssamtaler", "Hvor langt nåede vi?", "Hovedbiblioteket 84 79 71 52", "På orlov 6",
        "Hvad handler målene om?", "Fællesskaber og facilitering 40 %", "Var samtalen nyttig?", "48 %",
        "Hvad vises ikke, og hvorfor?", "Ledelse: Andelen er så lille",
    ]  # fmt: skip
    places = [told.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_a_hidden_count_is_words_and_never_zero():
    told = text_of(med_report.document(REPORT))
    assert "Børn og unge 22 22 20 for få" in told
    assert "Ledelse under 10 %" in told
    none = Coverage("Ny enhed", 7, 0, 0, 0)
    assert "Ny enhed 7 0 0 0" in text_of(med_report.document(replace(REPORT, coverage=(none,))))


def test_without_enough_answers_it_says_so():
    assert "Der er for få svar til at vise en fordeling." in text_of(med_report.document(EMPTY_REPORT))


def test_there_is_no_place_in_it_for_a_person():
    named = {field.name for kind in (Coverage, Fact, Share, med_report.MedReport) for field in fields(kind)}
    assert not named & {"name", "person", "employee", "leader", "comment", "words"}


def test_the_same_report_is_the_same_file():
    assert med_report.document(REPORT) == med_report.document(replace(REPORT))


def test_every_layout_has_its_paper():
    assert {path.stem for path in LAYOUTS.glob("[!_]*.typ")} == {"agreement", "figures", "med_report"}
