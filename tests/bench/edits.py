"""Many who edit the same words at once: of two who began from the same version one is told, and nobody overwrites."""

import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.bench.answering import Answering, Writer
from tests.bench.reader import Form, Refused
from tests.databases import address_of
from tests.server import serving

EDITORS = 20
EDITS = 125  # each, on each database: 5,000 in all


class Carelessness:
    """How windows meet that carry no version: all have read before the first saves, so that some must overwrite."""

    def __init__(self, editors: int) -> None:
        self.all_have_read = threading.Barrier(editors, timeout=60)
        self.one_at_a_time = threading.Lock()


class Editor:
    """One window in which somebody reads their answer, changes it and saves it, again and again."""

    def __init__(self, writer: Writer, number: int, edits: int, careless: Carelessness | None) -> None:
        self.writer, self.number, self.edits, self.careless = writer, number, edits, careless
        self.built_on: list[int] = []
        self.told = 0
        self.errors: list[str] = []

    def work(self) -> None:
        """Edit so many times; what was saved is noted by the version it built on, what was refused is counted."""
        for turn in range(self.edits):
            form = self.writer.reader.open_form(f"/assessments/views/{self.writer.view}")
            key = form.competences[0]
            read = form.versions[key]
            if self.careless is None:
                self._save(form, read, turn)
            else:  # as a form would that does not carry the version its reader saw
                self.careless.all_have_read.wait()
                with self.careless.one_at_a_time:
                    self._save(self.writer.reader.open_form(f"/assessments/views/{self.writer.view}"), read, turn)

    def _save(self, form: Form, read: int, turn: int) -> None:
        try:
            self.writer.reader.save(form, 0, f"{self.number} {turn}")
            self.built_on.append(read)
        except Refused as refused:
            self.told += 1
            if ": 409 " not in str(refused):
                self.errors.append(str(refused))


def run(
    folder: Path, kinds: Sequence[str] = ("sqlite", "postgresql"), editors: int = EDITORS, edits: int = EDITS
) -> None:
    """Print, for each database, how many edits were sent, saved, refused because of another's, and overwritten.

    The same is done carelessly at a smaller size: there some must be overwritten, or this would find none.
    """
    print(f"\n{editors} windows edit the same answer {edits} times each, at the same time, with two workers")
    for kind in kinds:
        (place := folder / f"edits-{kind}").mkdir()
        with address_of(kind, place) as url:
            answering = Answering(place / "test.sqlite" if kind == "sqlite" else url, 2)
            with serving(answering.database, workers=2) as server:
                careful, careless = answering.writers(server)
                lost, errors = _measure(kind, careful, editors, edits, careless=False)
                lost_without, _ = _measure("carelessly", careless, editors, min(edits, 6), careless=True)
                for writer in (careful, careless):
                    writer.reader.close()
        if lost or errors or not lost_without:
            told = f"{lost} edits were overwritten, {lost_without} of the careless ones"
            raise SystemExit("\n".join([told, *errors[:5]]))


def _measure(told_as: str, writer: Writer, editors: int, edits: int, *, careless: bool) -> tuple[int, list[str]]:
    """Return how many acknowledged edits somebody overwrote unknowingly, and what was answered that is no conflict."""
    meeting = Carelessness(editors) if careless else None
    windows = [Editor(writer.beside(), number, edits, meeting) for number in range(editors)]
    threads = [threading.Thread(target=window.work) for window in windows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for window in windows:
        window.writer.reader.close()
    saved = Counter(version for window in windows for version in window.built_on)
    lost = sum(times - 1 for times in saved.values())
    told = sum(window.told for window in windows)
    print(f"  {told_as:12}{editors * edits} sent, {saved.total()} saved, {told} told of another's, {lost} overwritten")
    return lost, [error for window in windows for error in window.errors]
