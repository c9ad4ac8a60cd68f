"""What an example may be: a few sentences, and a link that leads somewhere on the web."""

from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Conflict, Refusal

LONGEST_EXAMPLE, LONGEST_LINK = 2000, 500


class NotALink(Refusal):
    message = _l("Linket skal begynde med https:// eller http://.")


class ChangedMeanwhile(Conflict):
    message = _l("Eksemplet er ændret i et andet vindue. Din tekst står i feltet; se, hvad der er gemt, og gem igen.")


def refuse_odd_link(link: str) -> None:
    """Raise NotALink for what a browser would not open as a page; an empty link is none."""
    if not link:
        return
    try:
        parts = urlsplit(link)
    except ValueError as error:
        raise NotALink from error
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise NotALink


def refuse_stale(version: int, seen: int) -> None:
    """Raise ChangedMeanwhile where an example is no longer as its editor saw it."""
    if version != seen:
        raise ChangedMeanwhile
