"""A page of figures as a paper, for the management group and for MED: each question, its table, and what is hidden."""

from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from competence.web.papers.press import paper
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
                        "shade": _shade(cell.value, one) if one.kind == HEAT else 0,
                        "coded": cell.coded,
                    }
                    for cell in row.cells
                ],
            }
            for row in one.table.rows
        ],
        "hidden": one.hidden,
    }


def _shade(value: float | None, one: Section) -> int:
    """Return a tint from 1 to SHADES + 1, and 0 for a cell without a number."""
    if value is None or len(one.names) < 2:
        return 0
    return 1 + round(SHADES * (value - 1) / (len(one.names) - 1))


def _words() -> dict[str, str]:
    return {
        "kicker": _("Organisationens tal"),
        "only": _("Tal om mange. Ingen personer."),
        "hidden": _("Hvad vises ikke, og hvorfor?"),
        "none": _("Ingen tal"),
        "page": _("Side {page} af {pages}"),
    }
