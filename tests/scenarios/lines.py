"""A line of a file of scenarios: read, held against the closed words, and taken apart into what is run.

A word that `scenarios.md` does not have is a fault of the line, whether its workflow is built or not.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from pathlib import Path

from scenarios.vocabulary import BY_MOVE, LOOKED_AT, POLICIES, POSTS, REFUSALS, Values, Words, facts, workflows

NO_CASE = "-"
NOTHING = ("", "-")
READ = (
    "id",
    "policy",
    "workflow",
    "article",
    "on",
    "from_state",
    "move",
    "post",
    "facts",
    "state",
    "due",
    "provisional",
)
"""The columns that are run; the others tell the case to people."""
_TWO = 2
_FORMS = {"integer": r"-?\d+", "period": r"\d{4}(-(0[1-9]|1[0-2]))?", "letters": r"[A-Z](,[A-Z])*", "letter": "[A-Z]"}


@dataclass(frozen=True, slots=True)
class Run:
    """One way through a line: one value for each fact, and what is expected of it."""

    facts: Mapping[str, str]
    state: str
    due: str
    provisional: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line, by its columns."""

    file: str
    number: int
    cells: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.file}:{self.number} ({self['id']})"

    def __getitem__(self, column: str) -> str:
        return (self.cells.get(column) or "").strip()

    @property
    def workflow(self) -> str:
        """The workflow to which it belongs: of `in force` and `binding` that of its move."""
        named = self["workflow"]
        if named not in BY_MOVE:
            return named
        owners = (name for name, words in workflows().items() if self["move"] in words.moves)
        return next((name for name in owners if self["from_state"] in (NO_CASE, *workflows()[name].states)), named)

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that the outcome has to cite."""
        return tuple(each.strip() for each in self["article"].split(";") if each.strip() not in NOTHING)

    @property
    def facts(self) -> dict[str, str]:
        """The facts as they are written; a comma may divide several values of one."""
        words = () if self["facts"] in NOTHING else self["facts"].split()
        return {key: value for key, _, value in (word.partition("=") for word in words)}

    def runs(self) -> Iterator[Run]:
        """The line once for each value of a fact that is no list."""
        said = self.facts
        choices = [[value] if facts()[key].listed else value.split(",") for key, value in said.items()]
        every = self._pairs(choices) or list(product(*choices))
        expected = (_for_each(self[column], len(every)) for column in ("state", "due", "provisional"))
        for values, state, due, provisional in zip(every, *expected, strict=True):
            yield Run(dict(zip(said, values, strict=True)), state, due, provisional)

    def _pairs(self, choices: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
        """The values side by side, where several facts have as many as there are outcomes; else none."""
        outcomes = len(self["state"].split(","))
        several = [each for each in choices if len(each) > 1]
        if len(several) < _TWO or {len(each) for each in several} != {outcomes}:
            return []
        return list(zip(*(each if len(each) > 1 else [*each] * outcomes for each in choices), strict=True))

    def faults(self) -> Iterator[str]:
        """What is not in the closed words, each with this line."""
        for fault in self._faults():
            yield f"{self}: {fault}"

    def _faults(self) -> Iterator[str]:
        absent = [column for column in READ if column not in self.cells]
        if absent:
            yield f"has no {', '.join(absent)}"
            return
        if self["policy"] not in POLICIES:
            yield f"{self['policy']!r} is no policy"
        words = workflows().get(self.workflow)
        if words is None:
            yield f"{self['workflow']!r} is no workflow of the move {self['move']!r}"
            return
        if self["from_state"] not in (NO_CASE, *words.states):
            yield f"{self['from_state']!r} is no state of {self.workflow}"
        if self["move"] not in words.moves:
            yield f"{self['move']!r} is no move of {self.workflow}"
        if self["post"] not in POSTS:
            yield f"{self['post']!r} is no post"
        if not _moment(self["on"]):
            yield f"{self['on']!r} is no day, and no moment of China"
        known = list(_of_facts(self.facts, words))
        yield from known or _of_outcome(self, words)


def lines_of(path: Path) -> list[Line]:
    """The lines of a file, in their order."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        names = next(rows)
        return [
            Line(path.name, number, dict(zip(names, row, strict=False)))
            for number, row in enumerate(rows, start=2)
            if any(row)
        ]


def _for_each(said: str, runs: int) -> Sequence[str]:
    """A word for all runs, or the words in their order; what stands before a colon goes on."""
    words, prefix = [], ""
    for word in said.split(","):
        before, colon, after = word.rpartition(":")
        prefix = before + colon if colon else prefix
        words.append(prefix + after)
    return words * runs if len(words) == 1 else words


def _of_facts(said: Mapping[str, str], words: Words) -> Iterator[str]:
    for key, value in said.items():
        known = facts().get(key)
        if known is None:
            yield f"{key!r} is no key"
            continue
        for each in value.split(","):
            if not _is_value(each, known, words):
                yield f"{each!r} is nothing that {key} may be"


def _is_value(value: str, known: Values, words: Words) -> bool:
    match known.kind:
        case "word":
            return value in known.words
        case "move":
            return value in words.moves
        case "date":
            return _is_date(value)
        case "list" if known.of == "keys":
            return value in facts()
        case "list" if known.of == "posts":
            return value in POSTS
        case "list":
            return value in known.words or re.fullmatch(_FORMS["letter"], value) is not None
        case "text":
            return bool(value)
        case form:
            return re.fullmatch(_FORMS[form], value) is not None


def _of_outcome(line: Line, words: Words) -> Iterator[str]:
    try:
        runs = list(line.runs())
    except ValueError:
        yield f"{line['state']!r} are not as many outcomes as there are values"
        return
    for run in runs:
        kind, colon, word = run.state.rpartition(":")
        answers = words.answers | (LOOKED_AT if line["move"] == "look" else frozenset())
        known = {"": words.states, "refused": REFUSALS, "answer": answers}.get(kind if colon else "", frozenset())
        if word not in known:
            yield f"{run.state!r} is no outcome of {line['move']} in {line.workflow}"
        if run.due not in ("-", "NO_NUMBER") and not _is_date(run.due):
            yield f"{run.due!r} is no due date"
        if run.provisional not in ("yes", "no"):
            yield f"{run.provisional!r} is neither yes nor no"


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _moment(value: str) -> bool:
    if _is_date(value):
        return True
    try:
        return datetime.fromisoformat(value).utcoffset() is not None and value.endswith("+08:00")
    except ValueError:
        return False
