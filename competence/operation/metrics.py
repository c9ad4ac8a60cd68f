"""What is measured, for Prometheus: how many requests each part of the product answered, how fast, and how it is.

No label names a person or a thing. Anonymous feedback is not measured at all, and the parts of named feedback are one:
a counter read every few seconds would tell when somebody answered.
"""

import os
import time
from collections.abc import Iterator

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from competence.web.health import look

LEFT_OUT = frozenset({"upward", "operation"})  # answers nobody may be seen giving; and reading the measures themselves
AS_ONE = {"feedback_rounds": "feedback", "retrospectives": "feedback"}

OWN = CollectorRegistry()
REQUESTS = Counter(
    "competence_requests",
    "Requests answered, by part of the product and kind of answer.",
    ["part", "answer"],
    registry=OWN,
)
SECONDS = Histogram(
    "competence_request_seconds", "How long requests took.", ["part"], registry=OWN,
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)  # fmt: skip


class Health(Collector):
    """Whether each check of /health is well, when somebody asks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Ask the checks."""
        well = GaugeMetricFamily(
            "competence_well", "1 where a check of /health is well, 0 where it is not.", labels=["check"]
        )
        for one in look(""):
            well.add_metric([one.name], float(one.well))
        yield well


def exposition() -> bytes:
    """Return all measures as Prometheus reads them: of every worker, where they write into a shared folder."""
    asked = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(asked)  # type: ignore[no-untyped-call]
        measured = generate_latest(asked)
    else:
        measured = generate_latest(OWN)
    health = CollectorRegistry()
    health.register(Health())
    return measured + generate_latest(health)


def init_app(app: Flask) -> None:
    """Measure every request but those that are left out."""

    @app.after_request
    def measure(response: Response) -> Response:
        part = request.blueprint or "none"
        if part not in LEFT_OUT:
            part = AS_ONE.get(part, part)
            REQUESTS.labels(part, f"{response.status_code // 100}xx").inc()
            SECONDS.labels(part).observe(time.perf_counter() - g.get("began", time.perf_counter()))
        return response
