"""What a form says that the product takes, where the thing of its row in access.csv says too little for that."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from competence.web.clock import today
from tests.cast import Cast
from tests.factors import make_app
from tests.house.factor_things import FACTORS
from tests.web.signing import ANOTHER, PASSWORD, give_password


def _in(days: int) -> str:
    return str(today() + timedelta(days=days))


def _who_calls(_: Cast) -> dict[str, str]:
    return {"on": _in(30), "at": "10:00", "minutes": "60", "place": "Tarup", "version": "1"}


def _round(cast: Cast) -> dict[str, str]:
    said = {"title": "Forår", "purpose": "At tale sammen", "version_id": str(cast.version.id), "who": "HOUSE"}
    return said | {"opens_on": _in(10), "closes_on": _in(60), "version": "1"}


def _place(cast: Cast) -> dict[str, str]:
    return {"unit": cast.vollsmose.code, "role_profile": "librarian", "valid_from": _in(1), "valid_to": ""}


def _competence(cast: Cast) -> dict[str, str]:
    levels = {f"level{value}_da": f"Jeg kan {value}." for value in range(1, 6)}
    return levels | {"code": "c99", "title_da": "Ny", "area": "a1", "theme": "digital", "version": "1"}


def _only(**said: str) -> Callable[[Cast], dict[str, str]]:
    return lambda _: said


def _known_by_password(cast: Cast) -> dict[str, str]:
    give_password(cast.astrid)
    return {"email": cast.astrid.email, "password": PASSWORD, "next": "/"}


def _with_an_app(cast: Cast) -> dict[str, str]:
    make_app(cast.astrid)
    return {"reason": "Hun har mistet sin telefon."}


VERSION = _only(version="1")
QUESTION = _only(text_da="Hvad nu?", theme="opgaver", asked_of="BOTH", version="1")

GOOD: dict[str, Callable[[Cast], Mapping[str, str | list[str]]]] = {
    "POST web.language -": _only(language="en", back="/"),
    "POST breaches.create -": lambda cast: {
        "email": cast.astrid.email, "start": "2026-11-01T00:00", "end": "2026-11-02T00:00", "reason": "Stjålet maskine"
    },
    "POST glass.create -": lambda cast: {"email": cast.astrid.email, "reason": "Der er en sag, som kræver det nu."},
    "POST notifications.choose -": _only(rhythm="NEVER"),
    "POST assessments.save her view": lambda cast: {
        f"{cast.version.competences[0].id}-{name}": said
        for name, said in {"answer": "4", "example": "Hver uge", "version": "1", "was": ""}.items()
    },
    "POST conversations.create her name for a talk": lambda cast: _who_calls(cast) | {"kind": "MUS", "themes": "tasks"},
    "POST conversations.request_one -": _only(kind="ONE_ON_ONE"),
    "POST conversations.propose conversation": _who_calls,
    "POST conversations.accept conversation": VERSION,
    "POST conversations.cancel conversation": VERSION,
    "POST conversations.plan_again conversation": VERSION,
    "POST conversations.take_over conversation with Gerda": VERSION,
    "POST conversations.begin conversation": VERSION,
    "POST conversations.end talk": VERSION,
    "POST cycles.create -": _round,
    "POST cycles.update planned round": _round,
    "POST cycles.prolong round": lambda _: {"closes_on": _in(60), "version": "1"},
    "POST cycles.move_phases round with talks": lambda _: {"talks_by": _in(300), "version": "1"},
    "POST cycles.evaluate round with talks": lambda _: {"evaluated_on": _in(0), "version": "1"},
    "POST frameworks.create draft": _competence,
    "POST frameworks.add_requirement draft": _only(competence="c1", level="3", importance="2", version="1"),
    "POST frameworks.update_requirement draft": _only(level="3", importance="2", version="1"),
    "POST frameworks.publish draft": VERSION,
    "POST frameworks.discard draft": VERSION,
    "POST careers.keep step": _only(competence="c1", example="En læsekreds.", version="0"),
    "POST people.create -": lambda cast: _place(cast) | {"name": "Nanna Ny", "email": "nanna@example.org"},
    "POST people.update person": _only(name="Astrid Skov Bæk", version="1"),
    "POST people.create_employment person": _place,
    "POST people.update_employment employment": lambda cast: (
        _place(cast) | {"valid_from": "2020-01-01", "version": "1"}
    ),
    "POST people.create_leave person": lambda _: {"valid_from": _in(5), "valid_to": _in(50)},
    "POST people.update_leave leave": lambda _: {"valid_from": _in(5), "valid_to": _in(50), "version": "1"},
    "POST people.create_leader person": lambda cast: {"email": cast.emil.email, "valid_from": _in(1), "instead": "y"},
    "POST people.update_leader leader relation": lambda _: {"valid_to": _in(20)},
    "POST people.create_deputy person": lambda cast: {
        "email": cast.ellen.email, "valid_from": _in(1), "valid_to": _in(20)
    },
    "POST people.appoint_own_deputy -": lambda cast: {
        "email": cast.ellen.email, "valid_from": _in(1), "valid_to": _in(20)
    },
    "POST people.create_role person": _only(role="DPO", reason="Hun overtager."),
    "POST people.create_unit -": _only(
        code="nyt", title_da="Nyt", kind="team", parent="house", valid_from="2026-01-01"
    ),
    "POST people.update_unit unit": _only(
        title_da="Tarup og Dyrup", kind="team", parent="house", valid_from="2020-01-01", version="1"
    ),
    "POST guides.update draft of a guide": _only(title_da="MUS nu", minutes="75", version="1"),
    "POST guides.add_question draft of a guide": QUESTION,
    "POST guides.remove_question draft of a guide": VERSION,
    "POST guides.add_theme draft of a guide": _only(title_da="Trivsel", version="1"),
    "POST guides.publish draft of a guide": VERSION,
    "POST guides.discard draft of a guide": VERSION,
    "POST careers.update_step career draft": lambda _: {f"asks-c{number}": "" for number in range(1, 10)},
    "POST conversations.add_note talk": _only(key="0123456789abcdef" * 2, topic="rest"),
    "POST conversations.add_note talk with Gerda": _only(key="0123456789abcdef" * 2, topic="rest"),
    "POST teams.write talk of her team": _only(key="0123456789abcdef" * 2, topic="rest"),
    "POST conversations.themes conversation": _only(themes="tasks"),
    "POST signin.sign_in -": _known_by_password,
    "POST signin.forgot -": _known_by_password,
    "POST signin.confirm -": _known_by_password,
    "POST signin.change_password -": lambda cast: (
        _known_by_password(cast) | {"new_password": ANOTHER, "again": ANOTHER}
    ),
    "POST factors.ask_reset person": _with_an_app,
    "POST addresses.consent -": lambda cast: FACTORS["proposed address"](cast).form,
    "POST addresses.refuse -": lambda cast: FACTORS["proposed address"](cast).form,
    "POST seats.save_cover -": lambda cast: {f"unit-{cast.tarup.id}": "2"},
    "POST teams.begin talk of her team": VERSION,
    "POST rating.rate held talk": _only(gain="helped"),
    "POST teams.create -": lambda cast: {
        **_who_calls(cast), "members": [str(cast.astrid.id), str(cast.asger.id)]
    },
    "POST teams.agree talk of her team": lambda cast: {"lead": str(cast.astrid.id), "due_on": _in(30)},
    "POST teams.stand talk of her team": _only(standing="REACHED"),
    "POST teams.end talk of her team": VERSION,
    "POST teams.cancel talk of her team": VERSION,
    "POST learning.create -": _only(
        code="offer.ny.1", kind="COURSE", title_da="Nyt", hours="3", price="0", provider="INTERNAL",
        competence_1="c1", from_1="1", to_1="2", competence_2="", from_2="1", to_2="2", competence_3="", from_3="1",
        to_3="2", version="0",
    ),
    "POST feedback.create form in a round": lambda cast: {
        "question": "Hvordan?", "topic": "talk", "colleagues": str(cast.asger.id), "due_on": _in(5)
    },
}  # fmt: skip
# Forms after which all is as it was: what they change is the session, or there is nothing to do where their thing
# stands, or they want a file, a passkey or a code of this minute. What is sent beside them changes nothing either.
CHANGES_NOTHING = frozenset(
    f"POST {row}"
    for row in (
        "web.language -",
        "breaches.create -",
        "notifications.read -",
        "assessments.save his view",
        "assessments.withdraw mirror",
        "assessments.consent mirror",
        "conversations.cancel conversation",
        "conversations.plan_again conversation",
        "conversations.themes conversation with Gerda",
        "plans.send_back plan",
        "plans.file signed plan",
        "plans.answer signed plan",
        "cycles.move_phases round with talks",
        "cycles.evaluate round with talks",
        "frameworks.add_requirement draft",
        "frameworks.update_requirement draft",
        "careers.stand_nowhere step",
        "careers.offer_no_more step",
        "careers.hand_over_case case with Bo",
        "careers.update_step career draft",
        "imports.send_careers -",
        "signin.new_password -",
        "signin.confirm_options -",
        "factors.passkey_options -",
        "factors.passkey -",
        "factors.challenge -",
        "factors.challenge_options -",
        "factors.app app she is adding",
        "factors.codes -",
        "factors.confirm_reset person",
        "addresses.answer -",
        "people.create_deputy person",
        "imports.create -",
        "imports.apply file of Carla",
        "imports.apply file Carla asks about",
        "preparing.save conversation",
        "preparing.erase conversation",
        "teams.begin talk of her team",
        "teams.cancel talk of her team",
        "learning.sign_up date of the offer Ellen runs",
        "asking.contact her opening",
    )
)
# Forms of boxes to tick, of which any number may be sent: one more value is one more box, and no second say.
OF_BOXES = frozenset({"POST helping.kinds help she asks Ellen for"})
