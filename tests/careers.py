"""A career model small enough to hold in the head, and what people do in it."""

from competence.careers.actions.editions import take_over
from competence.careers.models.dialogue import PanelSeat, StepCase
from competence.careers.models.editions import CareerEdition
from competence.careers.models.evidence import Evidence
from competence.careers.models.own import CareerChoice, CareerShare, ChoiceKind
from competence.careers.rules.dialogue import State
from competence.careers.rules.editions import LATERAL, UP, Asked, Edition, MoveWords, StepWords, TrackWords
from competence.db import db
from competence.frameworks.rules.editions import Described, Words
from competence.people.models import Person
from tests.cast import Cast
from tests.make import NOW


def step(code: str, track: str, height: int, **asks: Asked) -> StepWords:
    """A step whose words tell its code."""
    title = code.title()
    return StepWords(
        code, track, height, Words(f"Trin {title}", f"Step {title}"),
        Words(f"Om {title}."), Words(f"Opgaver i {title}."), Words(f"Veje til {title}."), asks,
    )  # fmt: skip


# wide1 -> wide2 -> wide3 along the wide track; from wide2 across to deep2, and on to deep3.
SMALL = Edition(
    tracks=(
        TrackWords("wide", Words("Bredt spor", "Wide track")),
        TrackWords("deep", Words("Dybt spor", "Deep track")),
    ),
    steps=(
        step("wide1", "wide", 1, c1=Asked(1), c2=Asked(1, must=False)),
        step("wide2", "wide", 2, c1=Asked(2), c2=Asked(2), c3=Asked(3, must=False)),
        step("wide3", "wide", 3, c1=Asked(4), c2=Asked(3), c3=Asked(3)),
        step("deep2", "deep", 2, c1=Asked(2), c4=Asked(3)),
        step("deep3", "deep", 3, c4=Asked(5), c5=Asked(2)),
    ),
    moves=(
        MoveWords("wide1", "wide2", UP, Words("Når det sidder fast.")),
        MoveWords("wide2", "wide3", UP, Words("Når andre spørger dig.")),
        MoveWords("deep2", "deep3", UP, Words("Når du er der.")),
        MoveWords("wide2", "deep2", LATERAL, Words("Når ét felt trækker.")),
        MoveWords("deep2", "wide2", LATERAL, Words("Når du vil bredere.")),
    ),
)
MODEL = Described("model", Words("Karrieremodel", "Career model"), Words("Et eksempel.", "An example."))


def make_careers(cast: Cast, edition: Edition = SMALL, *, publish: bool = True) -> CareerEdition:
    """Publish a model whose steps ask for the cast's competences."""
    return take_over(MODEL, edition, cast.version, publish=publish).edition


def make_choice(
    edition: CareerEdition, person: Person, step: str, *, here: bool = False, shared_with: Person | None = None
) -> CareerChoice:
    """What somebody says of a step: that it interests them, or that they stand there."""
    kind = ChoiceKind.HERE if here else ChoiceKind.INTEREST
    choice = CareerChoice(
        person=person, model_id=edition.model_id, step=step, kind=kind, note=f"{person.name} vil gerne.", said_at=NOW
    )
    if shared_with is not None:
        choice.shares = [CareerShare(with_id=shared_with.id, shared_at=NOW)]
    db.session.add(choice)
    db.session.flush()
    return choice


def make_evidence(edition: CareerEdition, person: Person, competence: str = "c1", example: str = "") -> Evidence:
    """An example somebody keeps."""
    evidence = Evidence(
        person_id=person.id, framework_id=edition.model.framework_id, competence=competence,
        example=example or f"{person.name} lavede en læsekreds.", kept_at=NOW,
    )  # fmt: skip
    db.session.add(evidence)
    db.session.flush()
    return evidence


def make_case(
    edition: CareerEdition, person: Person, step: str, state: State = State.DRAFT, **more: object
) -> StepCase:
    """Somebody's dialogue about a step, as far as it has come."""
    row = next(one for one in edition.steps if one.code == step)
    case = StepCase(subject_id=person.id, step=row, state=state, words="Jeg står her.", **more)
    db.session.add(case)
    db.session.flush()
    return case


def take_a_seat(case: StepCase, person: Person, *, is_free: bool | None = True) -> None:
    """Let somebody sit on the panel of a dialogue."""
    case.seats.append(PanelSeat(person_id=person.id, turn=case.turn, asked_at=NOW, is_free=is_free))
    db.session.flush()
