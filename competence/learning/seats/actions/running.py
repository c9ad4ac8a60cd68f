"""Letting a distribution be worked out beside the web server, which goes on answering everybody meanwhile."""

import os
import subprocess
import sys
from threading import Thread

from flask import current_app

from competence.config import ROOT
from competence.learning.seats.actions.distributing import work_out
from competence.web.clock import today


def start(pid: str) -> None:
    """Start a process of its own for a distribution that was begun and committed; without one, work it out here."""
    if not current_app.config["SEATS_ASIDE"]:
        work_out(pid, today())
        return
    environment = os.environ | {
        "COMPETENCE_DATABASE_URL": current_app.config["DATABASE_URL"],
        "COMPETENCE_SECRET_KEY": current_app.config["SECRET_KEY"],
    }
    program = [sys.executable, "-m", "flask", "--app", "wsgi", "distribute", pid]

    def run() -> None:
        subprocess.run(  # noqa: S603  # our own program, with a public id that is hexadecimal
            program, cwd=ROOT, env=environment, check=False, stdout=subprocess.DEVNULL, start_new_session=True
        )

    Thread(target=run, daemon=True).start()  # somebody must wait for the process, and it shall not be the reader
