"""Astrid's things: each makes what a row of access.csv is about, and says what address and form name it."""

from collections.abc import Callable

from competence.access.actor import Role
from competence.admin.imports.actions import keep_draft
from competence.admin.imports.career_sending import files_of, keep_files, plan_of
from competence.admin.imports.models import ImportDraft
from competence.analytics.reports.actions import report
from competence.assessments.models import Mirror
from competence.careers.actions.drafts import start_draft
from competence.careers.actions.opening import open_to_everybody
from competence.careers.actions.tracks import add_track
from competence.careers.rules.dialogue import State as CaseState
from competence.conversations.rules import steps
from competence.conversations.teams.models import TeamAgreement
from competence.cycles.models import Cycle
from competence.db import db
from competence.people.models import Person
from competence.people.queries import employments_of, leaders_of
from competence.plans.rules.states import State
from competence.signin.actions.accounts import new_link, open_account
from competence.signin.rules import Purpose
from competence.web.bilingual import Bilingual
from competence.web.clock import now, today
from tests.careers import make_careers, make_case, make_choice, make_evidence, take_a_seat
from tests.cast import Cast
from tests.house.anonymous_things import ANONYMOUS
from tests.house.factor_things import FACTORS
from tests.house.feedback_things import FEEDBACK
from tests.house.figures_things import FIGURES
from tests.house.learning_things import LEARNING
from tests.house.privacy_things import PRIVACY
from tests.house.seats_things import SEATS
from tests.house.thing import Thing
from tests.house.trail_things import TRAIL
from tests.make import (
    NOW,
    make_answer,
    make_conversation,
    make_cycle,
    make_deputy,
    make_grant,
    make_guide,
    make_invitation,
    make_leave,
    make_mirror,
    make_restriction,
    make_rule,
    make_share,
    make_team_talk,
    make_version,
    make_view,
)
from tests.plans import make_agreement, make_goal, make_plan
from tests.talks import make_level, make_talk


def _mirror(cast: Cast, *, by_leader: bool = True) -> Mirror:
    cycle = make_cycle(cast.version)
    make_invitation(cycle, cast.astrid)
    mirror = make_mirror(cast.astrid, cast.version, cycle)
    for author in (cast.astrid, cast.bo) if by_leader else (cast.astrid,):
        make_answer(make_view(mirror, author), cast.version.competences[0])
    return mirror


def _opened_mirror(cast: Cast) -> Thing:
    mirror = _mirror(cast)
    for view in mirror.views:
        make_share(view, cast.bo if view.author_id == cast.astrid.id else cast.astrid)
    mirror.revealed_at = NOW
    return Thing({"pid": mirror.pid})


def _view_of(cast: Cast, author_id: int) -> Thing:
    (view,) = (view for view in _mirror(cast).views if view.author_id == author_id)
    return Thing({"pid": view.pid})


def _draft(_: Cast) -> Thing:
    version = make_version("draft", published=False)
    return Thing({"code": "draft", "number": version.number, "competence": "c1", "profile": "librarian"})


def _round_to_report(cast: Cast) -> Thing:
    cycle = make_cycle(cast.version, with_talks=True, closed=True)
    cycle.evaluated_on = today()
    return Thing({"pid": cycle.pid}, {"cycle": cycle.pid})


def _reported_round(cast: Cast) -> Thing:
    thing = _round_to_report(cast)
    report(db.session.query(Cycle).filter_by(pid=thing.parts["pid"]).one(), cast.carla.id, now(), today())
    return thing


def _link(cast: Cast) -> Thing:
    open_account(cast.astrid.id)
    return Thing({"token": new_link(cast.astrid.id, Purpose.RESET)})


def _invited(cast: Cast) -> Thing:
    cycle = make_cycle(cast.version)
    make_invitation(cycle, cast.astrid)
    return Thing(form={"person": cast.astrid.pid, "round": cycle.pid})


def _employment(cast: Cast) -> Thing:
    (employment,) = employments_of(cast.astrid)
    return Thing({"pid": cast.astrid.pid, "number": employment.id})


def _plan(cast: Cast, leader: Person, state: State) -> Thing:
    plan = make_plan(cast.astrid, leader, state)
    goal, agreement = make_goal(plan), make_agreement(plan)
    row = {"goals-0-what": goal.what, "goals-0-competence_id": "", "goals-0-wanted_level": ""}
    about = {"promise": f"agreement-{agreement.id}", "standing": "REACHED", "word": "Godt", "done": "YES"}
    signing = {"version": "1", "disagreement": "Tempoet", "comment": "Fint", "why": "Ny leder", "words": "Ret"}
    return Thing({"pid": plan.pid, "after_days": 30}, row | about | signing | {"add": "", "drop": ""})


