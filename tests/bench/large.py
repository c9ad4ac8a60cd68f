"""A large house with one round that is over, made by a few statements: a hundred thousand people take a minute."""

from datetime import timedelta

from sqlalchemy import insert, select, text

from competence.access.actor import Role
from competence.cycles.models import Cycle
from competence.db import db
from competence.people.models import Employment, LeaderRelation, Person, Unit
from competence.web.bilingual import Bilingual
from tests.make import (
    LONG_AGO,
    NOW,
    make_cycle,
    make_grant,
    make_person,
    make_requirement,
    make_role_profile,
    make_version,
)

TEAM, TEAMS, DEPARTMENTS = 17, 20, 20  # people in a team, teams in a department, departments in a district
PROFILES = 8
AT_ONCE = 20000  # rows in one statement

# Everybody answers nine of ten competences, at a level that hangs on who and what.
LEVEL = "1 + ((view.id * 7919 + competence.id * 104729) % 97 + (view.id * 31 + competence.id * 17) % 89) % 5"
ANSWERS = """
INSERT INTO answer (view_id, competence_id, stage, level, importance, wish, example, carried, saved_at, version)
SELECT view.id, competence.id, 'FIRST', LEVEL, 1 + (view.id + competence.id) % 3,
       CASE WHEN (view.id * 3 + competence.id) % 4 = 0 THEN 'DEVELOP' END, '', :no, :at, 1
FROM view CROSS JOIN competence
WHERE competence.version_id = :version AND (view.id * 13 + competence.id * 7) % 10 <> 0 AND view.voice = 'SELF'
""".replace("LEVEL", LEVEL)
MIRRORS = """
INSERT INTO mirror (pid, subject_id, cycle_id, framework_version_id, started_on)
SELECT 'm' || person.pid, person.id, :cycle, :version, :day FROM person WHERE person.id <> :hr
"""
VIEWS = """
INSERT INTO view (pid, mirror_id, author_id, voice)
SELECT 'v' || substr(mirror.pid, 2), mirror.id, mirror.subject_id, 'SELF' FROM mirror
"""
SHARES = """
INSERT INTO share (view_id, with_id, shared_at)
SELECT view.id, leader_relation.leader_id, :at
FROM view JOIN leader_relation ON leader_relation.person_id = view.author_id
"""


def make_large_house(people: int, competences: int) -> Cycle:
    """Fill empty tables with a house of about so many people, and one round that is closed and not released."""
    version = make_version(competences=competences)
    profiles = [make_role_profile(f"p{number}") for number in range(PROFILES)]
    for profile in profiles:
        for competence in version.competences:
            make_requirement(profile, competence, 2 + (profile.id + competence.id) % 3)
    hr = make_person("Carla HR", "carla@example.org")
    make_grant(hr, Role.HR)
    cycle = make_cycle(version, "Den store runde", closed=True)
    db.session.commit()
    staff = _employ(people, [profile.id for profile in profiles])
    _lead(staff)
    said = {
        "cycle": cycle.id,
        "version": version.id,
        "day": LONG_AGO,
        "hr": hr.id,
        "at": NOW - timedelta(days=1),
        "no": False,
    }
    for statement in (MIRRORS, VIEWS, SHARES, ANSWERS):
        db.session.execute(text(statement), {name: value for name, value in said.items() if f":{name}" in statement})
    db.session.commit()
    return cycle


def _employ(people: int, profiles: list[int]) -> dict[str, list[int]]:
    """Make units of the usual sizes until all people have one; return who works in each, the leader first."""
    teams = -(-people // TEAM)
    codes: dict[str, str | None] = {"house": None}
    for number in range(teams):
        district, department = f"r{number // (TEAMS * DEPARTMENTS)}", f"d{number // TEAMS}"
        codes |= {district: "house", department: district, f"t{number}": department}
    for level in range(4):
        _units([code for code in codes if _depth(code, codes) == level], codes)
    ids = dict(db.session.execute(select(Unit.code, Unit.id)).tuples().all())
    first = 1000
    rows = [
        {"id": first + n, "pid": f"{n:031x}", "email": f"n{n}@example.org", "name": f"N {n}", "sort_name": f"n {n}"}
        for n in range(people)
    ]
    _write(Person, rows)
    heads = [code for code in codes if not code.startswith("t")]
    places = [*heads, *(f"t{n // TEAM}" for n in range(people - len(heads)))]
    staff: dict[str, list[int]] = {}
    work = []
    for n, unit in enumerate(places[:people]):
        staff.setdefault(unit, []).append(first + n)
        profile = profiles[(n if n % 4 else ids[unit]) % len(profiles)]
        work.append({"person_id": first + n, "unit_id": ids[unit], "role_profile_id": profile, "valid_from": LONG_AGO})
    _write(Employment, work)
    return staff


def _depth(code: str, codes: dict[str, str | None]) -> int:
    parent = codes[code]
    return 0 if parent is None else 1 + _depth(parent, codes)


def _units(codes: list[str], parents: dict[str, str | None]) -> None:
    ids = dict(db.session.execute(select(Unit.code, Unit.id)).tuples().all())
    db.session.add_all(
        Unit(
            code=code,
            parent_id=ids.get(parents[code] or ""),
            kind="team",
            title=Bilingual(code, code),
            valid_from=LONG_AGO,
        )
        for code in codes
    )
    db.session.flush()


def _lead(staff: dict[str, list[int]]) -> None:
    """The first in a unit leads the others in it, and the first of each unit right below."""
    units = db.session.scalars(select(Unit)).all()
    codes = {unit.id: unit.code for unit in units}
    above = {unit.code: codes[unit.parent_id] for unit in units if unit.parent_id is not None}
    rows = []
    for unit, people in staff.items():
        rows += [(people[0], other) for other in people[1:]]
        over = above.get(unit)
        if over in staff:
            rows.append((staff[over][0], people[0]))
    _write(LeaderRelation, [{"leader_id": one, "person_id": other, "valid_from": LONG_AGO} for one, other in rows])


def _write(table: type, rows: list[dict]) -> None:  # type: ignore[type-arg]
    for start in range(0, len(rows), AT_ONCE):
        db.session.execute(insert(table), rows[start : start + AT_ONCE])
