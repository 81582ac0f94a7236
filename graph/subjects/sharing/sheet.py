"""The table of sharing requests and what came of them."""

from __future__ import annotations

from graph.office.sheets.cells import Cells, Column, Form, Parsed, read_form
from graph.office.sheets.files import Table
from graph.words.sharing import Purpose, RequestState, SharingRequest

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
        Column("状态", "state"),
        Column("答复日期", "answered_on"),
        Column("授权期限", "grant_until"),
        Column("授权信息项", "grant_items"),
        Column("拒绝理由", "refusal"),
    ),
)


def read_requests(table: Table) -> Parsed[SharingRequest]:
    """Read sharing requests with their answers."""
    return read_form(table, REQUESTS, _request)


def _request(cells: Cells) -> SharingRequest:
    return SharingRequest(
        id=cells.code("申请编号", needed=True),
        consumer=cells.code("使用方代码", needed=True),
        resource=cells.code("资源代码", needed=True),
        purpose=cells.term("用途类别", Purpose),
        purpose_words=cells.text("用途说明"),
        scenario=cells.text("应用场景"),
        basis=cells.text("依据"),
        opened_on=cells.needed_day("申请日期"),
        state=cells.term("状态", RequestState),
        answered_on=cells.day("答复日期"),
        refusal=cells.text("拒绝理由"),
        grant_until=cells.day("授权期限"),
        grant_items=tuple(part.strip() for part in cells.text("授权信息项").split(";") if part.strip()),
    )