def _file(cast: Cast) -> Thing:
    rows = b"email;navn;enhed\nny@example.org;Ny;tarup\n"
    draft = keep_draft(cast.carla.id, "people", "people.csv", rows, full=False, now=now())
    return Thing({"pid": draft.pid})


def _file_for_another(cast: Cast) -> Thing:
    thing = _file(cast)
    db.session.query(ImportDraft).update({"asked_at": now()})
    return thing


def _files_of_a_model(cast: Cast) -> Thing:
    files = {
        "career_tracks.csv": b"code,order,title_da,title_en\nwide,1,Bredt,Wide\n",
        "career_steps.csv": b"code,track,order,title_da,title_en,scope_da,scope_en\nwide1,wide,1,Et,One,,\n",
        "career_requirements.csv": b"step,competence,required_level,kind\nwide1,c1,2,must\n",
        "career_moves.csv": b"from_step,to_step,kind,note_da,note_en\n",
    }
    draft = keep_files(cast.carla.id, files, now())
    return Thing({"pid": draft.pid}, {"shown": plan_of(files_of(draft)).fingerprint})


def _step(cast: Cast) -> Thing:
    make_careers(cast)
    return Thing({"code": "wide2", "other": "wide1"}, {"note": "Det trækker i mig.", "word": "Spørg bare."})


def _career_draft(cast: Cast) -> Thing:
    edition = start_draft(make_careers(cast).model, cast.carla.id)
    words = {"move-start": "wide1", "move-end": "deep2", "new-code": "deep9", "new-track": "deep", "new-height": "9"}
    form = words | {"new-title_da": "Ni", "version": str(edition.version), "title_da": "Andet navn"}
    form |= {"track-code": "high", "track-title_da": "Højt spor", "place": "1"}
    parts = {"code": "model", "number": edition.number, "step": "wide2", "start": "wide1", "end": "wide2"}
    return Thing(parts | {"track": "wide"}, form)


def _empty_track(cast: Cast) -> Thing:
    edition = start_draft(make_careers(cast).model, cast.carla.id)
    add_track(edition, "high", Bilingual("Højt spor"), cast.carla.id)
    return Thing({"code": "model", "number": edition.number, "track": "high"})


def _career_edition(cast: Cast) -> Thing:
    make_careers(cast)
    return Thing({"code": "model", "number": 1})


def _interest(cast: Cast, *, shared: bool = False) -> Thing:
    choice = make_choice(make_careers(cast), cast.astrid, "wide2", shared_with=cast.bo if shared else None)
    return Thing({"pid": choice.pid})


def _example(cast: Cast) -> Thing:
    told = {"competence": "c1", "example": "En anden læsekreds.", "version": "1"}
    return Thing({"pid": make_evidence(make_careers(cast), cast.astrid).pid}, told)


def _open_step(cast: Cast) -> Thing:
    open_to_everybody(make_careers(cast).model_id, "wide2", cast.carla.id)
    return Thing({"code": "wide2"})


def _talk(cast: Cast, leader: Person) -> Thing:
    talk, competence = make_talk(cast.astrid, leader), cast.version.competences[0]
    level = make_level(talk, competence, 3, by=leader)
    form = {"text": "En note", "competence": str(cast.version.competences[1].id), "level": "2"}
    return Thing({"pid": talk.conversation.pid, "number": level.id}, form)


def _case(cast: Cast, state: CaseState, *, ellen_is_free: bool | None = True) -> Thing:
    asked = {} if state is CaseState.DRAFT else {"leader_id": cast.bo.id, "due_on": today()}
    case = make_case(make_careers(cast), cast.astrid, "wide2", state, **asked)
    if state is CaseState.WITH_PANEL:
        take_a_seat(case, cast.ellen, is_free=ellen_is_free)
    said = {"free": "free", "text": "Set.", "first": "emil@example.org", "second": "gerda@example.org", "words": "Ja."}
    answer = {"outcome": "YES", "reasons": "Set.", "next_steps": "Tal om det.", "email": "emil@example.org"}
    return Thing({"pid": case.pid}, said | answer | {"version": "1"})


def _team_talk(cast: Cast) -> Thing:
    talk = make_team_talk(cast.bo, cast.astrid, cast.asger)
    agreed = TeamAgreement(conversation=talk, what="Vi hjælpes ad", lead=cast.astrid, due_on=today(), standings=[])
    db.session.add(agreed)
    db.session.flush()
    return Thing({"pid": talk.pid, "number": agreed.id}, {"text": "En note", "what": "Noget", "word": "Et ord"})


def _guide(*, published: bool) -> Thing:
    version = make_guide(published=published)
    return Thing({"kind": "mus", "number": 1, "question": version.questions[0].id, "side": "employee"})


