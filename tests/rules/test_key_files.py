"""A key's file is made once and whole: no crash and no two who start at one moment leave an empty or a second one."""

import base64
import hashlib
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from competence import config
from competence.config import made_once
from competence.privacy.keystore.files import HouseKeys, Locked, is_open_to_others, new_line, path_of, read
from tests.key_files import write_key_file


def dying():
    os.kill(os.getpid(), signal.SIGKILL)


def test_killed_between_making_the_file_and_writing_it_leaves_no_empty_key(tmp_path):
    path = tmp_path / "instance" / "key"
    child = os.fork()
    if not child:
        made_once(path, dying)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert not path.exists()
    assert made_once(path, lambda: "whole").read_text() == "whole"


def test_of_those_who_make_it_at_one_moment_all_read_the_first_ones(tmp_path):
    numbers = count(1)
    with ThreadPoolExecutor(8) as crowd:
        read = crowd.map(lambda _: made_once(tmp_path / "key", lambda: f"{next(numbers)}").read_text(), range(40))
    assert len(set(read)) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["key"]


def test_where_the_disk_knows_no_links_nothing_is_left(tmp_path, monkeypatch):
    def refused(*_):
        raise PermissionError

    monkeypatch.setattr("os.link", refused)
    with pytest.raises(PermissionError):
        made_once(tmp_path / "key", lambda: "first")
    assert list(tmp_path.iterdir()) == []


def test_only_its_owner_reads_it_and_it_is_never_made_again(tmp_path):
    path = made_once(tmp_path / "key", lambda: "first")
    assert made_once(path, lambda: "second").read_text() == "first"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_without_a_key_starts_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(config, "ROOT", tmp_path)
    made_once(tmp_path / "instance" / "secret_key", str)
    with pytest.raises(SystemExit, match="secret_key"):
        config.settings({})


@pytest.fixture
def trying_out(tmp_path, monkeypatch):
    """The settings where nobody has put the house's key anywhere."""
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    return {"KEK_FILE": "", "PRODUCTION": False, "KEY_FOLDER": str(tmp_path / "instance" / "keys")}


def test_the_houses_key_stands_where_the_setting_says_or_systemd_or_beside_the_keys(trying_out, tmp_path, monkeypatch):
    made = path_of(trying_out)
    assert made == tmp_path / "instance" / "kek"
    assert path_of(trying_out) == made
    assert len(read(made).keys) == 1
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert path_of(trying_out) == made, "systemd has handed nothing over"
    handed = write_key_file(tmp_path / "kek", new_line())
    assert path_of(trying_out | {"PRODUCTION": True}) == handed
    assert path_of(trying_out | {"KEK_FILE": "/etc/kek"}).as_posix() == "/etc/kek"


def test_in_real_use_no_key_is_made(trying_out, tmp_path):
    assert path_of(trying_out | {"PRODUCTION": True}) is None
    assert list(tmp_path.iterdir()) == []


def test_a_folder_named_without_its_beginning_is_looked_for_from_here(trying_out, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert path_of(trying_out | {"KEY_FOLDER": "keys"}) == tmp_path / "kek"


def test_the_first_line_wraps_and_what_is_no_key_says_so(tmp_path):
    first, second = new_line(), new_line()
    house = read(write_key_file(tmp_path / "kek", "# of 2026\n", f"  {first}", "\n", second))
    name = hashlib.sha256(b"kompetencespejl house key" + base64.b64decode(first)).hexdigest()[:16]
    assert (house.current, house[name], len(house.keys)) == (name, base64.b64decode(first), 2)
    with pytest.raises(Locked, match=r"key 0000 is not in the key file"):
        house["0000"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "needs keys"),
        (["AAAA\n"], "needs keys"),
        ([new_line(), "AAAA\n"], "needs keys"),
        ([new_line().replace("=", "!=")], "is no key"),
    ],
)
def test_a_file_with_something_else_than_keys_is_refused(lines, said, tmp_path):
    with pytest.raises(Locked, match=said):
        read(write_key_file(tmp_path / "kek", *lines))


def test_no_file_and_one_that_is_not_there_are_told_apart(tmp_path):
    with pytest.raises(Locked, match="KEK_FILE is not set"):
        read(None)
    with pytest.raises(Locked, match="cannot be read"):
        read(tmp_path / "kek")


@pytest.mark.parametrize("mode", [0o601, 0o602, 0o604, 0o610, 0o620, 0o640])
def test_whatever_others_may_do_with_the_file_it_is_theirs_too(mode, tmp_path):
    path = write_key_file(tmp_path / "kek", new_line())
    assert not is_open_to_others(path)
    path.chmod(mode)
    assert is_open_to_others(path)
    with pytest.raises(Locked, match="by others"):
        read(path)


@pytest.mark.parametrize(
    ("mode", "is_open"), [(0o440, False), (0o441, True), (0o442, True), (0o444, True), (0o450, True)]
)
def test_what_systemd_hands_over_its_group_may_read_alone(mode, is_open, tmp_path, monkeypatch):
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    path = write_key_file(tmp_path / "kek", new_line())
    path.chmod(mode)
    assert is_open_to_others(path) is is_open


def test_no_key_is_written_where_its_house_is_written():
    assert "ab" not in repr(HouseKeys({"ab": b"ab"})).partition("at 0x")[0]
