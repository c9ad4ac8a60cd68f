"""The product as it must not be, to be timed: it answers early where nobody has the address."""

from competence.signin.rules import Hasher
from wsgi import app

__all__ = ["app"]

verify = Hasher.verify

Hasher.verify = lambda self, password_hash, password: (  # type: ignore[method-assign]
    bool(password_hash) and verify(self, password_hash, password)
)
