"""A page of figures as a paper, for the management group and for MED: each question, its table, and what is hidden."""

from collections.abc import Callable
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from competence.web.papers.press import paper
from competence.web.tables.cells import Table
from competence.web.tables.sheets import Section, Sheet

HEAT = "heat"
SHADES = 4  # tints of a cell, from the lowest level to the highest


def document(sheet: Sheet, organisation: str, made_at: datetime, lang: str) -> bytes:
    """Return the page as a PDF. The texts in the sheet are in the reader's language already, which must be lang.

    Raises TooMuchForAPaper.
    """
    with force_locale(lang):
        data = {
            "title": sheet.title,
            "author": organisation,
            "summary": sheet.lead,
            "keywords": [_("Kompetenceudvikling"), _("Ledelsesinformation")],
            "stands_on": sheet.stands_on,
            "sections": [_section(one) for one in sheet.sections],
            "words": _words(),
        }
    return paper("figures", data, lang=lang, made_at=made_at)


def _section(one: Section) -> dict[str, object]:
    shade = _shades(one.table) if one.kind == HEAT else _plain
    return {
        "question": one.question,
        "caption": one.caption,
        "help": one.help,
        "heads": one.table.heads,
        "rows": [
            {
                "title": row.title,
                "depth": row.depth,
                "cells": [
                    {
                        "text": cell.text,
                        "shade": shade(cell.value),
                        "coded": cell.coded,
                    }
                    for cell in row.cells
                ],
            }
            for row in one.table.rows
        ],
        "hidden": one.hidden,
    }


def _shades(table: Table) -> Callable[[float | None], int]:
    """Return a tint from 1 to SHADES + 1 for each number, from the lowest shown to the highest; 0 for words."""
    shown = [cell.value for row in table.rows for cell in row.cells if cell.value is not None]
    lowest = min(shown, default=0)
    span = max(1, max(shown, default=0) - lowest)
    return lambda value: 0 if value is None else 1 + round(SHADES * (value - lowest) / span)


def _plain(_value: float | None) -> int:
    return 0


def _words() -> dict[str, str]:
    return {
        "kicker": _("Organisationens tal"),
        "only": _("Tal om mange. Ingen personer."),
        "hidden": _("Hvad vises ikke, og hvorfor?"),
        "none": _("Ingen tal"),
        "page": _("Side {page} af {pages}"),
    }
