"""A text in Danish and in English that prints itself in the reader's language."""

from dataclasses import dataclass

from flask_babel import get_locale
from sqlalchemy import Text
from sqlalchemy.orm import Composite, composite, mapped_column


@dataclass(frozen=True)
class Bilingual:
    """The same text in Danish and in English; where one is empty the other is read."""

    da: str
    en: str = ""

    def __str__(self) -> str:
        return self.en if self.lang == "en" else self.da

    def __bool__(self) -> bool:
        return bool(self.da or self.en)

    @property
    def lang(self) -> str:
        """The language the text is read in: the reader's, or the only one there is."""
        return _reader() if getattr(self, _reader()) else ("en" if self.en else "da")

    @property
    def borrowed(self) -> bool:
        """Whether it is read in another language than the reader's, and the page must say so."""
        return self.lang != _reader()


def _reader() -> str:
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "da"


def bilingual(name: str) -> Composite[Bilingual]:
    """Map a bilingual text to the two columns <name>_da and <name>_en."""
    return composite(
        Bilingual,
        mapped_column(f"{name}_da", Text, nullable=False, default=""),
        mapped_column(f"{name}_en", Text, nullable=False, default=""),
    )
