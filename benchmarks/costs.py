"""What a request costs: processor time of the server's process, by /proc, and the wall beside it.

Both are of the same round. The store, and who asks, are other processes: their work is in the wall alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.client import Client
from benchmarks.measuring import Figure, Row, in_turn
from benchmarks.places import Work

HOW = "one keep-alive connection; processor time of the server's process alone, with the wall of a request beside it"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one request came to, in milliseconds."""

    processor: float
    wall: float


@dataclass(frozen=True, slots=True)
class Asked:
    """One request to one server."""

    url: str
    pid: int
    """Of the process that answers."""
    body: bytes
    token: str = ""
    media: str = "application/json"

    def cost(self, client: Client, seconds: float) -> Cost:
        """Ask for some seconds."""
        before = processor_seconds(self.pid)
        load = client.load(self.url, self.body, seconds, token=self.token, media=self.media)
        return Cost((processor_seconds(self.pid) - before) * 1000 / load.answered, load.median_ms)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the ratios may be at the most; None where nothing is asked."""

    processor: float | None = None
    wall: float | None = None


def compared(
    work: Work, client: Client, what: str, ours: Asked, other: Asked, against: str, limits: Limits, how: str = HOW
) -> Iterator[Row]:
    """Two rows: processor time, and wall."""
    ways = [partial(each.cost, client, work.seconds) for each in (ours, other)]
    mine, theirs = in_turn(work.rounds, *ways)
    for unit, of, limit in (
        ("server CPU ms", lambda cost: cost.processor, limits.processor),
        ("wall ms", lambda cost: cost.wall, limits.wall),
    ):
        figures = [Figure(tuple(map(of, costs))) for costs in (mine, theirs)]
        yield Row(what, figures[0], figures[1], against, unit, how=how, limit=limit)


def processor_seconds(pid: int) -> float:
    """Processor time that a process has had, its own and the system's for it, all its threads."""
    return processor_ticks(Path(f"/proc/{pid}/stat").read_text()) / os.sysconf("SC_CLK_TCK")


def processor_ticks(stat: str) -> int:
    """The same of a line of `/proc/PID/stat`, whose second field, the name, may hold blanks and parentheses."""
    fields = stat.rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
