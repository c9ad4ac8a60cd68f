"""When a side may be shared or taken back, and when the two views are opened to each other."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Standing:
    """Where a mirror stands, seen by one of the two.

    mine_shared: my side is shared; theirs_shared: so is the other side.
    moved: I shared with somebody who was my leader then, and not with the one who is now.
    closes_on: the round's last day; None between rounds.
    """

    mine_shared: bool = False
    theirs_shared: bool = False
    moved: bool = False
    revealed: bool = False
    talk_held: bool = False
    closes_on: date | None = None


def may_answer(standing: Standing) -> bool:
    """Return whether my answers may be changed: until I share, and if I shared again from the reveal to the talk."""
    return not standing.talk_held and standing.revealed == standing.mine_shared


def may_share(standing: Standing) -> bool:
    """Return whether my side may be shared now: once, and again with a new leader, who has nothing until then."""
    if standing.mine_shared:
        return standing.moved
    return not (standing.revealed or standing.talk_held)


def may_withdraw(standing: Standing) -> bool:
    """Return whether my side may be taken back: until both are shared, which is the moment they are opened."""
    return standing.mine_shared and not standing.revealed


def reveals(standing: Standing) -> bool:
    """Return whether both sides are shared, so that they open to both at the same moment."""
    return standing.mine_shared and not standing.moved and standing.theirs_shared and not standing.revealed


def may_consent(standing: Standing, today: date) -> bool:
    """Return whether one may agree to open the mirror with one side missing: only after the round's last day."""
    one_side = standing.mine_shared != standing.theirs_shared
    late = standing.closes_on is not None and today > standing.closes_on
    return one_side and late and not (standing.revealed or standing.moved)


def may_hold_talk(standing: Standing) -> bool:
    """Return whether the talk may be noted as held; from then on the answers stand."""
    return standing.revealed and not standing.talk_held
