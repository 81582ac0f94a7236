"""Licences, those not issued yet, and batches of these as records of a table (电子证照、待签发证照、制证批次清单).

They say the same to whoever sees the licence: no holder, no face, no reason, no number that tells of a person. A
licence is known by its identifier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from graph.errors import Text
from graph.law import workflows
from graph.law.policies import articles_into
from graph.office.published import MASK
from graph.office.sheets.cleaned import cleaned
from graph.office.sheets.recorded import RecordTable, at
from graph.schema.nodes import LICENSE, LICENSE_BATCH, LICENSE_DRAFT
from graph.store.edges import Row, by_id
from graph.store.personal import PersonalData
from graph.store.reading import day
from graph.store.view import View
from graph.subjects.licensing.batch_rows import batch_told
from graph.subjects.licensing.memory import by_identifier
from graph.words.china_time import china_day
from graph.words.license_batches import LicenseBatch
from graph.words.license_drafts import DraftState
from graph.words.licensing import NUMBER, LicenseEvent, LicenseState
from graph.words.records import LicenseBatchRecord, LicenseDraftRecord, LicenseListed

LICENSES: Final = RecordTable.of(
    "licenses", LicenseListed,
    id="电子证照标识", number="证照编号", type="证照类型代码", type_name="证照名称", version="版本号",
    issuer="颁发机构代码", state="证照状态", issued_on="颁发日期", valid_from="有效期起", valid_until="有效期止",
    sealed_at="签章时间", changed_at="状态变更时间", digest="文件摘要",
)  # fmt: skip
DRAFTS: Final = RecordTable.of(
    "license_drafts", LicenseDraftRecord,
    id="待签发证照编号", type="证照类型代码", issuer="颁发机构代码", state="状态", received_at="接收时间",
    entered_at="进入当前状态时间", batch="批次编号", license="电子证照标识",
)  # fmt: skip
BATCHES: Final = RecordTable.of(
    "license_batches", LicenseBatchRecord,
    id=("批次编号", Text("批次的编号", "Id of the batch")),
    type=("证照类型代码", Text("证照类型的代码", "Code of the licence type")),
    issuer=("颁发机构代码", Text("颁发机构的统一社会信用代码", "USCC of the department that issues")),
    entry=("资源代码", Text("数据所属条目的代码", "Code of the entry whose data they are")),
    sheet_rows=("行数", Text("所报表格的行数", "Rows of the sheet")),
    not_taken=("未接收行数", Text("没有接收的行数", "Rows that were not taken")),
    received_at=("接收时间", Text("何时接收", "When it came")),
    step=("最近办理", Text("正在办理或最近办理的一步", "The step that is being taken, or was last")),
    done=("已办份数", Text("这一步已办的份数", "Licences that took it")),
    left=("未办份数", Text("这一步没有办的份数", "Licences that it has left")),
)  # fmt: skip
_ID, _IDENTIFIER = (LICENSE.names.index(name) for name in ("id", "identifier"))


async def licenses_under(view: View, personal: PersonalData, ids: Sequence[str]) -> Mapping[str, LicenseListed]:
    """The licences of some ids, as far as the asker sees them."""
    found = await by_id(LICENSE)(view, ids)
    return {key: _license(row, personal) for key, row in zip(ids, found, strict=True) if row}


async def licenses_called(view: View, personal: PersonalData, called: Sequence[str]) -> Mapping[str, LicenseListed]:
    """The licences of some identifiers, as far as the asker sees them."""
    found = await by_identifier(view, called)
    return {key: _license(row, personal) for key, row in zip(called, found, strict=True) if row}


async def drafts_under(view: View, _: PersonalData, ids: Sequence[str]) -> Mapping[str, LicenseDraftRecord]:
    """The licences to be issued of some ids, as far as the asker sees them."""
    found = [_named(row) for row in await by_id(LICENSE_DRAFT)(view, ids) if row]
    issued = [each["licenseId"] for each in found if each["licenseId"]]
    called = {row[_ID]: row[_IDENTIFIER] for row in await by_id(LICENSE)(view, issued) if row} if issued else {}
    return {each["id"]: _draft(each, called.get(each["licenseId"], "")) for each in found}


async def batches_under(view: View, _: PersonalData, ids: Sequence[str]) -> Mapping[str, LicenseBatchRecord]:
    """The batches of some ids, as far as the asker sees them."""
    found = [batch_told(row) for row in await by_id(LICENSE_BATCH)(view, ids) if row]
    return {each.id: batch_listed(each) for each in found}


def batch_listed(batch: LicenseBatch) -> LicenseBatchRecord:
    """A batch as its table says it."""
    run = batch.run
    return LicenseBatchRecord(
        id=batch.id,
        type=batch.type_code,
        issuer=batch.issuer,
        entry=batch.entry or "",
        sheet_rows=batch.rows,
        not_taken=len(batch.refused),
        received_at=at(batch.received_at),
        step=run.event.zh if run else "",
        done=run.done if run else None,
        left=run.refused if run else None,
        rules=articles_into(batch.policy, workflows.LICENSE_DRAFT, china_day(batch.received_at), DraftState.RECEIVED),
    )


def _license(row: Row, personal: PersonalData) -> LicenseListed:
    told: dict[str, Any] = dict(zip(LICENSE.names, row, strict=True))
    number = None if told["numberPersonal"] in (None, True) else told["numberCipher"]
    return LicenseListed(
        id=told["identifier"],
        number=cleaned(personal.decrypt(number, NUMBER)) if number else MASK,
        type=told["typeId"],
        type_name=cleaned(told["typeName"]),
        version=told["version"],
        issuer=told["issuerId"],
        state=LicenseState[told["state"]].zh,
        issued_on=day(told["issuedOn"]),
        valid_from=day(told["validFrom"]),
        valid_until=day(told["validUntil"]),
        sealed_at=at(told["sealedAt"]),
        changed_at=at(LicenseEvent.parse(told["stateHistory"][-1]).at),
        digest=told["digest"],
    )


def _named(row: Row) -> dict[str, Any]:
    return dict(zip(LICENSE_DRAFT.names, row, strict=True))


def _draft(told: Mapping[str, Any], issued: str) -> LicenseDraftRecord:
    state, received = DraftState[told["state"]], datetime.fromisoformat(told["receivedAt"])
    return LicenseDraftRecord(
        id=told["id"],
        type=told["typeId"],
        issuer=told["issuerId"],
        state=state.zh,
        received_at=at(received),
        entered_at=at(told["enteredAt"]),
        batch=told["batchId"] or "",
        license=issued,
        rules=articles_into(told["policyId"], workflows.LICENSE_DRAFT, china_day(received), state),
    )
