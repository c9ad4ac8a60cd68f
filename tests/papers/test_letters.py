"""Every letter a paper says it can show is shown, and no text that anybody writes can stop the press."""

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from competence.web.papers.letters import INSTEAD, SHOWN, printable
from competence.web.papers.press import paper

MOMENT = datetime(2026, 3, 20, 12, 5, tzinfo=UTC)
AROUND = {
    "organisation": "", "employee": "", "leader": "", "unit": "", "conversation": "", "held_on": None, "plan_id": "",
    "goals": (), "promises": (), "leaders_promises": (), "disagreement": "", "approvals": (),
    "title": "Prøve", "author": "Biblioteket", "summary": "", "keywords": (),
}  # fmt: skip


def pressed(comment: str) -> bytes:
    """Return an agreement in which only the comment is filled in, and the layout's own words are left out."""
    return paper("agreement", AROUND | {"comment": comment, "words": Silent()}, lang="da", made_at=MOMENT)


class Silent(dict):
    """Words of a layout nobody looks at here."""

    NAMES = (
        "kicker", "employee", "leader", "unit", "conversation", "held_on", "plan", "goals", "no_goals", "competence",
        "level", "step", "term", "signs", "activity", "kind", "support", "due_on", "fund", "promises", "no_promises",
        "what", "who", "leaders_promises", "no_leaders_promises", "disagreement", "comment", "no_comment", "approvals",
        "meaning", "not_approved", "none", "only", "page",
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(self.NAMES, "-"))


@pytest.mark.parametrize(("first", "last"), SHOWN)
def test_every_letter_that_is_said_to_be_shown_is(first, last):
    letters = [chr(code) for code in range(first, last + 1)]
    shown = [letter for letter in letters if printable(letter) == (letter, False)]
    assert pressed(" ".join(shown))
    assert shown


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=300))
@example("\ud800 en halv")
@example("\u0301\u0301 løse accenter")
@example("\ufeff\ufffe\uffff\x00")
@example("لا \u202eهي\u202c אבג")
def test_no_text_stops_the_press(text):
    assert pressed(text)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Rødgrød med fløde, Åse", "Rødgrød med fløde, Åse"),
        ("A\u030arhus", "Århus"),
        ("en\r\nto\rtre", "en\nto\ntre"),
        ("lige\tud", "lige ud"),
        ("god 👩‍👩‍👧🙂 dag", f"god {INSTEAD} dag"),
        ("中文", INSTEAD),
        ("fremad \u202edabugab\u202c", "fremad dabugab"),
        ("usynlig\x00\x1b[31m", "usynlig[31m"),
    ],
)
def test_a_text_is_shown_as_near_as_can_be(written, shown):
    assert printable(written) == (shown, INSTEAD in shown)


@given(st.text())
def test_what_is_printable_stays_as_it_is(text):
    once, _ = printable(text)
    twice, unshown = printable(once)
    assert (twice.replace("\u200b", ""), unshown) == (once.replace("\u200b", ""), False)
    assert all(letter == "\n" or unicodedata.category(letter) != "Cc" for letter in once)
