"""Reading the career model: the map of the house, one step, and two steps beside each other."""

from flask import abort, render_template
from flask_babel import lazy_gettext as _l

from competence.access.guard import actor_id, current_actor, may, needs
from competence.access.permissions import MayCareers, MayTeam
from competence.assessments.queries.own_levels import own_levels
from competence.careers.forms.own import NoteForm, WordForm
from competence.careers.queries import own, pages
from competence.careers.queries.pages import House
from competence.careers.rules.comparing import Turn, difference
from competence.careers.rules.distance import way
from competence.careers.rules.editions import LATERAL, UP, StepWords
from competence.careers.rules.mapping import draw
from competence.careers.rules.reaching import onward, reachable
from competence.careers.views.blueprint import bp, house_and_step
from competence.web.clock import today

TURNS = {
    Turn.NEW: _l("Nyt"),
    Turn.MORE: _l("Beder om mere"),
    Turn.LESS: _l("Beder om mindre"),
    Turn.GONE: _l("Spørges der ikke længere om"),
}


@bp.get("")
@needs(MayCareers.READ)
def index() -> str:
    """Show the map of the house: where I stand, where I can go; the same as a list under it."""
    house = pages.house()
    if house is None:
        return render_template("careers/_empty.html", edits=may(MayCareers.EDIT))
    mine, said = own.own(current_actor(), house.model_id), own_levels(actor_id(), house.framework_id)
    picture = draw(house.said, here=mine.here_code, interests=mine.interests, levels=said.levels)
    steps = {step.code: step for step in house.said.steps}
    moves = {code: onward(house.said.moves, code) for code in steps}
    return render_template(
        "careers/index.html", house=house, map=picture, steps=steps, moves=moves, mine=mine, said=said,
        reach=len(reachable(house.said.moves, mine.here_code)) - 1 if mine.here else 0,
        leads=may(MayTeam.READ), edits=may(MayCareers.EDIT),
    )  # fmt: skip


@bp.get("/steps/<code>")
@needs(MayCareers.READ)
def show(code: str) -> str:
    """Show a step: what it is, what it asks for, where one can go from it, and who likes to talk about it."""
    return step_page(*house_and_step(code))


@bp.get("/steps/<code>/from/<other>")
@needs(MayCareers.READ)
def compared(code: str, other: str) -> str:
    """Show what is new, what asks more or less and what is no longer asked from another step to this one."""
    house, step = house_and_step(code)
    before = house.step(other) or abort(404)
    changes = difference(before.asks, step.asks)
    return render_template(
        "careers/compared.html", house=house, before=before, after=step, changes=changes, turns=TURNS,
        same=len(set(before.asks) & set(step.asks)) - sum(bool(c.before and c.after) for c in changes),
        words=pages.words(house.framework_id, {change.competence for change in changes}),
        move=onward(house.said.moves, other).get(code),
    )  # fmt: skip


def step_page(house: House, step: StepWords, note: NoteForm | None = None, word: WordForm | None = None) -> str:
    """Return a step's page for somebody who is signed in; note and word are forms that were sent and not taken."""
    mine, said = own.own(current_actor(), house.model_id), own_levels(actor_id(), house.framework_id)
    interest = mine.interests.get(step.code)
    talking = pages.guides(house.model_id, step.code, today())
    me = next((guide for guide in talking if guide.person_id == actor_id()), None)
    return render_template(
        "careers/show.html", **about(house, step), mine=mine, said=said, way=way(step.asks, said.levels),
        interest=interest, guides=talking, me=me,
        may_open=may(MayCareers.EDIT),
        opened=pages.open_step(house.model_id, step.code) if may(MayCareers.EDIT) else None,
        note=note or NoteForm(formdata=None, data={"note": interest.note if interest else ""}),
        word_form=word or WordForm(formdata=None, data={"word": me.word if me else ""}),
    )  # fmt: skip


def about(house: House, step: StepWords) -> dict[str, object]:
    """Return what a step's page says of the step itself, whoever reads it."""
    steps = {one.code: one for one in house.said.steps}
    moves = onward(house.said.moves, step.code)
    return {
        "house": house,
        "step": step,
        "track": next(track for track in house.said.tracks if track.code == step.track),
        "words": pages.words(house.framework_id, step.asks),
        "up": [(steps[end], move) for end, move in moves.items() if move.kind == UP],
        "across": [(steps[end], move) for end, move in moves.items() if move.kind == LATERAL],
        "towards": [(steps[move.start], move) for move in house.said.moves if move.end == step.code],
        "titles": {track.code: track.title for track in house.said.tracks},
    }
