"""What is done with requests, entries and objections in the other cities, row by row of their tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from graph.cases.desk import Office
from graph.law.access import Principal
from graph.law.joining import joined
from graph.law.policies import policy_on, table_on
from graph.law.workflow import Side, Table, Workflow
from graph.law.workflows import ENTRY, OBJECTION
from graph.office.actor import Actor
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.entries import approving
from graph.subjects.exchange import desk as exchange
from graph.subjects.objections import desk as objections
from graph.subjects.sharing import asking
from graph.subjects.sharing.settling import Said
from graph.words.china_time import china_day
from graph.words.entries import EntryDraft, SharingType, UpdateCycle
from graph.words.entry_cases import CauseKind, EntryEvent, Ground
from graph.words.exchange import DataUse
from graph.words.objections import ObjectionEvent, ObjectionGround
from graph.words.people import Role
from graph.words.sharing import Purpose
from graph.words.sharing_cases import SharingEvent, Stated
from seed.officers import Sides, officer
from seed.releasing import reviewed_of
from seed.sheets import Row, listed, sheet

DAY = timedelta(days=1)
_SCOPE = "限本部门履行职责使用，不得提供给第三方"
_PAPER = "演示〔2026〕{}号"
_LONGER = 10
"""Working days by which a check is prolonged."""
_FIRST = frozenset({EntryEvent.CHANGE, EntryEvent.WITHDRAW})
"""What begins the case of an entry that is published."""
_BACK = "请补充信息项说明后重新登记"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where it is done."""

    store: Store
    personal: PersonalData
    drafts: Mapping[str, EntryDraft]
    begun: datetime
    """The demonstration's beginning, from which days are counted back."""
    requests: dict[str, str]
    """Ids of the requests that are opened, by their keys."""

    def day(self, row: Row, after: int = 0) -> datetime:
        """When something is done, so many days after the first step of its row."""
        return self.begun - (int(row["几日前"]) - after) * DAY

    def table(self, row: Row, workflow: Workflow) -> Table:
        """The table that a case of a row keeps."""
        return table_on(row["政策"], workflow, china_day(self.day(row)))

    async def ask(self, row: Row) -> None:
        """A request, and what became of it."""
        first, *then = (SharingEvent(each) for each in listed(row["办理"]))
        table, sides, key = self._requested(row), self._sides(row), _key("request", row)
        view, actor = await officer(self.store, table, (), first, sides, self.day(row))
        stated = Stated(
            purpose=Purpose(row["用途类别"]), scenario=row["场景"], need=row["需求"], duty_basis=row["职责依据"],
            basis=row["职责依据"], items=listed(row["信息项"]),
        )  # fmt: skip
        office = Office(self.store, self.personal, view, actor, f"{key} asked")
        self.requests[key] = await asking.ask(office, row["使用方代码"], row["资源代码"], first, stated)
        await self._on(row, (first,), then, self.day(row))

    async def ask_on(self, row: Row) -> None:
        """What became of a request after something else was done."""
        before = tuple(SharingEvent(each) for each in listed(row["办理"]))
        then = [SharingEvent(each) for each in listed(row["其后办理"])]
        await self._on(row, before, then, self.begun - (int(row["其后几日前"]) + 1) * DAY)

    async def _on(
        self, row: Row, before: tuple[SharingEvent, ...], then: Sequence[SharingEvent], since: datetime
    ) -> None:
        table, sides, key = self._requested(row), self._sides(row), _key("request", row)
        for at, event in enumerate(then, start=1):
            view, actor = await officer(self.store, table, (*before, *then[: at - 1]), event, sides, since + at * DAY)
            office = Office(self.store, self.personal, view, actor, f"{key} {len(before) + at}")
            await asking.move_request(office, self.requests[key], event, _said(event, row, actor.today))

    def _requested(self, row: Row) -> Table:
        """The table of a request: the city's, without the inner approvals where its text leaves out who asks."""
        left_out = {each["代码"] for each in sheet("departments") if each["不适用政策"] == row["政策"]}
        provider = policy_on(row["政策"], china_day(self.day(row)))
        return joined(None if self._sides(row)[Side.APPLICANT] in left_out else provider, provider)

    def _sides(self, row: Row) -> Sides:
        consumers = {each["代码"]: each["所属部门代码"] for each in sheet("cities/consumers")}
        applicant = consumers[row["使用方代码"]]
        return {
            Side.PROVIDER: self.drafts[row["资源代码"]].provider,
            Side.APPLICANT: applicant, Side.APPLICANT_LEAD: applicant,
        }  # fmt: skip

    async def approve(self, row: Row) -> None:
        """An entry on its way into the catalogue, on its way through a change, or out."""
        draft, table = self.drafts[row["资源代码"]], self.table(row, ENTRY)
        reviewed = reviewed_of(draft, policy_on(row["政策"], china_day(self.day(row))))
        # A version by which the type is changed names the decision.
        cause = f"{row['原因']}（{_paper(row)}）" if row["改为共享类型"] else row["原因"]
        ground = Ground(CauseKind(row["原因类别"]), cause, reviewed, row["变更依据"] or None)
        events = [EntryEvent(each) for each in listed(row["办理"])]
        case = ""
        for at, event in enumerate(events):
            view, actor = await officer(
                self.store, table, events[:at], event, {Side.PROVIDER: draft.provider}, self.day(row, at)
            )
            office = Office(self.store, self.personal, view, actor, f"{_key('entry', row)} {at}")
            if event in _FIRST:
                usable = china_day(self.begun) - int(row["新资源几日前可用"]) * DAY if row["新资源几日前可用"] else None
                said = approving.Said(cause, successor=row["新资源"], successor_usable_on=usable, ground=ground)
                case = await approving.begin(office, draft.code, event, said)
            elif event is EntryEvent.REGISTER:
                proposed = _changed(draft, row) if EntryEvent.CHANGE in events else draft
                case = await approving.register_entry(office, proposed, ground)
            else:
                said = approving.Said(_BACK if event is EntryEvent.SEND_BACK else "")
                case = await approving.move_entry(office, case, event, said)

    async def object(self, row: Row) -> None:
        """An objection of a department that has a grant for the data or has used them, and what became of it."""
        draft, table, key = self.drafts[row["资源代码"]], self.table(row, OBJECTION), _key("objection", row)
        if row["使用条文"]:
            await self._used(row)
        sides = {Side.PROVIDER: draft.provider, Side.APPLICANT: row["异议部门代码"]}
        done = [ObjectionEvent.RAISE]
        view, actor = await officer(self.store, table, (), ObjectionEvent.RAISE, sides, self.day(row))
        ground = ObjectionGround(row["异议类别"])
        raised = await objections.raise_objection(
            self.store, self.personal, view, actor, "Resource", draft.code, ground, row["内容"], key=f"{key} raised"
        )
        for at, event in enumerate((ObjectionEvent(each) for each in listed(row["办理"])), start=1):
            view, actor = await officer(self.store, table, done, event, sides, self.day(row, at))
            days = _LONGER if event is ObjectionEvent.EXTEND else 0
            await objections.move_objection(
                self.store, self.personal, view, actor, raised, event, "正在核查", days=days, key=f"{key} {at}"
            )
            done.append(event)

    async def _used(self, row: Row) -> None:
        codes = {each["所属部门代码"]: each["代码"] for each in sheet("cities/consumers")}
        platform = Actor(Principal(Role.SERVICE, "exchange-platform"), self.day(row) - DAY)
        use = DataUse(
            number=f"DEMO-U-{row['政策']}-{row['资源代码']}", consumer=codes[row["异议部门代码"]],
            resource=row["资源代码"], used_at=platform.now, rows=20, purpose=Purpose.COLLABORATION,
            caller="共享交换平台", rule=row["使用条文"],
        )  # fmt: skip
        await exchange.record_uses(self.store, self.personal, platform, (use,), key=None)


