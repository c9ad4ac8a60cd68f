"""The product as it must not be, to be killed: it acknowledges what it has not committed."""

from tests.bench.kills import hasten
from wsgi import app

__all__ = ["app"]

hasten()
