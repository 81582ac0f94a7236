"""What a thing is found by besides the text of its names: their sound, and its code without marks.

* Of a name the sound from every character on, whole and by initials: `hunyin`, `hy`, `dengji` begin one of them; of the
  names of its parts, from the first character only.
* An office is found by its name without its city (市民政局: 民政局).
* A code stands as it is and without its marks, so that each of its beginnings is found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.words.folding import folded
from graph.words.pinyin import spelled_by, syllables

BEGINS, WITHIN = "|", "·"
"""What stands in a sound before the syllables that a beginning may be looked for at, and before the others."""
MARKS = BEGINS + WITHIN
_RUNS = re.compile(r"[^\W_]+")


def forms_around(name: str) -> tuple[str, ...]:
    """A name as it is looked for, and that of an office without its city."""
    plain = folded(name)
    return tuple(dict.fromkeys((plain, plain.removeprefix("市"))))


def forms_of_part(name: str) -> tuple[str, ...]:
    """The name of a part as it is looked for."""
    return (folded(name),)


def coded(code: str) -> str:
    """A code as it is looked for."""
    return f"{code} {''.join(_RUNS.findall(code))}".casefold()


def heard(name: str, key: str | None = None, *, anywhere: bool = True) -> str:
    """The sound of a name: each run of it by its syllables, then by their initials.

    Args:
        name: The name, folded.
        key: By what it is sorted, where that is known (`pinyin.sorted_as`).
        anywhere: Whether it is looked for from every character on, or from the first of a run only.
    """
    spelled = spelled_by(key) if key is not None else syllables(name)
    if len(spelled) != len(name):  # the key is another name's
        spelled = syllables(name)
    runs = [spelled[run.start() : run.end()] for run in _RUNS.finditer(name) if not run[0].isascii()]
    return " ".join(_marked(each, anywhere=anywhere) for run in runs for each in (run, [part[:1] for part in run]))


def part_heard(name: str) -> str:
    """The sound of the name of a part."""
    return heard(name, anywhere=False)


def _marked(sounds: Sequence[str], *, anywhere: bool) -> str:
    return BEGINS + (BEGINS if anywhere else WITHIN).join(sounds)
