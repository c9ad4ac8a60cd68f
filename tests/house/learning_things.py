"""What rows of access.csv about learning are about: Ellen runs an offer, and Astrid takes part."""

from collections.abc import Callable

from competence.learning.rules.words import State as SignupState
from competence.people.models import Person
from tests.cast import Cast
from tests.house.thing import Thing
from tests.learning import make_date, make_offer, make_opening, make_pair, make_signup, make_wish


def _offer(cast: Cast, **more: object) -> Thing:
    offer = make_offer(cast, "ai", cast.ellen, **more)
    form = {
        "version": str(offer.version), "code": "ai.2", "kind": "PEER", "title_da": "Øve", "hours": "3", "price": "0",
        "provider": "EXTERNAL", "competence_1": "c2", "from_1": "1", "to_1": "2", "competence_2": "",
        "from_2": "1", "to_2": "1", "competence_3": "", "from_3": "1", "to_3": "1", "minutes": "60",
    }  # fmt: skip
    return Thing({"pid": offer.pid}, form)


def _offer_date(cast: Cast) -> Thing:
    date = make_date(make_offer(cast, "ai", cast.ellen), None)
    signup = make_signup(date, cast.astrid)
    return Thing({"pid": date.pid}, {"minutes": "60", "version": str(date.version), "there": signup.pid})


def _signup(cast: Cast, state: SignupState) -> Thing:
    signup = make_signup(make_date(make_offer(cast, "ai", cast.ellen)), cast.astrid, state)
    return Thing({"pid": signup.pid}, {"word": "God idé"})


def _was_there(cast: Cast) -> Thing:
    signup = make_signup(make_date(make_offer(cast), days=-30), cast.astrid, SignupState.ATTENDED)
    return Thing({"pid": signup.pid}, {"used": "YES", "what_for": "Et møde"})


def _opening(cast: Cast) -> Thing:
    form = {"competence": "c1", "kind": "ASK", "word": "Kom forbi", "language": "ar"}
    return Thing({"pid": make_opening(cast, cast.astrid).pid}, form)


def _wish(cast: Cast, asker: Person, helper: Person) -> Thing:
    form = {"kind": "PROCESS", "about": "EVENT", "title": "Festival", "what": "Led dagen", "by": "", "words": "Gerne"}
    return Thing({"pid": make_wish(asker, helper).pid}, form)


LEARNING: dict[str, Callable[[Cast], Thing]] = {
    "offer Ellen runs": _offer,
    "offer that was taken off": lambda cast: _offer(cast, taken_off=True),
    "date of the offer Ellen runs": _offer_date,
    "her signup she was at": _was_there,
    "her opening": _opening,
    "pair of Astrid and Ellen": lambda cast: Thing({"pid": make_pair(cast.astrid, cast.ellen).pid}),
    "help she asks Ellen for": lambda cast: _wish(cast, cast.astrid, cast.ellen),
    "her signup": lambda cast: _signup(cast, SignupState.SEATED),
    "her signup Bo is asked about": lambda cast: _signup(cast, SignupState.ASKED),
}
