"""Plain functions that make one row of each kind; everything has a sensible default, and rows are flushed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TypeVar

from competence.access.actor import Role
from competence.analytics.keys.models import FigureRule
from competence.analytics.measures import Audience
from competence.assessments.models import Answer, Mirror, Share, View, Voice
from competence.conversations.guides.models import Guide, GuideTheme, GuideVersion, Question
from competence.conversations.guides.rules.editions import AskedOf, Kind
from competence.conversations.models import Conversation, Member, Step
from competence.conversations.rules.steps import Action, State
from competence.cycles.models import Cycle, CyclePhase, Invitation
from competence.cycles.rules.phases import propose
from competence.db import Model, db
from competence.frameworks.models import (
    Area,
    Competence,
    Framework,
    FrameworkVersion,
    LevelText,
    RoleRequirement,
    ScaleLevel,
)
from competence.people.leaves.models import Leave
from competence.people.models import Deputy, Employment, LeaderRelation, Person, RoleGrant, RoleProfile, Unit
from competence.privacy.restricting.models import Ground, Restriction
from competence.web.bilingual import Bilingual
from competence.web.clock import now
from tests.addresses import note_name

LONG_AGO = date(2020, 1, 1)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_numbers = count(1)
Row = TypeVar("Row", bound=Model)


@contextmanager
def all_at_once() -> Iterator[None]:
    """Send the rows made inside together: a whole house costs a few statements instead of one for each row."""
    db.session.info["all_at_once"] = True
    with db.session.no_autoflush:
        yield
    del db.session.info["all_at_once"]
    db.session.flush()


def _flush() -> None:
    if "all_at_once" not in db.session.info:
        db.session.flush()


def _add(row: Row) -> Row:
    db.session.add(row)
    _flush()
    return row


def make_unit(code: str, parent: Unit | None = None, *, kind: str = "team", title: str = "") -> Unit:
    return _add(
        Unit(code=code, parent=parent, kind=kind, title=Bilingual(title or code, title or code), valid_from=LONG_AGO)
    )


def make_person(name: str, email: str = "") -> Person:
    address = email or f"{name.split()[0].lower()}{next(_numbers)}@example.org"
    note_name(name)
    return _add(Person(name=name, email=address, sort_name=name.lower()))


def make_role_profile(code: str) -> RoleProfile:
    return _add(RoleProfile(code=code, title=Bilingual(code, code), description=Bilingual("", "")))


def make_employment(
    person: Person, unit: Unit, profile: RoleProfile | None = None, start: date = LONG_AGO, end: date | None = None
) -> Employment:
    return _add(Employment(person=person, unit=unit, role_profile=profile, valid_from=start, valid_to=end))


def make_leader(leader: Person, person: Person, start: date = LONG_AGO, end: date | None = None) -> LeaderRelation:
    return _add(LeaderRelation(leader=leader, person=person, valid_from=start, valid_to=end))


def make_deputy(leader: Person, deputy: Person, start: date, end: date) -> Deputy:
    return _add(Deputy(leader=leader, deputy=deputy, valid_from=start, valid_to=end))


def make_grant(person: Person, role: Role) -> RoleGrant:
    return _add(RoleGrant(person=person, role=role, valid_from=LONG_AGO))


def make_version(
    code: str = "house", competences: int = 9, *, levels: int = 5, published: bool = True
) -> FrameworkVersion:
    """A framework version with three areas; competences are called c1, c2 ... and every other one is digital."""
    framework = _add(Framework(code=code, title=Bilingual("Husets katalog", "The house's catalogue")))
    version = _add(FrameworkVersion(framework=framework, number=1, published_at=NOW if published else None))
    for value in range(1, levels + 1):
        title = Bilingual(f"Trin {value}", f"Step {value}")
        version.levels.append(
            ScaleLevel(value=value, code=f"l{value}", title=title, meaning=Bilingual("Betyder", "Means"))
        )
    areas = [
        Area(code=f"a{n}", position=n, title=Bilingual(f"Område {n}", f"Area {n}"), description=Bilingual(""))
        for n in (1, 2, 3)
    ]
    version.areas.extend(areas)
    for number in range(1, competences + 1):
        theme = ("digital", "projekt_netvaerk", "")[number % 3]
        competence = Competence(
            code=f"c{number}",
            area=areas[number % 3],
            position=number,
            theme=theme,
            title=Bilingual(f"Kompetence {number}", f"Competence {number}"),
            description=Bilingual("Om den", "About it"),
        )
        competence.texts = [
            LevelText(
                value=value, text=Bilingual(f"Jeg kan {number} på trin {value}.", f"I can do {number} at step {value}.")
            )
            for value in range(1, levels + 1)
        ]
        version.competences.append(competence)
    _flush()
    return version


def make_rule(proposed_by: Person, confirmed_by: Person | None = None, at: datetime = NOW, **limits: int) -> FigureRule:
    """Limits for figures: as promised, save for those named."""
    numbers = {"k": 5, "unit_floor": 10, "shares_floor": 20} | limits
    return _add(
        FigureRule(
            **numbers, audience=Audience.EVERYBODY, reason="Vi er få.", proposed_at=at, proposed_by_id=proposed_by.id,
            confirmed_by_id=confirmed_by.id if confirmed_by else None, confirmed_at=at if confirmed_by else None,
        )
    )  # fmt: skip


def make_requirement(
    profile: RoleProfile, competence: Competence, level: int = 3, importance: int = 2, *, critical: bool = False
) -> RoleRequirement:
    return _add(
        RoleRequirement(
            role_profile=profile, competence=competence, required_level=level, importance=importance, critical=critical
        )
    )


def make_guide(kind: Kind = Kind.MUS, *, published: bool = True) -> GuideVersion:
    """A guide with two themes, which asks each side one question and both of them two (a team: four)."""
    guide = _add(Guide(kind=kind))
    version = GuideVersion(
        guide=guide, number=1, minutes=60, published_at=NOW if published else None,
        title=Bilingual(kind.name, f"{kind.name} talk"), purpose=Bilingual("Så vi taler sammen", "So that we talk"),
    )  # fmt: skip
    version.themes = [
        GuideTheme(code=code, position=n, title=Bilingual(code.title(), f"{code.title()} (en)"))
        for n, code in enumerate(("opgaver", "aftaler"), start=1)
    ]
    to_both = [AskedOf.EMPLOYEE, AskedOf.LEADER, AskedOf.BOTH, AskedOf.BOTH]
    for n, asked_of in enumerate([AskedOf.TEAM] * 4 if kind is Kind.GRUS else to_both, start=1):
        text, hint = Bilingual(f"Spørgsmål {n}?", f"Question {n}?"), Bilingual(f"Hjælp {n}", f"Hint {n}")
        theme = version.themes[n > 2]
        version.questions.append(Question(position=n, theme=theme, asked_of=asked_of, text=text, hint=hint))
    return _add(version)


def make_cycle(
    version: FrameworkVersion,
    title: str = "Efterår 2026",
    *,
    opened: bool = True,
    closed: bool = False,
    with_talks: bool = False,
) -> Cycle:
    opens_on, closes_on = date(2026, 11, 1), date(2026, 12, 15)
    days = propose(opens_on, closes_on) if with_talks else {}
    return _add(
        Cycle(
            title=title, purpose="Så vi kan tale om det, vi vil lære.", framework_version=version,
            opens_on=opens_on, closes_on=closes_on, med_discussed_on=date(2026, 10, 1),
            opened_at=NOW if opened or closed else None, closed_at=NOW if closed else None,
            phases=[CyclePhase(phase=phase, ends_on=day) for phase, day in days.items()],
        )
    )  # fmt: skip


def make_invitation(cycle: Cycle, person: Person, leader: Person | None = None) -> Invitation:
    return _add(Invitation(cycle=cycle, person=person, leader_id=leader.id if leader else None))


def make_leave(person: Person, start: date, end: date | None = None) -> Leave:
    return _add(Leave(person=person, valid_from=start, valid_to=end))


def make_restriction(person: Person, at: datetime | None = None, ends_at: datetime | None = None) -> Restriction:
    """A restriction of the use of a person's data since a moment, or a minute ago."""
    since = at or now() - timedelta(minutes=1)
    said = {"ground": Ground.NOT_RIGHT, "words": "Det passer ikke."}
    return _add(Restriction(person_id=person.id, asked_at=since, ends_at=ends_at, **said))


