"""What people are told of feedback: that there is some, never what it says."""

from flask_babel import lazy_gettext as _l

from competence.feedback.models import Feedback
from competence.notifications.rules import kind
from competence.privacy import audit

ASKED = kind("feedback.asked", _l("En kollega beder dig om feedback."), explains=_l("Det tager to minutter."))
DUE = kind("feedback.due", _l("En kollega venter på din feedback."), explains=_l("Du kan også svare, at du ikke kan."))
GIVEN = kind("feedback.given", _l("Der er feedback til dig."))
THANKED = kind("feedback.thanked", _l("En kollega siger tak for din feedback."))
SHARED = kind("feedback.shared", _l("En medarbejder har delt feedback med dig."))
REPORTED = kind("feedback.reported", _l("Noget feedback er meldt til HR."))
HANDLED = kind("feedback.handled", _l("HR har taget hånd om det, du meldte."))


def note(piece: Feedback, actor_id: int | None, verb: str) -> None:
    """Add a step to the trail of the one it is about; who gave it stands in no trail but their own."""
    audit.record(actor_id, f"feedback.{verb}", subject_id=piece.receiver_id, thing=f"feedback {piece.pid}")
