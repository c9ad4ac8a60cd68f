"""These tests always stand in the database, which forgets them."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from competence.feedback.sealed.models import Topic
from competence.web.clock import today
from tests.cast import Cast
from tests.upward import make_topic
from tests.web.proving import at_a_page as at_a_page
from tests.web.proving import clock as clock
from tests.web.proving import frejas as frejas
from tests.web.proving import hers as hers
from tests.web.proving import noted as noted
from tests.web.proving import required as required

# Of the reader alone: what they did themselves stands in Mine data and grows as they read; health tells of room.
OF_THE_READER = frozenset({"/privacy/mine", "/privacy/mine/package", "/health", "/metrics"})


@pytest.fixture(autouse=True)
def _in_the_database(db_session: Session) -> None:
    """Every test here may make rows."""


@pytest.fixture(scope="session")
def plain_pages(app: Flask, nightly: bool) -> list[str]:
    """Every page without parts in its address but those of the reader; by day a sixth of them, others tomorrow."""
    rules = [rule for rule in app.url_map.iter_rules() if not rule.arguments and "GET" in (rule.methods or ())]
    pages = sorted({*map(str, rules)} - OF_THE_READER)
    return pages if nightly else pages[today().toordinal() % 6 :: 6]


@pytest.fixture
def topic(cast: Cast) -> Topic:
    """An open anonymous round about Bo in which Astrid and Asger are asked."""
    return make_topic(cast.bo, cast.astrid, cast.asger)
