"""Reading changes nothing: a GET that writes anything but the quiet tables fails every test that sends it."""

import pytest
from flask import Blueprint
from sqlalchemy import event

from competence.access.guard import open_to_all
from competence.db import Model, db
from competence.people.models import Unit
from competence.web.bilingual import Bilingual
from tests.client import QUIET_TABLES, InspectingClient, refuse_writes_while_reading
from tests.make import LONG_AGO


def _write() -> str:
    db.session.add(Unit(code="x", title=Bilingual("x"), valid_from=LONG_AGO))
    db.session.flush()
    return "written"


def test_a_page_that_writes_while_it_is_read_is_caught(fresh_app):
    app = fresh_app()
    bp = Blueprint("writer", __name__)
    bp.add_url_rule("/write", "write", open_to_all(_write), methods=["GET", "POST"])
    app.register_blueprint(bp)
    Model.metadata.create_all(db.engine)
    event.listen(db.engine, "before_cursor_execute", refuse_writes_while_reading)
    client = InspectingClient(app)
    with pytest.raises(pytest.fail.Exception, match="GET /write writes to unit"):
        client.get("/write")


def test_the_quiet_tables_exist():
    assert set(Model.metadata.tables) >= QUIET_TABLES
