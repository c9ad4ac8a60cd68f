"""A text in Danish and in English that prints itself in the reader's language."""

from dataclasses import dataclass

from flask_babel import get_locale
from sqlalchemy import Text
from sqlalchemy.orm import Composite, composite, mapped_column


@dataclass(frozen=True)
class Bilingual:
    """The same text in Danish and in English; an empty English text is read in Danish."""

    da: str
    en: str = ""

    def __str__(self) -> str:
        return self.en if self.en and str(get_locale()) == "en" else self.da

    def __bool__(self) -> bool:
        return bool(self.da)


def bilingual(name: str) -> Composite[Bilingual]:
    """Map a bilingual text to the two columns <name>_da and <name>_en."""
    return composite(
        Bilingual,
        mapped_column(f"{name}_da", Text, nullable=False, default=""),
        mapped_column(f"{name}_en", Text, nullable=False, default=""),
    )
