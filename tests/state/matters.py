"""Mirrors, talks, plans, feedback and interests: begun, written, shared, taken back, agreed and closed."""

from datetime import timedelta

from tests.acting import named
from tests.plans import WRITTEN
from tests.state.model import Thing
from tests.state.walking import Walk

FAR = (20, 31, 44)  # days ahead that leave room to prepare
REASON = "Fagforeningen beder os se aftalen igennem."

# --- mirrors ---


def mirror_begun(w: Walk) -> None:
    who = w.somebody()
    answer = w.do(who, True, "/assessments", None, round="")
    if answer:
        _note_mirror(w, who, answer.location.rsplit("/", 1)[1])


def leader_begins(w: Walk) -> None:
    mirror = w.some("mirror")
    if mirror is None:
        return
    who = w.tries(*w.leaders_of(mirror.owner))
    answer = w.do(who, bool(w.house.seats(who, mirror.owner)), f"/assessments/{mirror.pid}/views", mirror)
    if answer:
        _note_mirror(w, who, answer.location.rsplit("/", 1)[1])


def _note_mirror(w: Walk, writer: str, side: str) -> None:
    sql = "SELECT {0} FROM mirror m JOIN view v ON v.mirror_id = m.id WHERE v.pid = :pid"
    owner, pid = w.names[w.one(sql.format("m.subject_id"), pid=side)], w.one(sql.format("m.pid"), pid=side)
    w.refresh(w.add(Thing("mirror", pid, owner)))
    w.last.append((writer, w.add(Thing("side", side, owner, writer=writer))))


def answers(w: Walk) -> None:
    side = w.some("side")
    if side is None:
        return
    who = w.tries(side.writer)
    sent = named(w.competence, answer=w.dice.choice("1234"), version=0)
    w.do(who, w.house.may(who, "/assessments/views/{0}", side), f"/assessments/views/{side.pid}/answers", side, **sent)


def shares(w: Walk) -> None:
    _on_mirror(w, "sharing")


def takes_share_back(w: Walk) -> None:
    _on_mirror(w, "sharing/withdrawal")


def _on_mirror(w: Walk, what: str) -> None:
    mirror = w.some("mirror")
    if mirror is not None:
        sides = [one.writer for one in w.house.things.values() if one.kind == "side" and one.owner == mirror.owner]
        who = w.tries(*sides, mirror.owner)
        w.do(who, w.owns_or_leads(who, mirror), f"/assessments/{mirror.pid}/{what}", mirror)


# --- talks and plans ---


def talk_called(w: Walk) -> None:
    _, person = w.dice.choice(sorted(w.house.leads))
    who = w.tries(*w.leaders_of(person))
    day = w.house.today + timedelta(days=w.dice.choice(FAR))
    sent = {
        "on": day.isoformat(),
        "at": "10:30",
        "minutes": 60,
        "place": "Tarup",
        "kind": w.dice.choice(("MUS", "CAREER", "ONE_ON_ONE")),
    }
    answer = w.do(who, bool(w.house.seats(who, person)), "/conversations", None, person=w.people[person].pid, **sent)
    if answer:
        w.refresh(w.add(Thing("talk", answer.location.rsplit("/", 1)[1], person)))


def talk_goes_on(w: Walk) -> None:
    talk = w.some("talk")
    if talk is None:
        return
    step = {
        "INVITED": ("acceptance", "beginning"),
        "CONFIRMED": ("beginning",),
        "TALKING": ("ending", "ending", "planning"),
    }
    what = w.dice.choice(
        (*step.get(talk.state, ()), "cancellation") if w.dice.random() < 0.2 else step.get(talk.state, ("planning",))
    )
    who = w.tries(*w.seated(talk))
    version = w.one("SELECT version FROM conversation WHERE pid = :pid", pid=talk.pid)
    w.do(who, w.is_seated(who, talk), f"/conversations/{talk.pid}/{what}", talk, version=version)


def talk_taken_over(w: Walk) -> None:
    talk = w.some("talk")
    if talk is not None:
        who = w.tries(*w.leaders_of(talk.owner))
        version = w.one("SELECT version FROM conversation WHERE pid = :pid", pid=talk.pid)
        w.do(who, bool(w.house.seats(who, talk.owner)), f"/conversations/{talk.pid}/seat", talk, version=version)


def plan_begun(w: Walk) -> None:
    _, person = w.dice.choice(sorted(w.house.leads))
    who = w.tries(*w.leaders_of(person))
    sent = {"person": w.people[person].pid, "form": w.dice.choice(("FULL", "SHORT"))}
    may = who == person or bool(w.house.seats(who, person))
    answer = w.do(who, may, "/plans", None, **sent)
    if answer:
        w.refresh(w.add(Thing("plan", answer.location.removesuffix("/edit").rsplit("/", 1)[1], person)))


