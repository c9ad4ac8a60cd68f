"""Handing mails to a mail server: encrypted, signed in where it asks for it, and connected anew when it hangs up."""

import smtplib
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.message import EmailMessage
from types import TracebackType
from typing import Any

TIMEOUT = 30  # seconds the server may be silent


class Unreachable(OSError):
    """The server cannot be reached, or does not let us in; every mail waits."""


class MailServer:
    """The mail server that the settings name; use it in a `with`, which connects.

    MAIL_ENCRYPTION "starttls" and "tls" refuse a server that does not encrypt or whose certificate is not trusted, so
    that nobody between can read addresses, links or the password. Raises ValueError for settings that contradict.
    """

    def __init__(self, config: Mapping[str, Any]) -> None:
        self.host, _, self.port = str(config["MAIL_SERVER"]).partition(":")
        self.encryption = config["MAIL_ENCRYPTION"]
        self.user, self.password = config["MAIL_USER"], config["MAIL_PASSWORD"]
        if self.encryption not in {"starttls", "tls", "none"}:
            raise ValueError("MAIL_ENCRYPTION is starttls, tls or none.")
        if not (self.user + self.password).isascii():
            raise ValueError("Mail servers take a user and a password of plain letters, digits and signs (ASCII).")
        if self.user and self.encryption == "none":
            raise ValueError("A password is not sent without encryption: set MAIL_ENCRYPTION to starttls or tls.")
        self.trusted = config["MAIL_CERTIFICATE"] or None
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Callable[[EmailMessage], object]:
        """Connect, and return what sends one mail."""
        self._connection = self._connect()
        return self.send

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._hang_up()

    def send(self, message: EmailMessage) -> None:
        """Hand a mail on; raises OSError (smtplib's errors are among them) when the server did not take it."""
        connection = self._connection = self._connection or self._connect()
        try:
            connection.send_message(message)
        except OSError:
            self._hang_up()
            raise

    def _connect(self) -> smtplib.SMTP:
        try:
            return self._greeted()
        except OSError as error:
            raise Unreachable(f"{self.host}: {error}") from error

    def _greeted(self) -> smtplib.SMTP:
        context = ssl.create_default_context(cafile=self.trusted)
        if self.encryption == "tls":
            port = int(self.port or 465)
            connection: smtplib.SMTP = smtplib.SMTP_SSL(self.host, port, timeout=TIMEOUT, context=context)
        else:
            connection = smtplib.SMTP(self.host, int(self.port or 25), timeout=TIMEOUT)
        try:
            if self.encryption == "starttls":
                connection.starttls(context=context)
            if self.user:
                connection.login(self.user, self.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError):
                connection.quit()
            connection.close()
