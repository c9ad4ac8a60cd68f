"""Every text of the product goes through the catalogue, and has its English translation."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Message, TranslationError

from competence.config import ROOT
from tests.house.translations import ENGLISH, english, wanted

JINJA = re.compile(r"\{%-?\s*trans.*?endtrans\s*-?%\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
WORDS = re.compile(r"[A-Za-zÆØÅæøå]{2,}")
SPOKEN = frozenset({"alt", "title", "placeholder", "aria-label", "label"})
NAMES = frozenset({"Kompetencespejl", "Chart.js", "nbsp", "middot", "ndash"})  # the same in every language


class Texts(HTMLParser):
    """Collects what a reader would read in a template, apart from what the templating language puts there."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.feed(JINJA.sub("", source))

    def handle_data(self, data: str) -> None:
        """Keep words between the tags."""
        self._keep(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep words that a screen reader speaks."""
        for name, value in attrs:
            if name in SPOKEN:
                self._keep(value or "")

    def _keep(self, text: str) -> None:
        rest = text
        for name in NAMES:
            rest = rest.replace(name, "")
        if WORDS.search(rest):
            self.found.append(text.strip())


def untranslatable(path: Path) -> list[str]:
    """Return the words of a template that stand outside gettext."""
    return Texts(path.read_text()).found


def test_every_text_has_its_english_translation():
    catalog = english()
    missing = sorted(str(message.id) for message in wanted() if message.id and not _translated(catalog.get(message.id)))
    assert missing[:10] == [], f"{len(missing)} texts have no English; `make translations` lists them in {ENGLISH}"


def test_no_translation_is_doubtful_or_left_over():
    texts = wanted()
    own = [message for message in english() if message.id]
    assert [message.id for message in own if message.fuzzy] == []
    assert [message.id for message in own if texts.get(message.id) is None] == []
    assert list(english().obsolete) == []


def test_every_translation_keeps_the_gaps_of_its_text():
    faults = []
    for message in english():
        try:
            for error in message.check():
                faults.append(f"{message.id}: {error}")
        except TranslationError as error:
            faults.append(f"{message.id}: {error}")
    assert faults == []


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_no_template_speaks_past_the_catalogue(path):
    assert untranslatable(path) == []


def test_a_text_outside_the_catalogue_is_found():
    source = '<p>Hej {{ name }}</p><p>{% trans %}Godt{% endtrans %}</p><button aria-label="Luk">{{ _("Gem") }}</button>'
    assert Texts(source).found == ["Hej", "Luk"]


def _translated(message: Message | None) -> bool:
    text = message.string if message else None
    return bool(text) and (isinstance(text, str) or all(text))