def _changed(draft: EntryDraft, row: Row) -> EntryDraft:
    if row["改为共享类型"]:
        return replace(draft, sharing=SharingType(row["改为共享类型"]), sharing_condition="")
    other = UpdateCycle.DAILY if draft.cycle is not UpdateCycle.DAILY else UpdateCycle.REAL_TIME
    return replace(draft, cycle=other)


def _said(event: SharingEvent, row: Row, on: date) -> Said:
    """What is stated with a step, as far as some text asks for it."""
    match event:
        case SharingEvent.CONSENT | SharingEvent.CHANGE_THE_TYPE:
            return Said(scope=_SCOPE, agreement_asked=bool(row["安全协议"]))
        case SharingEvent.APPROVE:
            return Said(scope=_SCOPE, confirmed=frozenset({"within_conditions"}))
        case SharingEvent.REFUSE:
            return Said(row["说明"], basis=row["拒绝依据"])
        case SharingEvent.FAIL_CHECK:
            return Said(row["说明"])
        case SharingEvent.DISPUTE:
            return Said(duty_basis=row["职责依据"])
        case SharingEvent.FAIL:
            return Said("双方对信息项范围未能达成一致")
        case SharingEvent.APPROVE_IN_WRITING | SharingEvent.RECORD_CONSENT:
            return Said(document_number=_paper(row), document_on=on)
        case SharingEvent.FILE_OVER_THE_PLATFORM:
            return Said(confirmed=frozenset({"reviewed_by_centre"}))
        case SharingEvent.GIVE_OPINION:
            return Said("会同相关单位研究，建议变更为共享类", heard=_units(row["政策"]))
        case SharingEvent.PASS_CHECK:
            return Said(controlled=True if row["管控接口"] else None)
        case _:
            return Said()


def _units(city: str) -> tuple[str, ...]:
    """The departments of a city that ask for data, which are heard of any request."""
    asking = (each for each in sheet("cities/consumers") if each["代码"].startswith(city))
    return tuple(dict.fromkeys(each["所属部门代码"] for each in asking if each["所属部门代码"]))


def _paper(row: Row) -> str:
    """Number of the document by which is decided what is done with an entry."""
    return _PAPER.format(int(row["资源代码"].rpartition("/")[2]))


def _key(kind: str, row: Row) -> str:
    """Of a row what no other row has."""
    return " ".join(("demonstration", kind, row["政策"], row["几日前"], row["资源代码"]))
