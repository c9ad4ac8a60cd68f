"""What the tests of signing in share: a password, and going through the page as a person does."""

from typing import Any

from flask import current_app
from werkzeug.test import TestResponse

from competence.db import db
from competence.people.models import Person
from competence.privacy.informing.actions import acknowledge
from competence.signin.actions.accounts import open_account
from tests.client import InspectingClient
from tests.make import NOW

PASSWORD = "kanel vindue traktor sne"
ANOTHER = "fjorten grønne paraplyer"


def give_password(person: Person, password: str = PASSWORD) -> None:
    """Let a person have an account with a password, who has read who sees what."""
    open_account(person.id, current_app.extensions["hasher"].hash(password))
    acknowledge(person.id, NOW)
    db.session.commit()


def sign_in(client: InspectingClient, email: str, password: str = PASSWORD, **more: Any) -> TestResponse:
    """Fill in the sign-in page."""
    return client.post("/signin", data={"email": email, "password": password, **more})


def cookie_of(client: InspectingClient) -> str:
    """Return the value of the session cookie."""
    cookie = client.get_cookie("session")
    assert cookie is not None
    return cookie.value
