"""Where a page may send its reader on to: a path of our own, whatever the request asks for."""

from urllib.parse import unquote, urlsplit

from flask import request

LONGEST = 2000


def safe_path(wanted: str | None, otherwise: str = "/") -> str:
    """Return a path of our own to go to.

    Anything a browser could read as another place (a scheme, a host, a backslash, a control character, also after
    decoding) gives `otherwise` instead.
    """
    if not wanted or len(wanted) > LONGEST:
        return otherwise
    for text in (wanted, unquote(wanted), unquote(unquote(wanted))):
        if not text.startswith("/") or text.startswith("//") or "\\" in text or not text.isprintable():
            return otherwise
    parts = urlsplit(wanted)
    return wanted if not parts.scheme and not parts.netloc else otherwise


def page_before() -> str:
    """Return the path of our own page the request came from, or "/"."""
    referrer = urlsplit(request.referrer or "")
    if referrer.netloc != request.host:
        return "/"
    return safe_path(referrer.path + (f"?{referrer.query}" if referrer.query else ""))
