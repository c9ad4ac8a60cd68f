"""Taking a career model over from files, all or nothing: a folder, a workbook, or the pack we ship."""

from dataclasses import dataclass
from pathlib import Path

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from competence.admin.imports.career_files import Catalogue, read_careers
from competence.admin.imports.career_uk import CAREERS, SKILLS, is_uk, read_uk
from competence.admin.imports.frameworks import PACK, NothingThere, became
from competence.careers.actions.editions import TakenOver, take_over
from competence.careers.queries.editions import codes_in_use
from competence.careers.rules.editions import LATERAL, UP, Edition
from competence.frameworks.actions.editions import take_over as take_over_framework
from competence.frameworks.queries import current_version
from competence.frameworks.rules.editions import Described, Words
from competence.web.refusals import Conflict

# The model a folder holds. Our own pack is a proposal, and says so.
HOUSE = Described(
    "karrieremodel",
    Words("Karrieremodel", "Career model"),
    Words(
        "Et forslag til at begynde med. Biblioteket kan erstatte det med sin egen model.",
        "A proposal to begin with. The library can replace it with a model of its own.",
    ),
)


class NoCatalogue(Conflict):
    message = _l(
        "Der er ikke udgivet et kompetencekatalog endnu. Indlæs det først, så ved vi, hvad trinnene spørger om."
    )


@dataclass(frozen=True)
class Loaded:
    """A model that was read: the edition, what became of it, and what was not taken over, a line each."""

    edition: Edition
    taken: TakenOver
    reports: tuple[str, ...] = ()


def load_careers(path: Path = PACK, *, publish: bool = False, actor_id: int | None = None) -> Loaded:
    """Read a career model and write it as an edition; the same again changes nothing. Flushes.

    path: a folder or a workbook with the house's own model, or the British framework's file of roles, which brings its
    skills along as a catalogue. Raises NoCatalogue, NothingThere, UnusableFramework with every fault, or NotReady.
    """
    if not path.exists():
        raise NothingThere(path=path)
    if is_uk(path):
        found = read_uk(path)
        skills = take_over_framework(SKILLS, found.skills, publish=publish, actor_id=actor_id)
        taken = take_over(CAREERS, found.careers, skills.version, publish=publish, actor_id=actor_id)
        return Loaded(found.careers, taken, found.reports)
    version = current_version()
    if version is None:
        raise NoCatalogue
    edition = read_careers(path, Catalogue(*codes_in_use(version.id)))
    return Loaded(edition, take_over(HOUSE, edition, version, publish=publish, actor_id=actor_id))


def told(loaded: Loaded) -> list[str]:
    """Return the lines that say what was read and what became of it."""
    edition, taken = loaded.edition, loaded.taken
    asked = [one for step in edition.steps for one in step.asks.values()]
    parts = [
        ngettext("%(num)s spor", "%(num)s spor", len(edition.tracks)),
        ngettext("%(num)s trin", "%(num)s trin", len(edition.steps)),
        ngettext("%(num)s skal-krav", "%(num)s skal-krav", sum(one.must for one in asked)),
        ngettext("%(num)s gerne-krav", "%(num)s gerne-krav", sum(not one.must for one in asked)),
        ngettext("%(num)s skift op", "%(num)s skift op", sum(move.kind == UP for move in edition.moves)),
        ngettext("%(num)s skift på tværs", "%(num)s skift på tværs",
                 sum(move.kind == LATERAL for move in edition.moves)),
    ]  # fmt: skip
    fate = became(taken.edition.number, is_new=taken.is_new, newly_published=taken.newly_published)
    title = taken.edition.model.title
    return [f"{title.da or title.en}: {', '.join(parts)}.", f"  {fate}", *(f"  {line}" for line in loaded.reports)]
