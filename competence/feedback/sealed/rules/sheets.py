"""What one person answers on one sheet, and the bytes it becomes: always as many, whatever was written."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Refusal

LONGEST = 600  # characters of one answer in words
SIZE = 8192  # bytes of a packed sheet; room for three answers in words, each character four bytes long
CANNOT_SAY = 0  # an answer that is kept for its writer and counted for nobody


class TooMuch(Refusal):
    message = _l("Der er ikke plads til så meget. Kort det lidt ned.")


@dataclass(frozen=True)
class Sheet:
    """Answers by their question's code: steps of the scale, and words."""

    steps: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        """Whether somebody answered: at least one step, or some words."""
        return any(step != CANNOT_SAY for step in self.steps.values()) or any(self.words.values())


def packed(sheet: Sheet) -> bytes:
    """Return a sheet as SIZE bytes. Raises TooMuch."""
    told = json.dumps([dict(sheet.steps), dict(sheet.words)], ensure_ascii=False, separators=(",", ":")).encode()
    if len(told) > SIZE:
        raise TooMuch
    return told.ljust(SIZE)


def unpacked(content: bytes) -> Sheet:
    """Return the sheet that was packed."""
    steps, words = json.loads(content)
    return Sheet(steps, words)
