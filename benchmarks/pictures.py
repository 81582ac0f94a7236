"""Compare the pictures of genuine files with those of what was sealed, in every engine that is here.

`PYTHONPATH=.:tests python -m benchmarks.pictures [MUTANTS]` takes every page form in every shape, and those of so many
mutants (10,000) that are called genuine. Its table has a line for each engine: files compared, the largest share of a
page's points that differ, and how many files are over the limit. It fails when any is.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from builders import mutants, shapes, viewers
from builders.licenses import Authority

from benchmarks.processes import BenchmarkError
from licenses.paper import face
from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import Summary

Pair = tuple[str, bytes, bytes]
"""What a file is, the file, and its sealed revision."""


def main(count: int) -> None:
    """Print the table."""
    authority = Authority()
    trust = shapes.trust(authority)
    samples = {
        f"{layout}, {name}": data for layout in face.LAYOUTS for name, data in shapes.shapes(authority, layout).items()
    }
    refused = [name for name, data in samples.items() if not _genuine(data, trust)]
    if refused:
        raise BenchmarkError(f"our own files are not genuine: {', '.join(refused)}")
    print(f"{'engine':10}{'what':10}{'files':>8}{'largest share':>16}{'failures':>10}")
    failed = _table("samples", ((name, data, viewers.sealed_revision(data)) for name, data in samples.items()))
    failed |= _table("mutants", _genuine_mutants(samples, trust, count))
    for name, engine in viewers.ENGINES.items():
        if missing := engine.missing():
            print(f"SKIPPED {name}: {missing}")
    sys.exit(failed)


def _genuine(data: bytes, trust: TrustBundle) -> bool:
    return mutants.judged(data, trust, shapes.JUDGED_AT).summary is Summary.GENUINE


def _genuine_mutants(samples: dict[str, bytes], trust: TrustBundle, count: int) -> Iterator[Pair]:
    seen: Counter[Summary] = Counter()
    for mutant in mutants.mutants(samples, range(count)):
        summary = mutants.judged(mutant.data, trust, shapes.JUDGED_AT).summary
        seen[summary] += 1
        if summary is Summary.GENUINE:
            yield str(mutant), mutant.data, mutant.sealed
        if seen.total() % 500 == 0:
            print(f"{seen.total()} of {count} mutants", file=sys.stderr, flush=True)
    print(f"{count} mutants: " + ", ".join(f"{number} {summary}" for summary, number in sorted(seen.items())))


def _table(what: str, pairs: Iterable[Pair]) -> bool:
    """Draw and compare; print a line for each engine, and say whether any file failed."""
    files: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    largest: dict[str, float] = {}
    for name, data, sealed in pairs:
        for engine, share in viewers.shown_as(data, sealed).items():
            files[engine] += 1
            largest[engine] = max(share, largest.get(engine, 0))
            if share >= viewers.MOST_DIFFERING:
                failures[engine] += 1
                print(f"{engine}: {share:.2%} of {name}", file=sys.stderr, flush=True)
    for engine, number in files.items():
        print(f"{engine:10}{what:10}{number:8}{largest[engine]:16.4%}{failures[engine]:10}")
    return failures.total() > 0


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10_000)
