"""What was released of a round, written once at its close, and the ledger of whose answers stand behind which row."""

from datetime import datetime
from decimal import Decimal

import sqlalchemy
from sqlalchemy import CheckConstraint, ForeignKey, Numeric, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.analytics.measures import Audience, Kind, Measure
from competence.cycles.models import Cycle
from competence.db import Model, Moment, enum
from competence.frameworks.models import Competence
from competence.privacy.anonymity.figures import End
from competence.privacy.anonymity.limits import Reason, Rules
from competence.privacy.declare import Erase, Impersonal, Keep, Personal
from competence.web.bilingual import Bilingual, bilingual

CROWD = Impersonal("Tal om så mange, at ingen kan skilles ud; de regnes kun ud én gang, når runden lukker.")


class ReleasedForEver(Exception):
    """Somebody tried to change what was released."""


class Release(Model):
    """What a closed round gave to the organisation's figures, and the rules it was held to."""

    __tablename__ = "release"
    __privacy__ = CROWD

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), primary_key=True)
    released_at: Mapped[datetime] = mapped_column(Moment)
    people: Mapped[str] = mapped_column(String(10))  # how many shared, as a band; empty where there is none to show
    low: Mapped[int]
    high: Mapped[int]
    k: Mapped[int]
    unit_floor: Mapped[int]
    shares_floor: Mapped[int]
    audience: Mapped[Audience] = mapped_column(
        enum(Audience), default=Audience.EVERYBODY, server_default=Audience.EVERYBODY.name
    )

    cycle: Mapped[Cycle] = relationship()

    @property
    def rules(self) -> Rules:
        """What its figures were held to, on the scale the answers were given on."""
        return Rules(self.low, self.high, self.k, self.unit_floor, self.shares_floor)


class ReleasedGroup(Model):
    """People who are counted together, by the units they work in (udgivelsesenhed) or by their role profiles."""

    __tablename__ = "released_group"
    __privacy__ = CROWD

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.cycle_id"), index=True)
    kind: Mapped[Kind] = mapped_column(enum(Kind), default=Kind.UNITS, server_default=Kind.UNITS.name)
    units: Mapped[str] = mapped_column(Text)  # the codes of all units (or profiles) covered, as they were at the close
    label: Mapped[Bilingual] = bilingual("label")

    release: Mapped[Release] = relationship()


class ReleasedUnit(Model):
    """A unit as it stood when a round closed, and the one above it: those somebody was counted in, or in one below."""

    __tablename__ = "released_unit"
    __privacy__ = Impersonal("Enheder, som de stod, da runden lukkede. Her står ingen personer.")

    release_id: Mapped[int] = mapped_column(ForeignKey("release.cycle_id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    parent: Mapped[str | None] = mapped_column(String(60), index=True)


class ReleasedPart(Model):
    """A unit that a group counts with all below it, or a role profile that it counts: so it is found from the unit.

    Units below it stand here only where they are alone in the group: where none of its people is counted elsewhere.
    """

    __tablename__ = "released_part"
    __privacy__ = Impersonal("Hvilke enheder eller roller en gruppe tæller. Her står ingen personer.")

    group_id: Mapped[int] = mapped_column(ForeignKey("released_group.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True, index=True)
    alone: Mapped[bool]


class ReleasedFigure(Model):
    """All that is said about one group, one competence and one measure: coded numbers, or why there are none.

    required: the mean level the contributors' roles ask for, of those it is asked of; of LEVEL alone.
    """

    __tablename__ = "released_figure"
    __table_args__ = (
        UniqueConstraint("group_id", "competence_id", "measure"),
        CheckConstraint("(mean IS NULL) <> (mean_hidden IS NULL)", name="number_or_reason"),
    )
    __privacy__ = CROWD

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("released_group.id"), index=True)
    competence_id: Mapped[int] = mapped_column(ForeignKey("competence.id"), index=True)
    measure: Mapped[Measure] = mapped_column(enum(Measure), default=Measure.LEVEL, server_default=Measure.LEVEL.name)
    depth: Mapped[int] = mapped_column(index=True)  # 0 is the whole organisation; role profiles stand at 1
    people: Mapped[str] = mapped_column(String(10), default="")
    mean: Mapped[Decimal | None] = mapped_column(Numeric(4, 2))
    mean_end: Mapped[End] = mapped_column(enum(End), default=End.EXACT)
    mean_hidden: Mapped[Reason | None] = mapped_column(enum(Reason))
    shares_hidden: Mapped[Reason | None] = mapped_column(enum(Reason))
    required: Mapped[Decimal | None] = mapped_column(Numeric(4, 2))

    group: Mapped[ReleasedGroup] = relationship()
    competence: Mapped[Competence] = relationship()
    shares: Mapped[list["ReleasedShare"]] = relationship(order_by="ReleasedShare.first", passive_deletes="all")


class ReleasedShare(Model):
    """How many answered between two levels, as a coded share of a group."""

    __tablename__ = "released_share"
    __privacy__ = CROWD

    figure_id: Mapped[int] = mapped_column(ForeignKey("released_figure.id"), primary_key=True)
    first: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
    percent: Mapped[int]
    end: Mapped[End] = mapped_column(enum(End))


class LedgerRow(Model):
    """A row of the ledger (hovedbog): that a figure about certain answers to a competence was once shown.

    kind: whether people were counted by unit or by profile. leaders: whether it is about the leaders' ratings.
    """

    __tablename__ = "ledger_row"
    __privacy__ = Impersonal("Peger på en udgivelse; hvem rækken handler om, står for sig.")

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.cycle_id"), index=True)
    competence_code: Mapped[str] = mapped_column(String(60), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_row.id"), index=True)  # the row it lies within
    kind: Mapped[Kind] = mapped_column(enum(Kind), default=Kind.UNITS, server_default=Kind.UNITS.name)
    leaders: Mapped[bool] = mapped_column(default=False, server_default=sqlalchemy.false())

    parent: Mapped["LedgerRow | None"] = relationship(remote_side="LedgerRow.id")


class LedgerMember(Model):
    """That a person's answer stands behind a row and the rows around it, and behind a profile's; never what it was.

    Where the person is erased the row keeps a nameless member: the crowd stays as large as it was.
    """

    __tablename__ = "ledger_member"
    __privacy__ = Personal(
        about="person_id",
        purpose="Så nye tal aldrig kan trækkes fra gamle og vise, hvad få har svaret.",
        keep=Keep.FOR_EVER,
        title="At du tæller med i offentliggjorte tal",
        erase=Erase.UNNAME,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    row_id: Mapped[int] = mapped_column(ForeignKey("ledger_row.id"), index=True)
    profile_row_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_row.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)


def _refuse(_: object, __: object, row: Model) -> None:
    raise ReleasedForEver(f"{row.__tablename__} is written once and never changed")


def write_once(*tables: type[Model]) -> None:
    """Refuse every change of rows once they are written."""
    for table in tables:
        for change in ("before_update", "before_delete"):
            event.listen(table, change, _refuse)


write_once(Release, ReleasedGroup, ReleasedUnit, ReleasedPart, ReleasedFigure, ReleasedShare, LedgerRow, LedgerMember)
