"""The product as it really runs: a server process of its own on a free port, with a database of its own."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

from competence.config import ROOT


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


class serving:  # noqa: N801  reads as a word: with serving(path) as address
    """Run the product as `make run` does, on a free port, until the block is left."""

    def __init__(self, database: Path | str, **settings: str) -> None:
        self.port = _free_port()
        self.log = Path(str(database) + ".log") if isinstance(database, Path) else Path(os.devnull)
        self.environment = _environment(database) | {"COMPETENCE_PUBLIC_URL": self.address} | settings

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> str:
        granian = Path(sys.executable).with_name("granian")
        told = f"--interface wsgi --host 127.0.0.1 --port {self.port} --workers 1 --blocking-threads 1 wsgi:app"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [granian, *told.split()], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{self.address}/signin", timeout=2).close()  # noqa: S310  our own server
                return self.address
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        self.__exit__()
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)


def _environment(database: Path | str) -> dict[str, str]:
    address = f"sqlite:///{database}" if isinstance(database, Path) else database
    return os.environ | {
        "COMPETENCE_DATABASE_URL": address,
        "COMPETENCE_DEMO": "1",
        "COMPETENCE_SECRET_KEY": "only for tests",
    }


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
