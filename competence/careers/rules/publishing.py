"""When a draft of the career model is whole enough to be published; each thing that keeps it back has a name."""

from collections.abc import Collection, Iterator

from flask_babel import lazy_gettext as _l

from competence.careers.rules.editions import LATERAL, UP, Edition, MoveWords, StepWords
from competence.frameworks.rules.publishing import NotReady
from competence.web.refusals import Refusal


class NoSteps(Refusal):
    message = _l("Der skal være mindst ét trin.")


class EmptyTrack(Refusal):
    message = _l("Sporet »%(track)s« har ingen trin.")


class NoStepTitle(Refusal):
    message = _l("Trinnet %(code)s skal have et navn.")


class AsksForNothing(Refusal):
    message = _l("»%(step)s« skal bede om mindst én kompetence.")


class UnknownCompetence(Refusal):
    message = _l("»%(step)s« beder om %(competence)s, som ikke er i brug i kompetencekataloget.")


class OutsideTheScale(Refusal):
    message = _l("»%(step)s« beder om niveau %(level)s i %(competence)s, men skalaen slutter ved %(last)s.")


class SameHeightTwice(Refusal):
    message = _l("»%(one)s« og »%(other)s« står samme sted på sporet. Giv dem hver sin plads.")


class OddMove(Refusal):
    message = _l(
        "Skiftet fra »%(start)s« til »%(end)s« går hverken til det næste trin på sporet eller over på et andet."
    )


def refuse_unready(edition: Edition, competences: Collection[str], top: int) -> None:
    """Raise NotReady with everything that keeps the edition from being published."""
    faults = tuple(what_is_open(edition, competences, top))
    if faults:
        raise NotReady(faults)


def what_is_open(edition: Edition, competences: Collection[str], top: int) -> Iterator[Refusal]:
    """Yield what must be put right before the edition may be published.

    competences: the codes in use in the catalogue; top: the highest level of its scale.
    """
    if not edition.steps:
        yield NoSteps()
    filled = {step.track for step in edition.steps}
    yield from (
        EmptyTrack(track=track.title.da or track.title.en) for track in edition.tracks if track.code not in filled
    )
    standing: dict[tuple[str, int], StepWords] = {}
    for step in edition.steps:
        other = standing.setdefault((step.track, step.height), step)
        if other is not step:
            yield SameHeightTwice(one=_read(other), other=_read(step))
        yield from _of_a_step(step, competences, top)
    steps = {step.code: step for step in edition.steps}
    for move in edition.moves:
        if not is_a_move(move, steps[move.start], steps[move.end]):
            yield OddMove(start=_read(steps[move.start]), end=_read(steps[move.end]))


def is_a_move(move: MoveWords, start: StepWords, end: StepWords) -> bool:
    """Return whether a move does what its kind says: further along its track, or across to another one."""
    if move.kind == UP:
        return start.track == end.track and end.height > start.height
    return move.kind == LATERAL and start.track != end.track


def _of_a_step(step: StepWords, competences: Collection[str], top: int) -> Iterator[Refusal]:
    if not step.title.given:
        yield NoStepTitle(code=step.code)
    if not step.asks:
        yield AsksForNothing(step=_read(step))
    for code, asked in step.asks.items():
        if code not in competences:
            yield UnknownCompetence(step=_read(step), competence=code)
        elif asked.level > top:
            yield OutsideTheScale(step=_read(step), competence=code, level=asked.level, last=top)


def _read(step: StepWords) -> str:
    return step.title.da or step.title.en or step.code
