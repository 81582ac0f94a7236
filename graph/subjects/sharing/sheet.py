"""Sharing requests and grants as tables, and the one in which each request stands with its grant."""

from __future__ import annotations

from graph.office.sheets.cells import Cells
from graph.office.sheets.forms import Column, Form, Parsed
from graph.office.sheets.rows import Table
from graph.office.sheets.typed import read_kind
from graph.schema.nodes import GRANT, REQUEST
from graph.words.sharing import RequestState, SharingRequest
from graph.words.sharing_tables import GrantOnFile, RequestOnFile


def _items(cells: Cells, name: str) -> tuple[str, ...]:
    """Names of items, which are words and no codes."""
    parts = (part.strip() for part in cells.text(name, exact=True).replace("；", ";").split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


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
_SEVERAL = "信息项的名称，可填多个，用分号隔开；空即全部。"
_GRANTED = "信息项的名称，可填多个，用分号隔开；空即申请的信息项。"
ON_FILE = Form(
    "sharing_requests",
    (
        Column("申请编号", "id"),
        # Names on the list of demands, for people.
        *(Column(name, "", needed=False) for name in ("使用部门", "资源名称", "提供部门")),
        Column("使用方代码", "consumer"),
        Column("资源代码", "resource"),
        Column("用途类别", "purpose"),
        Column("用途说明", "purpose_words"),
        Column("应用场景", "scenario"),
        Column("依据代码", "legal_basis"),
        Column("依据", "basis"),
        Column("履职依据", "duty_basis"),
        Column("业务需求", "need"),
        Column("申请信息项", "items", lacking=True, by_hand=_items, blank=True, says=_SEVERAL),
        Column("申请日期", "opened_on"),
        Column("状态", "state"),
        Column("答复日期", "answered_on"),
        Column("拒绝理由", "refusal"),
        Column("共享范围", "scope"),
        Column("决定文号", "document_number"),
        Column("决定日期", "document_on"),
    ),
    kind=REQUEST,
)
"""Requests, each with where it stands."""
DEMANDS = Form(
    "sharing_requests",
    (
        Column("申请编号", "id"),
        Column("使用部门", "applicant_name", by_hand=Cells.text),
        Column("资源名称", "resource_name", by_hand=Cells.text),
        Column("提供部门", "provider_name", by_hand=Cells.text),
        *(each for each in ON_FILE.columns[1:] if each.field),
    ),
    kind=REQUEST,
)
"""Requests that are not met, for people to read: who asks, for what, of whom; the rest as `ON_FILE` reads it again."""
GRANTS = Form(
    "sharing_grants",
    (
        Column("申请编号", "request"),
        Column("使用方代码", "consumer"),
        Column("资源代码", "resource"),
        Column("用途类别", "purpose"),
        Column("用途说明", "purpose_words"),
        Column("授权信息项", "items", lacking=True, by_hand=_items, blank=True, says=_GRANTED),
        Column("共享范围", "scope"),
        Column("共享方式类型", "mode"),
        Column("起", "valid_from"),
        Column("止", "valid_until"),
        Column("要求安全协议", "agreement_asked"),
        Column("协议提交日期", "agreement_on"),
        Column("协议摘要", "agreement_digest", says="双方签署的安全协议文件的 SHA-256，64位十六进制。"),
        Column("状态", "state"),
        Column("终止日期", "ended_on"),
        Column("终止方式", "ended_by"),
        Column("终止原因", "ending"),
        Column("销毁日期", "destroyed_on"),
        Column("销毁情况", "destruction"),
    ),
    kind=GRANT,
)
"""Grants, each by the request that it settles."""


def read_on_file(table: Table) -> Parsed[RequestOnFile]:
    """Read sharing requests."""
    return read_kind(table, ON_FILE, REQUEST, RequestOnFile)


def read_grants(table: Table) -> Parsed[GrantOnFile]:
    """Read grants."""
    return read_kind(table, GRANTS, GRANT, GrantOnFile)


def read_requests(table: Table) -> Parsed[SharingRequest]:
    """Read sharing requests with their answers."""
    return read_kind(table, REQUESTS, REQUEST, SharingRequest)
