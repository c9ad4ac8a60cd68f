"""What is withheld while somebody has had the use of their data restricted: what is about them, and what they gave."""

from types import SimpleNamespace

import pytest

from competence.access.actor import Actor
from competence.access.predicates import about_things, is_withheld

ASTRID, BO, EMIL = range(1, 4)
BO_ASKS = Actor(BO, leads=frozenset({ASTRID}), restricted=frozenset({ASTRID}))


@about_things
def reads_on(actor, thing):
    """Whoever asks."""
    return True


@pytest.mark.parametrize(
    ("thing", "withheld"),
    [
        ({"subject_id": ASTRID}, True),
        ({"subject_id": EMIL}, False),
        ({"subject_id": EMIL, "sender_id": ASTRID}, True),
        ({"sender_id": ASTRID}, True),
        ({"sender_id": EMIL}, False),
        ({"author_id": ASTRID}, False),
        ({"subject_id": None, "sender_id": None}, False),
        ({}, False),
    ],
)
def test_what_is_about_her_or_given_by_her_is_read_by_nobody_else(thing, withheld):
    assert is_withheld(BO_ASKS, SimpleNamespace(**thing)) is withheld
    assert reads_on(BO_ASKS, SimpleNamespace(**thing)) is not withheld


def test_she_reads_her_own_and_where_nobody_restricts_all_is_as_it_was():
    """Nobody stands among those who are withheld from themselves."""
    hers = SimpleNamespace(subject_id=ASTRID, sender_id=ASTRID)
    assert reads_on(Actor(ASTRID), hers)
    assert not is_withheld(Actor(EMIL), hers)


def test_a_condition_keeps_its_name_and_its_words():
    assert (reads_on.__name__, reads_on.__doc__) == ("reads_on", "Whoever asks.")
