"""The messages of the form library in Danish: it brings none, so ours are read from translations/da."""

from functools import cached_property
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Request

from competence.web.language import chosen_language

CATALOGUE = Path(__file__).parent.parent / "translations" / "da" / "LC_MESSAGES" / "wtforms.po"


def danish_messages() -> Translations:
    """Return the catalogue, read from its source, so that no compiled file can be missing or stale."""
    compiled = BytesIO()
    with CATALOGUE.open("rb") as source:
        write_mo(compiled, read_po(source, locale="da", domain="wtforms"))
    compiled.seek(0)
    return Translations(compiled, domain="wtforms")


def init_app(app: Flask) -> None:
    """Let forms speak the reader's language; Flask-WTF looks for `wtforms_translations` on the request."""
    danish, english = danish_messages(), NullTranslations()

    class SpeakingRequest(Request):
        @cached_property
        def wtforms_translations(self) -> NullTranslations:
            return danish if chosen_language() == "da" else english

    app.request_class = SpeakingRequest
