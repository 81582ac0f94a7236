"""What departments owe and have owed, as records of a table (义务清单)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from graph.office.sheets.recorded import RecordTable, at, shown, term
from graph.schema.nodes import OWED_DUTY
from graph.store.edges import Row, by_id
from graph.store.personal import PersonalData
from graph.store.reading import day
from graph.store.view import View
from graph.subjects.duties.memory import WORDS
from graph.words.duties import DutyEvent, DutyKind, DutyState
from graph.words.records import DutyRecord

TABLE: Final = RecordTable.of(
    "duties", DutyRecord,
    id="义务编号", kind="类别", state="状态", department="责任部门代码", code="资源代码", basis="依据代码",
    trigger="事由", event_on="事由发生日", period="所属期间", due_on="期限", opened_at="记录时间",
    done_at="履行时间", done_with="履行方式", version="条目版本号", words="说明", rules="依据条文",
)  # fmt: skip


async def duties_under(view: View, personal: PersonalData, ids: Sequence[str]) -> Mapping[str, DutyRecord]:
    """The records of some ids, as far as the asker sees them."""
    found = await by_id(OWED_DUTY)(view, ids)
    return {each.id: each for each in (_record(row, personal) for row in found if row)}


def _record(row: Row, personal: PersonalData) -> DutyRecord:
    told: dict[str, Any] = dict(zip(OWED_DUTY.names, row, strict=True))
    return DutyRecord(
        id=told["id"],
        kind=term(DutyKind, told["kind"]),
        state=term(DutyState, told["state"]),
        department=told["departmentId"],
        code=told["code"] or "",
        basis=told["basisId"] or "",
        trigger=term(DutyEvent, told["trigger"]),
        event_on=day(told["eventOn"]),
        period=day(told["period"]),
        due_on=day(told["dueOn"]),
        opened_at=at(told["openedAt"]),
        done_at=at(told["doneAt"]),
        done_with=term(DutyEvent, told["doneWith"]),
        version=told["version"],
        words=shown(personal.shown(told["wordsCipher"], WORDS)),
        rules=tuple(told["rules"] or ()),
    )
