"""Objections as records of tables: to data (数据异议清单), and to licences (证照异议清单).

What is said of licences is for who sees their holders, and stands in no table. A licence is known by its identifier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from graph.errors import Text
from graph.law.policies import articles_into
from graph.law.workflows import LICENSE_OBJECTION
from graph.law.workflows import OBJECTION as WORKFLOW
from graph.office.published import MASK
from graph.office.sheets.recorded import RecordTable, at, shown, term
from graph.schema.nodes import LICENSE, OBJECTION
from graph.store.edges import Row, by_id
from graph.store.personal import PersonalData
from graph.store.reading import day
from graph.store.view import View
from graph.subjects.objections.memory import RESULT, WORDS
from graph.words.china_time import china_day
from graph.words.objections import ObjectionGround, ObjectionState
from graph.words.records import LicenseObjectionRecord, ObjectionRecord

TABLE: Final = RecordTable.of(
    "objections", ObjectionRecord,
    id="异议编号", on_kind="异议对象类别", on="异议对象代码", ground="异议事由", state="状态", answering="核查部门代码",
    raised_at="提出时间", due_on="法定期限", resolved_at="办结时间", words="异议内容", result="核查结果",
)  # fmt: skip
OF_LICENSES: Final = RecordTable.of(
    "license_objections", LicenseObjectionRecord,
    id=("证照异议编号", Text("异议的编号", "Id of the objection")),
    on=("电子证照标识", Text("被异议的证照；取用人看不到的写作 ***", "The licence; *** for who does not see it")),
    ground=("异议事由", Text("异议的事由", "What is doubted")),
    state=("状态", Text("办理到哪一步", "Where it stands")),
    answering=("核查部门代码", Text("核查部门的统一社会信用代码", "USCC of the department that answers")),
    raised_at=("提出时间", Text("何时提出", "When it was raised")),
    due_on=("法定期限", Text("最后一天；条文没有规定的为空", "Last day; empty where the text has no number")),
    resolved_at=("办结时间", Text("何时办结", "When it was closed")),
)  # fmt: skip
_OF_DATA: Final[Mapping[str, str]] = {"Resource": "目录条目", "Item": "信息项"}
_KIND, _ON = (OBJECTION.names.index(name) for name in ("onKind", "onId"))
_ID, _IDENTIFIER = (LICENSE.names.index(name) for name in ("id", "identifier"))


async def objections_under(view: View, personal: PersonalData, ids: Sequence[str]) -> Mapping[str, ObjectionRecord]:
    """The records of some ids that are of data, as far as the asker sees them."""
    found = await by_id(OBJECTION)(view, ids)
    records = (_record(row, personal) for row in found if row and row[_KIND] in _OF_DATA)
    return {each.id: each for each in records}


async def license_objections_under(
    view: View, _: PersonalData, ids: Sequence[str]
) -> Mapping[str, LicenseObjectionRecord]:
    """The records of some ids that are of licences, as far as the asker sees them."""
    found = [row for row in await by_id(OBJECTION)(view, ids) if row and row[_KIND] == LICENSE.label]
    of = sorted({row[_ON] for row in found})
    seen = {row[_ID]: row[_IDENTIFIER] for row in await by_id(LICENSE)(view, of) if row} if of else {}
    records = (_of_license(row, seen.get(row[_ON], MASK)) for row in found)
    return {each.id: each for each in records}


def _of_license(row: Row, identifier: str) -> LicenseObjectionRecord:
    told: dict[str, Any] = dict(zip(OBJECTION.names, row, strict=True))
    state, raised = ObjectionState[told["state"]], datetime.fromisoformat(told["raisedAt"])
    return LicenseObjectionRecord(
        id=told["id"],
        on=identifier,
        ground=term(ObjectionGround, told["ground"]),
        state=state.zh,
        answering=told["answersId"] or "",
        raised_at=at(raised),
        due_on=day(told["dueOn"]),
        resolved_at=at(told["resolvedAt"]),
        rules=articles_into(told["policyId"], LICENSE_OBJECTION, china_day(raised), state),
    )


def _record(row: Row, personal: PersonalData) -> ObjectionRecord:
    told: dict[str, Any] = dict(zip(OBJECTION.names, row, strict=True))
    state = ObjectionState[told["state"]]
    return ObjectionRecord(
        id=told["id"],
        on_kind=_OF_DATA[told["onKind"]],
        on=told["onId"],
        ground=term(ObjectionGround, told["ground"]),
        state=state.zh,
        answering=told["answersId"] or "",
        raised_at=at(told["raisedAt"]),
        due_on=day(told["dueOn"]),
        resolved_at=at(told["resolvedAt"]),
        words=shown(personal.shown(told["wordsCipher"], WORDS)),
        result=shown(personal.shown(told["resultCipher"], RESULT)),
        rules=articles_into(told["policyId"], WORKFLOW, china_day(datetime.fromisoformat(told["raisedAt"])), state),
    )
