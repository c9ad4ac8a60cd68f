"""What the house knows before a people file is read in, as plain values the plan can be made from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from competence.admin.imports.periods import Fact


@dataclass(frozen=True)
class KnownPerson:
    """A person of the house: employments by (unit, role), leaders by (e-mail, None), roles and stand-ins by id."""

    email: str
    name: str
    employments: tuple[Fact, ...] = ()
    leaders: tuple[Fact, ...] = ()
    grants: tuple[Fact, ...] = ()
    stands_in: tuple[Fact, ...] = ()  # as deputy, and as the leader who has one


@dataclass(frozen=True)
class KnownUnit:
    """A unit a file may name, by its code or by its title in either language."""

    code: str
    titles: tuple[str, ...]
    end: date | None = None


@dataclass(frozen=True)
class State:
    """The house as an import finds it. roles: the role profiles' titles by code."""

    people: dict[str, KnownPerson] = field(default_factory=dict)
    units: tuple[KnownUnit, ...] = ()
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    administrators: frozenset[str] = frozenset()

    def find_unit(self, text: str) -> KnownUnit | None:
        """Return the unit a cell means; None where there is none, or where a title fits several."""
        by_code = {unit.code: unit for unit in self.units}
        code = _find(text, {unit.code: unit.titles for unit in self.units})
        return by_code.get(code) if code else None

    def find_role(self, text: str) -> str | None:
        """Return the code of the role profile a cell means."""
        return _find(text, self.roles)


def _find(text: str, titles: dict[str, Iterable[str]] | dict[str, tuple[str, ...]]) -> str | None:
    wanted = text.casefold()
    for code in titles:
        if code.casefold() == wanted:
            return code
    fitting = {code for code, names in titles.items() if wanted in {name.casefold() for name in names}}
    return fitting.pop() if len(fitting) == 1 else None
