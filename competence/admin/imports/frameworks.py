"""Taking frameworks over from files, all or nothing: a folder, DigComp's own workbook, or the pack we ship."""

from dataclasses import dataclass
from pathlib import Path

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from competence.admin.imports.framework_files import Found
from competence.admin.imports.framework_folder import read_folder
from competence.admin.imports.framework_jrc import read_jrc
from competence.admin.imports.refusals import UnreadableFile
from competence.config import ROOT
from competence.frameworks.actions.editions import TakenOver, take_over, take_over_profiles
from competence.frameworks.rules.editions import Edition

PACK = ROOT / "competence" / "content" / "odense"  # our own texts, to begin with; other features read theirs here too


class NothingThere(UnreadableFile):
    message = _l("%(path)s findes ikke. Skriv stien til en mappe med CSV-filer eller til en .xlsx-fil.")


@dataclass(frozen=True)
class Imported:
    """What an import did: one entry for each framework, and how many role profiles were made and reworded."""

    taken_over: tuple[TakenOver, ...]
    profiles_made: int
    profiles_reworded: int


def read_frameworks(path: Path) -> Found:
    """Return what a folder or a workbook holds; nothing is written.

    Raises an UnreadableFile; UnusableFramework lists every cell that cannot be used.
    """
    if path.is_dir():
        return read_folder(path)
    if not path.is_file():
        raise NothingThere(path=path)
    return read_jrc(path)


def apply_frameworks(found: Found, *, publish: bool = False, actor_id: int | None = None) -> Imported:
    """Write what was read; a framework that already says the same is left alone. Flushes."""
    made, reworded = take_over_profiles(found.profiles)
    taken = tuple(
        take_over(described, edition, publish=publish, actor_id=actor_id) for described, edition in found.frameworks
    )
    return Imported(taken, made, reworded)


def load_pack() -> Imported:
    """Take over and publish the pack the product ships; doing it again changes nothing. Flushes."""
    return apply_frameworks(read_frameworks(PACK), publish=True)


def told(found: Found, imported: Imported) -> list[str]:
    """Return the lines that say what was read, what became of it, and what was left alone."""
    lines = []
    for (described, edition), taken in zip(found.frameworks, imported.taken_over, strict=True):
        title = described.title.da or described.title.en
        fate = became(taken.version.number, is_new=taken.is_new, newly_published=taken.newly_published)
        lines += [f"{title}: {_counts(edition)}", f"  {fate}"]
        if taken.retired:
            lines.append(
                "  " + _("Står ikke længere i filerne og er udgået: %(codes)s.", codes=", ".join(taken.retired))
            )
    if found.profiles:
        numbers = {"read": len(found.profiles), "made": imported.profiles_made, "reworded": imported.profiles_reworded}
        lines.append(_("Rolleprofiler: %(read)s læst, %(made)s nye, %(reworded)s med ny tekst.", **numbers))
    if found.left_alone:
        lines += [_("Ikke læst:"), *(f"  {line}" for line in found.left_alone)]
    return lines


def _counts(edition: Edition) -> str:
    texts = sum(len(competence.texts) for competence in edition.competences)
    parts = [
        ngettext("%(num)s område", "%(num)s områder", len(edition.areas)),
        ngettext("%(num)s kompetence", "%(num)s kompetencer", len(edition.competences)),
        ngettext("%(num)s trin", "%(num)s trin", len(edition.levels)),
        ngettext("%(num)s niveautekst", "%(num)s niveautekster", texts),
        ngettext("%(num)s pejlemærke eller værdi", "%(num)s pejlemærker og værdier", len(edition.marks)),
        ngettext("%(num)s krav fra roller", "%(num)s krav fra roller", len(edition.requirements)),
    ]
    return ", ".join(part for part in parts if not part.startswith("0 ")) + "."


def became(number: int, *, is_new: bool, newly_published: bool) -> str:
    """Return the line that says what became of an edition that was taken over, of whatever it is one."""
    if newly_published:
        return str(_("Udgave %(number)s er udgivet.", number=number))
    if is_new:
        return str(_("Udgave %(number)s er lagt som kladde. HR kan se den igennem og udgive den.", number=number))
    return str(_("Uændret: udgave %(number)s siger allerede det samme.", number=number))
