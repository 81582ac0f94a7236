"""Figures for an operator's monitoring, in the Prometheus text format.

1. Labels come from closed lists only (routes, methods, codes): a client cannot make new time series.
2. Where several processes serve, each keeps its figures in files of one folder, and whichever is asked gives the sum
   of all; a process that has ended still counts for what it has answered. Those files are begun by a process whose
   environment names the folder (`FOLDER`) when it starts.
"""

import shutil
from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

MEDIA_TYPE: Final = CONTENT_TYPE_LATEST
SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
METHODS: Final = frozenset({"GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"})


class Metrics:
    """The counters of one application."""

    def __init__(self, together: Path | None = None) -> None:
        """Start every counter at nothing, in a registry of its own.

        Args:
            together: Folder of the figures of all processes that serve; None where this one serves alone.
        """
        self._together = together
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "zhengtu_http_requests", "HTTP requests answered", ("route", "method", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "zhengtu_http_request_seconds", "Time to answer", ("route",), buckets=SECONDS, registry=self.registry
        )
        self._open = Gauge(
            "zhengtu_http_requests_open",
            "HTTP requests being answered",
            registry=self.registry,
            multiprocess_mode="livesum",
        )
        self._operations = Counter(
            "zhengtu_graphql_operations",
            "GraphQL operations by result: ok, partial, or refused before execution",
            ("result",),
            registry=self.registry,
        )
        self._executions = Counter(
            "zhengtu_graphql_executions",
            "GraphQL operations by who executed them: a plan, graphql-core, or graphql-core after a plan was given up",
            ("by",),
            registry=self.registry,
        )
        self._errors = Counter(
            "zhengtu_graphql_errors", "Top-level GraphQL errors by code", ("code",), registry=self.registry
        )

    def opened(self) -> None:
        """Count a request that has begun."""
        self._open.inc()

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request that has ended."""
        self._open.dec()
        self._requests.labels(route, method if method in METHODS else "other", str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def operation(self, result: str, codes: tuple[str, ...] = ()) -> None:
        """Count a GraphQL operation and its top-level errors."""
        self._operations.labels(result).inc()
        for code in codes:
            self._errors.labels(code).inc()

    def executed(self, by: str) -> None:
        """Count an execution: `plan`, `graphql-core`, or `given up`."""
        self._executions.labels(by).inc()

    def page(self) -> bytes:
        """Give all figures as Prometheus reads them."""
        if self._together is None:
            return generate_latest(self.registry)
        all_processes = CollectorRegistry()
        MultiProcessCollector(all_processes, path=str(self._together))  # type: ignore[no-untyped-call]
        return generate_latest(all_processes)


def begin_together(folder: Path) -> None:
    """Begin the figures of several processes at nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)


def count_no_longer(process: int, folder: Path) -> None:
    """Forget what a process that has ended was at; what it has done still counts."""
    mark_process_dead(process, str(folder))  # type: ignore[no-untyped-call]
