"""Keep with a release the units as they stood, and which of them each group counts: its pages need no look at the house.

Of earlier releases it is worked out from the units there are and who worked where on the day, as far as it is known.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

ROOF = ""
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
    units = connection.execute(sa.text("SELECT id, code, parent_id, valid_from, valid_to FROM unit")).all()
    codes = {unit.id: unit.code for unit in units}
    parents = {unit.code: codes.get(unit.parent_id) for unit in units}
    standing = {unit.code for unit in units if str(unit.valid_from) <= str(day) <= str(unit.valid_to or day)}
    tree: dict[str, str | None] = {ROOF: None}
    for unit in standing:
        parent = parents[unit]
        while parent is not None and parent not in standing:
            parent = parents[parent]
        tree[unit] = parent or ROOF
    at_work = sa.text(
        "SELECT DISTINCT unit_id FROM employment WHERE valid_from <= :day AND (valid_to IS NULL OR valid_to >= :day)"
    ).bindparams(sa.bindparam("day", type_=sa.Date()))
    staffed = {codes[row.unit_id] for row in connection.execute(at_work, {"day": day})} & tree.keys()
    held, workplaces = _with_all_below(tree, tree), _with_all_below(staffed, tree)
    _write(
        "INSERT INTO released_unit (release_id, code, parent) VALUES (:release, :code, :parent)",
        [{"release": release, "code": one, "parent": tree[one] or None} for one in workplaces if one != ROOF],
    )
    groups = sa.text("SELECT id, kind, units, label_da FROM released_group WHERE release_id = :release")
    for group in connection.execute(groups, {"release": release}).all():
        counted = group.units.split()
        if group.kind == "PROFILES":
            parts = dict.fromkeys(counted, len(counted) == 1 and "Uden rolleprofil" not in group.label_da)
        else:
            inside = _with_all_below((one for one in counted if one in tree), tree)
            whole = {one for one in counted if one in tree and inside[one] == held[one] and workplaces[one]}
            alone = {one: workplaces[one] == len(staffed.intersection(counted)) for one in whole}
            parts = {one: alone[one] for one in whole if alone[one] or tree[one] not in whole}
        _write(
            "INSERT INTO released_part (group_id, code, alone) VALUES (:group, :code, :alone)",
            [{"group": group.id, "code": code, "alone": alone} for code, alone in parts.items()],
        )


def _with_all_below(units: Iterable[str], tree: Tree) -> Counter[str]:
    """Return how many of some units stand in each unit of the tree or below it."""
    counted: Counter[str] = Counter()
    for unit in units:
        one: str | None = unit
        while one is not None:
            counted[one] += 1
            one = tree[one]
    return counted


def _write(statement: str, rows: list[dict[str, object]]) -> None:
    if rows:
        op.get_bind().execute(sa.text(statement), rows)


def _day(moment: object) -> date:
    """Return the day in Denmark; SQLite gives moments as text, in UTC."""
    found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    assert isinstance(found, datetime)
    return (
        (found if found.tzinfo else found.replace(tzinfo=ZoneInfo("UTC")))
        .astimezone(ZoneInfo("Europe/Copenhagen"))
        .date()
    )
