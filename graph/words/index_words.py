"""The text by which a thing is found: its names and words, and what people type for them besides.

* Names and words stand folded (`folding`), a name between marks, by which a statement knows it as a whole.
* Each character of a name stands alone besides: a pair is what the index keeps of a run, and one is asked for too.
* Of each name the sound from every character on, whole and by initials: `hunyin`, `hy`, `dengji` begin one of them.
* An office is found by its name without its city (市民政局: 民政局).
* A code stands as it is and without its marks, so that each of its beginnings is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from graph.words.folding import folded
from graph.words.pinyin import syllables

REACH = 8
"""Characters whose sound stands in one token: longer words are found by their beginning."""
_KEPT = 4_096
_RUNS = re.compile(r"[^\W_]+")


def named(name: str) -> str:
    """A name between the marks by which a statement knows it as a whole."""
    return f"[{name}]"


def listed(names: Iterable[str]) -> str:
    """Names of parts of a thing, each between marks; by their beginnings they are found by their sound too."""
    words = [_part_words(name) for name in names]
    return " ".join([*(name for name, _ in words), *(sound for _, sounds in words for sound in sounds)])


def name_words(*names: str) -> str:
    """What a thing is found by that has these names."""
    given = [folded(name) for name in names if name]
    plain = list(dict.fromkeys([*given, *(name.removeprefix("市") for name in given)]))
    alone = dict.fromkeys(character for name in plain for character in name if character.isalnum())
    heard = dict.fromkeys(each for name in plain for each in _sounds(name))
    return " ".join([*map(named, plain), *alone, *heard])


def entry_words(code: str, name: str, summary: str, items: Iterable[str]) -> dict[str, str]:
    """What an entry itself is found by, by the column that keeps it; its title apart, which weighs most."""
    words = [name_words(name), folded(summary), listed(items), code_words(code)]
    return {"titleText": "|".join([folded(name), *_sounds(folded(name), starts=1)]), "wordText": " ".join(words)}


def code_words(code: str) -> str:
    """What a thing is found by that has this code."""
    return f"{code} {''.join(_RUNS.findall(code))}".casefold()


@lru_cache(_KEPT)
def _part_words(name: str) -> tuple[str, list[str]]:
    """A name between marks, and its sound; of information items a few hundred names are most of all."""
    plain = folded(name)
    return f"|{plain}|", _sounds(plain, starts=1)


def _sounds(name: str, starts: int | None = None) -> list[str]:
    """The sound of a name from each character on, or from the first ones, whole and by initials."""
    found: list[str] = []
    for run in _RUNS.findall(name)[:starts]:
        if run.isascii():
            continue
        spelled = syllables(run)
        for start in range(len(spelled))[:starts]:
            part = spelled[start : start + REACH]
            found += ["".join(part), "".join(each[:1] for each in part)]
    return found
