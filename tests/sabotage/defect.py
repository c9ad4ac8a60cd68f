"""What a deliberate defect is: one small wrong change to one file, and the one test that has to notice it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Defect:
    """A wrong change: where `old` stands in the file at `path`, `new` is put; then `test` must fail.

    test: as pytest takes it, file::name; with several parameter sets, one that fails is enough.
    database: which one the test needs to see it.
    """

    name: str
    path: str
    old: str
    new: str
    test: str
    database: str = "sqlite"

    def apply(self, tree: Path) -> None:
        """Make the change in a copy of the project. Raises ValueError where its place is not exactly one."""
        file = tree / self.path
        text = file.read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise ValueError(f"{self.name}: {self.old!r} stands {text.count(self.old)} times in {self.path}")
        file.write_text(text.replace(self.old, self.new), encoding="utf-8")
