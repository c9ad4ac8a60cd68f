"""Keys are opened once while a request is answered, many in one go, and each opens only what it was made for."""

import pytest
from flask import Flask, g

from competence.privacy.keystore import unlocking
from competence.privacy.keystore.boxes import Box, CannotOpen, Place

PLACE, THEIRS = Place("answer", "example", 1, 5), Place("answer", "example", 2, 6)


def house_in(folder, **settings):
    app = Flask(__name__)
    app.config.update({"KEYSTORE_URL": "", "KEK_FILE": "", "PRODUCTION": False} | settings, KEY_FOLDER=folder / "keys")
    unlocking.init_app(app)
    return app


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A product that knows where its keys are and nothing else; inside its context."""
    monkeypatch.chdir(tmp_path)  # a keystore in the wrong place is a file in the right one
    with house_in(tmp_path).app_context():
        yield tmp_path


@pytest.fixture
def asked(house, monkeypatch):
    """What the keystore was asked for, in words, and whom or what for."""
    seen, store = [], unlocking.keystore()
    of, find = store.of, store.find
    monkeypatch.setattr(store, "of", lambda kind, *people: (seen.append((kind, *people)), of(kind, *people))[1])
    monkeypatch.setattr(store, "find", lambda ids: (seen.append(set(ids)), find(ids))[1])
    return seen


def test_the_keystore_stands_beside_the_keys_of_rounds_or_where_the_setting_says(house):
    unlocking.keystore().of("mirror", 1)
    assert {path.name for path in house.iterdir()} == {"kek", "keystore.sqlite"}
    assert unlocking.keystore().key_file == house / "kek"
    elsewhere = f"sqlite:///{house / 'other.sqlite'}"
    with house_in(house, KEYSTORE_URL=elsewhere).app_context():
        assert unlocking.keystore().url == elsewhere


def test_a_key_is_asked_for_once_whether_it_seals_or_opens(asked):
    box = unlocking.seal_for(5, "mirror", PLACE, "Ro")
    again = unlocking.seal_for(5, "mirror", PLACE, "Ro")
    assert asked == [("mirror", 5)]
    assert [unlocking.open_with_key("mirror", PLACE, one) for one in (box, again)] == ["Ro", "Ro"]
    assert asked == [("mirror", 5)]
    unlocking.forget()
    assert [unlocking.open_with_key("mirror", PLACE, one) for one in (box, again)] == ["Ro", "Ro"]
    unlocking.seal_for(5, "mirror", PLACE, "Ro")
    assert asked[1:] == [{box.key_id}]
    unlocking.seal_for(5, "talk", PLACE, "Ro")
    assert asked[2:] == [("talk", 5)]


def test_keys_of_many_are_made_in_one_go_those_that_are_missing(asked):
    unlocking.seal_for(5, "mirror", PLACE, "Ro")
    unlocking.have_keys("mirror", {5, 6, 7})
    assert [words[0] for words in asked] == ["mirror", "mirror"]
    assert set(asked[1][1:]) == {6, 7}
    unlocking.have_keys("mirror", {5, 6, 7})
    unlocking.seal_for(6, "mirror", THEIRS, "Ro")
    assert len(asked) == 2
    unlocking.have_keys("talk", {5})
    assert asked[2:] == [("talk", 5)]


def test_keys_of_many_boxes_are_opened_in_one_go_those_that_are_not_open(asked):
    boxes = [unlocking.seal_for(person, "mirror", PLACE, "Ro") for person in (5, 6)]
    first, second = (box.key_id for box in boxes)
    unlocking.forget()
    asked.clear()
    assert not unlocking.is_open(first)
    unlocking.unlock({first})
    unlocking.unlock({first, second, "0" * 16})
    assert all(map(unlocking.is_open, (first, second, "0" * 16)))
    unlocking.unlock({first, "0" * 16})
    assert asked == [{first}, {second, "0" * 16}]


def test_a_key_opens_only_what_it_was_made_for(house):
    box = unlocking.seal_for(5, "mirror", PLACE, "Ro")
    for kind, place in (("talk", PLACE), ("mirror", THEIRS)):
        with pytest.raises(CannotOpen, match=f"{place} is sealed with a key of something else"):
            unlocking.open_with_key(kind, place, box)
    for other in (Place("answer", "example", 2, 5), Place("note", "example", 1, 5)):
        with pytest.raises(CannotOpen, match="is not what was sealed there"):
            unlocking.open_with_key("mirror", other, box)
    with pytest.raises(CannotOpen, match="no box"):
        unlocking.open_with_key("mirror", PLACE, Box("Ro"))


def test_whoevers_keys_are_destroyed_nothing_opens_any_more_and_what_is_open_is_forgotten(house):
    box, kept = unlocking.seal_for(5, "mirror", PLACE, "Ro"), unlocking.seal_for(6, "mirror", THEIRS, "Ro")
    unlocking.seal_for(5, "talk", PLACE, "Ro")
    assert unlocking.forget_people([5, 7]) == 2
    assert "data_keys" not in g
    with pytest.raises(CannotOpen, match=r"the key of answer\.example of row 1 was destroyed"):
        unlocking.open_with_key("mirror", PLACE, box)
    assert unlocking.open_with_key("mirror", THEIRS, kept) == "Ro"
    unlocking.forget()
    unlocking.forget()
