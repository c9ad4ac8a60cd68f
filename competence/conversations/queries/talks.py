"""What the talk's page is made of: the mirror, the agenda, the notes an actor may read, and the levels agreed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, false, literal, null, or_, select, union_all
from sqlalchemy.orm import joinedload

from competence.access.actor import Actor
from competence.access.permissions import MayPlan
from competence.access.policy import permits
from competence.assessments.models import Mirror
from competence.assessments.queries import mirrors, portraits
from competence.assessments.rules.comparing import Line
from competence.careers.queries.own import note_in, shared_wishes
from competence.conversations.guides.models import GuideTheme, Question
from competence.conversations.guides.rules.editions import AskedOf
from competence.conversations.models import AgreedLevel, Conversation, Note
from competence.conversations.rules.agenda import Chosen, Source, Topic
from competence.conversations.rules.kinds import THEMES
from competence.db import db
from competence.frameworks.models import Competence, ScaleLevel
from competence.frameworks.queries import current_version
from competence.plans.models import Agreement, Goal, Plan, Status
from competence.plans.rules.states import State
from competence.plans.rules.words import Standing, Whose
from competence.web.bilingual import Bilingual


@dataclass(frozen=True)
class Promised:
    """What was promised and is still open: its name in a plan's forms, and its words."""

    key: str
    what: str


@dataclass(frozen=True)
class Wished:
    """A step of the career model the person shared an interest in: its name, why in their words, and who they are."""

    key: str
    code: str
    step: Bilingual
    why: str
    by: str


@dataclass(frozen=True)
class Brought:
    """What is brought to a talk: what was promised and is open, the oldest first, and the wishes that are shared.

    plan_lines: what the talk's own plan says so far, each line in its own words, and who does it.
    """

    promises: list[Promised]
    wishes: list[Wished]
    plan_lines: list[tuple[str, object]]


def visible_to(actor: Actor) -> Select[Any]:
    """Return the notes an actor may read: in talks about themselves, and those written in the seat they sit in."""
    seats = actor.seats.items()
    sat_in = [and_(Note.leader_id == leader, Conversation.subject_id.in_(led)) for leader, led in seats if led]
    mine = or_(Conversation.subject_id == actor.person_id, *sat_in) if actor.signed_in else false()
    return select(Note).join(Conversation, Conversation.id == Note.conversation_id).where(mine)


def notes(conversation: Conversation, actor: Actor) -> Sequence[Note]:
    """Return the notes of a talk that an actor may read, in the order they were added."""
    chosen = visible_to(actor).where(Note.conversation_id == conversation.id).order_by(Note.id)
    return db.session.scalars(chosen.options(joinedload(Note.author))).all()


def note_with(conversation: Conversation, author_id: int, key: str) -> Note | None:
    """Return the note somebody sent with a key before."""
    own = select(Note).where(Note.conversation_id == conversation.id, Note.author_id == author_id, Note.key == key)
    return db.session.scalars(own).one_or_none()


def levels(conversation: Conversation) -> Sequence[AgreedLevel]:
    """Return the levels proposed and agreed on in a talk, the latest last."""
    chosen = select(AgreedLevel).where(AgreedLevel.conversation_id == conversation.id).order_by(AgreedLevel.id)
    return db.session.scalars(chosen.options(joinedload(AgreedLevel.competence), joinedload(AgreedLevel.level))).all()


def mirror_of(conversation: Conversation) -> Mirror | None:
    """Return the mirror a talk is about: the one it began with, else the newest open one that was not talked about."""
    chosen = select(Mirror).where(Mirror.subject_id == conversation.subject_id)
    if conversation.mirror_id is not None:
        chosen = chosen.where(Mirror.id == conversation.mirror_id)
    else:
        chosen = chosen.where(Mirror.revealed_at.is_not(None), Mirror.talk_held_on.is_(None))
    return db.session.scalars(mirrors.whole(chosen).order_by(Mirror.id.desc())).unique().first()


def lines_of(mirror: Mirror | None, actor: Actor, day: date) -> Sequence[Line]:
    """Return the lines of a mirror the actor may read; none where there is no mirror, or it is sealed for them."""
    shown = portraits.sides(mirror, actor) if mirror is not None and mirror.is_revealed else {}
    return portraits.lines_of(mirror, shown, day) if mirror is not None and shown else ()


def is_spoken_of(conversation: Conversation, competence_id: int) -> bool:
    """Return whether a competence stands in the mirror's catalogue, without a mirror in the one that holds now.

    What HR has only drafted is nobody's to see.
    """
    mirror, current = mirror_of(conversation), current_version()
    version_id = mirror.framework_version_id if mirror else current.id if current else None
    found = select(Competence.id).where(Competence.id == competence_id, Competence.version_id == version_id)
    return db.session.scalar(found) is not None


def scale_of(competence_id: int) -> Sequence[ScaleLevel]:
    """Return the levels of the scale a competence is described on, lowest first."""
    version = select(Competence.version_id).where(Competence.id == competence_id).scalar_subquery()
    return db.session.scalars(
        select(ScaleLevel).where(ScaleLevel.version_id == version).order_by(ScaleLevel.value)
    ).all()


