"""What the log is told: one line of JSON for each request and each thing gone wrong, never the words people wrote.

An address is told as its template, so that no line says whose page it was. Of /feedback a line says the template
and the day; of /upward, where answers are anonymous, a request leaves no line at all: the lines beside it would tell
its hour.
"""

import json
import logging
import secrets
import sys
import time
import traceback
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, current_app, g, has_request_context, request
from sqlalchemy.exc import DBAPIError
from structlog.processors import JSONRenderer, format_exc_info
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from structlog.typing import EventDict

SILENT = "/upward"
HUSHED = ("/feedback", SILENT)
TOLD = (
    "method",
    "route",
    "status",
    "ms",
    "signed_in",
)  # what a line may hold beside its words; anything else is dropped


def note(error: Exception, what: str) -> None:
    """Write an error in the log.

    A database repeats the row it refused in its message. Of its errors, and of those where people answer each other,
    the log gets the kind and the place alone.
    """
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", "")
    elif _stands_under(*HUSHED):
        state = ""
    else:
        current_app.logger.error("%s", what, exc_info=error)
        return
    place = "".join(traceback.format_tb(error.__traceback__))
    current_app.logger.error("%s: %s %s\n%s", what, type(error).__name__, state, place)


def is_hushed() -> bool:
    """Return whether the request of this moment is one of which no line says the hour."""
    return _stands_under(*HUSHED)


def request_id() -> str:
    """Return the number this request's lines carry; the page of an error shows it, so that one can be found by it."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(6)
    number: str = g.request_id
    return number


def formatter() -> logging.Formatter:
    """Return what makes a line of JSON of everything that is logged; a line break in it cannot begin another."""
    return ProcessorFormatter(
        foreign_pre_chain=[add_log_level, add_logger_name, ExtraAdder(allow=TOLD), format_exc_info],
        processors=[_stamped, ProcessorFormatter.remove_processors_meta, JSONRenderer(serializer=_printable)],
    )


def init_app(app: Flask) -> None:
    """Tell each request, as far as LOG_LEVEL wants it told."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # its server would log whole addresses
    app.logger.setLevel(str(app.config["LOG_LEVEL"]).upper())
    app.jinja_env.globals["request_id"] = request_id

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def tell(response: Response) -> Response:
        if not _stands_under(SILENT):
            current_app.logger.info("request", extra=_of_request(response))
        return response


class Stderr(logging.StreamHandler[Any]):
    """Writes to the error output as it is when a line comes."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setFormatter(formatter())

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        self.stream = sys.stderr
        super().emit(record)


def listen() -> None:
    """Take every line there is; before any library is set up that would otherwise write lines of its own shape."""
    root = logging.getLogger()
    if not any(isinstance(handler, Stderr) for handler in root.handlers):
        root.addHandler(Stderr())


def _of_request(response: Response) -> dict[str, object]:
    if _stands_under(*HUSHED):
        return {}
    spent = round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000)
    who = g.get("signed_in") is not None
    return {"method": request.method, "status": response.status_code, "ms": spent, "signed_in": who}


def _route() -> str:
    """Return the template of the address asked for, and nothing of an address that is none of ours."""
    return request.url_rule.rule if request.url_rule else "-"


def _stands_under(*starts: str) -> bool:
    """Return whether the request of this moment is for an address under one of the starts."""
    return has_request_context() and any(f"{request.path}/".startswith(f"{start}/") for start in starts)


def _stamped(_: object, __: str, line: EventDict) -> EventDict:
    """Say when, and of which request; under what is hushed the day alone, and the request only where it failed."""
    moment, hushed = datetime.now(UTC), _stands_under(*HUSHED)
    line["timestamp"] = moment.date().isoformat() if hushed else moment.isoformat(timespec="milliseconds")
    if has_request_context():
        line["route"] = _route()
        if not hushed or line["level"] != "info":
            line["request_id"] = request_id()
    return line


def _printable(line: object, **options: Any) -> str:
    """Return a line in which every character can be seen: no escape sequence reaches a terminal."""
    return json.dumps(line, **options).replace("\x7f", "\\u007f")
