"""What somebody has said and is asked, gathered in a handful of statements, and what is suggested to them for it."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Integer, Select, and_, case, cast, func, literal, null, or_, select, union_all
from sqlalchemy.orm import aliased, joinedload

from competence.assessments.models import Answer, Mirror, Stage, View, Voice, Wish
from competence.careers.models.editions import CareerStep, StepRequirement
from competence.careers.models.own import CareerChoice, ChoiceKind
from competence.careers.queries.pages import house_edition_id
from competence.db import Model, db
from competence.frameworks.models import Competence, FrameworkVersion, RoleRequirement
from competence.frameworks.rules.learning import Suggested
from competence.learning.models import Offer, OfferDate, Signup
from competence.learning.rules.words import State
from competence.learning.suggesting.models import Dismissal
from competence.learning.suggesting.rules import About, Asks, Leads, Reason, Source, suggest
from competence.people.models import Employment
from competence.people.queries import in_force
from competence.plans.models import Goal, Plan
from competence.plans.models import Status as GoalStatus
from competence.plans.rules.states import State as PlanState
from competence.plans.rules.words import Standing
from competence.web.bilingual import Bilingual
from competence.web.clock import today

ROLE, GOAL, SAID = -1, -2, -3
NOTHING = cast(null(), Integer)


def suggested_to(person_id: int, competences: Collection[str] = ()) -> list[Suggested]:
    """Return at most three offers for somebody, each with its reason, for their own eyes; in two statements."""
    offers = _offers(person_id)
    return told(person_id, offers, competences) if offers else []


def told(person_id: int, offers: Sequence[Offer], competences: Collection[str] = ()) -> list[Suggested]:
    """Return what of some offers is suggested to somebody, in words."""
    by_id = {offer.id: offer for offer in offers}
    frameworks = {aim.framework_id for offer in offers for aim in offer.aims}
    said, titles = about(person_id, min(frameworks, default=0), today())
    return [
        Suggested(by_id[one.key].pid, by_id[one.key].title, because(one.reason, titles[one.reason.competence]))
        for one in suggest(said, [_leads(offer) for offer in offers], competences)
    ]


def because(reason: Reason, title: object) -> str:
    """Return why, in one sentence."""
    values = {"title": title, "asked": reason.asked, "level": reason.level, "step": reason.title}
    if reason.source is Source.GOAL:
        return str(_("Fordi du har et mål om »%(title)s« i din udviklingsplan.", **values))
    if reason.source is Source.WISH:
        return str(_("Fordi du i spejlet har skrevet, at du vil udvikle »%(title)s«.", **values))
    if reason.source is Source.CAREER:
        return str(_("Fordi »%(title)s« er på vejen til »%(step)s«, som interesserer dig.", **values))
    return str(_("Fordi din rolle beder om niveau %(asked)s i »%(title)s«, og du selv siger %(level)s.", **values))


def about(person_id: int, framework_id: int, day: date) -> tuple[About, dict[str, object]]:
    """Return what somebody has said and is asked, and how the competences in it are called; in one statement."""
    said: dict[str, tuple[int | None, bool]] = {}
    role: dict[str, Asks] = {}
    goals: dict[str, int | None] = {}
    steps: dict[int, tuple[object, dict[str, int]]] = {}
    titles: dict[str, object] = {}
    for key, code, level, first, second, *words in sorted(_rows(person_id, framework_id, day), key=_in_order):
        if key > 0:
            steps.setdefault(key, (Bilingual(*words), {}))[1][code] = level
            continue
        titles[code] = Bilingual(*words)
        if key == SAID:
            said[code] = (level, bool(second))
        elif key == GOAL:
            goals[code] = level
        elif code not in role or role[code].level < level:
            role[code] = Asks(level, first, bool(second))
    levels = {code: level for code, (level, _wish) in said.items() if level is not None}
    wishes = [code for code, (_level, wish) in said.items() if wish]
    return About(levels, wishes, role, goals, list(steps.values())), titles


def dismissal(person_id: int, offer_id: int) -> Dismissal | None:
    """Return that somebody said no thank you to an offer."""
    return db.session.get(Dismissal, (person_id, offer_id))


def competence_in_use(framework_id: int, code: str) -> Competence | None:
    """Return a competence as the newest published version words it."""
    own = select(Competence).join(FrameworkVersion, FrameworkVersion.id == Competence.version_id)
    own = own.where(Competence.code == code, FrameworkVersion.framework_id == framework_id)
    published = own.where(FrameworkVersion.published_at.is_not(None))
    return db.session.scalars(published.order_by(FrameworkVersion.number.desc()).limit(1)).first()


def dismissed(person_id: int) -> set[int]:
    """Return the offers somebody does not want suggested."""
    return set(db.session.scalars(select(Dismissal.offer_id).where(Dismissal.person_id == person_id)))


def _offers(person_id: int) -> Sequence[Offer]:
    """Return what may be suggested to somebody: offered, not dismissed, and not signed up for already."""
    dismissed = select(Dismissal.offer_id).where(Dismissal.person_id == person_id)
    known = select(OfferDate.offer_id).join(Signup, Signup.date_id == OfferDate.id)
    known = known.where(Signup.person_id == person_id, Signup.state != State.CANCELLED)
    found = select(Offer).where(Offer.taken_off.is_(False), Offer.id.not_in(dismissed), Offer.id.not_in(known))
    return db.session.scalars(found.options(joinedload(Offer.aims)).order_by(Offer.id)).unique().all()


def _leads(offer: Offer) -> Leads:
    aims = {aim.competence: (aim.from_level, aim.to_level) for aim in offer.aims}
    return Leads(offer.id, aims, offer.price, offer.hours)


def _rows(person_id: int, framework_id: int, day: date) -> Sequence[Any]:
    """Return all that is known of somebody for this, in one statement: each page has room for few.

    Each row: SAID, ROLE, GOAL or the id of a step; the competence's code; a level; two numbers (SAID: the place among
    the answers, and whether it is wished; ROLE: importance, and whether it is critical); a title in both languages.
    """
    said = _said(person_id, framework_id)
    return db.session.execute(
        union_all(said, _role(person_id, framework_id, day), _goals(person_id), _steps(person_id))
    ).all()


def _in_order(row: Any) -> tuple[int, int]:
    return row[0], row[3] or 0


def _said(person_id: int, framework_id: int) -> Select[Any]:
    """Return somebody's own answers: as in the career model the newest mirror's counts, and there the revised one."""
    place = func.row_number().over(order_by=(Mirror.started_on, Mirror.id, Answer.stage == Stage.REVISED, Answer.id))
    wished = case((Answer.wish == Wish.DEVELOP, 1), else_=0)
    return (
        select(literal(SAID), Competence.code, Answer.level, place, wished, *_words(Competence))
        .select_from(Answer)
        .join(View, View.id == Answer.view_id)
        .join(Mirror, Mirror.id == View.mirror_id)
        .join(Competence, Competence.id == Answer.competence_id)
        .join(FrameworkVersion, FrameworkVersion.id == Competence.version_id)
        .where(View.author_id == person_id, Mirror.subject_id == person_id, View.voice == Voice.SELF)
        .where(FrameworkVersion.framework_id == framework_id)
        .where(or_(Answer.level.is_not(None), Answer.mark.is_not(None)))
    )


def _role(person_id: int, framework_id: int, day: date) -> Select[Any]:
    newest = select(func.max(FrameworkVersion.number)).where(
        FrameworkVersion.framework_id == framework_id, FrameworkVersion.published_at.is_not(None)
    )
    version = aliased(FrameworkVersion)
    asks = RoleRequirement
    return (
        select(
            literal(ROLE), Competence.code, asks.required_level, asks.importance, cast(asks.critical, Integer),
            *_words(Competence),
        )
        .join(asks, asks.competence_id == Competence.id)
        .join(Employment, Employment.role_profile_id == asks.role_profile_id)
        .join(version, version.id == Competence.version_id)
        .where(Employment.person_id == person_id, in_force(Employment, day), Competence.retired.is_(False))
        .where(version.framework_id == framework_id, version.number == newest.scalar_subquery())
    )  # fmt: skip


def _goals(person_id: int) -> Select[Any]:
    """Return the goals of a person's plans that are neither reached nor dropped."""
    latest = select(func.max(GoalStatus.id)).where(GoalStatus.goal_id == Goal.id).correlate(Goal).scalar_subquery()
    still = [standing for standing in Standing if standing.is_open]
    return (
        select(literal(GOAL), Competence.code, Goal.wanted_level, NOTHING, NOTHING, *_words(Competence))
        .select_from(Goal)
        .join(Plan, Plan.id == Goal.plan_id)
        .join(Competence, Competence.id == Goal.competence_id)
        .outerjoin(GoalStatus, GoalStatus.id == latest)
        .where(Plan.subject_id == person_id, Plan.state != PlanState.ENDED)
        .where(or_(GoalStatus.id.is_(None), GoalStatus.standing.in_(still)))
    )


def _steps(person_id: int) -> Select[Any]:
    """Return what the steps a person is interested in ask for, as the house's career model words them today."""
    return (
        select(CareerStep.id, StepRequirement.competence, StepRequirement.level, NOTHING, NOTHING, *_words(CareerStep))
        .join(CareerChoice, and_(CareerChoice.step == CareerStep.code, CareerChoice.kind == ChoiceKind.INTEREST))
        .join(StepRequirement, StepRequirement.step_id == CareerStep.id)
        .where(CareerChoice.person_id == person_id, CareerStep.edition_id == house_edition_id().scalar_subquery())
    )


def _words(table: type[Model]) -> tuple[Any, Any]:
    """Return the two columns of a table's title; a union cannot carry a text in two languages as one."""
    columns = table.__table__.c
    return columns.title_da, columns.title_en
