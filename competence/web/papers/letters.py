"""Which letters a paper can show, and what stands in the place of one it cannot."""

import re
import unicodedata

# What the typeface and the three that come with Typst can show between them; a test sets every one of these in print.
SHOWN = (
    (0x0020, 0x007E),  # Latin
    (0x00A0, 0x04FF),  # Latin with marks, Greek, Cyrillic
    (0x0531, 0x05EA),  # Armenian, Hebrew
    (0x0621, 0x063A),  # Arabic
    (0x0641, 0x0652),
    (0x1E00, 0x1FFE),  # Latin with more marks, Greek with more
    (0x2010, 0x2027),  # dashes, quotation marks, bullets
    (0x2030, 0x203E),
    (0x20A0, 0x20BF),  # currencies
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2190, 0x22FF),  # arrows, mathematics
    (0x2500, 0x25FF),  # lines, shapes
    (0x2713, 0x2713),
)
INSTEAD = "□"
_NOT_TEXT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})  # control and format characters, halves, private, unassigned
_LONG_WORD = re.compile(r"\S{40,}")
_PIECE = 12
_BREAK = "\N{ZERO WIDTH SPACE}"  # where a line may end inside a word that no line could hold


def printable(text: str) -> tuple[str, bool]:
    """Return a text as a paper can show it, and whether something in it could not be shown.

    Line breaks stay. Control and format characters go: they are not seen, and some turn the direction of what is.
    A run of characters that no typeface here has (an emoji, Chinese) becomes one □. A word of forty characters or more
    may be broken anywhere near its twelfth, so that it never leaves the page.
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    seen = "".join(letter for letter in lines if letter == "\n" or unicodedata.category(letter) not in _NOT_TEXT)
    told = _UNSHOWN.sub(INSTEAD, seen)
    return _LONG_WORD.sub(_breakable, told), told != seen


def _breakable(word: re.Match[str]) -> str:
    return _BREAK.join(word[0][start : start + _PIECE] for start in range(0, len(word[0]), _PIECE))


_UNSHOWN = re.compile("[^\n" + "".join(f"{chr(first)}-{chr(last)}" for first, last in SHOWN) + "]+")
