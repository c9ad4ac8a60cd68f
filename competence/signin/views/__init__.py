"""Pages of signing in and out, of choosing a password, and the administrator's page of accounts."""

from competence.signin.views import accounts, confirming, entering, passwords
from competence.signin.views.blueprint import bp as bp

__all__ = ["accounts", "bp", "confirming", "entering", "passwords"]
