"""Two independent judges of a tagged PDF, and what a paper says when its text is taken out again."""

import io
from pathlib import Path

import outloud
import pdfua
from pypdf import PdfReader

# pdfua 0.1.3 stumbles over the nesting of headings in Typst's tree; the other judge looks at it.
STUMBLES = {"UA-14-001"}


def faults(document: bytes, folder: Path) -> list[str]:
    """Return what the judges find wrong with a paper, warnings too; empty when both have read it and found nothing."""
    file = str(folder / "paper.pdf")
    Path(file).write_bytes(document)
    heard, seen = outloud.check(file), pdfua.validate(file)
    assert heard.error is None, heard.error
    assert {outcome.rule_id for outcome in seen.skipped} <= STUMBLES
    return [f"{one.rule} {one.message}" for one in heard.findings] + [
        f"{one.rule_id} {one.message}" for one in seen.findings
    ]


def text_of(document: bytes) -> str:
    """Return the words of a paper in the order they stand in, lines and pages run together."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages).split())
