"""The outcome of an import for a person at the terminal and for a program: what it would do, row by row, or did."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.errors import Refusal, printable
from graph.office.review import Hint
from graph.office.sheets.rows import Source
from graph.subjects.importing.batches import Outcome
from graph.subjects.importing.desk import Imported, Line
from graph.subjects.importing.table import KINDS
from graph.words.imports import Kind


def columns(kind: Kind) -> tuple[list[str], list[str]]:
    """Names of the columns of a kind of file: all, and those that may be left out."""
    form = KINDS[kind].form
    return [column.name for column in form.columns], [
        column.name for column in form.columns if column.name not in form.must
    ]


def as_json(file: Path, outcome: Imported) -> dict[str, Any]:
    """The outcome for a program."""
    return {
        "file": printable(str(file)),
        "kind": outcome.kind.value,
        "clean": outcome.clean,
        "written": outcome.written,
        "source": outcome.source and {"sheet": outcome.source.sheet, "header_row": outcome.source.header},
        "counts": _counts(outcome),
        "rows": [
            {"row": line.row, "code": line.code, "name": line.name, "outcome": line.outcome.name.lower()}
            for line in outcome.lines
        ],
        "faults": [_fault(each, outcome.source) for each in outcome.review.faults],
        "hints": [_fault(each, outcome.source) for each in outcome.review.hints],
    }


def told(outcome: Imported, *, chinese: bool) -> Iterator[str]:
    """The outcome for a person: what was read, a line for each value, each fault and each hint, and the sum."""
    if outcome.source:
        yield outcome.source.words.zh if chinese else outcome.source.words.en
    for line in outcome.lines:
        yield _line(line, chinese=chinese)
    for fault in outcome.review.faults:
        yield _reason("有误" if chinese else "wrong", fault, chinese=chinese)
    for hint in outcome.review.hints:
        yield _reason("提示" if chinese else "hint", hint, chinese=chinese)
    yield sum_of(outcome, chinese=chinese)


def _counts(outcome: Imported) -> dict[str, int]:
    counted = Counter(line.outcome for line in outcome.lines)
    found = {"faults": len(outcome.review.faults), "faulty_rows": outcome.faulty_rows}
    return {each.name.lower(): counted[each] for each in Outcome} | found


def _fault(reason: Refusal | Hint, source: Source | None) -> dict[str, Any]:
    row, column = place_of(reason.path)
    return {
        "row": row,
        "column": column,
        "cell": source.cell(row, column) if source and row and column else None,
        "code": reason.code,
        "message": {"zh": reason.message.zh, "en": reason.message.en},
        "value": reason.value,
        "limit": reason.limit if isinstance(reason, Refusal) else None,
        "rules": list(reason.rules),
    }


def place_of(path: tuple[str, ...]) -> tuple[int | None, str | None]:
    """Row and column of a path; a fault of the file as a whole has neither."""
    row = int(path[0]) if path and path[0].isdigit() else None
    column = path[-1] if row is not None and len(path) > 1 else None
    return row, column


def _line(line: Line, *, chinese: bool) -> str:
    outcome = line.outcome.value if chinese else line.outcome.name.lower()
    where = f"第{line.row}行" if chinese else f"row {line.row}"
    return f"{where}\t{outcome}\t{line.code}\t{line.name}"


def _reason(word: str, reason: Refusal | Hint, *, chinese: bool) -> str:
    row, column = place_of(reason.path)
    places = [f"第{row}行" if chinese else f"row {row}"] if row is not None else []
    where = " ".join([*places, *([column] if column else [])])
    cited = f" [{', '.join(reason.rules)}]" if reason.rules else ""
    value = (f"（{reason.value}）" if chinese else f" ({reason.value})") if reason.value else ""
    return f"{where}\t{word}\t{reason.message.zh if chinese else reason.message.en}{value}{cited}".lstrip("\t")


def sum_of(outcome: Imported, *, chinese: bool) -> str:
    """What came of a file, in one line."""
    counts = _counts(outcome)
    if chinese:
        head = (
            "已写入"
            if outcome.written
            else "未写入（有误）"
            if not outcome.clean
            else "试运行，未写入；加 --commit 写入"
        )
        faulty = f"；有误的行共{counts['faulty_rows']}行" if counts["faulty_rows"] else ""
        return f"{head}：" + "，".join(f"{each.value}{counts[each.name.lower()]}" for each in Outcome) + faulty
    head = (
        "written"
        if outcome.written
        else "refused, nothing written"
        if not outcome.clean
        else "dry run, --commit writes"
    )
    faulty = f"; faulty rows: {counts['faulty_rows']}" if counts["faulty_rows"] else ""
    return f"{head}: " + ", ".join(f"{counts[each.name.lower()]} {each.name.lower()}" for each in Outcome) + faulty
