"""The press: a layout in templates/papers and the data for it become a PDF, always the same bytes for the same data."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

import typst
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from competence.config import ROOT
from competence.web.bilingual import Bilingual
from competence.web.language import clock, day
from competence.web.papers.letters import printable
from competence.web.refusals import Refusal

LAYOUTS = ROOT / "templates" / "papers"
TYPEFACE = ROOT / "static" / "vendor"
Words = object  # a text, a lazy text, a label or a Bilingual: written in the paper's language when it is printed
MOST = 200_000  # bytes of data: some forty pages of text, set in about a second
MOST_LINES = 3_000  # line breaks in them: each costs more than a word, and a thousand times as many would take minutes


class TooMuchForAPaper(Refusal):
    """More text than a paper holds; no form of ours lets anybody write so much."""

    status = 413
    message = _l("Der er for meget tekst til ét dokument. Gør teksterne kortere, og prøv igen.")


def paper(name: str, data: Mapping[str, object], *, lang: str, made_at: datetime) -> bytes:
    """Return the PDF of the layout templates/papers/<name>.typ, as PDF/UA-1 and PDF/A-2a.

    data is handed over as JSON and never becomes part of the layout's source, so that nothing in it is ever read as
    markup. Dates, choices and texts in two languages are written in lang ("da" or "en"), lazy texts too; data must hold
    the title, author, summary and keywords of the file's metadata. made_at is what the file says of its making; the
    clock is never asked. The same data give the same bytes, for as long as layout, texts and Typst are the same.

    Raises TooMuchForAPaper when the data are larger than any agreement or report can be.
    """
    with force_locale(lang):
        press = _Sheet()
        sheet = press.told(data)
        sheet["unshown"] = (
            _("□ står for tegn, som dokumentet ikke kan vise, for eksempel en emoji.") if press.unshown else ""
        )
    told = json.dumps({**sheet, "lang": lang}, ensure_ascii=False)
    if len(told.encode()) > MOST or told.count("\\n") > MOST_LINES:
        raise TooMuchForAPaper
    return typst.compile(
        LAYOUTS / f"{name}.typ",
        root=LAYOUTS,
        format="pdf",
        font_paths=_typefaces(),
        sys_inputs={"data": told},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(made_at.astimezone(UTC).timestamp()),
    )


class _Sheet:
    """Turns data into what JSON knows, and remembers whether a character had to be replaced."""

    def __init__(self) -> None:
        self.unshown = False

    def told(self, data: Mapping[str, object]) -> dict[str, object]:
        return {name: self._value(value) for name, value in data.items()}

    def _value(self, value: object) -> object:
        if value is None or isinstance(value, bool | int):
            return value
        if isinstance(value, list | tuple):
            return [self._value(one) for one in value]
        if isinstance(value, Mapping):
            return self.told(value)
        if is_dataclass(value) and not isinstance(value, Bilingual):
            return {field.name: self._value(getattr(value, field.name)) for field in fields(value)}
        return self._text(value)

    def _text(self, value: object) -> str:
        text, unshown = printable(moment(value) if isinstance(value, date) else str(value))
        self.unshown |= unshown
        return text


def moment(value: date) -> str:
    """Return a day, or a day and the time of day in Denmark, in the language of the paper."""
    if isinstance(value, datetime):
        return str(_("%(day)s kl. %(time)s", day=day(value), time=clock(value)))
    return day(value)


@lru_cache(maxsize=1)
def _typefaces() -> typst.Fonts:
    """Return the product's own typeface and those inside Typst; those of the machine would change the bytes."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[TYPEFACE])
