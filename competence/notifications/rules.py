"""The kinds of messages: the one sentence each says. A sentence names what waits, never what it holds."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of message.

    says: the sentence, in the reader's language when it is printed; it is also the mail's subject.
    explains: one more sentence for the mail, or nothing.
    mint: makes the address a mail leads to when it is sent (for links that work once), from the person's id.
    """

    name: str
    says: object
    explains: object = ""
    mint: Callable[[int], str] | None = None


KINDS: dict[str, Kind] = {}


def kind(name: str, says: object, *, explains: object = "", mint: Callable[[int], str] | None = None) -> str:
    """Register a kind of message and return its name, for a feature to keep as a constant.

    says, explains: lazily translated texts. They must be the same whatever the message is about.
    """
    KINDS[name] = Kind(name, says, explains, mint)
    return name
