"""Roles and relations, each asked for every permission: the answer is permissions.csv, written by hand."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from competence.access.actor import ANONYMOUS, Actor, Role
from competence.access.permissions import Permission
from competence.access.policy import POLICY, permits
from competence.analytics.measures import Audience
from competence.learning.seats.rules.states import Outcome

ASTRID, BO, EMIL, DEPUTY, CARLA, FREJA, DPO, DORTE = range(1, 9)
SOMEBODY = 97

ACTORS = {
    "anonymous": ANONYMOUS,
    "own": Actor(ASTRID),
    "colleague": Actor(99),
    "leader": Actor(BO, leads=frozenset({ASTRID})),
    "deputy": Actor(DEPUTY, stands_in_for={BO: frozenset({ASTRID})}),
    "other_leader": Actor(EMIL, roles=frozenset({Role.MED}), leads=frozenset({98})),  # and sits in MED
    "hr": Actor(CARLA, roles=frozenset({Role.HR}), glass=frozenset({SOMEBODY})),  # broke the glass, not for Astrid
    "administrator": Actor(FREJA, roles=frozenset({Role.ADMINISTRATOR})),
    "dpo": Actor(DPO, roles=frozenset({Role.DPO})),
    "chief": Actor(DORTE, roles=frozenset({Role.CHIEF})),  # leads nobody here: what the role alone gives
}


@dataclass(frozen=True)
class Mirror:
    """Astrid's mirror, as far as the policy looks at it."""

    is_revealed: bool = False
    shared_with: frozenset[int] = frozenset({BO})
    subject_id: int = ASTRID


@dataclass(frozen=True)
class Correction:
    """What she says is wrong, told to the leader who keeps it, or to HR."""

    keeper_id: int | None
    subject_id: int = ASTRID


@dataclass(frozen=True)
class Plan:
    """Her development plan, as far as the policy looks at it; it lies with Bo unless it says otherwise."""

    is_agreed: bool = False
    leader_id: int | None = BO
    subject_id: int = ASTRID


@dataclass(frozen=True)
class View:
    """One side of it."""

    author_id: int
    mirror: Mirror = field(default_factory=Mirror)
    is_shared: bool = True
    subject_id: int = ASTRID


@dataclass(frozen=True)
class Conversation:
    """A conversation with Astrid, with Bo in the leader's seat."""

    leader_id: int = BO
    subject_id: int = ASTRID
    is_held: bool = True


@dataclass(frozen=True)
class RightsSheet:
    """What Bo is asked to look through and sign."""

    leader_id: int = BO


@dataclass(frozen=True)
class Glass:
    """A glass that Carla broke."""

    actor_id: int = CARLA
    subject_id: int = SOMEBODY


@dataclass(frozen=True)
class Release:
    """The figures of a round, as far as the policy looks at them."""

    audience: Audience


@dataclass(frozen=True)
class Own:
    """Something of Astrid's own, as far as the policy looks at it."""

    shared_with: frozenset[int] = frozenset()
    subject_id: int = ASTRID


@dataclass(frozen=True)
class Case:
    """Her dialogue about a step; Emil may sit on its panel."""

    leader_id: int | None = None
    panel_ids: frozenset[int] = frozenset()
    subject_id: int = ASTRID


@dataclass(frozen=True)
class TeamTalk:
    """The talk Bo called Astrid's team to."""

    leader_id: int = BO
    member_ids: frozenset[int] = frozenset({ASTRID})


@dataclass(frozen=True)
class Feedback:
    """What a colleague gave Astrid, or is asked to."""

    is_delivered: bool = True
    is_with_writer: bool = True
    is_proposed: bool = False
    shared_with: frozenset[int] = frozenset()
    sender_id: int = 99
    subject_id: int = ASTRID


@dataclass(frozen=True)
class Sheet:
    """What Astrid is asked about a leader."""

    rater_id: int = ASTRID


@dataclass(frozen=True)
class Topic:
    """What was asked about Astrid, were she a leader, and whom the answers are for; the colleague was in her team."""

    is_published: bool = False
    is_for_those_above: bool = False
    is_for_the_team: bool = False
    team_ids: frozenset[int] = frozenset({99})
    subject_id: int = ASTRID


@dataclass(frozen=True)
class Offer:
    """A learning offer Astrid runs."""

    is_offered: bool = True
    runner_ids: frozenset[int] = frozenset({ASTRID})


@dataclass(frozen=True)
class Wish:
    """A request for help, or a pair, of Astrid's and with Emil in it."""

    helper_ids: frozenset[int] = frozenset({EMIL})
    both_ids: frozenset[int] = frozenset({ASTRID, EMIL})
    subject_id: int = ASTRID


@dataclass(frozen=True)
class Line:
    """What became of her wish for a seat."""

    outcome: Outcome
    subject_id: int = ASTRID