LIMITS = {"k": "6", "unit_floor": "12", "shares_floor": "25", "audience": "LEADERS", "reason": "Vi er få."}
CATALOGUE = Thing({"code": "house", "number": 1, "competence": "c1", "profile": "librarian"})

MAKES: dict[str, Callable[[Cast], Thing]] = (
    {
        "-": lambda cast: Thing(),
        "person": lambda cast: Thing({"pid": cast.astrid.pid}),
        "her plan to begin": lambda cast: Thing(form={"person": cast.astrid.pid, "form": "SHORT"}),
        "plan": lambda cast: _plan(cast, cast.bo, State.DRAFT),
        "signed plan": lambda cast: _plan(cast, cast.bo, State.APPROVED),
        "plan with a former leader": lambda cast: _plan(cast, cast.gerda, State.DRAFT),
        "plan signed with a former leader": lambda cast: _plan(cast, cast.gerda, State.APPROVED),
        "her name": _invited,
        "mirror": lambda cast: Thing({"pid": _mirror(cast).pid}),
        "her mirror alone": lambda cast: Thing({"pid": _mirror(cast, by_leader=False).pid}),
        "opened mirror": _opened_mirror,
        "her view": lambda cast: _view_of(cast, cast.astrid.id),
        "his view": lambda cast: _view_of(cast, cast.bo.id),
        "her name for a talk": lambda cast: Thing(form={"person": cast.astrid.pid}),
        "talk": lambda cast: _talk(cast, cast.bo),
        "talk with Gerda": lambda cast: _talk(cast, cast.gerda),
        "held talk": lambda cast: Thing({"pid": make_conversation(cast.astrid, cast.bo, state=steps.State.HELD).pid}),
        "talk of her team": _team_talk,
        "conversation": lambda cast: Thing({"pid": make_conversation(cast.astrid, cast.bo).pid}),
        "conversation with Gerda": lambda cast: Thing({"pid": make_conversation(cast.astrid, cast.gerda).pid}),
        "round": lambda cast: Thing({"pid": make_cycle(cast.version).pid}),
        "round with talks": lambda cast: Thing({"pid": make_cycle(cast.version, with_talks=True).pid}),
        "leave": lambda cast: Thing({"pid": cast.astrid.pid, "number": make_leave(cast.astrid, today()).id}),
        "round to report": _round_to_report,
        "reported round": _reported_round,
        "planned round": lambda cast: Thing({"pid": make_cycle(cast.version, opened=False).pid}),
        "catalogue": lambda cast: CATALOGUE,
        "draft": _draft,
        **ANONYMOUS,
        "guide": lambda cast: _guide(published=True),
        "draft of a guide": lambda cast: _guide(published=False),
        "link": _link,
        "employment": _employment,
        "leader relation": lambda cast: Thing({"pid": cast.astrid.pid, "number": leaders_of(cast.astrid)[0].id}),
        "deputy of Bo": lambda cast: Thing(
            {"pid": cast.bo.pid, "number": make_deputy(cast.bo, cast.ellen, today(), today()).id}
        ),
        "role": lambda cast: Thing({"pid": cast.astrid.pid, "number": make_grant(cast.astrid, Role.DPO).id}),
        "unit": lambda cast: Thing({"code": cast.tarup.code}),
        "file of Carla": _file,
        "file Carla asks about": _file_for_another,
        "limits": lambda cast: Thing(form=LIMITS),
        "proposed rule": lambda cast: Thing({"pid": make_rule(cast.carla).pid}),
        "model of Carla": _files_of_a_model,
        "step": _step,
        "interest": _interest,
        "shared interest": lambda cast: _interest(cast, shared=True),
        "example": _example,
        "open step": _open_step,
        "career edition": _career_edition,
        "career draft": _career_draft,
        "empty track": _empty_track,
        "her dossier": lambda cast: _case(cast, CaseState.DRAFT),
        "case with Bo": lambda cast: _case(cast, CaseState.WITH_LEADER),
        "case Bo has seen": lambda cast: _case(cast, CaseState.VIEWED),
        "case with a panel": lambda cast: _case(cast, CaseState.WITH_PANEL),
        "case with a panel asked": lambda cast: _case(cast, CaseState.WITH_PANEL, ellen_is_free=None),
    }
    | FACTORS
    | FIGURES
    | LEARNING
    | SEATS
    | TRAIL
    | FEEDBACK
    | PRIVACY
)


def _restricted(make: Callable[[Cast], Thing]) -> Callable[[Cast], Thing]:
    """Return how to make the same thing, of which Astrid has had the use restricted then."""

    def made(cast: Cast) -> Thing:
        thing = make(cast)
        make_restriction(cast.astrid)
        return thing

    return made


THINGS = MAKES | {f"restricted {name}": _restricted(make) for name, make in MAKES.items()}
