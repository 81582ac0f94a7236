"""The table of sharing requests and what came of them."""

from __future__ import annotations

from graph.office.sheets.cells import Cells
from graph.office.sheets.forms import Column, Form, Parsed
from graph.office.sheets.rows import Table
from graph.office.sheets.typed import read_kind
from graph.schema.nodes import REQUEST
from graph.words.sharing import RequestState, SharingRequest


def _items(cells: Cells, name: str) -> tuple[str, ...]:
    """Names of items, which are words and no codes."""
    return tuple(part.strip() for part in cells.text(name).split(";") if part.strip())


REQUESTS = Form(
    "requests",
    (
        Column("申请编号", "id"),
        Column("使用方代码", "consumer"),
        Column("资源代码", "resource"),
        Column("用途类别", "purpose"),
        Column("用途说明", "purpose_words"),
        Column("应用场景", "scenario"),
        Column("依据", "basis"),
        Column("申请日期", "opened_on"),
        # What was decided elsewhere is answered or it waits; the steps of a request are not brought by a table.
        Column("状态", "state", by_hand=lambda cells, name: cells.term(name, RequestState)),
        Column("答复日期", "answered_on"),
        # What was granted is kept by the grant, which no table brings.
        Column("授权期限", "grant_until", by_hand=Cells.day, blank=True),
        Column("授权信息项", "grant_items", by_hand=_items, blank=True),
        Column("拒绝理由", "refusal"),
    ),
    told=(
        *("id", "consumer", "resource", "purpose", "purpose_words", "scenario", "basis"),
        *("opened_on", "state", "answered_on", "refusal"),
    ),
    kind=REQUEST,
)


def read_requests(table: Table) -> Parsed[SharingRequest]:
    """Read sharing requests with their answers."""
    return read_kind(table, REQUESTS, REQUEST, SharingRequest)
