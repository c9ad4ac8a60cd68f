"""These tests always stand in the database, which forgets them."""

import pytest
from sqlalchemy.orm import Session

from tests.web.proving import clock as clock
from tests.web.proving import hers as hers
from tests.web.proving import required as required


@pytest.fixture(autouse=True)
def _in_the_database(db_session: Session) -> None:
    """Every test here may make rows."""
