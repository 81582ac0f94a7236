"""The files of scenarios that are run: the given ones, or those that ZHENGTU_SCENARIOS names, and our own."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from scenarios.built import waits_for
from scenarios.comparing import differences
from scenarios.lines import Line, lines_of

_HERE = Path(__file__).parent


def lines() -> list[Line]:
    """Every line that is run."""
    given = Path(os.environ.get("ZHENGTU_SCENARIOS") or _HERE / "scenarios.tsv")
    return [line for path in (given, _HERE / "more.tsv") for line in lines_of(path)]


def wrong(line: Line) -> list[str]:
    """What is wrong with a line or with what comes of it; nothing where it is green or waits."""
    faults = list(line.faults())
    return faults if faults or waits_for(line) else list(differences(line))


def standing() -> tuple[Counter[str], Counter[str], list[str]]:
    """How many lines are green and how many wait, by workflow, and what is wrong with the others."""
    green, waiting, red = Counter[str](), Counter[str](), list[str]()
    for line in lines():
        found = wrong(line)
        red.extend(found)
        if not found:
            waits = waits_for(line)
            (waiting if waits else green)[waits or line.workflow] += 1
    return green, waiting, red
