"""The examples the demo's people give in their own words, read from one text file for each area of the catalogue."""

from pathlib import Path

FOLDER = Path(__file__).parent / "examples"


def read_examples(folder: Path = FOLDER) -> dict[str, list[str]]:
    """Return the sentences by competence code; those under "leader" are what leaders write, whatever the competence."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.txt")):
        sentences: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("= "):
                sentences = found.setdefault(line[2:].strip(), [])
            elif line and not line.startswith("#"):
                sentences.append(line)
    return found
