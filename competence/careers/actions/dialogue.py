"""Every act in a dialogue about a step: each is noted with its author and time, and moves it where the table says."""

from collections.abc import Collection, Iterable
from datetime import date

from competence.careers.models.dialogue import CaseEvent, CaseExhibit, CaseStatement, Outcome, PanelSeat, Part, StepCase
from competence.careers.models.editions import CareerStep
from competence.careers.models.evidence import Evidence
from competence.careers.queries import dialogue as queries
from competence.careers.rules import dialogue as rules
from competence.careers.rules.dialogue import Action, State
from competence.db import db
from competence.frameworks.rules.publishing import ChangedMeanwhile
from competence.notifications.actions import notify
from competence.notifications.rules import DUES, Due, kind
from competence.people.models import Person
from competence.people.queries.leading import leader_of, leads
from competence.privacy import audit
from competence.web.clock import now, today
from competence.web.text import tidy_email

ASKED = kind("step.asked", rules.ASKED)
PANEL_ASKED = kind("step.panel", rules.PANEL_ASKED)
ANSWERED = kind("step.answered", rules.ANSWERED)
MOVED = kind("step.moved", rules.MOVED)
LATE = kind("step.late", rules.LATE)


def begin(subject_id: int, step: CareerStep) -> StepCase:
    """Begin a dossier for a step, for its person's eyes. Raises AlreadyOpen where they have one."""
    if queries.open_case_of(subject_id) is not None:
        raise rules.AlreadyOpen
    case = StepCase(subject_id=subject_id, step=step)
    db.session.add(case)
    db.session.flush()
    return case


def edit(case: StepCase, words: str, chosen: Iterable[Evidence], seen: int) -> None:
    """Write in a dossier: why, and which of one's own examples go along, copied as they are.

    seen: its version as its writer saw it. Raises NotNow, ChangedMeanwhile.
    """
    rules.follow(case.state, Action.EDIT)
    if case.version != seen:
        raise ChangedMeanwhile
    case.words = words
    case.exhibits = [
        CaseExhibit(evidence_pid=one.pid, competence=one.competence, example=one.example, link=one.link,
                    happened_on=one.happened_on)
        for one in chosen
    ]  # fmt: skip
    db.session.flush()


def discard(case: StepCase) -> None:
    """Throw a dossier away that nobody was asked about. Raises NotNow."""
    rules.follow(case.state, Action.EDIT)
    db.session.delete(case)
    db.session.flush()


def ask(case: StepCase, url: str) -> None:
    """Ask the nearest leader of today for the step. Raises NotNow, NothingSaid, NoLeader."""
    if not case.words:
        raise rules.NothingSaid
    case.leader_id = _leader_of(case)
    _move(case, Action.ASK, case.subject_id)
    notify(case.leader_id, ASKED, url)


def withdraw(case: StepCase) -> None:
    """Take a dialogue back; it stays to be read by its person. Raises NotNow."""
    _move(case, Action.WITHDRAW, case.subject_id)
    case.leader_id = None  # from here on it is its person's alone
    db.session.flush()


def hand_over(case: StepCase, url: str) -> None:
    """Hand a dialogue over to the leader of today, who begins anew. Raises NotNow, NoLeader, SameLeader."""
    leader_id = _leader_of(case)
    if leader_id == case.leader_id:
        raise rules.SameLeader
    case.leader_id, case.turn = leader_id, case.turn + 1
    _move(case, Action.HAND_OVER, case.subject_id)
    notify(leader_id, ASKED, url)


def view(case: StepCase, author_id: int, text: str, tie: str, url: str) -> None:
    """Say the leader's view, with what binds them to the case. Raises NotNow, OwnCase."""
    rules.refuse_own(case.subject_id, author_id)
    _move(case, Action.VIEW, author_id)
    _say(case, Part.LEADER, author_id, text, tie=tie)
    notify(case.subject_id, MOVED, url)


def convene(case: StepCase, actor_id: int, emails: Collection[str], url: str) -> None:
    """Ask two colleagues to look at the dossier.

    Raises NotNow, PanelHasBeen, NobodyOfThatAddress, OwnCase, IsTheLeader, SamePersonTwice.
    """
    rules.follow(case.state, Action.CONVENE)
    if case.said(Part.PANEL):
        raise rules.PanelHasBeen
    for email in emails:
        _seat(case, actor_id, email, url)
    _move(case, Action.CONVENE, actor_id)
    notify(case.subject_id, MOVED, url)


def replace(case: StepCase, actor_id: int, email: str, url: str) -> None:
    """Ask somebody instead of one who stepped aside. Raises as `convene`, and NotNow where two sit there."""
    rules.follow(case.state, Action.REPLACE)
    if len(case.panel) >= rules.PANEL:
        raise rules.NotNow
    _seat(case, actor_id, email, url)
    _move(case, Action.REPLACE, actor_id)


