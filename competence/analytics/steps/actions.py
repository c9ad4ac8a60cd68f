"""Releasing what a round's close says of steps: once, after the round's own figures, and never again."""

from sqlalchemy import insert

from competence.analytics.models import Release
from competence.analytics.steps.measures import Ready, named
from competence.analytics.steps.models import CriticalFigure, Question, StepFigure, StepLedger, StepRelease
from competence.analytics.steps.releasing import Chosen, Closing
from competence.careers.queries.pages import House, house
from competence.cycles.models import Cycle
from competence.db import db
from competence.privacy.anonymity.limits import Hidden
from competence.web.bilingual import Bilingual


def publish(cycle: Cycle) -> StepRelease | None:
    """Write what may be said of steps when a round closes, after its figures; None where there is no career model.

    It is called in the transaction that closes the round, which happens once, and reads the figures released there.
    """
    release, model = db.session.get(Release, cycle.id), house()
    if release is None or model is None:
        return None
    closing = Closing(release, model)
    written = _empty(release, model, closing)
    chosen = {question: closing.chosen(question) for question in Question}
    for question, one in chosen.items():
        _write_chosen(written, question.name.lower(), one)
    _write_readiness(written, closing)
    db.session.add(written)  # whole, since what is written is never changed
    db.session.flush()
    for question, one in chosen.items():
        _enter(cycle.id, model.model_id, question, one)
    return written


def _empty(release: Release, model: House, closing: Closing) -> StepRelease:
    tracks = {track.code: Bilingual(*track.title) for track in model.said.tracks}
    written = StepRelease(
        cycle_id=release.cycle_id, released_at=release.released_at, edition=model.number,
        k=closing.rules.k, shares_floor=closing.rules.shares_floor,
    )  # fmt: skip
    written.steps = [
        StepFigure(position=place, code=step.code, title=Bilingual(*step.title), track=tracks[step.track])
        for place, step in enumerate(model.said.steps)
    ]
    return written


def _write_chosen(written: StepRelease, column: str, chosen: Chosen) -> None:
    if isinstance(chosen.told, Hidden):
        setattr(written, f"{column}_hidden", chosen.told.reason)
        return
    for row in written.steps:
        setattr(row, column, chosen.told[row.code])


def _write_readiness(written: StepRelease, closing: Closing) -> None:
    found = closing.readiness()
    for row in written.steps:
        _note(written, row, found.steps[row.code])
    for place, (competence, asked, told) in enumerate(found.critical):
        figure = CriticalFigure(position=place, code=competence.code, title=competence.title, asked=asked)
        written.competences.append(figure)
        _note(written, figure, told)


def _note(written: StepRelease, row: StepFigure | CriticalFigure, told: Ready | Hidden) -> None:
    if isinstance(told, Hidden):
        written.ready_hidden = told.reason
    else:
        row.ready, row.near = told.today, told.near


def _enter(release_id: int, model_id: int, question: Question, chosen: Chosen) -> None:
    """Enter everybody behind a question's words in its ledger; nobody where there were no words."""
    if isinstance(chosen.told, Hidden):
        return
    rows = [
        {"release_id": release_id, "model_id": model_id, "question": question, "person_id": person,
         "choices": named(made)}
        for person, made in chosen.behind.items()
    ]  # fmt: skip
    db.session.execute(insert(StepLedger), rows)
