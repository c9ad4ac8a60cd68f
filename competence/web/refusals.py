"""What a rule raises when it says no: the message is written for the reader, and errors.py makes a page of it."""

from typing import Any


class Refusal(Exception):
    """A rule said no; str() is the message in the reader's language. status is the answer's code.

    A refusal with a fixed text declares it as `message` (lazy gettext), with %(name)s for the values it is given.
    """

    status = 400
    message: Any = ""

    def __init__(self, text: object = "", **values: object) -> None:
        super().__init__(text or self.message)
        self.values = values

    def __str__(self) -> str:
        text = str(self.args[0])
        return text % self.values if self.values else text


class Conflict(Refusal):
    """Somebody changed the same thing, or the thing is no longer in a state where this can be done."""

    status = 409
