"""The reader's language: Danish, or English where the reader chose it; and dates and numbers in that language."""

from datetime import date, datetime
from functools import lru_cache
from gettext import NullTranslations

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from flask import Flask, g, has_request_context, session
from flask_babel import Babel, get_domain, get_locale

from competence.web.clock import DENMARK

LANGUAGES = {"da": "Dansk", "en": "English"}


def chosen_language() -> str:
    """Return "da" or "en"."""
    language = session.get("language", "da") if has_request_context() else "da"
    return language if language in LANGUAGES else "da"


def day(value: date | datetime | None) -> str:
    """Return a day such as 22. november 2026; nothing for no day."""
    if value is None:
        return ""
    return _day(_local(value).date() if isinstance(value, datetime) else value, str(get_locale()))


def clock(value: datetime) -> str:
    """Return a time of day such as 14.30."""
    return (
        format_time(_local(value), "HH.mm", locale="da")
        if str(get_locale()) == "da"
        else _local(value).strftime("%H:%M")
    )


def number(value: float) -> str:
    """Return a mean with the reader's decimal mark, one decimal or two, so that numbers in a column look alike."""
    return format_decimal(value, format="#,##0.0#", locale=str(get_locale()))


def translated(text: str) -> str:
    """Return a text that is kept in Danish (a declaration, a label of a choice) in the reader's language."""
    return _catalogue().gettext(str(text)) if text else ""


def init_app(app: Flask) -> None:
    """Choose the language of each request and give templates the filters."""
    Babel(
        app, default_locale="da", default_timezone=DENMARK.key, locale_selector=chosen_language,
        default_domain="messages", default_translation_directories="translations",
    )  # fmt: skip
    app.jinja_env.filters |= {"day": day, "clock": clock, "number": number, "translated": translated}
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: _catalogue().gettext(text),
        lambda one, many, number: _catalogue().ngettext(one, many, number),
        newstyle=True,
    )


def _catalogue() -> NullTranslations:
    """Return the texts in the reader's language: a page asks some hundred times, Flask-Babel is asked once."""
    if "catalogue" not in g:
        g.catalogue = get_domain().get_translations()
    catalogue: NullTranslations = g.catalogue
    return catalogue


def _local(value: datetime) -> datetime:
    return value.astimezone(DENMARK)


@lru_cache(maxsize=4096)
def _day(value: date, locale: str) -> str:
    return format_date(value, "long", locale="en_GB" if locale == "en" else locale)
