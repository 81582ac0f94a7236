"""How records come back that a list has handed out: compared with what stands, and never written.

* A record that says what stands is unchanged. Any other is refused, field by field, with what stands and the articles
  by which it stands there: what happens to it, happens in the system, or is told by the exchange platform.
* Words are compared as a table shows them, without numbers of persons; what it withholds altogether is not compared.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from graph.errors import Conflict, Malformed, Refusal, Text
from graph.law.scope import EVERYTHING
from graph.office.idempotency import Writing
from graph.office.published import MASK
from graph.office.references import twice
from graph.office.review import Review
from graph.office.sheets.forms import Parsed
from graph.office.sheets.recorded import RecordTable
from graph.office.sheets.said import written
from graph.refusal_codes import Code
from graph.schema.nodes import (
    DATA_USE,
    DELIVERY,
    ENTRY_CASE,
    FORGERY_CASE,
    LICENSE,
    LICENSE_BATCH,
    LICENSE_DRAFT,
    OBJECTION,
    OWED_DUTY,
)
from graph.schema.shapes import Shape
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.duties import records as duties
from graph.subjects.entries import case_records as entry_cases
from graph.subjects.exchange import records as exchange
from graph.subjects.forgeries import records as forgeries
from graph.subjects.importing.batches import Asking, Bringing, Importable, Judgement, Outcome, Told, nodes
from graph.subjects.licensing import records as licensing
from graph.subjects.objections import records as objections
from graph.words.records import Record

Under = Callable[[View, PersonalData, Sequence[str]], Awaitable[Mapping[str, Any]]]
"""Reads records by their ids, as far as the asker sees them."""


def _importable(
    table: RecordTable[Any], kind: Shape, under: Under, comes: Text, called: Under | None = None
) -> Importable:
    """How records come back; `called` reads them by the names under which they stand, where those are no ids."""

    async def judge(bringing: Bringing, parsed: Parsed[Any]) -> Judgement:
        view = View(bringing.store, EVERYTHING, bringing.actor.today)
        there = await (called or under)(view, bringing.personal, [one.id for one in parsed.values])
        return judged(table, kind, parsed.values, there, comes)

    async def standing(asking: Asking, ids: Sequence[str]) -> Mapping[str, Any]:
        return await under(View(asking.store, EVERYTHING, asking.on), asking.personal, ids)

    return Importable(table.form, kind, table.read, judge, nodes(kind.label, standing))


def judged(
    table: RecordTable[Any], kind: Shape, values: Sequence[Record], there: Mapping[str, Record], comes: Text
) -> Judgement:
    """What becomes of records that are brought: nothing, or they are refused; `comes` says what one comes of."""
    faults = (*twice(table.form.name, values, lambda one: one.id, "id"), *_changed(table, kind, values, there, comes))
    told = tuple(Told(one.id, kind.words.zh, Outcome.UNCHANGED) for one in values)
    return Judgement(told, Review(faults), _nothing)


def _changed(
    table: RecordTable[Any], kind: Shape, values: Sequence[Record], there: Mapping[str, Record], comes: Text
) -> Iterator[Refusal]:
    for position, one in enumerate(values, start=1):
        path, stands = (table.form.name, str(position)), there.get(one.id)
        if stands is None:
            yield _unknown(kind, one, (*path, "id"), comes)
            continue
        for column in table.form.columns:
            said, kept = getattr(one, column.field), getattr(stands, column.field)
            if said not in (kept, MASK):
                yield _otherwise(kind, stands, (*path, column.field), written(said), written(kept))


def _unknown(kind: Shape, one: Record, path: tuple[str, ...], comes: Text) -> Malformed:
    return Malformed(
        Text(
            f"没有这条{kind.words.zh}记录；{comes.zh}，表格不新增，请删去该行",
            f"there is no such {kind.words.en}: {comes.en}, and no table adds one; take the row out",
        ),
        code=Code.UNKNOWN_CODE,
        path=path,
        value=one.id,
    )


def _otherwise(kind: Shape, stands: Record, path: tuple[str, ...], said: str, kept: str) -> Conflict:
    return Conflict(
        Text(
            f"{kind.words.zh}的记录为“{kept}”，表格不改动它，请改回，或在系统中办理",
            f"the record of this {kind.words.en} says “{kept}”: no table changes it, put it back, or act on it here",
        ),
        code=Code.RECORD_DIFFERS,
        rules=stands.rules,
        path=path,
        value=said,
        limit=kept,
    )


async def _nothing(_: Writing) -> None:
    """Nothing of a record is written."""


DUTIES: Final = _importable(
    duties.TABLE, OWED_DUTY, duties.duties_under,
    Text("义务由办法所定的事由和期限形成", "a duty comes of what the text of the city says"),
)  # fmt: skip
OBJECTIONS: Final = _importable(
    objections.TABLE, OBJECTION, objections.objections_under,
    Text("异议由使用数据的部门提出（raiseObjection）", "a department that uses the data raises it (raiseObjection)"),
)  # fmt: skip
LICENSE_OBJECTIONS: Final = _importable(
    objections.OF_LICENSES, OBJECTION, objections.license_objections_under,
    Text(
        "证照异议由持证人或见过该证照的人提出（raiseObjection）",
        "who holds a licence or was shown it raises an objection to it (raiseObjection)",
    ),
)  # fmt: skip
ENTRY_CASES: Final = _importable(
    entry_cases.TABLE, ENTRY_CASE, entry_cases.entry_cases_under,
    Text(
        "案件由登记、变更、停用条目形成（registerEntry 等）",
        "a case comes of registering, changing or withdrawing an entry",
    ),
)  # fmt: skip
USES: Final = _importable(
    exchange.USES, DATA_USE, exchange.uses_under,
    Text(
        "使用由共享平台的服务账号报送（recordUses）",
        "the service account of the exchange platform tells a use (recordUses)",
    ),
)  # fmt: skip
DELIVERIES: Final = _importable(
    exchange.DELIVERIES, DELIVERY, exchange.deliveries_under,
    Text(
        "归集由共享平台的服务账号报送（recordDeliveries）",
        "the service account of the exchange platform tells a delivery (recordDeliveries)",
    ),
)  # fmt: skip
LICENSES: Final = _importable(
    licensing.LICENSES, LICENSE, licensing.licenses_under,
    Text("电子证照由签发形成（issueLicense）", "a licence is issued (issueLicense)"),
    licensing.licenses_called,
)  # fmt: skip
LICENSE_DRAFTS: Final = _importable(
    licensing.DRAFTS, LICENSE_DRAFT, licensing.drafts_under,
    Text(
        "待签发证照由接收证照数据形成（receiveLicenseData）",
        "a licence to be issued comes of the data that are handed in (receiveLicenseData)",
    ),
)  # fmt: skip
LICENSE_BATCHES: Final = _importable(
    licensing.BATCHES, LICENSE_BATCH, licensing.batches_under,
    Text(
        "制证批次由报送一表证照数据形成（receiveLicenseBatch）",
        "a batch comes of a sheet of licences that is handed in (receiveLicenseBatch)",
    ),
)  # fmt: skip
FORGERIES: Final = _importable(
    forgeries.TABLE, FORGERY_CASE, forgeries.forgeries_under,
    Text("疑似伪造证照由发现方举报（reportForgery）", "who meets a suspected forgery reports it (reportForgery)"),
)  # fmt: skip
