"""What rows of access.csv about feedback name: requests, pieces in their states, rounds, links and reports."""

from collections.abc import Callable
from datetime import timedelta

from competence.feedback.rules.steps import State as FeedbackState
from competence.people.models import Person
from competence.web.clock import today
from tests.cast import Cast
from tests.feedback import make_feedback, make_link, make_report, make_request, make_round
from tests.house.thing import Thing
from tests.retrospectives import make_jotting, make_promise, make_retrospective


def _feedback(cast: Cast, state: FeedbackState, *, asker: Person | None = None, writer: Person | None = None) -> Thing:
    receiver = asker or cast.astrid
    shared_with = cast.bo if state is FeedbackState.SHARED else None
    piece = make_feedback(receiver, writer or cast.ellen, state, shared_with=shared_with)
    words = {"worked": "Roen.", "ideas": "Kortere.", "why": "Tonen."}
    return Thing({"pid": piece.pid, "piece": piece.pid}, words)


def _request(cast: Cast) -> Thing:
    request = make_request(cast.astrid)
    guest = make_feedback(cast.astrid, None, FeedbackState.ASKED, request=request, outside_name="Gæst")
    return Thing({"pid": request.pid, "piece": guest.pid})


def _retrospective(cast: Cast) -> Thing:
    one = make_retrospective(cast.astrid, cast.asger)
    words = {
        "kind": "keep",
        "text": "Lyset",
        "what": "To ved døren",
        "lead": str(cast.asger.id),
        "due_on": str(today()),
    }
    return Thing({"pid": one.pid, "number": make_jotting(one, cast.astrid).id}, words)


def _promise(cast: Cast) -> Thing:
    one = make_retrospective(cast.astrid, cast.asger)
    return Thing({"pid": one.pid, "number": make_promise(one, cast.asger).id})


FEEDBACK: dict[str, Callable[[Cast], Thing]] = {
    "form": lambda cast: Thing(
        {"form": "tre_plus_tre"},
        {"question": "Hvordan?", "topic": "talk", "colleagues": str(cast.asger.id), "due_on": str(today()), "tried": ""}
        | {"further": str(cast.ellen.id), "further_still": "0", "outside": "Gæst"},
    ),
    "form in a round": lambda cast: Thing({"form": "tre_plus_tre"}, {"round": make_round(cast.bo, cast.astrid).pid}),
    "feedback round": lambda cast: Thing({"pid": make_round(cast.bo, cast.astrid).pid}),
    "feedback round to open": lambda cast: Thing(
        form={
            "title": "Efterår",
            "purpose": "Ro",
            "form": "tre_plus_tre",
            "whom": "HOUSE",
            "people": str(cast.astrid.id),
        }
        | {"closes_on": str(today() + timedelta(days=20)), "approves": ""}
    ),
    "proposed by her": lambda cast: _feedback(cast, FeedbackState.PROPOSED),
    "her retrospective": _retrospective,
    "promise in her retrospective": _promise,
    "retrospective to begin": lambda cast: Thing(
        form={"title": "Åbent hus", "held_on": str(today()), "others": str(cast.gerda.id)}
    ),
    "recognition": lambda cast: Thing(form={"to": str(cast.gerda.id), "saw": "Ro", "effect": "Det hjalp", "topic": ""}),
    "her feedback": lambda cast: _feedback(cast, FeedbackState.READ),
    "her unread feedback": lambda cast: _feedback(cast, FeedbackState.WRITTEN),
    "her shared feedback": lambda cast: _feedback(cast, FeedbackState.SHARED),
    "asked of her": lambda cast: _feedback(cast, FeedbackState.ASKED, asker=cast.ellen, writer=cast.astrid),
    "written by her": lambda cast: _feedback(cast, FeedbackState.WRITTEN, asker=cast.ellen, writer=cast.astrid),
    "taken back by her": lambda cast: _feedback(cast, FeedbackState.TAKEN_BACK, asker=cast.ellen, writer=cast.astrid),
    "her request": _request,
    "report": lambda cast: Thing({"pid": make_report(make_feedback(cast.astrid, cast.ellen, FeedbackState.READ)).pid}),
    "outside link": lambda cast: Thing(
        {"token": make_link(make_feedback(cast.astrid, None, FeedbackState.ASKED, outside_name="Gæst"))}
    ),
}
