"""What a scenario expects is compared with what came of it: only what the line says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scenarios.lines import Line, Run
from scenarios.running import Outcome, moments, outcome


def differences(line: Line) -> Iterator[str]:
    """Where the machine answers otherwise than a line says, run by run, at each of its moments."""
    for run in line.runs():
        for at in moments(line):
            found = outcome(line, run, at)
            yield from (f"{line} at {at.isoformat()}: {each}" for each in _differing(line, run, found))


def _differing(line: Line, run: Run, found: Outcome) -> Iterator[str]:
    for name, wanted, got in (
        ("state", run.state, found.state),
        ("due", run.due, found.due),
        ("provisional", run.provisional, found.provisional),
    ):
        if wanted != got:
            yield f"{name} is {got}, not {wanted}"
    absent = [article for article in line.articles if article not in found.rules]
    if absent:
        yield f"cites {', '.join(sorted(found.rules)) or 'nothing'}, and not {', '.join(absent)}"
    yield from _further(run.facts, found)


def _further(facts: Mapping[str, str], found: Outcome) -> Iterator[str]:
    for key, number in (("then_age", found.age), ("then_overdue", found.overdue)):
        if key in facts and int(facts[key]) != number:
            yield f"{key} is {number}, not {facts[key]}"
    for key, words in (
        ("then_missing", found.missing),
        ("then_next_post", found.next_posts),
        ("then_told", found.told),
    ):
        absent = [word for word in facts.get(key, "").split(",") if word and word not in words]
        if absent:
            yield f"{key} is {', '.join(sorted(words)) or 'nobody'}, without {', '.join(absent)}"
