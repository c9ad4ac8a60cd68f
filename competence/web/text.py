"""How words that somebody typed or pasted are kept."""

import re

NOT_IN_A_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return a text as it is stored: one kind of line break, no invisible characters, nothing around it."""
    return NOT_IN_A_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def tidy_email(text: str) -> str:
    """Return an e-mail address as it is stored: lower case, no space around it."""
    return text.strip().lower()


def kept_text(text: str, longest: int, refusal: type[Exception], *, needed: bool = False) -> str:
    """Return a text as it is stored (see `clean`). Raises the refusal where it is too long, or needed and empty."""
    tidy = clean(text)
    if len(tidy) > longest or (needed and not tidy):
        raise refusal
    return tidy


def number_in(text: str | None) -> int:
    """Return the whole number a form sent; -1, which nothing has, where it sent none or one no column holds."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else -1
