"""The product as it really runs: a server process of its own on a free port, with a database of its own."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from competence.config import ROOT
from tests.databases import files_in

KEYS = tempfile.TemporaryDirectory(prefix="kompetencespejl-keys-", ignore_cleanup_errors=True)
FILES = files_in(Path(KEYS.name))  # of all databases of this run


def flask(database: Path | str, *command: str) -> str:
    """Run one of the product's commands against a database and return what it prints; its failure is an error."""
    program = [sys.executable, "-m", "flask", "--app", "wsgi", *command]
    ran = subprocess.run(program, cwd=ROOT, env=_environment(database), capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"flask {' '.join(command)}:\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def copy_database(source: Path, target: Path) -> None:
    """Copy a SQLite database, with what still stands in its log."""
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)


class Server:
    """A server process on a free port, which it keeps when it is started again."""

    def __init__(self, database: Path | str, *, app: str = "wsgi:app", workers: int = 1, **settings: str) -> None:
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = Path(tempfile.mkstemp(suffix=".log")[1])
        self.environment = _environment(database) | {"COMPETENCE_PUBLIC_URL": self.address} | settings
        told = f"--interface wsgi --host 127.0.0.1 --port {self.port} --workers {workers} --blocking-threads 1 {app}"
        self.program = [Path(sys.executable).with_name("granian"), *told.split()]

    def start(self) -> None:
        """Start, and return when the first page is answered."""
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                self.program, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        for _ in range(1200):  # a minute, for a busy machine
            try:
                urllib.request.urlopen(f"{self.address}/signin", timeout=2).close()  # noqa: S310  our own server
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.05)
        self.kill()
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")

    def stop(self) -> None:
        """Ask it to end, and wait."""
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:  # on a busy machine; what it had to say it has said
            self.kill()
        self.log.unlink(missing_ok=True)

    def kill(self) -> None:
        """End it and its workers at once, as a power cut would (kill -9)."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=10)


@contextmanager
def serving(database: Path | str, **settings: Any) -> Iterator[str]:
    """Run the product as `make run` does, on a free port, until the block is left."""
    server = Server(database, **settings)
    server.start()
    try:
        yield server.address
    finally:
        server.stop()


def make_house(database: Path | str, people: int = 200) -> None:
    """Fill an empty database with the demo house; a file with a copy of the one of its size that was made first."""
    first = Path(KEYS.name) / f"house-{people}.sqlite"
    if isinstance(database, Path) and first.exists():
        copy_database(first, database)
        return
    flask(database, "db", "upgrade")
    flask(database, "demo", "--people", str(people))
    if isinstance(database, Path):
        copy_database(database, first)


def _environment(database: Path | str) -> dict[str, str]:
    address = f"sqlite:///{database}" if isinstance(database, Path) else database
    return os.environ | {
        "COMPETENCE_DATABASE_URL": address,
        "COMPETENCE_DEMO": "1",
        **{f"COMPETENCE_{name}": value for name, value in FILES.items()},
    }


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
