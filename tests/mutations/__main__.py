"""`PYTHONPATH=tests:. python -m mutations [sample]`: change the law's table one cell at a time, and see who tells.

Printed are the mutants by sort, how many were killed, and every survivor with its reason. It ends with 1 where a mutant
survives that `accepted.tsv` does not name, where that names one which does not survive, or where too few are killed.
`sample` tries every 41st mutant only. It lets no other survive either; the share, and what is accepted for nothing, are
seen by the whole run alone.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from mutations.behaviour import chosen
from mutations.mutants import mutants
from mutations.trying import Tried, tried
from mutations.variants import SORTS

ACCEPTED = Path(__file__).with_name("accepted.tsv")
LEAST = 0.99
"""Share of all mutants that has to be killed."""
STEP = 41


def main() -> int:
    """Try them, print what came of it, and say whether that is as it has to be."""
    sampled = sys.argv[1:] == ["sample"]
    every = list(islice(mutants(), 0, None, STEP if sampled else 1))
    results = list(tried(every, chosen()))
    reasons = accepted()
    survivors = {each.mutant.place for each in results if each.killed_by is None}
    gone = set() if sampled else reasons.keys() - survivors
    unexpected = [f"unexpected survivor: {place}" for place in sorted(survivors - reasons.keys())]
    faults = [*unexpected, *(f"accepted, and does not survive: {place}" for place in sorted(gone))]
    if not sampled and len(survivors) > (1 - LEAST) * len(results):
        faults.append(f"killed are less than {LEAST:.0%}")
    sys.stdout.write("\n".join((*_shares(results), *_said(survivors, reasons), *faults)) + "\n")
    return int(bool(faults))


def accepted() -> Mapping[str, str]:
    """The survivors that have a reason, by their place."""
    with ACCEPTED.open(encoding="utf-8", newline="") as file:
        return {row["place"]: row["reason"] for row in csv.DictReader(file, delimiter="\t")}


def _shares(results: list[Tried]) -> Iterator[str]:
    every = Counter(each.mutant.sort for each in results)
    killed = Counter(each.mutant.sort for each in results if each.killed_by)
    yield f"{'mutants':24}{'tried':>8}{'killed':>8}"
    yield from (f"{sort:24}{every[sort]:8}{killed[sort]:8}" for sort in SORTS)
    yield f"{'all':24}{every.total():8}{killed.total():8}  {killed.total() / max(every.total(), 1):.1%}"


def _said(survivors: set[str], reasons: Mapping[str, str]) -> Iterator[str]:
    yield f"survivors: {len(survivors)}"
    yield from (f"  {place}: {reasons[place]}" for place in sorted(survivors & reasons.keys()))


if __name__ == "__main__":
    sys.exit(main())