def make_mirror(subject: Person, version: FrameworkVersion, cycle: Cycle | None = None) -> Mirror:
    return _add(Mirror(subject=subject, cycle=cycle, framework_version=version, started_on=NOW.date()))


def make_view(mirror: Mirror, author: Person) -> View:
    voice = Voice.SELF if author.id == mirror.subject_id else Voice.LEADER
    return _add(View(mirror=mirror, author=author, voice=voice))


def make_answer(view: View, competence: Competence, level: int | None = 3, **more: object) -> Answer:
    answer = Answer(competence=competence, level=level, saved_at=NOW, **more)
    view.answers.append(answer)
    db.session.flush()
    return answer


def make_share(view: View, with_person: Person) -> Share:
    share = Share(with_id=with_person.id, shared_at=NOW)
    view.shares.append(share)
    db.session.flush()
    return share


def make_conversation(
    subject: Person,
    leader: Person,
    kind: Kind = Kind.MUS,
    state: State = State.INVITED,
    starts_at: datetime | None = None,
    cycle: Cycle | None = None,
) -> Conversation:
    """A conversation; but for a planned one, an invitation to a time in three weeks lies on the table."""
    starts = starts_at or datetime.now(UTC) + timedelta(weeks=3)
    steps = [Step(actor=leader, at=NOW)]
    if state is not State.PLANNED:
        steps.append(Step(action=Action.INVITE, actor=leader, at=NOW, starts_at=starts, minutes=60, place="Tarup"))
    return _add(
        Conversation(
            kind=kind, state=state, subject=subject, leader=leader, cycle=cycle, steps=steps, themes=[], minutes=60,
            starts_at=None if state is State.PLANNED else starts, place="" if state is State.PLANNED else "Tarup",
        )
    )  # fmt: skip


def make_team_talk(leader: Person, *members: Person, state: State = State.TALKING) -> Conversation:
    """A talk a leader called a team to, by a guide that asks it four questions; it goes on now."""
    starts = datetime.now(UTC)
    return _add(
        Conversation(
            kind=Kind.GRUS, state=state, leader=leader, minutes=120, starts_at=starts, place="Tarup", themes=[],
            guide_version=make_guide(Kind.GRUS), members=[Member(person=person) for person in members],
            steps=[Step(action=Action.INVITE, actor=leader, at=NOW, starts_at=starts)],
        )
    )  # fmt: skip
