"""Answers survive a crowd and a crash: the small form of `make nightly`, on a server process of its own."""

from collections.abc import Iterator

import pytest

from tests.bench import edits, kills, writers
from tests.databases import another_database

pytestmark = pytest.mark.in_turns  # on PostgreSQL


@pytest.fixture(autouse=True)
def _the_shared_database_comes_back() -> Iterator[None]:
    """These tests open houses of their own; the one of the other tests is there again afterwards."""
    with another_database():
        yield


def test_many_who_save_at_once_lose_no_answer_and_are_never_refused(database_url, pytestconfig, tmp_path, capsys):
    writers.run(tmp_path, kinds=[pytestconfig.getoption("--database")], people=6, answers=10)
    assert "60 sent, 60 saved, 0 lost" in capsys.readouterr().out


def test_of_those_who_edit_the_same_words_nobody_overwrites_another(database_url, pytestconfig, tmp_path, capsys):
    edits.run(tmp_path, kinds=[pytestconfig.getoption("--database")], editors=5, edits=4)
    assert "20 sent" in (told := capsys.readouterr().out)
    assert ", 0 overwritten" in told


def test_every_answer_that_was_acknowledged_is_there_after_the_server_was_killed(tmp_path, capsys):
    kills.run(tmp_path, 3)
    assert "3 kills" in (told := capsys.readouterr().out)
    assert told.count(", 0 lost") == 1  # and of what is acknowledged before it is committed, some


def test_so_it_is_where_the_process_that_saves_is_killed_again_and_again(tmp_path, capsys):
    kills.run_processes(tmp_path, 10)
    assert "10 kills" in (told := capsys.readouterr().out)
    assert told.count(", 0 lost") == 1
