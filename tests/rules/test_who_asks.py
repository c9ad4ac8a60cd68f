"""The one who asks: what settings call them, in whose place they lead, and that none of it changes on the way."""

from dataclasses import FrozenInstanceError

import pytest

from competence.access.actor import NAMED_IN_SETTINGS, Actor, named_in

ASTRID, ASGER, BO, EMIL, DIDRIK = range(1, 6)


def test_settings_name_people_by_their_roles_and_as_leaders():
    assert {"leader", "hr", "administrator", "dpo", "med", "chief"} == NAMED_IN_SETTINGS


def test_a_setting_is_read_whatever_its_spaces_commas_and_capitals():
    assert named_in(" HR ,leader,, Administrator") == {"hr", "leader", "administrator"}
    assert named_in("") == named_in(" , ") == frozenset()


def test_a_deputy_of_two_leaders_acts_for_the_one_whose_person_it_is():
    didrik = Actor(DIDRIK, stands_in_for={BO: frozenset({ASTRID}), EMIL: frozenset({ASGER})})
    assert (didrik.acts_as(ASTRID), didrik.acts_as(ASGER), didrik.acts_as(BO)) == ({BO}, {EMIL}, frozenset())
    assert didrik.led == {ASTRID, ASGER}


def test_a_leader_who_is_a_deputy_too_acts_as_both():
    bo = Actor(BO, leads=frozenset({ASTRID, ASGER}), stands_in_for={EMIL: frozenset({ASGER})})
    assert (bo.acts_as(ASTRID), bo.acts_as(ASGER)) == ({BO}, {BO, EMIL})


def test_who_is_not_signed_in_acts_in_nobodys_place():
    """Even were people said to be led by them: no thing lies with a leader who is nobody."""
    assert Actor(leads=frozenset({ASTRID})).acts_as(ASTRID) == frozenset()


def test_nothing_about_who_asks_changes_on_the_way():
    with pytest.raises(FrozenInstanceError):
        Actor(BO).leads = frozenset({ASTRID})
