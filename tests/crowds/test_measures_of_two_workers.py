"""Two workers are measured as one: whoever of them is asked tells what both have answered."""

import re
import urllib.request

from tests.server import flask, serving

TOKEN = "what-prometheus-shows-0123456789"


def read(address: str) -> str:
    """Ask on a connection of its own, so that either worker may answer."""
    asked = urllib.request.Request(address, headers={"Authorization": f"Bearer {TOKEN}"})  # noqa: S310  our own server
    with urllib.request.urlopen(asked) as answer:  # noqa: S310
        return answer.read().decode()


def test_whoever_is_asked_tells_of_both(tmp_path):
    database, shared = tmp_path / "house.sqlite", tmp_path / "measures"
    shared.mkdir()
    flask(database, "db", "upgrade")
    settings = {"COMPETENCE_METRICS_TOKEN": TOKEN, "PROMETHEUS_MULTIPROC_DIR": str(shared)}
    with serving(database, workers=2, **settings) as address:
        for _ in range(20):
            read(f"{address}/privacy/protection")
        told = [read(f"{address}/metrics") for _ in range(5)]
    counted = {re.search(r'requests_total\{answer="2xx",part="privacy"\} (\S+)', one)[1] for one in told}
    assert counted == {"20.0"}