def questions_about(conversation: Conversation, topic: Topic) -> Sequence[Question]:
    """Return the guide's questions to both of the two about a theme."""
    if topic.source is not Source.THEME or conversation.guide_version_id is None:
        return ()
    asked = select(Question).join(GuideTheme, GuideTheme.id == Question.theme_id).order_by(Question.position)
    asked = asked.where(Question.version_id == conversation.guide_version_id, Question.asked_of == AskedOf.BOTH)
    return db.session.scalars(asked.where(GuideTheme.code == topic.thing.code)).all()


def level_in(conversation: Conversation, number: int) -> AgreedLevel | None:
    """Return a level proposed or agreed on in a talk."""
    return next((level for level in levels(conversation) if level.id == number), None)


def brought(conversation: Conversation, actor: Actor) -> Brought:
    """Return the promises that are open, the wishes and the plan's lines an actor may read, in one statement.

    Promises are goals and agreements of earlier plans, those that plans.queries.open_promises finds. Wishes are those
    the person shares with the leader of this talk now; one that is taken back is gone.
    """
    goals = _open(Goal, "goal", 0, Status.goal_id == Goal.id)
    agreements = _open(Agreement, "agreement", 1, Status.agreement_id == Agreement.id)
    agreed = Plan.subject_id == conversation.subject_id, Plan.state.in_([one for one in State if one.is_agreed])
    shared = shared_wishes(actor, conversation.subject_id, conversation.leader_id).subquery()
    wishes: Select[Any] = select(
        literal("wish"), shared.c.id, shared.c.note, shared.c.said_at, literal(2), literal(0),
        shared.c.step, shared.c.title_da, shared.c.title_en,
    )  # fmt: skip
    parts = goals.where(*agreed), agreements.where(*agreed), wishes, *_lines(conversation, actor)
    promises, wished, lines = list[Promised](), list[Wished](), list[tuple[str, object]]()
    rows = db.session.execute(union_all(*parts).order_by("approved_at", "part", "position"))
    for name, number, what, _at, _part, _place, code, *title in rows:
        if name == "line":
            lines.append((what, _who(code)))
        elif name == "wish" and conversation.subject:
            by = conversation.subject.name.split()[0]
            note = note_in(what, number, conversation.subject.id)
            wished.append(Wished(f"wish-{number}", code, Bilingual(*title), note, by))
        else:
            promises.append(Promised(f"{name}-{number}", what))
    return Brought(promises, wished, lines)


def _open(table: Any, name: str, part: int, about_it: ColumnElement[bool]) -> Select[Any]:
    """Return the rows of which nothing was said, or of which was said last that they are open."""
    said = select(Status.standing).where(about_it).order_by(Status.on.desc(), Status.id.desc())
    last = said.limit(1).correlate(table).scalar_subquery()
    is_open = or_(last.is_(None), last.in_([standing for standing in Standing if standing.is_open]))
    place, nothing = literal(part).label("part"), literal("")
    columns = literal(name).label("name"), table.id, table.what, Plan.approved_at, place, table.position, *[nothing] * 3
    return select(*columns).join(Plan, Plan.id == table.plan_id).where(is_open)


def plan_lines(conversation: Conversation, actor: Actor) -> list[tuple[str, object]]:
    """Return what stands in the talk's plan: each goal and agreement in its own words, and who does it.

    Nothing where there is no plan, or the actor may not read it.
    """
    parts = _lines(conversation, actor)
    rows = db.session.execute(union_all(*parts).order_by("part", "position")) if parts else ()
    return [(what, _who(whose)) for _name, _number, what, _at, _part, _place, whose, *_ in rows]


def _lines(conversation: Conversation, actor: Actor) -> list[Select[Any]]:
    """Return the goals and the agreements of the talk's plan, in the columns of what is brought to it."""
    if conversation.plan is None or not permits(actor, MayPlan.READ, conversation.plan):
        return []
    undated, nothing = cast(null(), Plan.approved_at.type).label("approved_at"), literal("")
    return [
        select(
            literal("line").label("name"), table.id, table.what, undated, literal(part).label("part"), table.position,
            whose, nothing, nothing,
        ).where(table.plan_id == conversation.plan_id)
        for table, part, whose in ((Goal, 0, nothing), (Agreement, 1, cast(Agreement.whose, String)))
    ]  # fmt: skip


def _who(whose: str) -> object:
    return Whose[whose].value if whose else ""


def chosen_themes(conversation: Conversation) -> list[Chosen]:
    """Return the themes the two chose, in the guide's order, each with the first names of those who chose it."""
    by: dict[str, list[str]] = {}
    for choice in conversation.themes:
        by.setdefault(choice.theme, []).append(choice.person.name.split()[0])
    return [Chosen(code, title, tuple(by[code])) for code, title in THEMES.items() if code in by]
