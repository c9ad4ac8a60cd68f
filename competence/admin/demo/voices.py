"""How the demo's people answer: skill that moves slowly, leaders who see nearly the same, and words for some of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

NOT_APPLICABLE, UNKNOWN = "NOT_APPLICABLE", "UNKNOWN"


@dataclass(frozen=True)
class Asked:
    """What a role asks of a competence: the catalogue's id and code, the level and its importance (1 to 3)."""

    competence: int
    code: str
    level: int
    importance: int


@dataclass(frozen=True)
class Said:
    """One answer: a level, or the name of a mark; the name of a wish; an example or nothing."""

    competence: int
    level: int | None
    mark: str | None
    importance: int | None
    wish: str | None
    example: str


class Skills:
    """What the people can do, year by year; nobody in the product ever sees these numbers, only what is answered."""

    def __init__(self, random: Random, examples: Mapping[str, Sequence[str]], highest: int) -> None:
        self.random, self.examples, self.highest = random, examples, highest
        self._skill: dict[tuple[int, int], float] = {}

    def pass_a_year(self) -> None:
        """Let everybody learn a little, and a few forget a little."""
        for key in self._skill:
            self._skill[key] += 0.12 + self.random.gauss(0, 0.25)

    def own_view(self, person: int, asked: Sequence[Asked], some: float = 1.0) -> list[Said]:
        """Return a person's answers; some is the part that has been answered, from the top of the page."""
        answered = asked[: max(1, round(len(asked) * some))]
        return [self._own_answer(person, one) for one in answered]

    def leaders_view(self, person: int, asked: Sequence[Asked], some: float = 1.0) -> list[Said]:
        """Return the leader's answers: near the person's own, seldom all equal."""
        return [self._leaders_answer(person, one) for one in asked[: max(1, round(len(asked) * some))]]

    def _own_answer(self, person: int, one: Asked) -> Said:
        skill = self._skill_of(person, one)
        chance = self.random.random()
        if chance < 0.025:
            return Said(one.competence, None, NOT_APPLICABLE, None, None, "")
        if chance < 0.055:
            return Said(one.competence, None, UNKNOWN, self._importance(one), "DEVELOP", "")
        level = self._level(skill + self.random.gauss(0, 0.15))
        return Said(one.competence, level, None, self._importance(one), self._wish(one, level), self._example(one))

    def _leaders_answer(self, person: int, one: Asked) -> Said:
        if self.random.random() < 0.07:
            return Said(one.competence, None, UNKNOWN, self._importance(one), None, "")
        level = self._level(self._skill_of(person, one) + self.random.gauss(0.05, 0.55))
        return Said(one.competence, level, None, self._importance(one), None, self._sentence("leader", 0.2))

    def _skill_of(self, person: int, one: Asked) -> float:
        key = (person, one.competence)
        if key not in self._skill:
            self._skill[key] = one.level - 0.35 + self.random.gauss(0, 0.85)
        return self._skill[key]

    def _level(self, skill: float) -> int:
        return min(self.highest, max(1, round(skill)))

    def _importance(self, one: Asked) -> int:
        return one.importance if self.random.random() < 0.75 else self.random.randint(1, 3)

    def _wish(self, one: Asked, level: int) -> str:
        develop = 0.5 if level < one.level else 0.22
        chance = self.random.random()
        return "DEVELOP" if chance < develop else "USE_LESS" if chance > 0.94 else "AS_NOW"

    def _example(self, one: Asked) -> str:
        return self._sentence(one.code, 0.35)

    def _sentence(self, kind: str, often: float) -> str:
        sentences = self.examples.get(kind, ())
        return self.random.choice(sentences) if sentences and self.random.random() < often else ""
