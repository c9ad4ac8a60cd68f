"""What people do in a mirror, done through its pages as a browser would, for tests that need it done."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from werkzeug.test import TestResponse

from competence.assessments.models import Mirror
from competence.cycles.models import Cycle
from competence.frameworks.models import Competence
from competence.people.models import Person
from tests.cast import Cast
from tests.client import InspectingClient
from tests.make import NOW, make_answer, make_cycle, make_invitation, make_mirror, make_share, make_view


def open_round(cast: Cast, *people: Person, closed: bool = False) -> Cycle:
    """A round to which people are invited; without names Astrid and Asger."""
    cycle = make_cycle(cast.version, closed=closed)
    for person in people or (cast.astrid, cast.asger):
        make_invitation(cycle, person)
    return cycle


def begin(client: InspectingClient, cycle: Cycle | None = None) -> str:
    """Begin one's own mirror and return the address of the answering page."""
    return path(client.post("/assessments", data={"round": cycle.pid if cycle else ""}))


def begin_as_leader(client: InspectingClient, person: Person, cycle: Cycle) -> str:
    """Begin the leader's side of somebody's mirror and return the address of the answering page."""
    return path(client.post("/assessments/team", data={"person": person.pid, "round": cycle.pid}))


def path(response: TestResponse) -> str:
    """Return where an answer sends its reader, without what comes after the path."""
    assert response.status_code == 303, response.status
    return urlsplit(response.location).path


def answer(client: InspectingClient, page: str, competence: Competence, **fields: object) -> TestResponse:
    """Fill in one competence on the answering page and send the whole form, as a browser without scripts does."""
    form = client.get(page).page.form(f"{page}/answers")
    return client.post(f"{page}/answers", data=form | named(competence, **fields))


def named(competence: Competence, **fields: object) -> dict[str, object]:
    """Return fields by the names the form gives them."""
    return {f"{competence.id}-{name}": value for name, value in fields.items()}


def save(
    client: InspectingClient, page: str, competence: Competence, version: int = 0, **fields: object
) -> TestResponse:
    """Send one row as the behaviour does."""
    sent = named(competence, version=version, **fields)
    return client.post(f"{page}/answers", data=sent, headers={"Accept": "application/json"})


@dataclass(frozen=True)
class Opened:
    """A mirror with both sides shared and open."""

    mirror: Mirror
    page: str


def opened_mirror(cast: Cast, cycle: Cycle | None, levels: dict[int, tuple[int | None, int | None]]) -> Opened:
    """Make Astrid's and Bo's open mirror: by the competence's number (1 is the first) her level and his."""
    mirror = make_mirror(cast.astrid, cast.version, cycle)
    hers, his = make_view(mirror, cast.astrid), make_view(mirror, cast.bo)
    for number, (own, leader) in levels.items():
        competence = cast.version.competences[number - 1]
        if own is not None:
            make_answer(hers, competence, own, example=f"Hendes ord {number}.")
        if leader is not None:
            make_answer(his, competence, leader, example=f"Hans ord {number}.")
    make_share(hers, cast.bo)
    make_share(his, cast.astrid)
    mirror.revealed_at = NOW
    return Opened(mirror, f"/assessments/{mirror.pid}")