def plan_goes_on(w: Walk) -> None:
    plan = w.some("plan")
    if plan is None:
        return
    who, version = w.tries(*w.seated(plan)), w.one("SELECT version FROM plan WHERE pid = :pid", pid=plan.pid)
    if not w.one("SELECT 1 FROM goal g JOIN plan p ON p.id = g.plan_id WHERE p.pid = :pid", pid=plan.pid):
        w.do(who, w.is_seated(who, plan), f"/plans/{plan.pid}", plan, version=version, **WRITTEN)
    else:
        w.do(who, w.is_seated(who, plan), f"/plans/{plan.pid}/approval", plan, version=version, disagreement="")
    for other in [one for one in w.house.things.values() if one.kind == "plan" and one.owner == plan.owner]:
        w.refresh(other)  # a newer plan ends an older one


def plan_taken_over(w: Walk) -> None:
    plan = w.some("plan")
    if plan is not None:
        who = w.tries(*w.leaders_of(plan.owner))
        w.do(who, bool(w.house.seats(who, plan.owner)), f"/plans/{plan.pid}/seat", plan, why="Ny leder")


# --- feedback and interests ---


def feedback_asked(w: Walk) -> None:
    who, other = w.somebody(), w.somebody()
    day = (w.house.today + timedelta(days=14)).isoformat()
    sent = {"question": "Hvordan?", "topic": "talk", "colleagues": str(w.people[other].id), "due_on": day, "tried": ""}
    answer = w.do(who, True, "/feedback/ask/tre_plus_tre", None, further="0", further_still="0", outside="", **sent)
    if answer:
        request = answer.location.rsplit("/", 1)[1]
        sql = "SELECT f.pid FROM feedback f JOIN feedback_request r ON r.id = f.request_id WHERE r.pid = :pid"
        w.refresh(w.add(Thing("feedback", w.one(sql, pid=request), who, writer=other)))


def feedback_given(w: Walk) -> None:
    piece = w.some("feedback")
    if piece is not None:
        who = w.tries(piece.writer)
        what = w.dice.choice(("answer", "answer", "answer", "withdrawal", "declining", "discarding"))
        may = who == piece.writer and w.house.may(who, "/feedback/{0}", piece)
        w.do(who, may, f"/feedback/{piece.pid}/{what}", piece, worked="Roen.", ideas="Kortere.")


def feedback_used(w: Walk) -> None:
    piece = w.some("feedback")
    if piece is not None:
        who = w.tries(piece.owner)
        steps = ("reading", "reading", "sharing", "sharing", "keeping", "sharing/withdrawal", "thanks", "deletion")
        may = who == piece.owner and w.house.may(who, "/feedback/{0}", piece)
        w.do(who, may, f"/feedback/{piece.pid}/{w.dice.choice(steps)}", piece)


def interest_said(w: Walk) -> None:
    who, step = w.somebody(), w.dice.choice(("wide1", "wide2", "deep2"))
    if w.do(who, True, f"/careers/steps/{step}/interest", None, note="Det trækker."):
        sql = "SELECT pid FROM career_choice WHERE person_id = :p AND step = :s AND kind = 'INTEREST'"
        w.refresh(w.add(Thing("interest", w.one(sql, p=w.people[who].id, s=step), who)))


def interest_used(w: Walk) -> None:
    choice = w.some("interest")
    if choice is not None:
        who = w.tries(choice.owner)
        what = w.dice.choice(("sharing", "sharing", "sharing", "withdrawal", "removal"))
        w.do(who, who == choice.owner, f"/careers/interests/{choice.pid}/{what}", choice)


# --- glass and rounds ---


def glass_broken(w: Walk) -> None:
    actor, person = w.tries("carla", *(one for one in w.people if w.house.has(one, "HR"))), w.somebody()
    w.come_in(actor, confirmed=True)
    sent = {"email": w.people[person].email, "reason": REASON}
    in_spite = w.house.is_restricted(person) and w.dice.random() < 0.5
    sent |= {"despite": "CLAIM"} if in_spite else {}
    answer = w.do(actor, w.house.has(actor, "HR"), "/privacy/glass", None, **sent)
    if answer:
        for one in w.house.things.values():
            if one.kind == "glass" and one.writer == actor:  # the one of somebody who restricted theirs since
                one.ends_at = min(one.ends_at or w.house.now, w.house.now)
        ends, pid = w.house.now + timedelta(minutes=30), answer.location.rsplit("/", 1)[1]
        glass = w.add(Thing("glass", pid, person, writer=actor, ends_at=ends, in_spite=in_spite))
        w.last += [(actor, w.some("mirror", owner=person, state="OPEN") or glass)]


def glass_ended(w: Walk) -> None:
    glass = w.some("glass")
    if glass is not None:
        who = w.tries(glass.writer)
        if w.do(who, w.house.may(who, "/privacy/glass/{0}", glass), f"/privacy/glass/{glass.pid}/end"):
            glass.ends_at = w.house.now


def round_closes(w: Walk) -> None:
    who = w.tries("carla")
    w.do(who, w.house.has(who, "HR"), f"/cycles/{w.round}/closing")
