"""Takes the picture of docs/calendar.md: one invitation, moved once, as khal and calcurse show it in a terminal."""

import tempfile
from dataclasses import replace
from datetime import timedelta
from html import escape
from pathlib import Path

from playwright.sync_api import sync_playwright

from competence.config import ROOT
from competence.notifications.calendar import invitation
from tests.browser.conftest import FLAGS, chromium
from tests.calendars.programs import Calcurse, Khal
from tests.calendars.test_invitations import TALK

PICTURE = ROOT / "docs" / "screenshots" / "calendars.png"
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 20px; background: #f4f1ea; display: grid; gap: 20px; width: 860px }}
pre {{ margin: 0; padding: 18px 22px; border-radius: 8px; background: #22272b; color: #e8e4da;
  font: 15px/1.55 "DejaVu Sans Mono", monospace; white-space: pre-wrap }}
b {{ color: #8fc1b5; font-weight: 400 }}
i {{ color: #a8a196; font-style: normal }}
</style>{}"""
DAY, MOVED_TO = "04.12.2026", "05.12.2026"


def main() -> None:
    """Let both programs take the invitation in, and show what they then say."""
    moved = replace(TALK, sequence=1, starts_at=TALK.starts_at + timedelta(days=1))
    with tempfile.TemporaryDirectory() as place:
        khal, calcurse = Khal(Path(place) / "khal"), Calcurse(Path(place) / "calcurse")
        khal.take_in(invitation(TALK))
        said = _shown("the invitation", f"khal import samtale.ics; khal list {DAY}", khal.lines(DAY))
        khal.take_in(invitation(moved))
        then = [*khal.lines(DAY), *khal.lines(MOVED_TO)]
        said += _shown("the talk is moved", f"khal import samtale.ics; khal list {DAY} {MOVED_TO}", then)
        then = [*calcurse.take_in(invitation(moved)).splitlines(), *calcurse.lines(MOVED_TO)]
        said += _shown("another program", f"calcurse -i samtale.ics; calcurse -Q --from {MOVED_TO}", then)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 900, "height": 100})
        page.set_content(PAGE.format(said))
        page.screenshot(path=PICTURE, full_page=True)
        browser.close()


def _shown(what: str, command: str, lines: list[str]) -> str:
    return f"<pre><i># {what}</i>\n<b>$ {escape(command)}</b>\n{escape(chr(10).join(lines))}</pre>"


if __name__ == "__main__":
    main()
