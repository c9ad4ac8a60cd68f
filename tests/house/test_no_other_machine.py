"""Nothing the product does speaks to another machine than the database and the mail server."""

import smtplib
import socket
import urllib.request

import pytest

from tests.egress import SpokeToAnotherMachine, is_here


@pytest.mark.parametrize(
    "speak",
    [
        lambda: urllib.request.urlopen("http://192.0.2.1/", timeout=0.1),
        lambda: smtplib.SMTP("192.0.2.1", timeout=0.1),
        lambda: socket.create_connection(("192.0.2.1", 80), timeout=0.1),
        lambda: socket.socket().connect_ex(("192.0.2.1", 80)),
    ],
    ids=["a page", "a mail", "a socket", "quietly"],
)
def test_speaking_to_another_machine_ends_the_test(speak):
    with pytest.raises(SpokeToAnotherMachine):
        speak()


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("/run/postgresql/.s.PGSQL.5432", True), (("127.0.0.1", 80), True), (("::1", 80, 0, 0), True),
        (("localhost", 25), True), (("192.0.2.1", 80), False), (("169.254.169.254", 80), False),
        (("evil.example", 80), False), (("2001:db8::1", 80, 0, 0), False),
    ],
)  # fmt: skip
def test_what_is_this_machine(address, here):
    assert is_here(address) is here
