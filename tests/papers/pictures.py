"""Takes the picture of an agreement for the documents, and of every page of every paper, to look at."""

import pymupdf
from flask import Flask

from competence.config import DEFAULTS, ROOT
from competence.web import language
from competence.web.papers import agreement, med_report
from tests.papers.cases import BARE, EMPTY_REPORT, FULL, HOSTILE, REPORT

ALL = ROOT / ".cache" / "screenshots"
SHOWN = ROOT / "docs" / "screenshots" / "agreement.png"
DENSITY = 110  # dots per inch: a page of A4 then is 909 pixels wide


def main() -> None:
    """Put every paper and its pages into .cache/screenshots, and the first page of an agreement into docs."""
    ALL.mkdir(parents=True, exist_ok=True)
    app = Flask("competence")
    language.init_app(app)
    with app.app_context():
        papers = {
            "agreement": agreement.document(FULL, DEFAULTS["KLE"]),
            "agreement-bare": agreement.document(BARE, DEFAULTS["KLE"]),
            "agreement-hostile": agreement.document(HOSTILE, DEFAULTS["KLE"]),
            "med-report": med_report.document(REPORT),
            "med-report-empty": med_report.document(EMPTY_REPORT),
        }
    for name, paper in papers.items():
        (ALL / f"{name}.pdf").write_bytes(paper)
        for number, page in enumerate(pymupdf.open(stream=paper).pages(), start=1):
            page.get_pixmap(dpi=DENSITY).save(ALL / f"{name}-{number}.png")
    SHOWN.write_bytes((ALL / "agreement-1.png").read_bytes())
    print(f"{len(papers)} papers in {ALL.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
