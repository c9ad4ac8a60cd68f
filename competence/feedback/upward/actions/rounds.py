"""Writing a round down, and opening it: from then on what is promised to those who answer stands."""

from collections.abc import Set
from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm.attributes import flag_modified

from competence.cycles.queries import employed_in
from competence.db import db
from competence.feedback.sealed.actions.writing import hand_out
from competence.feedback.sealed.models import Round, RoundQuestion, RoundUnit, Topic
from competence.feedback.sealed.queries import rounds, sheets, units
from competence.feedback.sealed.rules.rounds import (
    APART,
    AskedElsewhere,
    ChangedMeanwhile,
    Draft,
    NobodyToAsk,
    Outcome,
    Stage,
    check_apart,
    check_draft,
    check_stage,
    opens_from,
)
from competence.feedback.sealed.rules.settling import LEAST
from competence.feedback.sealed.rules.sheets import Sheet
from competence.frameworks.queries.questions import questions
from competence.frameworks.rules.questions import About
from competence.notifications.actions import notify
from competence.notifications.rules import kind
from competence.privacy.audit import record
from competence.web.bilingual import Bilingual

OPENED = kind(
    "upward.opened",
    _l("Du er spurgt om feedback til din leder."),
    explains=_l("Alle inviterede får denne besked. Svarene er anonyme, når runden er lukket."),
)
ABOUT_YOU = kind(
    "upward.about_you",
    _l("Dine medarbejdere er spurgt om feedback til dig."),
    explains=_l("Du kan selv svare på de samme spørgsmål, mens runden er åben."),
)


def create(draft: Draft, actor_id: int, today: date) -> Round:
    """Write a new round down; nobody is asked by it."""
    check_draft(draft, today)
    round_ = Round(stage=Stage.DRAFT)
    _take_over(round_, draft)
    db.session.add(round_)
    db.session.flush()
    record(actor_id, "upward.create", thing=f"round {round_.pid}")
    return round_


def update(round_: Round, draft: Draft, seen: int, actor_id: int, today: date) -> None:
    """Change a draft; seen is the version the editor saw. Raises NoLongerADraft, ChangedMeanwhile."""
    check_stage(round_.stage, Stage.DRAFT)
    check_draft(draft, today)
    if seen != round_.version:
        raise ChangedMeanwhile
    _take_over(round_, draft)
    flag_modified(round_, "title")  # a change of whom it is for is a change of the round
    record(actor_id, "upward.update", thing=f"round {round_.pid}")
    db.session.flush()


def open_round(round_: Round, seen: int, actor_id: int, today: date) -> None:
    """Open a draft: hand a sheet to everybody who is asked, and tell them and their leaders.

    Leaders of fewer than five are not asked about: what could never be shown is never gathered.
    Raises NoLongerADraft, ChangedMeanwhile, NobodyToAsk, AskedElsewhere, AskedLately, and what is wrong with the draft.
    """
    check_stage(round_.stage, Stage.DRAFT)
    if seen != round_.version:
        raise ChangedMeanwhile
    check_draft(draft_of(round_), today)
    people = set(employed_in(round_.unit_ids, (), today))
    teams = units.teams(people, today)
    asked = [(person, leader) for leader, team in teams.items() if len(team) >= LEAST for person in team]
    if not asked:
        raise NobodyToAsk
    if people & sheets.raters_now():
        raise AskedElsewhere
    check_apart(_asked_before(people, today), today)
    for leader, team in teams.items():
        outcome = Outcome.ASKED if len(team) >= LEAST else Outcome.TOO_SMALL
        db.session.add(Topic(round_id=round_.id, leader_id=leader, outcome=outcome))
    about_climate = [(person, None) for person in sorted(people)] if round_.pulse else []
    hand_out(round_, dict.fromkeys([*asked, *about_climate], Sheet()))
    round_.opened_on, round_.stage = today, Stage.OPEN
    record(actor_id, "upward.open", thing=f"round {round_.pid}")
    for person in sorted({person for person, _ in [*asked, *about_climate]}):
        notify(person, OPENED, "/upward")
    for leader in sorted({leader for _, leader in asked}):
        notify(leader, ABOUT_YOU, "/upward")
    db.session.flush()


def waits_for(round_: Round, today: date) -> tuple[date, str] | None:
    """Return the day a draft may open and the round it waits for; None where it may open today."""
    first = opens_from(_asked_before(set(employed_in(round_.unit_ids, (), today)), today))
    return first if first is not None and today < first[0] else None


def discard(round_: Round, seen: int, actor_id: int) -> None:
    """Throw a draft away. Raises NoLongerADraft, ChangedMeanwhile."""
    check_stage(round_.stage, Stage.DRAFT)
    if seen != round_.version:
        raise ChangedMeanwhile
    record(actor_id, "upward.discard", thing=f"round {round_.pid}")
    db.session.delete(round_)
    db.session.flush()


def draft_of(round_: Round) -> Draft:
    """Return what is written down about a round."""
    return Draft(
        title=round_.title, purpose=round_.purpose, closes_on=round_.closes_on, audience=round_.audience,
        unit_ids=round_.unit_ids, pulse=tuple(question.code for question in round_.pulse),
    )  # fmt: skip


def _asked_before(people: Set[int], today: date) -> list[tuple[date, str]]:
    lately = rounds.closed_since(today - APART)
    return [
        (one.closes_on, one.title)
        for one in lately
        if people & set(employed_in(one.unit_ids, (), one.opened_on or one.closes_on))
    ]


def _take_over(round_: Round, draft: Draft) -> None:
    round_.title, round_.purpose = draft.title, draft.purpose
    round_.closes_on, round_.audience = draft.closes_on, draft.audience
    if round_.unit_ids != draft.unit_ids:
        round_.units = [RoundUnit(unit_id=unit) for unit in sorted(draft.unit_ids)]
    asked = [question for about in About for question in questions(about)]
    chosen = [one for one in asked if one.about is not About.CLIMATE or one.code in draft.pulse]
    if [one.code for one in chosen] != [row.code for row in round_.questions]:
        round_.questions.clear()
        db.session.flush()
        round_.questions = [
            RoundQuestion(
                about=one.about, code=one.code, position=position, competence=one.competence, text=Bilingual(*one.text)
            )
            for position, one in enumerate(chosen, start=1)
        ]
