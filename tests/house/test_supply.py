"""What the product is made of: locked by hash and installed as locked, nothing beside it; and no secret in a file."""

import re
import subprocess
from importlib.metadata import distributions
from pathlib import Path

import pytest

from competence.config import ROOT

PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==(\S+?)(?: ;.*)?(?: \\)?$")
TOOLS = {"pip", "setuptools", "uv", "wheel"}
MOST = 60  # packages a running product may be made of; each is somebody to trust

SECRET = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a key of a cloud": re.compile(r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{36}|xox[baprs]-\w{10,}|sk_live_\w{16,})\b"),
    "a word of entry": re.compile(
        r"\b(?i:password|secret|token|api_?key)\s*[:=]\s*[\"'](?=[^\"']*\d)(?=[^\"']*[A-Z])[A-Za-z0-9+/=_-]{20,}[\"']"
    ),
    "an address with a password": re.compile(
        r"\b(?:postgresql|smtp|https?)(?:\+\w+)?://[\w.-]+:(?!secret@|\.\.\.)[^\s:@/\"'<{$]+@"
    ),
}
NO_TEXT = {".png", ".woff2", ".ttf", ".lock", ".xlsx", ".pdf"}
KNOWN = {
    "tests/localhost.pem",  # the certificate of the tests' own mail server
    "tests/house/test_supply.py",
    "tests/witness.py",
}


def locked(text: str) -> dict[str, dict[str, int]]:
    """Return what a lock file names: each package, its versions (one for each Python) and their number of hashes."""
    found: dict[str, dict[str, int]] = {}
    name = version = ""
    for line in text.splitlines():
        if pinned := PINNED.match(line):
            name, version = _plain(pinned[1]), pinned[2]
            found.setdefault(name, {})[version] = 0
        elif line.strip().startswith("--hash=sha256:"):
            found[name][version] += 1
        elif line.strip() and not line.lstrip().startswith("#"):
            found[line.strip()] = {"": 0}
    return found


def _plain(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


def faults(packages: dict[str, dict[str, int]]) -> list[str]:
    """Return what is not pinned by hash."""
    return [name for name, versions in packages.items() if "" in versions or 0 in versions.values()]


def secrets_in(text: str) -> list[str]:
    """Return the kinds of secrets a text holds."""
    return [name for name, shape in SECRET.items() if shape.search(text)]


RUN = locked((ROOT / "requirements.lock").read_text())
TEST = locked((ROOT / "requirements-dev.lock").read_text())


def test_every_package_is_pinned_by_its_hash_and_few_are_needed_to_run():
    assert faults(RUN) + faults(TEST) == []
    assert {name: set(versions) for name, versions in RUN.items() if set(TEST[name]) != set(versions)} == {}
    assert len(RUN) <= MOST


def test_what_is_installed_is_what_is_locked():
    installed = {_plain(one.metadata["Name"]): one.version for one in distributions()}
    assert {name: version for name, version in installed.items() if name not in TOOLS | TEST.keys()} == {}
    assert {name: version for name, version in installed.items() if version not in TEST.get(name, {version})} == {}


@pytest.mark.parametrize(
    "line", ["flask>=3", "flask==3.1.3", "git+https://example.org/x", "x @ https://example.org/x.whl"]
)
def test_a_package_that_is_not_pinned_is_found(line):
    assert faults(locked(line)) != []


def tracked() -> list[Path]:
    ran = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in ran.stdout.split("\0") if name]


def test_no_file_of_the_project_holds_a_secret():
    texts = {path.relative_to(ROOT).as_posix(): path for path in tracked() if path.is_file()}
    found = {
        name: secrets_in(path.read_text(errors="replace"))
        for name, path in texts.items()
        if name not in KNOWN and path.suffix not in NO_TEXT
    }
    assert {name: kinds for name, kinds in found.items() if kinds} == {}


def test_what_a_running_product_writes_is_never_part_of_the_project():
    kept = [path for path in tracked() if path.is_relative_to(ROOT / "instance")]
    assert [path.name for path in kept if path.name != ".gitkeep"] == []


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN RSA PRIVATE KEY-----", "AKIA" + "ABCDEFGHIJKLMNOP", 'token = "' + "a1B2" * 6 + '"',
        "postgresql://app:hunter2@db.example.org/x", "ghp_" + "a" * 36,
    ],
)  # fmt: skip
def test_a_secret_is_found(text):
    assert secrets_in(text) != []
