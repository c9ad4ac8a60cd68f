"""How large a part of a whole something holds for, in five words: to be told beside other numbers of the same people.

A word is the least the part is: `at least a quarter` is true of a half as well. The lowest says nothing: `few, none or
hidden`. So a word may always be weakened without becoming untrue, and this is how the promise is kept: **a word never
says more of a number than that it is one of five or more that follow each other.**

Why that is enough. One whole stands behind all words, so nothing but the whole can be isolated by adding and
subtracting them. Fewer than K people never have a word of their own, and the words lie K people or more apart, so that
of two things, one within the other (who fills a step is among those who are at most one level away), nobody can tell
that they are the same people. Two kinds of knowledge could still narrow a number:

- *The other parts of the same whole.* Parts that have nobody in common (where people stand) are told together by
  `parts`: what is promised of all of them is added up, and the largest is weakened until K people are left, who stand
  in no part or in any. That a word was weakened does not show, since the weaker word is true of others too. The whole
  must have people in it who stand in none of the parts, or may have: everybody in the house, not those who said where.
- *What is published already* of people around or within the part (everybody at the two highest levels; everybody at the
  highest). `part` lets go of every word within K people of such a number. It does so by what everybody may know, never
  by the number itself, so that what is not said tells nothing.

Whether there are words at all is the caller's to decide, by how many people there are and whom a viewer knows.
"""

from collections.abc import Mapping
from enum import Enum
from itertools import pairwise
from typing import TypeVar

from competence.privacy.anonymity.limits import K

Thing = TypeVar("Thing")


class Part(Enum):
    """The words, the lowest first; the value is the share of the whole it promises at least, in per cent."""

    FEW = 0
    TWENTIETH = 5
    TENTH = 10
    QUARTER = 25
    HALF = 50


ORDER = tuple(Part)


def least(of: int, k: int = K) -> dict[Part, int]:
    """Return the fewest people each word stands for in a whole: its share, and k more than the word below."""
    numbers = {Part.FEW: 0}
    for below, word in pairwise(ORDER):
        numbers[word] = max(-(-of * word.value // 100), numbers[below] + k)
    return numbers


def part(count: int, of: int, *, certain: int = 0, within: tuple[int, int] | None = None, k: int = K) -> Part:
    """Return the word for one part of a whole.

    certain: so many are published to be in it, whatever the count is. within: between which numbers everybody may take
    it to lie; the whole, where nothing around it is published. k: how many people words keep from each other and
    from such numbers.
    """
    _check(count, of)
    low, high = within or (0, of)
    return max(
        (
            word
            for word, number in least(of, k).items()
            if number <= certain or low + k <= number <= min(count, high - k)
        ),
        key=ORDER.index,
    )


def parts(counts: Mapping[Thing, int], of: int, k: int = K) -> dict[Thing, Part]:
    """Return the words for parts of a whole that have nobody in common."""
    _check(sum(counts.values()), of)
    numbers, told = least(of, k), {thing: part(count, of, k=k) for thing, count in counts.items()}
    while sum(numbers[word] for word in told.values()) > of - k:
        largest = max(told, key=lambda thing: ORDER.index(told[thing]))
        told[largest] = ORDER[ORDER.index(told[largest]) - 1]
    return told


def _check(count: int, of: int) -> None:
    if not 0 <= count <= of:
        raise ValueError("Delene kan ikke være større end det hele.")
