"""Refusals and errors as pages (or JSON for the small behaviours): what happened and what to do now."""

import math

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError, ServiceUnavailable

from competence.db import db, is_disturbed, is_twice
from competence.web.log import note
from competence.web.refusals import Conflict, Refusal

PAGES = frozenset({400, 404, 405, 409, 413, 429, 500, 503})
SOON = 60  # seconds after which it is worth trying again where the database is disturbed


class DoneAtOnce(Conflict):
    message = _l(
        "Det samme blev gjort i samme øjeblik, af en anden eller af dig selv med et klik mere. Det er gemt én gang."
    )


def wants_json() -> bool:
    """Return whether the request comes from one of our small behaviours."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def init_app(app: Flask) -> None:
    """Answer every refusal and error with its page; nothing half done stays in the transaction."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _http)
    app.register_error_handler(Refusal, _refusal)
    app.register_error_handler(DBAPIError, _refused_by_the_database)
    app.register_error_handler(IntegrityError, _at_once)
    app.register_error_handler(StaleDataError, _at_once)
    if not app.testing:
        app.register_error_handler(Exception, _unexpected)


def waiting_text(seconds: int) -> str:
    """Say how long to wait, in minutes."""
    text: str = ngettext(
        "Der er prøvet mange gange. Vent et minut, og prøv igen.",
        "Der er prøvet mange gange. Vent %(num)d minutter, og prøv igen.",
        math.ceil(seconds / 60),
    )
    return text


def please_wait(page: str, seconds: int) -> Response:
    """Answer 429 with a page and the seconds to wait."""
    response = make_response(page, 429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _http(error: HTTPException) -> Response:
    db.session.rollback()
    cause = getattr(error, "original_exception", None)  # of what failed before the page was begun, or after it was made
    if isinstance(cause, DBAPIError) and is_disturbed(cause):
        return _disturbed(cause)
    if isinstance(error, SecurityError):  # a host name that is not ours: there is no address to build a page with
        text = _("Adressen er ikke vores. Brug den adresse, du har fået oplyst.")
        return Response(text, status=400, content_type="text/plain; charset=utf-8")
    if error.response is not None:
        return make_response(error.response)
    return _answer(error.code or 500, "", dict(error.get_headers()))


def _refusal(error: Refusal) -> Response:
    db.session.rollback()
    return _answer(error.status, str(error), {})


def _at_once(error: IntegrityError | StaleDataError) -> Response:
    """Answer whoever came second where two did the same at one moment; anything else the database refuses is ours."""
    if isinstance(error, IntegrityError) and not is_twice(error):
        return _refused_by_the_database(error)
    return _refusal(DoneAtOnce())


def _refused_by_the_database(error: DBAPIError) -> Response:
    """Tell a disk that is full or a database that is locked or away from a mistake of ours."""
    db.session.rollback()
    if is_disturbed(error):
        return _disturbed(error)
    if current_app.testing:
        raise error
    return _unexpected(error)


def _disturbed(error: DBAPIError) -> Response:
    note(error, f"the database could not do its work at {request.endpoint}")
    text = _("Der kan ikke gemmes eller slås op lige nu. Prøv igen om et minut.")
    return _answer(ServiceUnavailable.code, text if wants_json() else "", {"Retry-After": str(SOON)})


def _unexpected(error: Exception) -> Response:
    note(error, f"unexpected error at {request.endpoint}")
    return _http(InternalServerError())


def _answer(status: int, message: str, headers: dict[str, str]) -> Response:
    if wants_json():
        response = jsonify(error=message)
    else:
        page = status if status in PAGES else (500 if status >= 500 else 400)
        response = make_response(render_template(f"errors/{page}.html", message=message))
    response.status_code = status
    for name in ("Retry-After", "Allow"):
        if name in headers:
            response.headers[name] = headers[name]
    return response
