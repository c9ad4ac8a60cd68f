"""What somebody says of a step: that they stand there, that it interests them, that they like to talk about it."""

from competence.careers.models.own import CareerChoice, CareerGuide, CareerShare, ChoiceKind
from competence.careers.queries import own as queries
from competence.careers.rules import choosing
from competence.db import db
from competence.notifications.actions import notify
from competence.notifications.rules import kind
from competence.people.queries.leading import leader_of
from competence.privacy import audit
from competence.web.clock import now, today

SHARED = kind("career.shared", choosing.WAITS_FOR_LEADER)


def stand(person_id: int, model_id: int, step: str) -> None:
    """Note that somebody says they stand on a step; where they stood before is let go."""
    stand_nowhere(person_id, model_id)
    _say(person_id, model_id, step, ChoiceKind.HERE)


def stand_nowhere(person_id: int, model_id: int) -> None:
    """Let go of where somebody said they stand."""
    here = queries.here(person_id, model_id)
    if here is not None:
        drop(here)


def be_interested(person_id: int, model_id: int, step: str, note: str) -> CareerChoice:
    """Note that a step interests somebody, for them alone; said again, it gets the new words. Raises NoteTooLong."""
    choosing.refuse_long(note)
    choice = queries.interest(person_id, model_id, step) or _say(person_id, model_id, step, ChoiceKind.INTEREST)
    choice.note = note
    db.session.flush()
    return choice


def drop(choice: CareerChoice) -> None:
    """Let go of what somebody said of a step, and of what was shared of it."""
    db.session.delete(choice)
    db.session.flush()


def share(choice: CareerChoice, url: str) -> None:
    """Share an interest with the nearest leader of today, who is told that something waits at url.

    Raises NoLeader, AlreadyShared.
    """
    leader = leader_of(choice.person_id, today())
    if leader is None:
        raise choosing.NoLeader
    if leader.id in choice.shared_with:
        raise choosing.AlreadyShared
    choice.shares.append(CareerShare(with_id=leader.id, shared_at=now()))
    notify(leader.id, SHARED, url)
    _note(choice, "career.share")


def withdraw(choice: CareerChoice) -> None:
    """Take a shared interest back from every leader who has it. Raises NotShared."""
    if not choice.shared_with:
        raise choosing.NotShared
    for share_ in choice.shares:
        share_.withdrawn_at = share_.withdrawn_at or now()
    _note(choice, "career.withdraw")


def offer(person_id: int, model_id: int, step: str, word: str) -> None:
    """Note that somebody likes to talk about a step; offered again, it gets the new word. Raises NoteTooLong."""
    choosing.refuse_long(word)
    guide = queries.guide(person_id, model_id, step)
    if guide is None:
        guide = CareerGuide(person_id=person_id, model_id=model_id, step=step, offered_at=now())
        db.session.add(guide)
    guide.word = word
    db.session.flush()


def offer_no_more(person_id: int, model_id: int, step: str) -> None:
    """Let go of somebody's offer to talk about a step."""
    guide = queries.guide(person_id, model_id, step)
    if guide is not None:
        db.session.delete(guide)
        db.session.flush()


def _say(person_id: int, model_id: int, step: str, what: ChoiceKind) -> CareerChoice:
    choice = CareerChoice(person_id=person_id, model_id=model_id, step=step, kind=what, said_at=now())
    db.session.add(choice)
    db.session.flush()
    return choice


def _note(choice: CareerChoice, action: str) -> None:
    db.session.flush()
    audit.record(choice.person_id, action, subject_id=choice.person_id, thing=f"career:{choice.pid}")
