"""Saying what a plan holds in plain lines, and where two who wrote at once wrote differently."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest

from flask_babel import gettext as _

from competence.frameworks.rules.comparing import Piece, side_by_side
from competence.plans.rules.holding import Aim, Content, Pledge, Step


@dataclass(frozen=True)
class Clash:
    """A goal or an agreement that two people have written differently; shaped as the catalogue's page of clashes."""

    label: str
    saved: list[Piece]
    written: list[Piece]


def clashes(saved: Content, written: Content, competences: Mapping[int, str], steps: Mapping[int, str]) -> list[Clash]:
    """Return the goals and agreements in which what was written differs from what is saved.

    competences, steps: the titles of those that may be pointed at.
    """
    both = saved, written
    goals = zip_longest(*([_goal(aim, competences, steps) for aim in one.aims] for one in both), fillvalue="")
    pledges = zip_longest(*([_pledge(pledge) for pledge in one.pledges] for one in both), fillvalue="")
    pairs = [(_("Mål %(number)s", number=n), *pair) for n, pair in enumerate(goals, 1)]
    pairs += [(_("Aftale %(number)s", number=n), *pair) for n, pair in enumerate(pledges, 1)]
    return [Clash(str(label), *side_by_side(was, now)) for label, was, now in pairs if was != now]


def _goal(aim: Aim, competences: Mapping[int, str], steps: Mapping[int, str]) -> str:
    level, step = str(aim.wanted_level or ""), steps.get(aim.career_step_id or 0, "")
    about = [competences.get(aim.competence_id or 0, ""), level, step]
    lines = [aim.what, str(aim.term.value), " · ".join(filter(None, about)), aim.signs, *map(_step, aim.steps)]
    return "\n".join(line for line in lines if line)


def _step(step: Step) -> str:
    due_on = step.due_on.isoformat() if step.due_on else ""
    fund = str(_("Kan måske søges i Den Kommunale Kompetencefond")) if step.fund else ""
    return " · ".join(part for part in ("– " + step.what, str(step.way.value), step.support, due_on, fund) if part)


def _pledge(pledge: Pledge) -> str:
    due_on = pledge.due_on.isoformat() if pledge.due_on else ""
    return "\n".join(part for part in (pledge.what, str(pledge.whose.value), due_on) if part)
