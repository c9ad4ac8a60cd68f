"""Taking conversation guides over from files, all or nothing: a folder of CSV files, or the pack we ship."""

from pathlib import Path

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from competence.admin.imports.framework_files import Faults, Sheet, open_sheet
from competence.admin.imports.frameworks import PACK, became
from competence.admin.imports.refusals import UnreadableFile
from competence.admin.imports.tables import Row
from competence.conversations.guides.actions import TakenOver, take_over
from competence.conversations.guides.rules.editions import Asked, AskedOf, Edition, Kind, Theme, may_be_asked_of
from competence.conversations.guides.rules.publishing import LONGEST, SHORTEST

FILES = {
    "conversation_templates": ("code", "title_da", "title_en", "minutes", "purpose_da", "purpose_en"),
    "question_themes": ("code", "title_da", "title_en"),
    "questions": ("template", "order", "theme", "asked_of", "text_da", "text_en", "hint_da", "hint_en"),
}
MOST_QUESTIONS = 200


class NoFolder(UnreadableFile):
    message = _l("%(path)s er ikke en mappe. Skriv stien til en mappe med de tre CSV-filer.")


def read_guides(folder: Path) -> tuple[Edition, ...]:
    """Return the guides a folder holds: conversation_templates.csv, question_themes.csv and questions.csv.

    Nothing is written. Raises an UnreadableFile; UnusableFramework lists every cell that cannot be used.
    """
    if not folder.is_dir():
        raise NoFolder(path=folder)
    faults = Faults()
    for name in FILES:
        if not (folder / f"{name}.csv").is_file():
            faults.lines.append(_("Mappen har ingen %(file)s.", file=f"{name}.csv"))
    faults.stop_if_any()
    sheets = {name: open_sheet(folder / f"{name}.csv", columns, faults) for name, columns in FILES.items()}
    templates, themes, questions = (sheets[name] for name in FILES)
    faults.stop_if_any()
    if templates is None or themes is None or questions is None:  # a fault was noted for each that is not there
        raise NoFolder(path=folder)
    listed = tuple(Theme(code, themes.words(row, "title")) for code, row in themes.codes().items())
    kinds = _kinds(templates)
    asked = _questions(questions, kinds, {theme.code for theme in listed})
    faults.stop_if_any()
    return tuple(_edition(templates, kind, row, listed, asked[kind]) for kind, row in kinds.items())


def apply_guides(editions: tuple[Edition, ...], *, publish: bool = False) -> list[TakenOver]:
    """Write what was read; a guide that already says the same is left alone. Flushes.

    Raises NotReady, and DraftExists where HR is at work on other words; nothing may then be committed.
    """
    return [take_over(edition, publish=publish) for edition in editions]


def load_guides() -> list[TakenOver]:
    """Take over and publish the guides the product ships; doing it again changes nothing. Flushes."""
    return apply_guides(read_guides(PACK), publish=True)


def told_guides(editions: tuple[Edition, ...], taken: list[TakenOver]) -> list[str]:
    """Return the lines that say what was read and what became of it."""
    lines = []
    for edition, one in zip(editions, taken, strict=True):
        count = ngettext("%(num)s spørgsmål", "%(num)s spørgsmål", len(edition.questions))
        fate = became(one.version.number, is_new=one.is_new, newly_published=one.newly_published)
        lines += [f"{edition.title.da or edition.title.en}: {count}.", f"  {fate}"]
    return lines


def _kinds(sheet: Sheet) -> dict[Kind, Row]:
    """Return the rows of the templates by the kind of conversation they describe."""
    found = {}
    for code, row in sheet.codes().items():
        if code in Kind.__members__:
            found[Kind[code]] = row
            sheet.words(row, "title")
            sheet.number(row, "minutes", range(SHORTEST, LONGEST + 1))
        else:
            known = ", ".join(Kind.__members__)
            sheet.fault(row, "code", _("Samtalen %(code)s kendes ikke. Skriv en af %(known)s.", code=code, known=known))
    return found


def _questions(sheet: Sheet, kinds: dict[Kind, Row], themes: set[str]) -> dict[Kind, list[tuple[int, Asked]]]:
    found: dict[Kind, list[tuple[int, Asked]]] = {kind: [] for kind in kinds}
    templates = {kind.name for kind in kinds}
    for row in sheet:
        template = sheet.known(row, "template", templates, "conversation_templates.csv")
        theme = sheet.known(row, "theme", themes, "question_themes.csv")
        order = sheet.number(row, "order", range(1, MOST_QUESTIONS + 1))
        text, hint = sheet.words(row, "text"), sheet.words(row, "hint", needed=False)
        if template in templates:
            kind = Kind[template]
            if order in (place for place, _question in found[kind]):
                sheet.fault(row, "order", _("Samtalen har allerede et spørgsmål med nummer %(order)s.", order=order))
            found[kind].append((order, Asked(theme, _asked_of(sheet, row, kind), text, hint)))
    return found


def _asked_of(sheet: Sheet, row: Row, kind: Kind) -> AskedOf:
    allowed = may_be_asked_of(kind)
    named = next((one for one in allowed if one.value == row.cells["asked_of"]), None)
    if named is None:
        known = ", ".join(one.value for one in allowed)
        sheet.fault(row, "asked_of", _("Her skal stå en af %(known)s.", known=known))
    return named or allowed[0]


def _edition(sheet: Sheet, kind: Kind, row: Row, themes: tuple[Theme, ...], asked: list[tuple[int, Asked]]) -> Edition:
    questions = tuple(question for _order, question in sorted(asked, key=lambda one: one[0]))
    title, purpose = sheet.words(row, "title"), sheet.words(row, "purpose", needed=False)
    return Edition(kind, title, purpose, int(row.cells["minutes"]), themes, questions)
