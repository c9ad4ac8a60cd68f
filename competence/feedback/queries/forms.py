"""The forms feedback is given in, as the pack we ship words them (feedback_forms.csv)."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from competence.config import ROOT
from competence.feedback.rules.asking import OF_THE_ASKER, SHOWN_AS_TAG, VIEW, Wanted
from competence.web.bilingual import Bilingual

PACK = ROOT / "competence" / "content" / "odense" / "feedback_forms.csv"
COLLEAGUES_VIEW = Bilingual("Kollegers blik", "Colleagues’ view")
WHEN_A_VIEW = Bilingual(
    "Når du vil se i dit spejl, hvilket trin dine kolleger ser dig på.",
    "When you want to see in your mirror at which level your colleagues see you.",
)


@dataclass(frozen=True)
class Field:
    """One field of a form."""

    code: str
    label: Bilingual
    help: Bilingual
    required: bool


@dataclass(frozen=True)
class Form:
    """A form: what it is called, when it fits, and its fields, at most three."""

    code: str
    title: Bilingual
    when: Bilingual
    fields: Sequence[Field]

    @property
    def of_writer(self) -> list[Field]:
        """The fields somebody who gives feedback writes in."""
        own = OF_THE_ASKER | SHOWN_AS_TAG
        return [field for field in self.fields if (self.code, field.code) not in own]

    @property
    def wanted(self) -> list[Wanted]:
        """The same, as the rules know them. Whoever is asked for an answer gives one."""
        alone = len(self.of_writer) == 1
        return [Wanted(field.code, field.label, field.required or alone) for field in self.of_writer]


@cache
def forms() -> dict[str, Form]:
    """Return the forms by their code, in the pack's order, and the colleagues' view last."""
    found: dict[str, list[dict[str, str]]] = {}
    with PACK.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["form"], []).append(row)
    read = {code: _form(code, rows) for code, rows in found.items()}
    return read | {VIEW: Form(VIEW, COLLEAGUES_VIEW, WHEN_A_VIEW, ())}


def _form(code: str, rows: list[dict[str, str]]) -> Form:
    fields = [Field(row["field"], _both(row, "label"), _both(row, "help"), row["required"] == "yes") for row in rows]
    return Form(code, _both(rows[0], "form_title"), _both(rows[0], "when"), fields)


def _both(row: dict[str, str], name: str) -> Bilingual:
    return Bilingual(row[f"{name}_da"], row[f"{name}_en"])
