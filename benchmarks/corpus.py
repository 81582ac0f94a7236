"""Measure the reading of files against a folder of signed PDFs with known answers.

`python benchmarks/corpus.py DIR` takes a folder with an INDEX.tsv (columns file, kind, expected, …) and prints how
many of the attacked files were refused, how many genuine ones were called altered, and how many stayed undecided.
Integrity only: every embedded certificate counts as trusted, as the corpus has it.
"""

import csv
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from licenses.proof.facts import FileFacts
from licenses.proof.reading import read
from licenses.proof.verdict import Answer


def outcome(facts: FileFacts) -> str:
    """Say in a word what integrity alone makes of a file."""
    if facts.intact.answer is not Answer.NOT_ASKED:
        return f"intact {facts.intact.answer.value}"
    return "unsealed" if facts.seals == 0 else "unreadable"


def main(folder: Path) -> None:
    """Print a line for each file, then the table."""
    table: Counter[tuple[str, str]] = Counter()
    times = []
    with (folder / "INDEX.tsv").open(encoding="utf-8", newline="") as index:
        for row in csv.DictReader(index, delimiter="\t"):
            data = (folder / row["file"]).read_bytes()
            started = time.perf_counter()
            facts = read(data)
            times.append((time.perf_counter() - started) * 1000)
            word = outcome(facts)
            table[row["expected"], word] += 1
            finding = facts.intact if facts.seals else facts.sealed if facts.seals == 0 else facts.readable
            print(f"{row['expected']:15}{word:18}{finding.cause:22}{times[-1]:8.1f} ms  {row['file']}")
    print()
    for expected in sorted({key[0] for key in table}):
        counts = {word: count for (of, word), count in sorted(table.items()) if of == expected}
        print(f"{expected:15}{sum(counts.values()):4}  " + ", ".join(f"{word} {n}" for word, n in counts.items()))
    refused = sum(n for (of, word), n in table.items() if of == "reject" and word != "intact yes")
    altered = sum(n for (of, word), n in table.items() if of.startswith("accept") and word == "intact no")
    undecided = sum(n for (of, word), n in table.items() if of.startswith("accept") and word != "intact yes") - altered
    print(f"refused of reject: {refused}; genuine called altered: {altered}; genuine undecided: {undecided}")
    print(f"median {statistics.median(times):.1f} ms, longest {max(times):.1f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
