"""The data protection officer gets by mail where the trail ends, as text and as a file to verify by."""

import pytest

from competence.db import db
from competence.privacy import audit
from tests.mail_server import PostOffice, serving_mail


@pytest.fixture
def run(app, cast, monkeypatch, tmp_path):
    """Return a function that runs a command of the trail; something stands in it."""
    monkeypatch.setitem(app.config, "AUDIT_HEADS_FILE", str(tmp_path / "audit_heads.txt"))
    audit.record(cast.carla.id, "unit.create", thing="unit:a")
    db.session.commit()
    return lambda *command: app.test_cli_runner().invoke(args=["audit", *command])


def test_the_head_leaves_as_text_and_as_a_file_to_verify_by(run, app, monkeypatch, tmp_path):
    office = PostOffice()
    with serving_mail(office) as settings:
        for name, value in {**settings, "AUDIT_HEADS_TO": "dpo@example.org"}.items():
            monkeypatch.setitem(app.config, name, value)
        sent = run("mail-head")
    assert (sent.exit_code, office.to) == (0, ["dpo@example.org"])
    (mail,), ends = office.mails, [line.rsplit(" ", 1)[0] for line in run("head").output.splitlines()]
    assert ends
    assert [end for end in ends if end not in mail.get_body().get_content()] == []
    (attached,) = mail.iter_attachments()
    (tmp_path / "heads.txt").write_text(attached.get_content())
    verified = run("verify", "--head", str(tmp_path / "heads.txt"))
    assert (verified.exit_code, f"{len(ends)} tidligere ender" in verified.output) == (0, True)


def test_where_nobody_is_named_or_the_mail_server_is_gone_the_run_fails_and_says_so(run, app, monkeypatch):
    refused = run("mail-head")
    assert (refused.exit_code, "COMPETENCE_AUDIT_HEADS_TO" in refused.output) == (1, True)
    for name, value in {"MAIL_SERVER": "127.0.0.1:1", "AUDIT_HEADS_TO": "dpo@example.org"}.items():
        monkeypatch.setitem(app.config, name, value)
    gone = run("mail-head")
    assert (gone.exit_code, gone.output.startswith("Error: 127.0.0.1")) == (1, True)
