"""Erasing at one moment: of several who ask for one person one is heard, and two first erasures share one ledger."""

import json
import secrets
from threading import Barrier

from competence.db import db
from competence.privacy.erasure import ledger
from competence.privacy.erasure.ledger import Rule
from competence.privacy.erasure.models import ErasureRequest
from competence.web.clock import today
from tests.cast import make_cast
from tests.client import InspectingClient, sign_in
from tests.make import make_person


def test_of_four_who_ask_for_the_same_person_at_once_one_is_heard(shared, at_once):
    with shared.app_context():
        cast, gone = make_cast(), make_person("Gitte Gået")
        db.session.commit()
        sent = {"email": gone.email, "reason": "Hun har bedt om det."}
        windows = [InspectingClient(shared) for _ in range(4)]
        for window, asks in zip(windows, [cast.carla, cast.freja] * 2, strict=True):
            sign_in(window, asks)
    statuses = at_once(4, lambda number: windows[number].post("/privacy/erasures", data=sent).status_code)
    assert sorted(statuses) == [303, 409, 409, 409]
    with shared.app_context():
        assert db.session.query(ErasureRequest).count() == 1


def test_two_first_erasures_at_one_moment_are_both_found_again(tmp_path, at_once, monkeypatch):
    path, both, salt = tmp_path / "ledger.jsonl", Barrier(2, timeout=10), secrets.token_hex
    pids = ["a" * 32, "b" * 32]
    monkeypatch.setattr(
        secrets, "token_hex", lambda length: (both.wait(), salt(length))[1]
    )  # neither is before the other
    at_once(2, lambda number: ledger.write(path, [pids[number]], today(), Rule.ASKED))
    assert ledger.named_in(path, pids) == pids
    assert [list(json.loads(line)) for line in path.read_text().splitlines()].count(["salt"]) == 1
