"""People who answer their mirrors in the open round, what the server told them was saved, and what is found of it."""

from pathlib import Path

from sqlalchemy import exists, select

from competence.assessments.actions.starting import begin_own
from competence.assessments.models import Answer, Mirror, View
from competence.cycles.models import Cycle, Invitation
from competence.cycles.rules.rounds import Standing
from competence.db import db
from competence.people.models import Person
from competence.web.clock import today
from tests.bench.house import House
from tests.bench.reader import InProcess, Reader
from tests.client import InspectingClient


class Writer:
    """One person who saves one answer after the other, and remembers what the server said it had saved."""

    def __init__(self, reader: Reader, view: str) -> None:
        self.reader, self.view = reader, view
        self.told: dict[int, str] = {}
        self.trying = (0, "")
        self.begin_again()

    def beside(self) -> "Writer":
        """Return the same person in another window."""
        return Writer(self.reader.beside(), self.view)

    def begin_again(self) -> None:
        """Open the page anew, over a new connection."""
        self.acknowledged = 0
        self.reader.connect()
        self.form = self.reader.open_form(f"/assessments/views/{self.view}")

    def try_next(self, turn: int) -> tuple[int, str]:
        """Return the competence and the words of the next answer, which is on its way from now on."""
        key = self.form.competences[turn % len(self.form.competences)]
        self.trying = (key, f"{turn} {self.form.versions[key]}")
        return self.trying

    def save_next(self, turn: int) -> None:
        """Save the next answer; it counts once the server has said so."""
        key, words = self.try_next(turn)
        self.reader.save(self.form, turn, words)
        self.told[key] = words
        self.acknowledged += 1


class Answering:
    """A demo house in which some people have begun, and nothing is answered yet."""

    def __init__(self, database: Path | str, people: int) -> None:
        self.database = database
        self.house = House(database, 100)
        self.begun: list[tuple[InspectingClient, str]] = []
        with self.house.app.app_context():
            wanted = self._begin(people)
            self.emails = [db.session.get_one(Person, person_id).email for person_id, _ in wanted]
        for person_id, view in wanted:
            self.begun.append((self.house.client(person_id), view))

    @staticmethod
    def _begin(people: int) -> list[tuple[int, str]]:
        cycle = db.session.scalars(select(Cycle).where(Cycle.closed_at.is_(None), Cycle.opened_at.is_not(None))).first()
        assert cycle is not None
        has_one = exists().where(Mirror.subject_id == Invitation.person_id, Mirror.cycle_id == cycle.id)
        here = Invitation.standing == Standing.TAKES_PART  # who has left would be turned away
        asked = select(Invitation.person_id).where(Invitation.cycle_id == cycle.id, here, ~has_one)
        idle = asked.order_by(Invitation.person_id).limit(people)
        found = [
            (person_id, begin_own(person_id, cycle, cycle.framework_version, today()).pid)
            for person_id in db.session.scalars(idle).all()
        ]
        assert len(found) == people
        db.session.commit()
        return found

    def writers(self, server: str) -> list[Writer]:
        """Return the people, each at their own page."""
        return [Writer(Reader(server, client), view) for client, view in self.begun]

    def writers_in_process(self) -> list[Writer]:
        """Return the people, each at their own page, answered by the product in this process."""
        return [Writer(InProcess(client), view) for client, view in self.begun]

    def lost(self, writers: list[Writer]) -> list[str]:
        """Return every answer the server said it had saved and that is not there, each once.

        The one that was on its way when the server died may stand in its place; from then on it is the one to find.
        """
        gone = []
        with self.house.app.app_context():
            for writer in writers:
                answers = db.session.scalars(select(Answer).join(View).where(View.pid == writer.view))
                stored = {answer.competence_id: answer.example for answer in answers}
                on_its_way, words_on_their_way = writer.trying
                if stored.get(on_its_way) == words_on_their_way:
                    writer.told[on_its_way] = words_on_their_way
                for key, words in list(writer.told.items()):
                    if stored.get(key) != words:
                        del writer.told[key]
                        gone.append(f"{writer.view} {key}: told {words!r}, found {stored.get(key)!r}")
        return gone
