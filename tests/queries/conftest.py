"""These tests always stand in the database, which forgets them."""

import pytest
from sqlalchemy.orm import Session


@pytest.fixture(autouse=True)
def _in_the_database(db_session: Session) -> None:
    """Every test here may make rows."""
