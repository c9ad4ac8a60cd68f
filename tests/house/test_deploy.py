"""How the product is run: the examples of docs/deploy hold together, and every setting stands in a document."""

import json
import logging.config
import re
import shlex
import shutil
import subprocess

import click
import pytest

from competence.config import DEFAULTS, ROOT

DEPLOY = ROOT / "docs" / "deploy"
WORDS = r"[A-Z]+(?:_[A-Z]+)*\b"
UNITS = ("kompetencespejl.service", "kompetencespejl-daily.service", "kompetencespejl-heads.service")
SHUT_IN = (
    "NoNewPrivileges=true", "CapabilityBoundingSet=", "ProtectSystem=strict", "ProtectHome=true", "PrivateTmp=true",
    "PrivateDevices=true", "ProtectKernelTunables=true", "ProtectKernelModules=true", "RestrictNamespaces=true",
    "RestrictSUIDSGID=true", "LockPersonality=true", "SystemCallFilter=@system-service", "UMask=0077", "LimitCORE=0",
)  # fmt: skip


def told(name: str) -> str:
    return (DEPLOY / name).read_text()


@pytest.mark.parametrize("unit", UNITS)
def test_the_units_are_shut_in_and_run_as_an_account_of_their_own(unit):
    lines = told(unit).splitlines()
    assert [wish for wish in SHUT_IN if wish not in lines] == []
    assert "User=kompetencespejl" in lines


def test_every_day_a_backup_is_taken_what_is_due_is_done_and_what_has_been_kept_long_enough_goes():
    (commands,) = re.findall(r"for what in ([^;]+);", told("kompetencespejl-daily.service"))
    assert shlex.split(commands) == ["backup", "remind", "retention", "audit mail-head"]


def test_every_hour_the_end_of_the_trail_leaves_for_the_log_of_the_machine_and_every_day_for_the_officer():
    lines = told("kompetencespejl-heads.service").splitlines()
    assert "ExecStart=/opt/kompetencespejl/.venv/bin/flask --app wsgi audit head" in lines
    assert {"StandardOutput=journal", "SyslogIdentifier=kompetencespejl-trail"} <= set(lines)
    assert "OnCalendar=hourly" in told("kompetencespejl-heads.timer").splitlines()
    assert re.search(r"^COMPETENCE_AUDIT_HEADS_TO=\S+@\S+$", told("environment.example"), re.MULTILINE)


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_starts_only_commands_that_are_there(unit, app):
    started = re.findall(r"--app wsgi ([a-z-]+(?: [a-z-]+)?)", told(unit))
    started += [one for found in re.findall(r"for what in ([^;]+);", told(unit)) for one in shlex.split(found)]
    for command in started:
        known: click.Command | None = app.cli
        for word in command.split():
            assert isinstance(known, click.Group)
            known = known.commands.get(word)
        assert known is not None, command


@pytest.mark.parametrize("example", ["environment.example", "Containerfile"])
def test_what_the_server_writes_lies_where_it_may_write(example):
    named = [name for name, value in DEFAULTS.items() if "/instance/" in str(value) and name != "DATABASE_URL"]
    placed = dict(re.findall(r"COMPETENCE_([A-Z_]+)=(\S+)", told(example)))
    assert "ERASURE_LEDGER" in named
    assert [name for name in named if not placed.get(name, "").startswith("/var/lib/kompetencespejl/")] == []


def test_the_container_is_given_the_houses_key_and_a_volume_for_all_it_writes():
    container = told("Containerfile")
    command = container[container.index("podman run") : container.index("FROM")]
    placed = dict(re.findall(r"COMPETENCE_([A-Z_]+)=(/\S+)", container))
    assert placed["KEK_FILE"] == "/run/secrets/kek"
    assert "--secret kompetencespejl-kek,target=kek,uid=10001,mode=0400" in command
    assert "target=/run/secrets/kek,readonly" in command, "docker"
    volumes = re.findall(r"--volume \S+:(\S+)", command)
    written = {name: place for name, place in placed.items() if name != "KEK_FILE"}
    assert {"BACKUP_FOLDER", "KEYSTORE_BACKUP_FOLDER", "ERASURE_LEDGER", "AUDIT_KEY_FILE"} <= written.keys()
    assert [name for name, place in written.items() if not place.startswith(tuple(volumes))] == []
    assert [one for one in volumes if one not in container[container.index("RUN useradd") :]] == [], "made for 10001"


