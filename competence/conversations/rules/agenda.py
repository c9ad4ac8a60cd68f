"""The agenda builds itself: what was promised, where the two see differently, what either wishes or chose, the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_ngettext

MOST_DIFFERENCES = 3  # more than three is a reading, not a talk


class Source(Enum):
    """Where a line of the agenda comes from."""

    PROMISE = "promise"
    DIFFERENCE = "difference"
    WISH = "wish"
    THEME = "theme"
    COMPETENCE = "competence"
    REST = "rest"


@dataclass(frozen=True)
class Topic:
    """One line of the agenda.

    key: its name in addresses and with its notes; title: what it is called; reason: why it stands there, in words;
    thing: what it is about (a promise, a line of the mirror, a wish), if anything.
    """

    key: str
    source: Source
    title: Any
    reason: Any
    thing: Any = None


@dataclass(frozen=True)
class Chosen:
    """A theme somebody chose: its code, its title, and the first names of those who chose it.

    brought: nobody chose it, but they shared what they had prepared about it.
    """

    code: str
    title: Any
    by: tuple[str, ...]
    brought: bool = False


def agenda(
    promises: Sequence[Any], lines: Sequence[Any], chosen: Iterable[Chosen], wishes: Iterable[Any] = ()
) -> list[Topic]:
    """Return what to talk about, in order, each line with its reason.

    promises: what is open from last time (with .key and .what), oldest first; lines: the open mirror's lines that are
    seen differently, the largest difference first (with .competence and .difference); wishes: steps of the career
    model the person shared an interest in (with .key, .step and .by).
    First what was promised, then the differences, then the wishes and what the two chose; last always room for what
    nobody foresaw.
    """
    topics = [_promised(promise) for promise in promises]
    topics += [_seen_differently(line) for line in lines[:MOST_DIFFERENCES]]
    topics += [_wished(wish) for wish in wishes]
    topics += [_chosen(theme) for theme in chosen]
    return [*topics, REST]


def about(line: Any) -> Topic:
    """Return any other competence of the mirror as a topic, for those who want to talk about it."""
    reason = _l("I har valgt den i spejlet")
    return Topic(f"competence-{line.competence.id}", Source.COMPETENCE, line.competence.title, reason, line)


REST = Topic("rest", Source.REST, _l("Andet, der er vigtigt nu"), _l("Plads til det, ingen havde forudset"))


def _promised(promise: Any) -> Topic:
    return Topic(f"promise-{promise.key}", Source.PROMISE, promise.what, _l("Åben aftale fra sidst"), promise)


def _seen_differently(line: Any) -> Topic:
    reason = lazy_ngettext("I ser den ét trin forskelligt", "I ser den %(num)s trin forskelligt", line.difference)
    return Topic(f"competence-{line.competence.id}", Source.DIFFERENCE, line.competence.title, reason, line)


def _wished(wish: Any) -> Topic:
    reason = _("Karriereønske, delt af %(name)s", name=wish.by)
    return Topic(wish.key, Source.WISH, wish.step, reason, wish)


def _chosen(theme: Chosen) -> Topic:
    if theme.brought:
        words = _("Forberedt og delt af %(names)s", names=", ".join(theme.by))
        return Topic(f"theme-{theme.code}", Source.THEME, theme.title, words, theme)
    reason = _("Valgt af %(one)s og %(other)s", one=theme.by[0], other=theme.by[1]) if len(theme.by) > 1 else None
    return Topic(
        f"theme-{theme.code}", Source.THEME, theme.title, reason or _("Valgt af %(name)s", name=theme.by[0]), theme
    )
