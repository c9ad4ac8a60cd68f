"""What every permission is."""

from enum import Enum


class Permission(Enum):
    """The base of all permissions, so that POLICY can hold them in one table."""
