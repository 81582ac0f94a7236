"""Lineage, membership in libraries and sharing requests as tables."""

from __future__ import annotations

from graph.desk.sheets.cells import Cells, Column, Form, Parsed, read_form
from graph.desk.sheets.files import Table
from graph.model.catalogue import ItemLineageEdge, LineageEdge
from graph.model.sharing import SharingRequest
from graph.model.terms import Purpose, RequestState

MEMBERSHIPS = Form("memberships", (Column("资源代码", "entry"), Column("资源库", "library")))
LINEAGE = Form("lineage", (Column("下游", "downstream"), Column("上游", "upstream"), Column("规则", "rule")))
ITEM_LINEAGE = Form(
    "item_lineage",
    (
        Column("下游资源", "downstream"),
        Column("下游信息项", "downstream_item"),
        Column("上游资源", "upstream"),
        Column("上游信息项", "upstream_item"),
        Column("规则", "rule"),
    ),
)
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


def read_memberships(table: Table) -> Parsed[tuple[str, str]]:
    """Read which entry is in which library: (entry code, library code)."""
    return read_form(
        table, MEMBERSHIPS, lambda cells: (cells.code("资源代码", needed=True), cells.code("资源库", needed=True))
    )


def read_lineage(table: Table) -> Parsed[LineageEdge]:
    """Read lineage between entries, systems, libraries and licence types."""
    return read_form(table, LINEAGE, _edge)


def read_item_lineage(table: Table) -> Parsed[ItemLineageEdge]:
    """Read lineage between information items."""
    return read_form(table, ITEM_LINEAGE, _item_edge)


def read_requests(table: Table) -> Parsed[SharingRequest]:
    """Read sharing requests with their answers."""
    return read_form(table, REQUESTS, _request)


def _edge(cells: Cells) -> LineageEdge:
    return LineageEdge(cells.code("下游", needed=True), cells.code("上游", needed=True), cells.text("规则"))


def _item_edge(cells: Cells) -> ItemLineageEdge:
    return ItemLineageEdge(
        cells.code("下游资源", needed=True),
        cells.text("下游信息项", needed=True),
        cells.code("上游资源", needed=True),
        cells.text("上游信息项", needed=True),
        cells.text("规则"),
    )


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
