"""Suspected forgeries, as records of a table (疑似伪造证照清单); what was said of a file is for who opens its case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from graph.law.policies import articles_into
from graph.law.workflows import FORGERY
from graph.office.sheets.recorded import RecordTable, at, term
from graph.schema.nodes import FORGERY_CASE
from graph.store.edges import Row, by_id
from graph.store.personal import PersonalData
from graph.store.reading import day
from graph.store.view import View
from graph.words.china_time import china_day
from graph.words.forgeries import ForgeryState, Judged
from graph.words.records import ForgeryRecord

TABLE: Final = RecordTable.of(
    "forgeries", ForgeryRecord,
    id="案件编号", digest="文件摘要", size="文件字节数", judged="核验结论", imitates="被伪造部门代码", state="状态",
    suspected_at="立案时间", due_on="法定期限", decided_at="认定时间", reported_at="报送时间", closed_at="办结时间",
)  # fmt: skip


async def forgeries_under(view: View, _: PersonalData, ids: Sequence[str]) -> Mapping[str, ForgeryRecord]:
    """The records of some ids, as far as the asker sees them."""
    found = await by_id(FORGERY_CASE)(view, ids)
    return {each.id: each for each in (_record(row) for row in found if row)}


def _record(row: Row) -> ForgeryRecord:
    told: dict[str, Any] = dict(zip(FORGERY_CASE.names, row, strict=True))
    state = ForgeryState[told["state"]]
    return ForgeryRecord(
        id=told["id"],
        digest=told["digest"],
        size=told["size"],
        judged=term(Judged, told["judged"]),
        imitates=told["answersId"] or "",
        state=state.zh,
        suspected_at=at(told["suspectedAt"]),
        due_on=day(told["dueOn"]),
        decided_at=at(told["decidedAt"]),
        reported_at=at(told["reportedAt"]),
        closed_at=at(told["closedAt"]),
        rules=articles_into(told["policyId"], FORGERY, china_day(datetime.fromisoformat(told["suspectedAt"])), state),
    )
