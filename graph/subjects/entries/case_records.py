"""Cases of entries, as records of a table (目录条目案件清单): what was proposed stands in the case and its version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from graph.law.policies import articles_into
from graph.law.workflows import ENTRY
from graph.office.sheets.recorded import RecordTable, at, shown, term
from graph.schema.nodes import ENTRY_CASE
from graph.store.edges import Row, by_id
from graph.store.personal import PersonalData
from graph.store.reading import day
from graph.store.view import View
from graph.subjects.entries.cases import WORDS
from graph.words.china_time import china_day
from graph.words.entry_cases import CauseKind, EntryCaseState
from graph.words.records import EntryCaseRecord

TABLE: Final = RecordTable.of(
    "entry_cases", EntryCaseRecord,
    id="案件编号", code="资源代码", name="资源名称", provider="提供方代码", state="状态", opened_at="立案时间",
    due_on="期限", cause_kind="变更原因类别", cause="变更原因", basis="依据代码", base="原版本号",
    successor_usable_on="替代资源可用日期", reviewed="发布审查", words="办理意见",
)  # fmt: skip


async def entry_cases_under(view: View, personal: PersonalData, ids: Sequence[str]) -> Mapping[str, EntryCaseRecord]:
    """The records of some ids, as far as the asker sees them."""
    found = await by_id(ENTRY_CASE)(view, ids)
    return {each.id: each for each in (_record(row, personal) for row in found if row)}


def _record(row: Row, personal: PersonalData) -> EntryCaseRecord:
    told: dict[str, Any] = dict(zip(ENTRY_CASE.names, row, strict=True))
    state = EntryCaseState[told["state"]]
    return EntryCaseRecord(
        id=told["id"],
        code=told["code"],
        name=shown(told["name"]),
        provider=told["providerId"],
        state=state.zh,
        opened_at=at(told["openedAt"]),
        due_on=day(told["dueOn"]),
        cause_kind=term(CauseKind, told["causeKind"]),
        cause=shown(told["cause"]),
        basis=told["causeBasisId"] or "",
        base=told["base"],
        successor_usable_on=day(told["successorUsableOn"]),
        reviewed=shown("\n".join(told["releaseReview"] or ())),
        words=shown(personal.shown(told["wordsCipher"], WORDS)),
        rules=articles_into(told["policyId"], ENTRY, china_day(datetime.fromisoformat(told["openedAt"])), state),
    )
