"""The agreement reads well to two independent judges, holds the words it was given, and never changes by itself."""

import hashlib
import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from pypdf import PdfReader

from competence.web.papers import agreement
from competence.web.papers.agreement import Goal, Promise
from competence.web.papers.press import TooMuchForAPaper
from tests.papers.cases import BARE, FULL, HOSTILE, MARKUP
from tests.papers.judges import faults, text_of

CASES = pytest.mark.parametrize("asked", [FULL, BARE, HOSTILE], ids=["full", "bare", "hostile"])


@CASES
@pytest.mark.parametrize("lang", ["da", "en"])
def test_two_judges_find_nothing_wrong(asked, lang, tmp_path):
    assert faults(agreement.document(replace(asked, lang=lang), "81"), tmp_path) == []


def test_its_words_come_out_in_the_order_one_reads():
    told = text_of(agreement.document(replace(FULL, comment="Æblegrød, ØRESUND, ÅLBORG, æ ø å"), "81"))
    order = [
        "Aftale til personalesagen", "Kun aftaler. Ingen referat.", "Aftale om udvikling: Astrid Skov", "Bo Lund",
        "MUS", "12. marts 2026", "k7m2qx", "Mål", "1. Jeg leder åbne læsekredse", "Facilitering af fællesskaber",
        "Trygt og selvstændigt", "Tre læsekredse har kørt et halvt år.", "Aktivitet", "Diplommodul i procesledelse",
        "Søges i Den Kommunale Kompetencefond", "Ikke aftalt", "15. oktober 2026", "2. Jeg tager de første skridt",
        "Aftaler", "Skrive en side", "Det gør lederen", "Frigøre to timer", "Her ser de to forskelligt på det",
        "Medarbejderens kommentar", "Æblegrød, ØRESUND, ÅLBORG, æ ø å", "Underskrifter", "samtalen er holdt",
        "18. marts 2026 kl. 14.40", "20. marts 2026 kl. 13.05",
    ]  # fmt: skip
    places = [told.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_every_page_says_what_it_is_and_where_one_is():
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(agreement.document(FULL, "81"))).pages]
    for number, page in enumerate(pages, start=1):
        assert "Kun aftaler. Ingen referat." in page
        assert f"Side {number} af {len(pages)}" in page
        assert "Plan k7m2qx" in page


def test_the_approvals_mean_that_the_talk_was_held():
    assert "betyder, at samtalen er holdt. De betyder ikke, at de to er enige" in text_of(
        agreement.document(FULL, "81")
    )
    assert "Ikke underskrevet endnu" in text_of(agreement.document(BARE, "81"))


def test_in_english_it_speaks_english():
    told = text_of(agreement.document(replace(FULL, lang="en"), "81"))
    assert "Agreements only. No minutes." in told
    assert "12 March 2026" in told


def test_the_file_says_what_it_is():
    document = PdfReader(io.BytesIO(agreement.document(FULL, "81.03")))
    facts = document.metadata
    assert (facts.title, facts.author) == ("Aftale om udvikling: Astrid Skov", "Biblioteket")
    assert "KLE 81.03" in facts.keywords
    assert facts.creation_date == FULL.made_at
    assert document.root_object["/Lang"] == "da"
    told = document.root_object["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1<" in told
    assert "<pdfaid:part>2<" in told
    assert "<pdfaid:conformance>A<" in told


def test_the_same_agreement_is_the_same_file_on_another_day():
    first = agreement.document(FULL, "81")
    with time_machine.travel(FULL.made_at + timedelta(days=900)):
        assert agreement.document(FULL, "81") == first
    assert agreement.document(replace(FULL, comment="Et ord mere."), "81") != first


def test_the_facts_beside_it_say_whose_it_is_and_which_file():
    pdf = agreement.document(FULL, "81")
    facts = json.loads(agreement.record(FULL, "81", pdf))
    assert facts["file"]["sha256"] == hashlib.sha256(pdf).hexdigest()
    assert (facts["employee"], facts["leader"], facts["kle"]) == ("Astrid Skov", "Bo Lund", "81")
    assert facts["held_on"] == "2026-03-12"
    assert [one["at"] for one in facts["approved"]] == ["2026-03-18T13:40:00+00:00", "2026-03-20T12:05:00+00:00"]


def test_what_somebody_writes_is_text_and_never_markup():
    told = text_of(agreement.document(HOSTILE, "81"))
    assert MARKUP in told
    assert "Plan #panic()" in told


def test_what_cannot_be_shown_is_said():
    told = text_of(agreement.document(HOSTILE, "81"))
    assert "MUS □" in told
    assert "□ står for tegn" in told
    assert "□" not in text_of(agreement.document(FULL, "81"))


def test_a_long_word_stays_on_the_page():
    reader = PdfReader(io.BytesIO(agreement.document(HOSTILE, "81")))
    reached = []
    for page in reader.pages:
        page.extract_text(visitor_text=lambda text, cm, tm, font, size: reached.append(tm[4]) if text.strip() else None)
    assert max(reached) < 595 - 60


def test_more_than_a_paper_holds_is_refused():
    with pytest.raises(TooMuchForAPaper):
        agreement.document(replace(FULL, comment="ord " * 50_000), "81")
    with pytest.raises(TooMuchForAPaper):
        agreement.document(replace(FULL, promises=(Promise("x", "y"),) * 10_000), "81")
    with pytest.raises(TooMuchForAPaper):
        agreement.document(replace(FULL, comment="x\n" * 3_000 + "y\nz"), "81")


def test_the_longest_paper_is_still_made():
    assert agreement.document(replace(FULL, comment="ord " * 40_000, goals=(Goal("mål"),) * 100), "81")
