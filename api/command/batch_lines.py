"""What a batch's steps print: for a person a line for each row and reason, for a program a line of JSON each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson
import typer

from api.process.clock import now
from api.process.terminal import chinese, message, said, words
from graph.errors import Refusal, Text, printable
from graph.office.review import Hint, reasons_of
from graph.refusal_codes import Code
from graph.words.license_batches import BatchRun, LicenseBatch, RowRefusal
from graph.words.license_drafts import DraftState
from licenses.register.batches.bringing import ReadFile
from licenses.register.batches.receiving import Taken
from licenses.register.batches.running import SILENT

_SAYS = re.compile(r"(?P<en>.+?)\.? ?\((?P<zh>[^()]+)\)\.?")
RECEIVED = Text(DraftState.RECEIVED.zh, "received")
WOULD_BE = Text("可接收", "would be received")
REFUSED = Text("未接收", "refused")
LEFT = Text("未办理", "left behind")


def rows_of(read: ReadFile, taken: Taken, good: Text) -> Iterator[tuple[int, Text, Sequence[Refusal]]]:
    """What became of each row that was looked at, in the order of the sheet."""
    for row in read.sheet.rows[: taken.reached]:
        faults = taken.faults.get(row.row, ())
        yield row.row, REFUSED if faults else good, faults


def print_row(row: int, outcome: Text, reasons: Sequence[Refusal], *, as_json: bool) -> None:
    """A row of a sheet: what became of it, and why."""
    several = list(_each(reasons))
    if as_json:
        told = [_reason(each.code, each.path, each.rules, each.message) for each in several]
        _print_json({"row": row, "outcome": outcome.en, "reasons": told})
        return
    for each in several or (None,):
        parts = () if each is None else (each.code, ".".join(each.path), said(each.message), _cited(each.rules))
        _print_line(_row(row), said(outcome), *parts)


def print_left(refusals: Iterable[RowRefusal], outcome: Text, *, as_json: bool) -> None:
    """Rows that a step has left behind, or that were not taken, as the register keeps why."""
    for each in refusals:
        sentence = sentence_of(each.code)
        if as_json:
            reason = _reason(each.code, (each.path,), each.rules, sentence)
            _print_json({"row": each.row, "outcome": outcome.en, "reasons": [reason]})
        else:
            _print_line(_row(each.row), said(outcome), each.code, each.path, said(sentence), _cited(each.rules))


def print_whole(read: ReadFile, *, as_json: bool) -> None:
    """What is said of a sheet beside its rows: what is wrong with its columns, and what was passed over."""
    for fault in read.sheet.faults:
        print_row(0, REFUSED, (fault,), as_json=as_json)
    for hint in read.sheet.hints:
        _print_hint(hint, as_json=as_json)


def print_batch(batch: LicenseBatch, run: BatchRun | None, *, as_json: bool) -> None:
    """How far a batch is: the last line of every step."""
    if as_json:
        _print_json(batch_told(batch, run))
        return
    _print_line(words("批次", "batch"), batch.id)
    _print_line(words("类型", "type"), batch.type_code)
    _print_line(words("颁发机构", "issuer"), batch.issuer)
    _print_line(words("行数", "rows"), str(batch.rows))
    _print_line(words("未接收", "not taken"), str(len(batch.refused)))
    for state, many in (batch.states or {}).items():
        _print_line(said(Text(state.zh, state.name.lower())), str(many))
    if run is not None:
        _print_line(said(Text(run.event.zh, run.event.name.lower())), said(sum_of(run)))


def batch_told(batch: LicenseBatch, run: BatchRun | None) -> dict[str, Any]:
    """The same for a program."""
    return {
        "batch": batch.id, "type": batch.type_code, "issuer": batch.issuer, "entry": batch.entry, "rows": batch.rows,
        "notTaken": len(batch.refused),
        "states": {state.name: many for state, many in (batch.states or {}).items()},
        "run": None if run is None else run_told(run),
    }  # fmt: skip


def run_told(run: BatchRun) -> dict[str, Any]:
    """A step for a program."""
    return {
        "event": run.event.name, "total": run.total, "done": run.done, "refused": run.refused, "going": run.going,
        "stopping": run.stopping, "began": run.began.isoformat(), "heardOf": run.beat.isoformat(), "rate": run.rate,
        "remainingSeconds": run.remaining.total_seconds() if run.remaining is not None else None,
    }  # fmt: skip


def sum_of(run: BatchRun) -> Text:
    """How far a step is, in one line."""
    if run.going and now() - run.beat > SILENT:
        state = Text("已中断，再次办理即可继续", "broken off, goes on when it is taken again")
    elif run.going:
        state = Text("办理中", "under way") if not run.stopping else Text("正在停下", "stopping")
    else:
        state = Text("已停止", "stopped") if run.stopping else Text("已结束", "ended")
    return Text(
        f"{state.zh}：共{run.total}，已办{run.done}，未办{run.refused}",
        f"{state.en}: {run.done} done, {run.refused} left behind, of {run.total}",
    )


def go_on() -> None:
    """Say how a step that was stopped is gone on with."""
    message(
        Text(
            "已在手头这一组之后停下；再次运行同一条命令即可继续，不会重复办理",
            "stopped behind the licences in hand; the same command again goes on, and does nothing twice",
        )
    )


def sentence_of(code: str) -> Text:
    """What a code says, in both languages."""
    found = _SAYS.fullmatch(Code[code].says)
    assert found is not None  # noqa: S101 - a test holds every code to this form
    return Text(found["zh"], found["en"])


def _each(reasons: Iterable[Refusal]) -> Iterator[Refusal]:
    for reason in reasons:
        yield from reasons_of(reason)


def _print_hint(hint: Hint, *, as_json: bool) -> None:
    if as_json:
        _print_json({"hint": _reason(hint.code, hint.path, hint.rules, hint.message)})
    else:
        _print_line(words("提示", "hint"), ".".join(hint.path), said(hint.message))


def _reason(code: str, path: Sequence[str], rules: Sequence[str], sentence: Text) -> dict[str, Any]:
    told = {"zh": sentence.zh, "en": sentence.en}
    return {"code": str(code), "path": ".".join(path), "rules": list(rules), "message": told}


def _row(row: int) -> str:
    if not row:
        return words("文件", "file")
    return f"第{row}行" if chinese() else f"row {row}"


def _cited(rules: Sequence[str]) -> str:
    return f"[{', '.join(rules)}]" if rules else ""


def _print_line(*parts: str) -> None:
    typer.echo("\t".join(printable(part) for part in parts).rstrip())


def _print_json(told: dict[str, Any]) -> None:
    typer.echo(orjson.dumps(told).decode())
