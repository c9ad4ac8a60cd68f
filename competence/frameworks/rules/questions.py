"""What is asked anonymously: about one's leader or about the working climate, in steps or in words."""

from dataclasses import dataclass
from enum import Enum

from competence.frameworks.rules.editions import Words


class About(Enum):
    """What a question is about, and how it is answered."""

    LEADER = "a leader, in steps"
    LEADER_IN_WORDS = "a leader, in words"
    CLIMATE = "the working climate, in steps"


@dataclass(frozen=True)
class Question:
    """A question as the content pack words it; competence: the code of a leader competence, where it has one."""

    code: str
    about: About
    competence: str
    text: Words


@dataclass(frozen=True)
class Step:
    """A step of the scale; the one without a number is not counted."""

    value: int
    title: Words
    meaning: Words