@dataclass(frozen=True)
class Signup:
    """That she takes part in something."""

    needs_yes: bool = False
    subject_id: int = ASTRID


@dataclass(frozen=True)
class FeedbackRound:
    """The round Bo opened for Astrid."""

    opened_by_id: int = BO
    member_ids: frozenset[int] = frozenset({ASTRID})


OPENED = Mirror(is_revealed=True)
THINGS = {
    "": None,
    "talk of her team": TeamTalk(),
    "talk of her team with a former leader": TeamTalk(EMIL),
    "glass broken for somebody": Glass(),
    "glass broken for her": Glass(subject_id=ASTRID),
    "sheet of Bo": RightsSheet(),
    "mirror": Mirror(),
    "her sealed view": View(ASTRID),
    "his sealed view": View(BO),
    "sealed view of a former leader": View(EMIL),
    "her opened view": View(ASTRID, OPENED),
    "his opened view": View(BO, OPENED),
    "her drafted plan": Plan(),
    "her plan with a former leader": Plan(leader_id=EMIL),
    "her signed plan": Plan(is_agreed=True),
    "her plan signed with a former leader": Plan(is_agreed=True, leader_id=EMIL),
    "her feedback from a colleague": Feedback(),
    "her feedback shared with Bo": Feedback(shared_with=frozenset({BO})),
    "what she asked a colleague": Feedback(is_delivered=False),
    "what she wants to ask a colleague": Feedback(is_delivered=False, is_with_writer=False, is_proposed=True),
    "feedback round of Bo's": FeedbackRound(),
    "feedback round of who leads nobody now": FeedbackRound(99),
    "her deleted feedback": Feedback(is_delivered=False, is_with_writer=False),
    "her dossier": Case(),
    "her case with Bo": Case(BO),
    "her case before a panel": Case(BO, frozenset({EMIL})),
    "her interest": Own(),
    "her correction": Correction(BO),
    "her correction to HR": Correction(None),
    "her correction to a former leader": Correction(EMIL),
    "her shared interest": Own(frozenset({BO})),
    "her unshared view in an opened mirror": View(ASTRID, OPENED, is_shared=False),
    "her sheet": Sheet(),
    "figures for everybody": Release(Audience.EVERYBODY),
    "figures for leaders": Release(Audience.LEADERS),
    "figures for HR and MED": Release(Audience.HR),
    "asked about her": Topic(is_for_those_above=True, is_for_the_team=True),
    "found about her for Bo too": Topic(is_published=True, is_for_those_above=True),
    "found about her for the team": Topic(is_published=True, is_for_the_team=True),
    "found about her for all": Topic(is_published=True, is_for_those_above=True, is_for_the_team=True),
    "offer she runs": Offer(),
    "offer she ran": Offer(is_offered=False),
    "her opening": Own(),
    "pair of her and Emil": Wish(),
    "help she asks Emil for": Wish(),
    "her signup": Signup(),
    "her signup that costs": Signup(needs_yes=True),
    "seat she was offered": Line(Outcome.OFFERED),
    "seat proposed to her": Line(Outcome.SEAT),
    "conversation": Conversation(),
    "conversation of a former leader": Conversation(leader_id=97),
}


def _rows() -> list[dict[str, str]]:
    with Path(__file__).with_name("permissions.csv").open(newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


ROWS = _rows()


def permission_of(name: str) -> Permission:
    (found,) = (permission for permission in POLICY if str(permission) == name)
    return found


def agrees(row: dict[str, str]) -> bool:
    """Return whether the policy answers everybody as a row says."""
    permission, thing = permission_of(row["permission"]), THINGS[row["thing"]]
    return all(permits(actor, permission, thing) == (row[name] == "yes") for name, actor in ACTORS.items())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['permission']} {row['thing']}".strip())
def test_who_may(row):
    assert agrees(row)


@pytest.mark.parametrize("permission", POLICY, ids=str)
@pytest.mark.parametrize("answer", [True, False])
def test_a_permission_granted_to_all_or_to_nobody_is_noticed(permission, answer, monkeypatch):
    monkeypatch.setitem(POLICY, permission, (lambda actor, thing: answer,))
    assert not all(agrees(row) for row in ROWS if row["permission"] == str(permission))


def test_every_permission_has_a_row():
    assert {str(permission) for permission in POLICY} == {row["permission"] for row in ROWS}


def test_every_permission_is_in_the_policy():
    permissions = {permission for kind in Permission.__subclasses__() for permission in kind}
    assert permissions == set(POLICY)


def test_what_the_policy_does_not_speak_of_is_refused():
    class MayNothing(Permission):
        DO_ANYTHING = "Hvad som helst"

    assert not any(permits(actor, MayNothing.DO_ANYTHING) for actor in ACTORS.values())
