"""No test, and nothing the product does in one, speaks to another machine: every socket of Python's is looked at."""

import ipaddress
import socket
from typing import Any

import pytest


class SpokeToAnotherMachine(BaseException):
    """Raised where somebody connects to an address that is not this machine; nothing may swallow it."""


def is_here(address: Any) -> bool:
    """Return whether an address is one of this machine."""
    if not isinstance(address, tuple):  # a socket in the file system
        return True
    host = str(address[0])
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


def guard(patch: pytest.MonkeyPatch) -> None:
    """Let every connection of Python's own sockets be looked at from now on."""
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))


def _guarded(connect: Any) -> Any:
    def looked_at(self: socket.socket, address: Any) -> Any:
        if not is_here(address):
            self.close()
            raise SpokeToAnotherMachine(address)
        return connect(self, address)

    return looked_at
