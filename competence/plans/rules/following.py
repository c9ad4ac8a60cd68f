"""Following up: when both are asked whether they did what they agreed on, and who may see which answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from competence.plans.rules.words import Done, Side

AFTER = (30, 90, 180)  # days from the second signature
LAST_DAY = 365  # the last question is asked until the next yearly talk
DAYS_TO_COMMENT = 7


@dataclass(frozen=True)
class Answer:
    """What one side says: yes, partly or no, and a word."""

    done: Done
    word: str = ""


@dataclass(frozen=True)
class FollowUp:
    """One of the three questions as one side may see it; theirs is None until both have answered.

    asked: it can be answered now; runs: the plan is not followed by a newer one.
    """

    after_days: int
    due_on: date
    asked: bool
    mine: Answer | None = None
    theirs: Answer | None = None
    runs: bool = True

    @property
    def differs(self) -> bool:
        """Whether both have answered, and not alike: then ten minutes together are well spent."""
        return self.mine is not None and self.theirs is not None and self.mine.done is not self.theirs.done

    @property
    def waits_for_me(self) -> bool:
        """Whether my side is asked and has not answered."""
        return self.asked and self.mine is None


def asked_on(approved_on: date, today: date) -> int | None:
    """Return which question is asked today, by its days; the one before is no longer asked when the next one is."""
    passed = (today - approved_on).days
    return max((days for days in AFTER if days <= passed), default=None) if passed < LAST_DAY else None


def seen_by(
    side: Side, answers: Mapping[tuple[int, Side], Answer], approved_on: date, today: date, *, runs: bool = True
) -> list[FollowUp]:
    """Return the three questions as one side may see them.

    The other side's answer is shown in no way, not even that it exists, before one's own is given.
    runs: the plan is not followed by a newer one.
    """
    now = asked_on(approved_on, today) if runs else None
    found = []
    for days in AFTER:
        mine, theirs = answers.get((days, side)), answers.get((days, side.other))
        shown = theirs if mine is not None else None
        found.append(FollowUp(days, approved_on + timedelta(days=days), days == now, mine, shown, runs))
    return found


def may_file_from(approved_on: date, *, commented: bool) -> date:
    """Return the first day an agreement may be handed to the personnel file: at once when the employee is heard."""
    return approved_on if commented else approved_on + timedelta(days=DAYS_TO_COMMENT)
