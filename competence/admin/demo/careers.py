"""What the demo's people say of the career model: where they stand, what interests them, and whom one may ask."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from competence.admin.demo.house import House, Worker
from competence.admin.demo.people import public_id
from competence.admin.demo.rounds import at
from competence.careers.models.evidence import Evidence
from competence.careers.models.own import CareerChoice, CareerGuide, CareerShare, ChoiceKind, OpenStep
from competence.careers.queries.pages import House as Model
from competence.careers.rules.reaching import onward
from competence.db import Model as Row
from competence.db import db

# The steps on which people of a role stand, the common ones repeated; whoever is not named here is a generalist.
STEPS_OF_ROLES = {
    "department_head": ("leader.4",),
    "team_leader": ("leader.3", "leader.3", "leader.2"),
    "project_manager": ("project.3", "project.3", "project.4", "project.2"),
    "development_consultant": ("project.3", "specialist.3", "specialist.4"),
    "regional_consultant": ("specialist.4", "project.3"),
    "local_historian": ("specialist.3", "specialist.3", "specialist.2"),
    "web_editor": ("specialist.2", "specialist.3"),
    "student_assistant": ("generalist.1",),
}
GENERALISTS = ("generalist.2", "generalist.3", "generalist.3", "generalist.4", "generalist.1")
NOTES = (
    "Jeg vil gerne have mere tid til ét felt.",
    "Jeg har fået lyst til at få andre til at lykkes.",
    "Projektet i foråret gav blod på tanden.",
    "Jeg vil gerne blive og blive endnu bedre til det, jeg gør.",
    "",
)
WORDS = ("Kom forbi, når jeg har vagt.", "Jeg tager gerne en gåtur med dig.", "Skriv til mig, så finder vi en tid.", "")
EXAMPLES = (  # Astrid's
    ("com.facilitate", 420, "Jeg ledte en læsekreds for nye danskere i otte uger. Seks af ti kom igen i den næste."),
    ("host.meeting", 210, "En aften med strømsvigt samlede jeg gæsterne om højtlæsning, til lyset kom tilbage."),
    ("prj.partner", 95, "Jeg fik boghandlen i byen med i litteraturfestivalen. Vi har aftalt tre arrangementer mere."),
)


def tell_careers(model: Model, house: House, persons: dict[int, int], random: Random, by: date, today: date) -> None:
    """Store what people said of the house's career model by a day, and the two tracks HR has opened to everybody."""
    db.session.add_all(_rows(model, house, persons, random, by, today))
    db.session.flush()


def _rows(model: Model, house: House, persons: dict[int, int], random: Random, by: date, today: date) -> Iterator[Row]:
    moment = at(by - timedelta(days=30), 10, 0)
    for step in model.said.steps:
        if step.track in {"generalist", "specialist"}:
            yield OpenStep(model_id=model.model_id, step=step.code, opened_at=moment)
    astrid = house.cast["astrid"]
    for worker in house.workers:
        here = worker.works_on(today) and worker.works_on(by)
        if worker.number == astrid or (here and random.random() < 0.7):
            yield from _of(worker, model, persons, random, by, certain=worker.number == astrid)
    for competence, days, example in EXAMPLES:
        yield Evidence(
            pid=public_id(random), person_id=persons[astrid], framework_id=model.framework_id, competence=competence,
            example=example, happened_on=today - timedelta(days=days), kept_at=at(today - timedelta(days=days), 15, 0),
        )  # fmt: skip


def _of(
    worker: Worker, model: Model, persons: dict[int, int], random: Random, by: date, *, certain: bool
) -> Iterator[Row]:
    person, moment = persons[worker.number], at(by - timedelta(days=random.randrange(3, 200)), 11, 0)
    here = "generalist.3" if certain else random.choice(STEPS_OF_ROLES.get(worker.places[0][1], GENERALISTS))

    def choice(step: str, kind: ChoiceKind, note: str = "") -> CareerChoice:
        return CareerChoice(
            pid=public_id(random), person_id=person, model_id=model.model_id, step=step, kind=kind, note=note,
            said_at=moment,
        )  # fmt: skip

    yield choice(here, ChoiceKind.HERE)
    ahead = [*onward(model.said.moves, here), here]  # staying is as good as going
    if not certain and random.random() < 0.45:
        wish, leader = choice(random.choice(ahead), ChoiceKind.INTEREST, random.choice(NOTES)), worker.leader_on(by)
        if leader is not None and random.random() < 0.5:
            wish.shares = [CareerShare(with_id=persons[leader], shared_at=moment)]
        yield wish
    if not certain and random.random() < 0.12:
        yield CareerGuide(
            person_id=person, model_id=model.model_id, step=here, word=random.choice(WORDS), offered_at=moment
        )
