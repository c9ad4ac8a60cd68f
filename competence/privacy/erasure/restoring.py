"""After a restore: whoever was erased since is erased again, before anybody reaches the database."""

from competence.privacy.erasure.actions import replay
from competence.web.clock import today


def erase_again() -> str:
    """Follow the ledger, and return what was done. Raises DamagedLedger."""
    return f"{replay(today())} people who were erased since are erased again."
