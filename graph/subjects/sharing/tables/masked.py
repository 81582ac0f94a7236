"""What was said with requests and grants as lists show it, and how it is read again.

Lists show no numbers of persons, and nothing that acts or shows nothing: an earlier release kept it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, TypeVar

from graph.office.published import without_ids
from graph.words.letters import without_acting
from graph.words.sharing_tables import GrantOnFile, RequestOnFile

FileT = TypeVar("FileT", RequestOnFile, GrantOnFile)
_WORDS: Final = (
    "purpose_words", "scenario", "basis", "duty_basis", "need", "refusal", "scope", "ending", "destruction",
)  # fmt: skip


def masked(one: FileT) -> FileT:
    """One as a list shows it."""
    words: dict[str, Any] = {
        name: without_ids(without_acting(getattr(one, name))) for name in _WORDS if hasattr(one, name)
    }
    return replace(one, **words)


def unmasked(one: FileT, before: FileT | None) -> FileT:
    """One that a list has shown, with the words that stand where it says them as they are shown."""
    if before is None:
        return one
    seen = masked(before)
    words: dict[str, Any] = {
        name: getattr(before, name)
        for name in _WORDS
        if hasattr(one, name) and getattr(one, name) == getattr(seen, name)
    }
    return replace(one, **words)