def test_systemd_itself_finds_the_server_well_shut_in():
    judge = shutil.which("systemd-analyze")
    if judge is None:  # where there is no systemd there is nobody to ask; the wishes above are still read
        return
    asked = [judge, "security", "--offline=true", str(DEPLOY / UNITS[0])]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    exposure = re.search(r"exposure level for \S+: ([\d.]+)", said)
    assert exposure is None or float(exposure[1]) <= 2.0, said


def settings_of_nobody(text: str) -> set[str]:
    """Return the settings that are named and do not exist."""
    return set(re.findall(rf"COMPETENCE_({WORDS})", text)) - DEFAULTS.keys()


def settings_untold(text: str) -> set[str]:
    """Return the settings that are named nowhere: as `COMPETENCE_DEMO`, or in a table of settings as `DEMO`."""
    return DEFAULTS.keys() - set(re.findall(rf"`(?:COMPETENCE_)?({WORDS})", text))


def test_every_setting_that_is_named_is_one_of_ours():
    documents = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md"), *DEPLOY.iterdir()]
    assert {path.name: found for path in documents if (found := settings_of_nobody(path.read_text()))} == {}


def test_every_setting_stands_in_a_document():
    papers = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    assert settings_untold("".join(paper.read_text() for paper in papers)) == set()


def test_a_setting_of_nobody_and_one_untold_are_found():
    assert settings_of_nobody("`COMPETENCE_DEMO=1`, `COMPETENCE_MAIL_…` and COMPETENCE_DEMOS") == {"DEMOS"}
    assert DEFAULTS.keys() - settings_untold("`COMPETENCE_DEMO`, `KLE` (81) and MAIL_SERVER") == {"DEMO", "KLE"}


def test_the_proxy_says_who_asks_and_lets_nobody_say_it_for_it():
    proxy = told("nginx.conf")
    for place in re.findall(r"location /(?:upward)? \{(.*?)\n    \}", proxy, re.DOTALL):
        assert "X-Forwarded-For $proxy_add_x_forwarded_for" in place
        assert "X-Forwarded-Proto $scheme" in place
        for name in ("X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Real-IP", "Forwarded"):
            assert f'proxy_set_header {name} "";' in place
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in proxy


def test_the_proxy_logs_no_address_and_nothing_of_anonymous_answers():
    proxy = told("nginx.conf")
    (shape,) = re.findall(r"log_format kompetencespejl '(.*)';", proxy)
    assert set(re.findall(r"\$(\w+)", shape)) == {"time_iso8601", "request_method", "status", "request_time"}
    assert "access_log off;" in proxy[proxy.index("location /upward") :]
    assert not re.search(r"access_log \S+;$", proxy.replace("access_log off;", ""), re.MULTILINE)


def test_the_container_is_handed_what_runs_and_nothing_else():
    lines = told("Containerfile").splitlines()
    copied = {word for line in lines if line.startswith("COPY") and "--from" not in line for word in line.split()[1:-1]}
    needed = {
        "requirements.lock",
        "competence",
        "wsgi.py",
        "LICENSE",
        "static",
        "templates",
        "docs/deploy/granian-log.json",
    }
    assert copied == needed, "no tests, no .git, no instance, no development tools"
    assert "USER 10001" in lines
    assert "--require-hashes" in told("Containerfile")
    assert "requirements-dev" not in told("Containerfile")


def test_the_servers_own_lines_are_json_too():
    wanted = json.loads(told("granian-log.json"))
    made = logging.config.DictConfigurator(wanted).configure_formatter(wanted["formatters"]["json"])
    line = made.format(logging.LogRecord("_granian", logging.WARNING, "x", 1, "worker\n%s", ("died",), None))
    assert json.loads(line)["event"] == "worker\ndied"
    assert wanted["loggers"]["granian.access"]["handlers"] == []
