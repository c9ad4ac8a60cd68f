"""The judges can fail: a paper without a title, without tags or with an untold picture is found out by them."""

from typing import Any

import pytest
import typst

from tests.papers.judges import faults

TITLE = '#set document(title: "Prøve")\n#set text(lang: "da")\n'
PICTURE = "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><circle r='4'/></svg>\"))\n"
SOUND = TITLE + "= Prøve\nEt afsnit med ord nok til at blive læst op."


def pressed(source: str, **how: Any) -> bytes:
    """Return a paper as Typst makes it when nobody asks for PDF/UA."""
    return typst.compile(source.encode(), format="pdf", ignore_system_fonts=True, timestamp=0, **how)


def test_a_sound_paper_passes(tmp_path):
    assert faults(pressed(SOUND, pdf_standards=["ua-1"]), tmp_path) == []


@pytest.mark.parametrize(
    "broken",
    [
        pressed("= Prøve\nEt afsnit uden titel i filen."),
        pressed(SOUND, pdf_tags=False),
        pressed(TITLE + "= Prøve\n" + PICTURE),
        pressed(TITLE + "= Prøve\n=== Et trin for dybt\nTekst."),
        pressed(TITLE + "= Prøve\n#table(columns: 2, [Hvad], [Hvem], [Læse], [Ellen])"),
    ],
    ids=["no title", "no tags", "untold picture", "heading skipped", "table without headings"],
)
def test_a_broken_paper_does_not(broken, tmp_path):
    assert faults(broken, tmp_path) != []


@pytest.mark.parametrize("source", ["= Ingen titel", TITLE + PICTURE], ids=["no title", "untold picture"])
def test_the_press_refuses_a_layout_that_would_not_read(source):
    with pytest.raises(typst.TypstError, match="PDF/UA-1"):
        pressed(source, pdf_standards=["ua-1", "a-2a"])
