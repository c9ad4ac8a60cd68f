"""Opening and closing a round."""

from collections.abc import Callable

from competence.cycles.models import Cycle
from competence.web.slots import Slot

ON_CLOSE: Slot[Callable[[Cycle], object]] = Slot()  # what features above do when a round closes, in the same transaction
