"""Products of their own in which somebody has written something, to be copied and put back."""

import pytest

from competence.db import db
from tests.cast import make_cast
from tests.databases import copy_of, postgresql_tools
from tests.feedback import make_feedback, make_link
from tests.make import make_answer, make_mirror, make_view


@pytest.fixture
def make_house(app, fresh_app, migrated, tmp_path):
    """Return a maker of products of their own, in which Astrid has written something; the tables are copied."""
    folder = {"BACKUP_FOLDER": str(tmp_path / "backups"), "POSTGRESQL_TOOLS": postgresql_tools()}

    def filled(**settings):
        app = fresh_app(**folder, **settings)
        with app.app_context():
            cast = make_cast()
            view = make_view(make_mirror(cast.astrid, cast.version), cast.astrid)
            make_answer(view, cast.version.competences[0], example="Kæexample")
            make_link(make_feedback(cast.astrid, None, outside_name="Ukendt"))
            db.session.commit()
            app.astrid, app.bo, app.carla, app.tarup = cast.astrid.id, cast.bo.id, cast.carla.id, cast.tarup.id
        return app

    with copy_of(migrated, tmp_path) as url:
        yield lambda **settings: filled(DATABASE_URL=url, **settings)
        db.engine.dispose()


@pytest.fixture
def house(make_house):
    """One such product, whose context is open."""
    app = make_house()
    with app.app_context():
        yield app
        db.session.close()
        db.engine.dispose()
