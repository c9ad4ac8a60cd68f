"""Beginning the trail anew where its key is lost, or known: what is before can be read, and not verified any more."""

from competence.privacy.trail.actions import by_nobody, pend
from competence.privacy.trail.rules.chain import ANEW, Stream


def begin_anew(reason: str) -> None:
    """Let both chains go on under the key that is there now, hung on nothing, and let the trail say why.

    A key known to others is taken away before this, and the trail makes another one.
    """
    for stream in Stream:
        pend(stream, by_nobody(ANEW), reason if stream is Stream.ACT else "")
