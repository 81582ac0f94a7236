"""A verdict for a person at the terminal, for a program, and as a line of a table."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Final

import orjson

from api.process.terminal import chinese, words
from graph.errors import printable
from licenses.proof.verdict import Question, Summary, Verdict

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would calculate instead of showing it."""


def told(name: str, verdict: Verdict) -> str:
    """A verdict for a person: the summary, and what stood in its way or was not asked; a line of it is one line."""
    zh = chinese()
    lines = [f"{name}: {_SUMMARIES[verdict.summary][0 if zh else 1]}" + _marked(verdict)]
    lines.append(f"  {verdict.reason.zh if zh else verdict.reason.en}")
    for reply in verdict.questions:
        reason = reply.reason.zh if zh else reply.reason.en
        lines.append(f"  {_SIGNS[reply.answer]} {reply.code:<24}{reason}")
    return "\n".join(map(printable, lines))


def json_line(name: str, verdict: Verdict) -> str:
    """A verdict as one line of JSON."""
    return orjson.dumps({"file": name, **verdict.to_json()}).decode()


def head_of_table() -> str:
    """The names of a table's columns."""
    return _row(("file", "summary", "reason", "demonstration", "identifier", "digest", "at", *Question))


def table_line(name: str, verdict: Verdict) -> str:
    """A verdict as one line of CSV (RFC 4180)."""
    said = verdict.to_json()
    return _row(
        (
            name,
            verdict.summary,
            printable(verdict.reason.zh if chinese() else verdict.reason.en),
            str(verdict.demonstration).lower(),
            verdict.identifier or "",
            verdict.digest or "",
            str(said["at"]),
            *(reply.answer for reply in verdict.questions),
        )
    )


def counted(counts: Mapping[Summary, int]) -> tuple[str, str]:
    """How many of each summary there are, in both languages."""
    found = [(_SUMMARIES[each], counts[each]) for each in Summary if counts.get(each)]
    return "，".join(f"{zh} {number}" for (zh, _), number in found), ", ".join(f"{n} {en}" for (_, en), n in found)


def _row(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells)
    return written.getvalue()


def _marked(verdict: Verdict) -> str:
    return words("（演示）", " (demonstration)") if verdict.demonstration else ""


_SIGNS: Final = {"yes": "✓", "no": "✗", "undecided": "?", "not_asked": "-"}
_SUMMARIES: Final = {
    Summary.GENUINE: ("真实", "genuine"),
    Summary.NOT_GENUINE: ("不真实", "not genuine"),
    Summary.NOT_IN_FORCE: ("不在有效状态", "not in force"),
    Summary.UNDECIDED: ("无法判定", "undecided"),
}
