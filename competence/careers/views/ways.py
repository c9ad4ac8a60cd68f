"""My way: to one step, to all steps near me, and what if I reached another level somewhere."""

from dataclasses import dataclass

from flask import render_template, request

from competence.access.guard import actor_id, current_actor, may, needs
from competence.access.permissions import MayCareers
from competence.assessments.queries.own_levels import own_levels
from competence.careers.queries import own, pages
from competence.careers.rules.distance import Levels, nearest_first, supposing, way
from competence.careers.rules.reaching import onward
from competence.careers.views.blueprint import bp, house_and_step
from competence.frameworks.rules.learning import suggested
from competence.web.clock import today


@dataclass(frozen=True)
class WhatIf:
    """A level the reader wonders about; competence is "" where they do not wonder."""

    competence: str = ""
    level: int = 0

    def on(self, levels: Levels) -> Levels:
        """Return the levels as they would be."""
        return supposing(levels, self.competence, self.level) if self.competence else levels


@bp.get("/steps/<code>/way")
@needs(MayCareers.READ)
def to_step(code: str) -> str:
    """Show the way from the reader's own answers to a step, in words."""
    house, step = house_and_step(code)
    said = own_levels(actor_id(), house.framework_id)
    words = pages.words(house.framework_id, step.asks)
    wonder, here = _what_if(words), way(step.asks, said.levels)
    rooms = [one.competence for one in here.rooms]
    learn = suggested(actor_id(), rooms) if rooms else []
    return render_template(
        "careers/to_step.html", suggestions=learn, house=house, step=step, said=said, words=words, wonder=wonder,
        now=here, way=way(step.asks, wonder.on(said.levels)), choices=list(step.asks),
        guides=[one for one in pages.guides(house.model_id, step.code, today()) if one.person_id != actor_id()],
    )  # fmt: skip


@bp.get("/near")
@needs(MayCareers.READ)
def near() -> str:
    """Show the steps one move away, up and sideways, and then all others, those first where the least is missing."""
    house = pages.house()
    if house is None:
        return render_template("careers/_empty.html", edits=may(MayCareers.EDIT))
    mine, said = own.own(current_actor(), house.model_id), own_levels(actor_id(), house.framework_id)
    words = pages.words(house.framework_id)
    wonder = _what_if(words)
    levels, moves = wonder.on(said.levels), onward(house.said.moves, mine.here_code)
    ways = [pair for pair in nearest_first(house.said.steps, levels) if pair[0].code != mine.here_code]
    return render_template(
        "careers/near.html", house=house, mine=mine, said=said, words=words, wonder=wonder, moves=moves,
        next=[pair for pair in ways if pair[0].code in moves],
        others=[pair for pair in ways if pair[0].code not in moves],
        before={step.code: way(step.asks, said.levels) for step in house.said.steps},
        choices=[code for code in words.competences if any(code in step.asks for step in house.said.steps)],
        titles={track.code: track.title for track in house.said.tracks},
    )  # fmt: skip


def _what_if(words: pages.Words) -> WhatIf:
    """Return what the address asks to suppose; what it does not know it does not suppose."""
    competence, level = request.args.get("if", ""), request.args.get("level", 0, type=int)
    known = competence in words.competences and level in words.levels
    return WhatIf(competence, level) if known else WhatIf()
