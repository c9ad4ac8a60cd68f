"""Two calendar programs of different origin, each with an empty calendar of its own: khal (Python) and calcurse (C)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

KHAL_SETTINGS = """
[calendars]
[[work]]
path = {folder}/work
type = calendar
[locale]
timeformat = %H.%M
dateformat = %d.%m.%Y
longdateformat = %d.%m.%Y
datetimeformat = %d.%m.%Y %H.%M
longdatetimeformat = %d.%m.%Y %H.%M
local_timezone = {zone}
default_timezone = {zone}
[sqlite]
path = {folder}/cache
"""
KHAL_LINE = "{start-end-time-style} {title} | {location} | {status} | {url}"


class Khal:
    """khal: keeps events by their UID, so that a later request moves the talk that is there."""

    def __init__(self, folder: Path, zone: str = "Europe/Copenhagen") -> None:
        self.settings = folder / "khal.conf"
        self.file = folder / "arrived.ics"
        (folder / "work").mkdir(parents=True)
        self.settings.write_text(KHAL_SETTINGS.format(folder=folder, zone=zone))
        self.program = [str(Path(sys.executable).with_name("khal")), "--config", str(self.settings)]

    def take_in(self, invitation: bytes) -> None:
        """Import what came with a mail, as opening the file does."""
        self.file.write_bytes(invitation)
        _run([*self.program, "import", "--batch", str(self.file)])

    def lines(self, day: str, line: str = KHAL_LINE, days: int = 1) -> list[str]:
        """Return what stands in the calendar from a day (31.12.2026), a line for each event, and its date above."""
        told = _run([*self.program, "list", "--format", line, "--day-format", "{date}", day, f"{days}d"])
        return [" ".join(line.split()) for line in told.splitlines()]


class Calcurse:
    """calcurse: reads a file into the calendar; it knows nothing of UIDs, so what moved stands there twice."""

    def __init__(self, folder: Path, zone: str = "Europe/Copenhagen") -> None:
        folder.mkdir(parents=True)
        self.file, self.zone = folder / "arrived.ics", zone
        self.program = [calcurse(), "--datadir", str(folder), "--confdir", str(folder)]

    def take_in(self, invitation: bytes) -> str:
        """Import what came with a mail, and return the program's own report of it."""
        self.file.write_bytes(invitation)
        return _run([*self.program, "--import", str(self.file)], self.zone)

    def lines(self, day: str, days: int = 1) -> list[str]:
        """Return what stands in the calendar from a day (31.12.2026), its date above: when, what, link and place."""
        line = "%S-%E %m\n%N"
        how = ["--input-datefmt", "2", "--output-datefmt", "%d.%m.%Y", "--format-apt", line, "--format-recur-apt", line]
        told = _run([*self.program, *how, "--query", "--from", day.replace(".", "/"), "--days", str(days)], self.zone)
        return [line.strip() for line in told.splitlines() if line.strip()]


def calcurse() -> str:
    """Return where calcurse is; without it the tests fail, they are never passed over."""
    found = shutil.which("calcurse")
    if found is None:
        pytest.fail("The calendar tests need calcurse: `make calcurse`, or apt install calcurse", pytrace=False)
    return found


def _run(program: list[str], zone: str = "Europe/Copenhagen") -> str:
    environment = os.environ | {"LC_ALL": "C.UTF-8", "TZ": zone}
    ran = subprocess.run(program, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"{' '.join(program)}:\n{ran.stdout}{ran.stderr}")
    return ran.stdout
