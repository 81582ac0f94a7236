"""`PYTHONPATH=tests:. python -m attacks [all]`: try the attacks and print which question caught each kind.

A row is a family of kinds; its columns are the questions that stood in the way first. `wrong` counts what was answered
otherwise than the table of attacks wants; each is named below. Without `all` the sample of the short test is tried.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator

from attacks.judging import attacked, catch, judged, objection
from attacks.kinds import Family
from attacks.specimens import specimen
from attacks.table import ALL, SAMPLE

from licenses.proof.verdict import Question

GENUINE, WRONG = "stays genuine", "wrong"


def main() -> None:
    """Try them, and print the table."""
    kinds: dict[Family, set[str]] = defaultdict(set)
    caught: dict[Family, Counter[str]] = defaultdict(Counter)
    wrong: list[str] = []
    for case in ALL if "all" in sys.argv[1:] else SAMPLE:
        attack, target = case.attack, specimen(case.algorithm, case.shape)
        data = attacked(attack, target, case.cover)
        if data is None:
            continue
        verdict = judged(data, attack, target)
        kinds[attack.family].add(attack.name)
        said = objection(attack, verdict)
        if said is not None:
            caught[attack.family][WRONG] += 1
            wrong.append(f"{case}: {said}")
        else:
            caught[attack.family][catch(verdict) or GENUINE] += 1
    sys.stdout.write("\n".join(_rows(kinds, caught)) + "\n")
    sys.stderr.write("".join(f"{line}\n" for line in wrong))


def _rows(kinds: dict[Family, set[str]], caught: dict[Family, Counter[str]]) -> Iterator[str]:
    columns = [*Question, GENUINE, WRONG]
    used = [column for column in columns if any(counts[column] for counts in caught.values())]
    yield "| family | kinds | tried | " + " | ".join(used) + " |"
    yield "|---|" + "---:|" * (len(used) + 2)
    for family in Family:
        counts = caught[family]
        cells = [len(kinds[family]), counts.total(), *(counts[column] or "" for column in used)]
        yield f"| {family} | " + " | ".join(str(cell) for cell in cells) + " |"
    sums = [sum(counts[column] for counts in caught.values()) for column in used]
    whole = [sum(map(len, kinds.values())), sum(counts.total() for counts in caught.values()), *sums]
    yield "| all | " + " | ".join(str(cell) for cell in whole) + " |"


if __name__ == "__main__":
    main()
