"""A mail server that the tests start: it keeps what it takes, refuses whom it is told to, and may hang up midway."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

CERTIFICATE = str(Path(__file__).with_name("localhost.pem"))
USER, PASSWORD = "spejl", "apples and pears"


class PostOffice:
    """What the server does with mail.

    refuses: the recipients it does not know. hangs_up: asked for each mail with what it has taken so far; it says
    "before" or "after" to hang up before or after taking the mail, without an answer, and "" to answer.
    """

    def __init__(self, refuses: tuple[str, ...] = (), hangs_up: Callable[[int], str] = lambda _: "") -> None:
        self.refuses, self.hangs_up = refuses, hangs_up
        self.mails: list[EmailMessage] = []
        self.offered = 0
        self.encrypted: list[bool] = []

    async def handle_RCPT(  # noqa: N802  the library calls it so
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        if address in self.refuses:
            return "550 No such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802
        how = self.hangs_up(self.offered)
        self.offered += 1
        if how != "before":
            self.mails.append(message_from_bytes(bytes(envelope.content or b""), policy=policy.default))
            self.encrypted.append(server.transport.get_extra_info("sslcontext") is not None)
        if how:
            server.transport.abort()
        return "250 OK"

    @property
    def to(self) -> list[str]:
        """Whom the mails it took are for."""
        return [str(mail["To"]) for mail in self.mails]


@contextmanager
def serving_mail(office: PostOffice, encryption: str = "none", *, sign_in: bool = False) -> Iterator[dict[str, str]]:
    """Run the server on a free port, and give the settings with which the product finds it."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    how: dict[str, Any] = {"tls": {"ssl_context": context}, "starttls": {"tls_context": context}}.get(encryption, {})
    if encryption == "starttls":
        how["require_starttls"] = True
    if sign_in:
        how |= {"auth_required": True, "auth_require_tls": encryption == "starttls", "authenticator": _knows}
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port, **how)
    controller.start()
    try:
        yield {
            "MAIL_SERVER": f"127.0.0.1:{port}",
            "MAIL_ENCRYPTION": encryption,
            "MAIL_CERTIFICATE": CERTIFICATE,
            "MAIL_USER": USER if sign_in else "",
            "MAIL_PASSWORD": PASSWORD if sign_in else "",
        }
    finally:
        controller.stop()


def _knows(_: SMTP, __: Session, ___: Envelope, ____: str, login: Any) -> AuthResult:
    known = isinstance(login, LoginPassword) and (login.login, login.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)
