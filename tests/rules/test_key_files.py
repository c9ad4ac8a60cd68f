"""A key's file is made once and whole: no crash and no two who start at one moment leave an empty or a second one."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from competence import config
from competence.config import made_once


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
