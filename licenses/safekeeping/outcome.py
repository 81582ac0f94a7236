"""What checks have come to, as it lies in HOME for whoever asks: the service, each of its processes, the next check.

A pass through everything takes a command some seconds and a service hours. What counts is what the last whole pass has
found, and what the present one has found already.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import orjson

from graph.store.files import write_whole
from graph.store.journal_parts import Head as JournalHead
from licenses.safekeeping.checking import Looked
from licenses.safekeeping.faults import Fault, Head, Wrong

OUTCOME: Final = "checked.json"
MOST: Final = 1_000
"""Faults that are kept by name."""


@dataclass(frozen=True, slots=True)
class Pass:
    """One way through everything, as far as it has come."""

    begun: datetime | None = None
    done: bool = False
    licenses: int = 0
    files: int = 0
    lines: int = 0
    faults: tuple[Fault, ...] = ()

    def with_(self, looked: Looked) -> Pass:
        """The same, a step further."""
        return replace(
            self,
            licenses=self.licenses + looked.licenses,
            files=self.files + looked.files,
            lines=self.lines + looked.lines,
            faults=tuple(sorted({*self.faults, *looked.faults}))[:MOST],
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known."""

    whole: Pass = field(default_factory=Pass)
    """The last pass that was brought to its end."""
    present: Pass = field(default_factory=Pass)
    """The one that goes on."""
    journal: JournalHead = field(default_factory=JournalHead)
    """How far the journal was closed off when it was last looked at."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong, as far as it is known."""
        return tuple(sorted({*self.whole.faults, *self.present.faults}))

    @property
    def heads(self) -> dict[Head, int]:
        """How much is wrong in each head."""
        counted = Counter(each.head for each in self.faults)
        return {head: counted[head] for head in Head}

    def finished(self) -> Outcome:
        """The same, with the present pass brought to its end."""
        return replace(self, whole=replace(self.present, done=True), present=Pass())

    def to_json(self) -> bytes:
        """As it is written."""
        said = {"whole": _pass(self.whole), "present": _pass(self.present)}
        journal = {"parts": self.journal.parts, "mark": self.journal.mark}
        return orjson.dumps(said | {"journal": journal}, option=orjson.OPT_INDENT_2)


def _pass(of: Pass) -> dict[str, Any]:
    return {
        "begun": of.begun and of.begun.isoformat(),
        "done": of.done,
        "licenses": of.licenses,
        "files": of.files,
        "lines": of.lines,
        "faults": [[each.head, each.wrong, each.about, each.detail] for each in of.faults],
    }


def read_outcome(home: Path) -> Outcome:
    """What lies in a HOME; nothing where nothing does, or nothing that can be read."""
    try:
        said = orjson.loads((home / OUTCOME).read_bytes())
        return Outcome(_read(said["whole"]), _read(said["present"]), JournalHead(**said["journal"]))
    except (OSError, ValueError, TypeError, KeyError):
        return Outcome()


def _read(said: dict[str, Any]) -> Pass:
    faults = tuple(Fault(Head(head), Wrong(wrong), about, detail) for head, wrong, about, detail in said["faults"])
    counts = {name: int(said[name]) for name in ("licenses", "files", "lines")}
    begun = datetime.fromisoformat(said["begun"]) if said["begun"] else None
    return Pass(begun=begun, done=bool(said["done"]), faults=faults, **counts)


def keep_outcome(home: Path, outcome: Outcome) -> None:
    """Keep it, whole or not at all.

    Raises:
        OSError: It cannot be written.
    """
    write_whole(home / OUTCOME, outcome.to_json())
