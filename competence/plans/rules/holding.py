"""What a plan holds, as it is written in a form, and what is missing before it can be signed."""

from dataclasses import dataclass, replace
from datetime import date

from competence.plans.rules.refusals import NoGoal, NothingFromTheLeader, TooLong, TooManyGoals
from competence.plans.rules.words import Form, Term, Way, Whose
from competence.web.refusals import Conflict
from competence.web.text import kept_text

MOST_GOALS, MOST_STEPS = 3, 6
LONGEST = 2000  # characters of one text


@dataclass(frozen=True)
class Step:
    """An activity as it is written."""

    what: str
    way: Way = Way.ON_THE_JOB
    support: str = ""
    due_on: date | None = None
    fund: bool = False


@dataclass(frozen=True)
class Aim:
    """A goal as it is written; a wanted level belongs to a competence, and a career step stands instead of one."""

    what: str
    term: Term = Term.SHORT
    competence_id: int | None = None
    wanted_level: int | None = None
    signs: str = ""
    steps: tuple[Step, ...] = ()
    career_step_id: int | None = None


@dataclass(frozen=True)
class Pledge:
    """An agreement as it is written."""

    what: str
    whose: Whose = Whose.EMPLOYEE
    due_on: date | None = None


@dataclass(frozen=True)
class Content:
    """Everything one writes in a plan."""

    aims: tuple[Aim, ...] = ()
    pledges: tuple[Pledge, ...] = ()


def with_aim(content: Content, competence_id: int, level: int, trial: str = "") -> Content:
    """Return the content with one more goal about a competence, for its words to be written.

    trial: how a first activity in the work itself begins; "" for none. A row that is still empty takes the goal; where
    there are as many goals as there may be, nothing is added.
    """
    kept = tuple(aim for aim in content.aims if aim != Aim(""))
    if len(kept) >= MOST_GOALS:
        return content
    steps = (Step(trial),) if trial else ()
    aim = Aim("", competence_id=competence_id, wanted_level=level or None, steps=steps)
    return replace(content, aims=(*kept, aim))


def with_activity(content: Content, competence_id: int, level: int, words: str, step: Step) -> Content:
    """Return the content with one more activity: of the goal about a competence, or of a new goal in these words.

    A goal that holds as many activities as there is room for keeps them, and nothing is added. Raises TooManyGoals.
    """
    for place, aim in enumerate(content.aims):
        if aim.competence_id == competence_id:
            steps = aim.steps if len(aim.steps) >= MOST_STEPS or step in aim.steps else (*aim.steps, step)
            return replace(content, aims=(*content.aims[:place], replace(aim, steps=steps), *content.aims[place + 1 :]))
    kept = tuple(aim for aim in content.aims if aim != Aim(""))
    if len(kept) >= MOST_GOALS:
        raise TooManyGoals
    new = Aim(words, competence_id=competence_id, wanted_level=level, steps=(step,))
    return replace(content, aims=(*kept, new))


def missing(form: Form, content: Content) -> list[Conflict]:
    """Return what stands in the way of signing: a full plan has one to three goals, and every plan one thing the
    leader will do. What both do together is not the leader's own.
    """
    found: list[Conflict] = []
    if form is Form.FULL and not content.aims:
        found.append(NoGoal())
    if len(content.aims) > MOST_GOALS:
        found.append(TooManyGoals())
    if all(pledge.whose is not Whose.LEADER for pledge in content.pledges):
        found.append(NothingFromTheLeader())
    return found


def check_whole(form: Form, content: Content) -> None:
    """Refuse to sign what is not finished. Raises the first of what is missing."""
    for refusal in missing(form, content):
        raise refusal


def remark(text: str) -> str:
    """Return a remark as it is kept. Raises TooLong."""
    return kept_text(text, LONGEST, TooLong)
