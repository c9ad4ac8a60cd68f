"""The migrations, run from nothing, make exactly the tables the models describe, on both databases."""

from sqlalchemy import CheckConstraint, inspect, text

from competence.db import Model, db


def test_migrations_from_nothing_leave_no_drift(app):
    with app.app_context():
        assert app.extensions["alembic"].compare_metadata() == []


def test_every_check_of_the_models_stands_in_the_database(app):
    """The comparison above does not see checks."""
    kept = inspect(db.engine)
    for table in Model.metadata.sorted_tables:
        described = {
            str(check.name) for check in table.constraints if isinstance(check, CheckConstraint) and check.name
        }
        assert described <= {check["name"] for check in kept.get_check_constraints(table.name)}, table.name


def test_the_migrations_go_back_to_nothing_and_forth_again(fresh_app):
    app = fresh_app()
    with app.app_context():
        alembic = app.extensions["alembic"]
        alembic.upgrade()
        alembic.downgrade("base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        alembic.upgrade()
        assert set(Model.metadata.tables) <= set(inspect(db.engine).get_table_names())


def test_a_table_that_drifted_is_noticed(fresh_app):
    app = fresh_app()
    with app.app_context():
        alembic = app.extensions["alembic"]
        alembic.upgrade()
        with db.engine.begin() as connection:
            connection.execute(text("ALTER TABLE unit ADD COLUMN stray INTEGER"))
        assert "stray" in str(alembic.compare_metadata())
