"""Writing into a document what was read: `ZHENGTU_TEST_WRITE_DOCS=1` lets the tests of the documents do it.

For whoever changes what is printed: run the tests once with it, and look at the difference before committing it.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from typing import Any

from builders.documents import Step

WIDTH = 116


def rewritten(text: str, read: Sequence[tuple[Step, str]]) -> str:
    """A document with other answers to some of its steps."""
    lines = text.split("\n")
    for step, said in sorted(read, key=lambda each: each[0].line, reverse=True):
        begin = step.line + step.command.count("\n")
        if step.graphql:
            begin = lines.index("```json", step.line) + 1
        length = len(step.answer.rstrip("\n").splitlines())
        lines[begin : begin + length] = _shown(said)
    return "\n".join(lines)


def _shown(said: str) -> list[str]:
    try:
        return _laid(json.loads(said), 0).split("\n")
    except ValueError:
        return said.rstrip("\n").splitlines()


def _laid(value: Any, indent: int) -> str:
    """JSON in lines of a readable width: what fits stands on one line, what is alone stands beside its bracket."""
    whole = json.dumps(value, ensure_ascii=False)
    if not value or not isinstance(value, dict | list) or _wide(whole) + indent <= WIDTH:
        return whole
    inner = indent if len(value) == 1 else indent + 2
    if isinstance(value, dict):
        parts = [f"{json.dumps(key, ensure_ascii=False)}: {_laid(each, inner)}" for key, each in value.items()]
    else:
        parts = [_laid(each, inner) for each in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    if len(parts) == 1:
        return opening + parts[0] + closing
    lines: list[str] = [""]
    for part in (*(f"{each}," for each in parts[:-1]), parts[-1]):
        whole = f"{lines[-1]} {part}".lstrip()
        if "\n" in whole or _wide(whole) + inner > WIDTH:
            lines.append(part)
        else:
            lines[-1] = whole
    return opening + "".join(f"\n{' ' * inner}{line}" for line in lines if line) + closing


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
