"""Keep with a release the units as they stood, and which each group counts: so no page looks through the house.

Of earlier releases it is worked out from the units there are and who worked where on the day, as far as it is known,
and from what their groups were called.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

WHOLE, WITHOUT = "Hele organisationen", "Uden rolleprofil"  # what groups were called
Tree = Mapping[str, str | None]


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "released_unit",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("parent", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["release_id"], ["release.cycle_id"], name=op.f("fk_released_unit_release_id_release")),
        sa.PrimaryKeyConstraint("release_id", "code", name=op.f("pk_released_unit")),
    )
    op.create_index(op.f("ix_released_unit_parent"), "released_unit", ["parent"])
    op.create_table(
        "released_part",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["released_group.id"], name=op.f("fk_released_part_group_id_released_group")
        ),
        sa.PrimaryKeyConstraint("group_id", "code", name=op.f("pk_released_part")),
    )
    op.create_index(op.f("ix_released_part_code"), "released_part", ["code"])
    for release in op.get_bind().execute(sa.text("SELECT cycle_id, released_at FROM release")).all():
        _fill(release.cycle_id, _day(release.released_at))


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(op.f("ix_released_part_code"), "released_part")
    op.drop_table("released_part")
    op.drop_index(op.f("ix_released_unit_parent"), "released_unit")
    op.drop_table("released_unit")


def _fill(release: int, day: date) -> None:
    connection = op.get_bind()
    units = connection.execute(sa.text("SELECT id, code, parent_id, valid_from, valid_to, title_da FROM unit")).all()
    codes, titles = {unit.id: unit.code for unit in units}, {unit.code: unit.title_da for unit in units}
    parents = {unit.code: codes.get(unit.parent_id) for unit in units}
    standing = {unit.code for unit in units if str(unit.valid_from) <= str(day) <= str(unit.valid_to or day)}
    tree: Tree = {
        unit: next((one for one in _up(parents[unit], parents) if one in standing), None) for unit in standing
    }
    highest = [unit for unit in standing if tree[unit] is None]
    at_work = sa.text(
        "SELECT DISTINCT unit_id FROM employment WHERE valid_from <= :day AND (valid_to IS NULL OR valid_to >= :day)"
    ).bindparams(sa.bindparam("day", type_=sa.Date()))
    busy = {codes[row.unit_id] for row in connection.execute(at_work, {"day": day})} & standing
    groups = connection.execute(
        sa.text("SELECT id, kind, units, label_da FROM released_group WHERE release_id = :release"),
        {"release": release},
    ).all()
    # Whom a group counts alone its name says, as it was given at the close. Who worked where may be gone since.
    alone = {
        group.id: {
            code
            for code in group.units.split()
            if code in standing
            and tree[code] not in group.units.split()  # one of the same name below another
            and (titles[code] == group.label_da or (group.label_da == WHOLE and highest == [code]))
        }
        for group in groups
        if group.kind == "UNITS"
    }
    busy |= {code for some in alone.values() for code in some}
    held, workplaces = _with_all_below(tree, tree), _with_all_below(busy, tree)
    _write(
        "INSERT INTO released_unit (release_id, code, parent) VALUES (:release, :code, :parent)",
        [{"release": release, "code": code, "parent": tree[code]} for code in workplaces],
    )
    for group in groups:
        counted = group.units.split()
        if group.kind == "UNITS":
            inside = _with_all_below((code for code in counted if code in tree), tree)
            whole = {code for code in inside if inside[code] == held[code] and code in workplaces and code in counted}
            parts = {code: False for code in whole if tree[code] not in whole}
            parts |= dict.fromkeys(alone[group.id], True)
        else:
            parts = dict.fromkeys(counted, len(counted) == 1 and WITHOUT not in group.label_da)
        _write(
            "INSERT INTO released_part (group_id, code, alone) VALUES (:group, :code, :alone)",
            [{"group": group.id, "code": code, "alone": is_alone} for code, is_alone in parts.items()],
        )


def _with_all_below(units: Iterable[str], tree: Tree) -> Counter[str]:
    """Return how many of some units stand in each unit of the tree or below it."""
    return Counter(one for unit in units for one in _up(unit, tree))


def _up(unit: str | None, parents: Tree) -> list[str]:
    """Return a unit and those above it; a ring ends where it began."""
    found: list[str] = []
    while unit is not None and unit not in found:
        found.append(unit)
        unit = parents[unit]
    return found


def _write(statement: str, rows: list[dict[str, object]]) -> None:
    if rows:
        op.get_bind().execute(sa.text(statement), rows)


def _day(moment: datetime | str) -> date:
    """Return the day in Denmark; SQLite gives moments as text, in UTC."""
    found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return aware.astimezone(ZoneInfo("Europe/Copenhagen")).date()
