"""`python -m benchmarks [NAME …]`: run the benchmarks, print their ratios in one table.

NAME is reads, lineage, searching, crowd, workers, doors, sealing, batches, issuing, verifying, loading, importing,
queues or exchange; without any, all, in some twelve minutes. The first run fetches Neo4j and the peer and loads the
catalogue; later runs find them under HOME/benchmarks. A row that has a limit says whether it is kept.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Callable, Iterable

from api.process.settings import load
from benchmarks.measuring import Outcome, Row, Skipped, judged, table
from benchmarks.places import Work
from benchmarks.processes import BenchmarkError

BENCHMARKS = (
    "reads", "lineage", "searching", "crowd", "workers", "doors", "sealing", "batches", "issuing", "verifying",
    "loading", "importing", "queues", "exchange",
)  # fmt: skip


def main() -> None:
    """Run what was asked for."""
    asked = _arguments()
    home = load().home.resolve()
    work = Work(home / "benchmarks", home / "neo4j" / "lib", asked.rounds, asked.seconds, asked.licenses)
    for folder in (work.folder, work.jars):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    began, rows, missing = time.monotonic(), list[Row](), list[str]()
    failed = False
    for name in asked.names or BENCHMARKS:
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            for outcome in _benchmark(name)(work):
                match outcome:
                    case Row():
                        rows.append(outcome)
                        told = f"{outcome.what}, {outcome.unit}: {outcome.ratio.told()} {judged(outcome)}"
                        print(f"  {told}", file=sys.stderr, flush=True)
                    case Skipped(what, why):
                        missing.append(f"SKIPPED {what}: {why}")
        except BenchmarkError as failure:
            failed = True
            missing.append(f"FAILED {name}: {failure}")
    if rows:
        print(table(rows), *_notes(rows), sep="\n")
    print(*missing, f"median of {asked.rounds} alternating rounds (lowest–highest); ", sep="\n", end="")
    print(f"{time.monotonic() - began:.0f} s in all")
    sys.exit(failed)


def _benchmark(name: str) -> Callable[[Work], Iterable[Outcome]]:
    """Import late: a worker process imports this module again, and should not pay for what it does not use."""
    run: Callable[[Work], Iterable[Outcome]] = importlib.import_module(f"benchmarks.{name}").run
    return run


def _notes(rows: Iterable[Row]) -> Iterable[str]:
    yield ""
    for how in dict.fromkeys(row.how for row in rows):
        named = list(dict.fromkeys(row.what for row in rows if row.how == how))
        yield f"* {'; '.join(named)}: {how}."


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Ratios against peers and floors.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--rounds", type=int, default=5, help="alternating rounds (5)")
    parser.add_argument("--seconds", type=float, default=1.0, help="of requests by one side in one round (1)")
    parser.add_argument("--licenses", type=int, default=240, help="licences to load (240; the demonstration has 1000)")
    asked = parser.parse_args()
    for name in asked.names:
        if name not in BENCHMARKS:
            parser.error(f"there is no benchmark {name!r}; there are {', '.join(BENCHMARKS)}")
    return asked


if __name__ == "__main__":
    main()
