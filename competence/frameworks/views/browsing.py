"""Reading the catalogue: the frameworks, one version by area, one competence, and what changed between two versions."""

from dataclasses import dataclass
from itertools import groupby

from flask import abort, render_template, request
from flask_babel import lazy_gettext as _l

from competence.access.guard import current_actor, may, needs
from competence.access.permissions import MayFramework
from competence.frameworks import queries
from competence.frameworks.queries import Competence, Version
from competence.frameworks.rules.comparing import Part, compare
from competence.frameworks.rules.editions import IMPORTANCES, THEMES
from competence.frameworks.rules.searching import found
from competence.frameworks.views.blueprint import bp, seen_version
from competence.privacy.throttling import SEARCHES, slow_down
from competence.web.bilingual import Bilingual

PARTS = {
    Part.TITLE: _l("Navn"),
    Part.DESCRIPTION: _l("Beskrivelse"),
    Part.MEANING: _l("Betydning"),
    Part.LEVEL: _l("Trin"),
    Part.AREA: _l("Område"),
    Part.THEME: _l("Tema"),
    Part.POINTERS: _l("Peger på"),
}


@dataclass(frozen=True)
class Filters:
    """What the reader of a version asks to see of it."""

    query: str
    theme: str
    mark: str

    @property
    def given(self) -> bool:
        return bool(self.query or self.theme or self.mark)

    def show(self, competence: Competence) -> bool:
        """Return whether the competence is among what was asked for."""
        if self.theme and competence.theme != self.theme:
            return False
        if self.mark and not any(pointer.mark and pointer.mark.code == self.mark for pointer in competence.marks):
            return False
        return not self.query or found(self.query, _texts(competence))


@bp.get("")
@needs(MayFramework.READ)
def index() -> str:
    """List the frameworks with their versions, newest first; the one the house works with stands on top."""
    versions, current = queries.versions_for(current_actor()), queries.current_version()
    grouped = [
        (framework, list(rows)[::-1]) for framework, rows in groupby(versions, lambda version: version.framework)
    ]
    if current is not None:
        grouped.sort(key=lambda group: group[0].id != current.framework_id)
    may_edit = may(MayFramework.EDIT)
    return render_template("frameworks/index.html", frameworks=grouped, current=current, may_edit=may_edit)


@bp.get("/<code>/<int(max=9999):number>")
@needs(MayFramework.READ)
def show(code: str, number: int) -> str:
    """Show a version by area; the reader may search it, or see one theme or mark of it."""
    filters = Filters(*(request.args.get(name, "").strip()[:100] for name in ("q", "theme", "mark")))
    if filters.query:
        slow_down(*SEARCHES)
    version = seen_version(code, number)
    listed = [row for row in queries.catalogue(version, texts=bool(filters.query)) if filters.show(row)]
    by_area = [(area, [row for row in listed if row.area_id == area.id]) for area in version.areas]
    return render_template(
        "frameworks/show.html", version=version, by_area=by_area, shown=len(listed), filters=filters, themes=THEMES
    )


@bp.get("/<code>/<int(max=9999):number>/competences/<competence>")
@needs(MayFramework.READ)
def competence(code: str, number: int, competence: str) -> str:
    """Show a competence as a ladder of its levels, and the roles that ask for it."""
    version = seen_version(code, number)
    thing = queries.competence(version.id, competence) or abort(404)
    return render_template(
        "frameworks/competence.html", version=version, competence=thing, asked=queries.asked_of(thing),
        themes=THEMES, importances=IMPORTANCES, may_edit=may(MayFramework.EDIT),
    )  # fmt: skip


@bp.get("/<code>/compare")
@needs(MayFramework.READ)
def compared(code: str) -> str:
    """Show what changed from one version to another; without a choice, the two newest."""
    versions = [version for version in queries.versions_for(current_actor()) if version.framework.code == code]
    if not versions:
        abort(404)
    before, after = _chosen(versions)
    editions = queries.editions_of([before, after])
    comparison = compare(editions[before.id], editions[after.id])
    return render_template(
        "frameworks/compared.html", versions=versions, before=before, after=after, comparison=comparison,
        parts=PARTS, themes=THEMES, importances=IMPORTANCES, framework=versions[0].framework,
        titles={c.code: c.title for c in editions[after.id].competences}, profiles=queries.profiles_by_code(),
        levels=editions[after.id].levels, read=lambda words: Bilingual(*words),
    )  # fmt: skip


def _chosen(versions: list[Version]) -> tuple[Version, Version]:
    by_number = {version.number: version for version in versions}
    after = _numbered(by_number, "to") or versions[-1]
    earlier = [version for version in versions if version.number < after.number]
    before = _numbered(by_number, "from") or (earlier[-1] if earlier else after)
    return before, after


def _numbered(by_number: dict[int, Version], name: str) -> Version | None:
    """Return the version whose number the address gives; 404 for one that is not there."""
    if name not in request.args:
        return None
    number = request.args.get(name, type=int)
    return by_number.get(-1 if number is None else number) or abort(404)


def _texts(competence: Competence) -> list[str]:
    texts = [competence.title, competence.description, *(text.text for text in competence.texts)]
    return [competence.code, *(part for text in texts for part in (text.da, text.en))]
