"""Which mirrors an actor finds, that the policy agrees, what a round counts, and how often the database is asked."""

from datetime import timedelta

import pytest

from competence.access.permissions import MayMirror
from competence.access.policy import permits
from competence.assessments.actions import sharing
from competence.assessments.models import Mirror, Stage
from competence.assessments.queries import figures, mirrors
from competence.assessments.queries.asking import asked_of_people
from competence.assessments.rules.refusals import AlreadyShared
from competence.db import db
from competence.people.queries import actor_of
from competence.web.clock import now, today
from tests.acting import open_round, opened_mirror
from tests.make import (
    NOW,
    make_answer,
    make_employment,
    make_mirror,
    make_requirement,
    make_role_profile,
    make_share,
    make_view,
)

CAST = ("astrid", "asger", "bo", "carla", "dorte", "emil", "ellen", "freja", "gerda")


def test_the_list_and_the_policy_agree_over_the_whole_cast(cast):
    for name in CAST:
        make_mirror(getattr(cast, name), cast.version)
    everything = db.session.query(Mirror).all()
    for name in CAST:
        actor = actor_of(getattr(cast, name).id, today())
        listed = set(db.session.scalars(mirrors.visible_to(actor)))
        assert listed == {mirror for mirror in everything if permits(actor, MayMirror.READ, mirror)}, name


def test_two_employments_ask_for_the_union_of_both_roles(cast):
    other = make_role_profile("other")
    first, *_ = cast.version.competences
    make_requirement(other, first, level=5)
    make_employment(cast.astrid, cast.vollsmose, other)
    asked = asked_of_people([cast.astrid.id, cast.asger.id], cast.version.id, today())
    assert len(asked[cast.astrid.id]) == len(asked[cast.asger.id]) == 9
    assert (asked[cast.astrid.id][first.id].level, asked[cast.asger.id][first.id].level) == (5, 2)


def test_an_employment_that_is_over_asks_nothing(cast):
    assert asked_of_people([cast.ditte.id], cast.version.id, today()) == {cast.ditte.id: {}}


# --- what a round counts ---


@pytest.fixture
def cycle(cast):
    return open_round(cast, closed=True)


def shared(cast, cycle, level=3, *, at=None, withdrawn=None):
    mirror = make_mirror(cast.astrid, cast.version, cycle)
    view = make_view(mirror, cast.astrid)
    make_answer(view, cast.version.competences[0], level)
    share = make_share(view, cast.bo)
    share.shared_at, share.withdrawn_at = at or cycle.closed_at, withdrawn
    db.session.flush()
    return view


def counted(cycle):
    asked = cycle.framework_version.competences
    return [(one.code, given.level) for one in asked for given in figures.contributions(cycle, one.id)]


def test_what_was_shared_before_the_round_closed_counts(cast, cycle):
    shared(cast, cycle)
    assert counted(cycle) == [("c1", 3)]
    assert figures.respondents(cycle) == [cast.astrid.id]


def test_what_was_shared_after_does_not(cast, cycle):
    shared(cast, cycle, at=cycle.closed_at + timedelta(seconds=1))
    assert counted(cycle) == []
    assert figures.respondents(cycle) == []


def test_what_was_taken_back_before_does_not(cast, cycle):
    early = cycle.closed_at - timedelta(hours=2)
    shared(cast, cycle, at=early, withdrawn=early + timedelta(hours=1))
    assert counted(cycle) == []


def test_what_is_taken_back_afterwards_has_been_counted(cast, cycle):
    shared(cast, cycle, withdrawn=cycle.closed_at + timedelta(days=1))
    assert counted(cycle) == [("c1", 3)]


def test_the_first_view_counts_also_where_it_was_changed(cast, cycle):
    view = shared(cast, cycle)
    make_answer(view, cast.version.competences[0], 5, stage=Stage.REVISED)
    assert counted(cycle) == [("c1", 3)]


def test_what_was_carried_over_or_has_no_level_does_not_count(cast, cycle):
    view = shared(cast, cycle, level=None)
    make_answer(view, cast.version.competences[1], 4, carried=True)
    assert counted(cycle) == []


def test_the_leaders_view_and_mirrors_between_rounds_do_not_count(cast, cycle):
    opened_mirror(cast, None, {1: (3, 4)})
    view = make_view(make_mirror(cast.asger, cast.version, cycle), cast.bo)
    make_answer(view, cast.version.competences[0], 2)
    make_share(view, cast.asger)
    assert counted(cycle) == []


def test_a_share_is_counted_once_however_often_it_was_given(cast, cycle):
    view = shared(cast, cycle)
    make_share(view, cast.emil).shared_at = cycle.closed_at
    assert counted(cycle) == [("c1", 3)]


# --- how often the database is asked ---


@pytest.mark.parametrize("page", ["", "/{mirror}", "/{mirror}/sharing", "/views/{view}"])
def test_a_page_asks_at_most_twelve_times_however_much_it_shows(client_as, cast, statements, page):
    opened_mirror(cast, None, {1: (2, 2)})
    opened = opened_mirror(cast, open_round(cast), {1: (3, 2)})
    astrid = client_as(cast.astrid)
    address = "/assessments" + page.format(mirror=opened.mirror.pid, view=opened.mirror.own_view.pid)

    def asked():
        db.session.commit()
        with statements() as seen:
            assert astrid.get(address).status_code == 200
        return seen

    astrid.get(address)
    few = asked()
    assert len(few) <= 12, "\n".join(few)
    for view in opened.mirror.views:
        for competence in cast.version.competences[1:]:
            make_answer(view, competence, 3)
    assert len(asked()) == len(few)


def test_the_leader_of_somebody_shares_only_their_own_side(cast):
    opened = opened_mirror(cast, open_round(cast), {1: (3, 2)})
    with pytest.raises(AlreadyShared):
        sharing.share(opened.mirror, actor_of(cast.bo.id, today()), now(), NOW.date())
