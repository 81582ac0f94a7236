"""The closed words of scenarios, read from `scenarios.md`: workflows with their states and moves, and facts.

A word is entered there and nowhere else; what is not there is told by the name of the line that uses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.words.organisation import PostKind

DOCUMENT = Path(__file__).with_name("scenarios.md")
POLICIES = frozenset({"CZ", "JZ", "JI", "WH", "CS"})
ROLES = frozenset({"SYSTEM", "SERVICE", "HOLDER", "RELYING_PARTY"})
ANYBODY = "ANYBODY"
SYSTEM = "SYSTEM"
POSTS = frozenset(PostKind.__members__) | ROLES | {ANYBODY}
REFUSALS = frozenset({"NO_SUCH_MOVE", "CONDITION_MISSING", "ANOTHER_POST"})
LOOKED_AT = frozenset({"in_time", "overdue", "no_number", "ended"})
"""What `look` answers."""
_WORD = re.compile(r"`([^`]+)`")
_TYPE = re.compile(r"\*([a-z]+)\*")
_ONE_LETTER = "a letter"
_ONE_MOVE = "a move"


@dataclass(frozen=True, slots=True)
class Words:
    """What may stand in the lines of one workflow."""

    states: frozenset[str]
    moves: frozenset[str]
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Values:
    """What may stand behind a key."""

    kind: str
    """`date`, `period`, `integer`, `text`, `letters`, `letter`, `list`, `move` or `word`."""
    words: frozenset[str]
    """The words of which it is one; of a list, those that may stand in it beside letters."""
    of: str = ""
    """What a list is of: `keys`, `posts` or `letters`."""

    @property
    def listed(self) -> bool:
        """Whether a comma divides the members of one value."""
        return self.kind in ("letters", "list")


@cache
def workflows() -> dict[str, Words]:
    """The words of each workflow; `in force` and `binding` have those of the workflow of their move."""
    found: dict[str, Words] = {}
    for names, opened, rest, moves, answers in _rows("workflow", 5):
        if opened.startswith("those of"):
            continue
        states = frozenset(_WORD.findall(opened)) | frozenset(_WORD.findall(rest))
        plain = re.sub(r"of `.*?:", "", answers)  # of which moves an answer is, is no answer
        words = Words(states, frozenset(_WORD.findall(moves)), frozenset(_WORD.findall(plain)))
        found |= dict.fromkeys(names.split(", "), words)
    return found


BY_MOVE = frozenset({"in force", "binding"})
"""Workflows whose lines belong to the workflow of their move."""


@cache
def facts() -> dict[str, Values]:
    """What each key may say."""
    found: dict[str, Values] = {}
    for names, said, _ in _rows("key", 3):
        if names.startswith("**"):
            continue
        for keys, values in zip(names.split(";"), said.split(";"), strict=True):
            found |= dict.fromkeys(_WORD.findall(keys), _values(values, _WORD.findall(keys)[0]))
    return found


def _values(said: str, key: str) -> Values:
    words = frozenset(_WORD.findall(said))
    kind = next(iter(_TYPE.findall(said)), "")
    if kind == "list":
        return Values(kind, words, said.partition("* of ")[2].partition(",")[0].strip())
    if said.strip() in (_ONE_LETTER, _ONE_MOVE):
        return Values(said.rsplit(maxsplit=1)[-1], words)
    if not kind and not words:
        raise ValueError(f"{DOCUMENT.name} does not say what {key} may be: {said}")
    return Values(kind or "word", words)


def _rows(head: str, columns: int) -> Iterator[list[str]]:
    """The rows of the table whose first column has this name."""
    inside = False
    for line in DOCUMENT.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or len(cells) != columns:
            inside = False
        elif cells[0] == head:
            inside = True
        elif inside and not cells[0].startswith("---"):
            yield cells
