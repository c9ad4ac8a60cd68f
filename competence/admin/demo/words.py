"""The words of the demo's talks and plans, read from text files: goals by competence, and sentences by kind."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from competence.admin.demo.examples import read_examples

FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True)
class GoalWords:
    """A goal, how both will know, and three ways to it: in the work, with others, and by a course."""

    what: str
    signs: str
    ways: tuple[str, str, str]


class Words:
    """What the demo's people write; the same random gives the same words."""

    def __init__(self, random: Random, folder: Path = FOLDER) -> None:
        self.random = random
        found = read_examples(folder)
        self.goals = {kind: list(map(_goal, lines)) for kind, lines in found.items() if "." in kind and "|" in lines[0]}
        self.kinds = {kind: lines for kind, lines in found.items() if kind not in self.goals}

    def one(self, kind: str, often: float = 1.0) -> str:
        """Return a sentence of a kind, or now and then nothing."""
        return self.random.choice(self.kinds[kind]) if self.random.random() < often else ""

    def some(self, kind: str, count: int) -> list[str]:
        """Return different sentences of a kind."""
        return self.random.sample(self.kinds[kind], min(count, len(self.kinds[kind])))


def _goal(line: str) -> GoalWords:
    what, signs, work, others, course = (part.strip() for part in line.split("|"))
    return GoalWords(what, signs, (work, others, course))
