"""Reads every line that is logged while the tests run: each is JSON, and none holds a secret or a whole address."""

import json
import logging
import re
from datetime import datetime, timedelta

from competence.web.log import HUSHED, formatter

# What no line may hold. A token and the name of a session are 43 characters of base 64.
SECRETS = {
    "a token": re.compile(r"(?<![\w.-])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{43}(?![\w.-])"),
    "a password's hash": re.compile(r"\$argon2"),
    "a cookie": re.compile(r"(?i)(?:set-)?cookie:|session=[\w-]{20}"),
    "a password": re.compile(r"spejl-i-biblioteket|correct horse"),
    "a field of a form": re.compile(r"csrf_token=|password="),
}


def faults(line: str) -> list[str]:
    """Return what is wrong with a line of the log."""
    if not (line.isascii() and line.isprintable()):
        return ["a character one cannot see"]
    try:
        told = json.loads(line)
    except ValueError:
        return ["no JSON"]
    return [*(name for name, shape in SECRETS.items() if shape.search(line)), *_of_time(told)]


def _of_time(told: dict[str, object]) -> list[str]:
    at = str(told["timestamp"])
    if len(at) == len("2026-11-27"):
        return []
    if str(told.get("route", "")).startswith(HUSHED):
        return ["an hour, where only the day may be told"]
    return [] if datetime.fromisoformat(at).utcoffset() == timedelta(0) else ["a time that is not UTC"]


class Witness(logging.Handler):
    """Formats every line as the log does, and keeps what is wrong with it until somebody asks."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(formatter())
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Look at a line."""
        line = self.format(record)
        self.found += [f"{fault}: {line[:300]}" for fault in faults(line)]

    def ask(self) -> list[str]:
        """Return what was found since somebody asked last."""
        found, self.found = self.found, []
        return found
