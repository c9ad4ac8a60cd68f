"""What holds after every migration: each reference points at a row, and no row is lost; its types are plain ones."""

from typing import Any

ROWS = "rows"  # under which a connection that migrates knows how many each table had


class LooseEnd(RuntimeError):
    """A migration left a row that points at nothing."""


def refuse_loose_ends(*, ctx: Any, **_: Any) -> None:
    """Look at every reference when a migration is done; SQLite's do not count meanwhile. Raises LooseEnd."""
    if ctx.dialect.name == "sqlite":
        for table, _row, parent, _key in ctx.connection.exec_driver_sql("PRAGMA foreign_key_check"):
            raise LooseEnd(f"a row of {table} points at one of {parent} that is not there")


class LostRows(RuntimeError):
    """A migration left another number of rows in a table than it found, and did not say that it would."""


def refuse_lost_rows(*, ctx: Any, step: Any, **_: Any) -> None:
    """Count the rows of each table when a migration is done, where they were counted before. Raises LostRows.

    A migration that is meant to change their number names the tables: rows_change_in = ("throttle",).
    """
    before = ctx.connection.info.get(ROWS)
    if before is None or not step.is_upgrade:
        return
    after = ctx.connection.info[ROWS] = rows_of(ctx.connection)
    meant = getattr(step.up_revision.module, "rows_change_in", ())
    for name, count in before.items():
        if name not in meant and after.get(name) != count:
            raise LostRows(f"{step.up_revision_id}: {name}, {count} -> {after.get(name, 0)}")


def rows_of(connection: Any) -> dict[str, int]:
    """Return how many rows each table has, but for the one in which migrations are noted."""
    names = sorted({*connection.dialect.get_table_names(connection)} - {"alembic_version"})
    return {name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar() for name in names}  # noqa: S608


def render_type(kind: str, thing: Any, _: Any) -> str | bool:
    """Let migrations name plain column types, so that old ones never depend on today's code."""
    plain = {"Moment": "sa.DateTime(timezone=True)", "SealedText": "sa.Text()"}
    return plain.get(type(thing).__name__, False) if kind == "type" else False