def declare(case: StepCase, person_id: int, tie: str, url: str) -> None:
    """Note that a member of the panel is free to judge, or steps aside for a tie. Raises NotNow, AlreadySaid."""
    rules.follow(case.state, Action.DECLARE)
    seat = _seat_of(case, person_id)
    if seat.is_free is not None:
        raise rules.AlreadySaid
    seat.is_free, seat.tie = not tie, tie
    _move(case, Action.DECLARE, person_id)
    if tie:
        _tell_the_leader(case, url)


def assess(case: StepCase, person_id: int, text: str, url: str) -> None:
    """Say a member of the panel's view; when both have, the turn goes back to the leader.

    Raises NotNow, DeclareFirst, AlreadySaid.
    """
    rules.follow(case.state, Action.ASSESS)
    rules.refuse_own(case.subject_id, person_id)
    if not _seat_of(case, person_id).is_free:
        raise rules.DeclareFirst
    if case.said(Part.PANEL, person_id):
        raise rules.AlreadySaid
    _say(case, Part.PANEL, person_id, text)
    _move(case, Action.ASSESS, person_id)
    if len(case.panel) == rules.PANEL and all(case.said(Part.PANEL, seat.person_id) for seat in case.panel):
        _move(case, Action.CLOSE_PANEL, person_id)
        notify(case.subject_id, MOVED, url)
        _tell_the_leader(case, url)


def answer(case: StepCase, author_id: int, outcome: Outcome, reasons: str, next_steps: str, url: str) -> None:
    """Answer with reasons and next steps. Raises NotNow, OwnCase, PanelIsNeeded."""
    rules.refuse_own(case.subject_id, author_id)
    rules.follow(case.state, Action.ANSWER)
    leader = case.said(Part.LEADER)
    rules.refuse_answer(leader_is_bound=bool(leader and leader.tie), panel_has_said=bool(case.said(Part.PANEL)))
    _say(case, Part.ANSWER, author_id, reasons, outcome=outcome, next_steps=next_steps)
    _move(case, Action.ANSWER, author_id)
    notify(case.subject_id, ANSWERED, url)


@DUES.fill
def late_parts(day: date) -> list[Due]:
    """Return whose part in a dialogue should have been done by a day and is not."""
    return [
        Due(person_id, LATE, f"/careers/cases/{case.pid}", f"{case.pid} {case.state.name} {case.due_on}")
        for case in queries.late(day)
        for person_id in _waited_for(case, day)
    ]


def _waited_for(case: StepCase, day: date) -> list[int]:
    if case.state is State.WITH_PANEL:
        return [seat.person_id for seat in case.panel if not case.said(Part.PANEL, seat.person_id)]
    return [case.leader_id] if case.leader_id and leads(case.leader_id, case.subject_id, day) else []


def _tell_the_leader(case: StepCase, url: str) -> None:
    """Tell the leader who was asked that there is news, unless they no longer lead the person."""
    if case.leader_id and leads(case.leader_id, case.subject_id, today()):
        notify(case.leader_id, MOVED, url)


def _leader_of(case: StepCase) -> int:
    leader = leader_of(case.subject_id, today())
    if leader is None:
        raise rules.NoLeader
    return leader.id


def _seat(case: StepCase, actor_id: int, email: str, url: str) -> None:
    person: Person | None = queries.person_at(tidy_email(email), today())
    if person is None:
        raise rules.NobodyOfThatAddress(email=email)
    seated = {seat.person_id for seat in case.seats if seat.turn == case.turn}
    leaders = {leader for leader in (case.leader_id, actor_id) if leader}
    rules.refuse_seat(person.id, case.subject_id, leaders, seated)
    case.seats.append(PanelSeat(person=person, person_id=person.id, turn=case.turn, asked_at=now()))
    notify(person.id, PANEL_ASKED, url)


def _seat_of(case: StepCase, person_id: int) -> PanelSeat:
    seat = next((seat for seat in case.panel if seat.person_id == person_id), None)
    if seat is None:
        raise rules.NotNow
    return seat


def _say(
    case: StepCase, part: Part, author_id: int, text: str, *, tie: str = "", outcome: Outcome | None = None,
    next_steps: str = "",
) -> None:  # fmt: skip
    case.statements.append(
        CaseStatement(part=part, author_id=author_id, turn=case.turn, text=text, tie=tie, outcome=outcome,
                      next_steps=next_steps, said_at=now())
    )  # fmt: skip


def _move(case: StepCase, action: Action, actor_id: int) -> None:
    """Let the case follow the table, note who did what, and count the days of the part that begins."""
    before, case.state = case.state, rules.follow(case.state, action)
    if case.state is not before or action is Action.HAND_OVER:
        case.due_on = rules.due_on(case.state, today())
    case.events.append(CaseEvent(action=action, actor_id=actor_id, at=now()))
    db.session.flush()
    audit.record(actor_id, f"step.{action.name.lower()}", subject_id=case.subject_id, thing=f"case:{case.pid}")
