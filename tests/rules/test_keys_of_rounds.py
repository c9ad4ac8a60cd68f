"""The key of a round: a file of its own, on the disk before it is used, and destroyed so that no byte of it is left."""

import os

import pytest
from flask import Flask

from competence.feedback.sealed import keys
from competence.feedback.sealed.rules.sheets import Sheet

SHEET = Sheet({"up.01": 3}, {"up.keep": "Ro"})


@pytest.fixture
def folder(tmp_path):
    app = Flask(__name__)
    app.config["KEY_FOLDER"] = tmp_path / "far" / "keys"
    with app.app_context():
        yield tmp_path / "far" / "keys"


@pytest.fixture
def on_disk(folder, monkeypatch):
    """Return what has reached the disk: the bytes of a file of a round called r, then whether its folder knows it."""
    seen = []
    monkeypatch.setattr("os.fsync", lambda _: seen.append((folder / "r.key").read_bytes()))
    monkeypatch.setattr(keys, "sync_folder", lambda changed: seen.append((changed / "r.key").exists()))
    return seen


def test_each_round_has_a_key_of_32_bytes_that_only_the_product_reads(folder):
    made = {pid: keys.make(pid) for pid in ("r", "s")}
    assert [len(key) for key in made.values()] == [32, 32]
    assert made["r"] != made["s"]
    assert {pid: keys.find(pid) for pid in made} == made
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "r.key").stat().st_mode & 0o777 == 0o600


def test_a_key_is_on_the_disk_before_anything_is_sealed_with_it(on_disk):
    assert on_disk == [keys.make("r"), True]


def test_a_destroyed_key_is_overwritten_on_the_disk_before_its_file_is_gone(folder, on_disk):
    keys.make("r")
    on_disk.clear()
    os.link(folder / "r.key", folder / "kept")
    keys.destroy("r")
    assert on_disk == [bytes(32), False]
    assert (folder / "kept").read_bytes() == bytes(32)
    keys.destroy("r")


@pytest.mark.parametrize("left", [None, b"", bytes(31)])
def test_a_key_that_is_not_there_or_not_whole_is_lost(folder, left):
    keys.make("r")
    (folder / "r.key").unlink() if left is None else (folder / "r.key").write_bytes(left)
    with pytest.raises(keys.KeyLost):
        keys.find("r")


def test_a_box_is_opened_by_its_key_under_its_name_alone_and_none_is_larger_than_another():
    key, box = bytes(32), keys.seal(bytes(32), "mine", SHEET)
    assert keys.unseal(key, "mine", box) == SHEET
    assert len(box) == len(keys.seal(key, "mine", Sheet())) == 12 + 8192 + 16
    assert box != keys.seal(key, "mine", SHEET)
    for other, name, given in ((bytes([1] * 32), "mine", box), (key, "yours", box), (key, "mine", box[:-1] + b"x")):
        with pytest.raises(keys.KeyLost):
            keys.unseal(other, name, given)
