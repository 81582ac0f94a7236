"""What is under way in the demonstration's catalogue: requests for data, entries and objections, in every open state.

- Each goes through the use cases, by those in 芜湖 whose step it is, in the weeks before the day on which it is loaded.
- Each step has a key of its own: loaded again, nothing is done again, whatever has become of the cases since.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import LiteralString

from graph.cases.desk import Office
from graph.law.scope import EVERYTHING
from graph.office.actor import Actor
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.entries import approving
from graph.subjects.entries.cases import under_code
from graph.subjects.objections import desk as objections
from graph.subjects.sharing import asking
from graph.subjects.sharing.settling import Said
from graph.words.china_time import china_day
from graph.words.entries import EntryDraft, UpdateCycle
from graph.words.entry_cases import CauseKind, EntryEvent, Ground, Reviewed
from graph.words.objections import ObjectionEvent, ObjectionGround
from graph.words.organisation import PostKind
from graph.words.sharing import Purpose
from graph.words.sharing_cases import SharingEvent, Stated
from seed.cast import acting, acting_in
from seed.catalogue import Catalogue
from seed.loader import Progress, untold

_CIVIL, _HOUSING, _SCHOOLS, _MARKET, _POLICE, _LABOUR = (
    "11340200MB992172X9", "11340200MB0038308T", "11340200MB39831291", "11340200MB3003290W", "11340200MB9069645W",
    "11340200MB8915096G",
)  # fmt: skip
"""民政局, 住房和城乡建设局, 教育局, 市场监督管理局, 公安局, 人力资源和社会保障局."""
_APPLIES, _ANSWERS, _AUTHORITY = PostKind.APPLICANT, PostKind.PROVIDER_OFFICER, PostKind.AUTHORITY_OFFICER
_SCOPE = "限本部门履行职责使用，不得提供给第三方"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Step:
    """What was done with a request after it was handed in, by whom, how many days later."""

    days: int
    post: PostKind
    department: str
    """Where the post is held; empty = by whoever holds it for the city."""
    event: SharingEvent
    said: Said


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request, and what became of it."""

    days: int
    """Before the demonstration begins."""
    department: str
    consumer: str
    resource: str
    purpose: Purpose
    need: str
    scenario: str
    duty: str
    items: tuple[str, ...] = ()
    steps: Sequence[_Step] = ()


def _answers(
    department: str, event: SharingEvent, words: str = "", *, scope: str = "", agreement: bool = False
) -> _Step:
    return _Step(4, _ANSWERS, department, event, Said(words, scope=scope, agreement_asked=agreement))


_REFUSED = _answers(_POLICE, SharingEvent.REFUSE, "申请范围超出所列事项所需，请按最小必要原则调整")
_DISPUTED = _Step(6, _APPLIES, _HOUSING, SharingEvent.DISPUTE, Said(duty_basis="公租房资格审核职责"))
_FAILED = _Step(9, _ANSWERS, _POLICE, SharingEvent.FAIL, Said("双方对信息项范围未能达成一致"))
_ASKED = (
    _Asked(
        1, _HOUSING, "WH-U-D10", "307018340200/000011", Purpose.COLLABORATION, "核对住宅小区电梯登记和维保情况",
        "住宅小区电梯安全排查", "物业管理活动监管职责", ("特种设备使用登记证编号", "特种设备使用单位名称"),
    ),
    _Asked(
        2, _CIVIL, "WH-U-D05", "307018340200/000004", Purpose.DATA_CHECK, "核对低保申请家庭成员持股情况",
        "社会救助家庭经济状况核对", "社会救助家庭经济状况核对职责", ("统一社会信用代码", "股东名称"),
    ),
    _Asked(
        3, _CIVIL, "WH-U-D05", "307004340200/000005", Purpose.DATA_CHECK, "核对低保申请家庭机动车辆情况",
        "社会救助家庭经济状况核对", "社会救助家庭经济状况核对职责", ("号牌号码", "机动车所有人", "所有人证件号码"),
    ),
    _Asked(
        30, _SCHOOLS, "WH-U-D02", "307010340200/000009", Purpose.ADMINISTRATIVE_BASIS, "核验随迁家庭公租房居住情况",
        "义务教育新生入学报名", "义务教育招生职责", ("申请人姓名", "公民身份号码"),
    ),
    _Asked(
        12, _LABOUR, "WH-U-D07", "307018340200/000004", Purpose.REFERENCE, "分析重点企业股权与用工情况",
        "就业形势研判", "促进就业职责",
        steps=(_answers(_MARKET, SharingEvent.REFUSE, "工作参考可使用汇总数据，无需逐户出资信息"),),
    ),
    _Asked(
        20, _HOUSING, "WH-U-D10", "307004340200/000001", Purpose.ADMINISTRATIVE_BASIS, "公租房申请家庭成员核验",
        "公共租赁住房资格审核", "公租房资格审核职责", steps=(_REFUSED, _DISPUTED),
    ),
    _Asked(
        40, _HOUSING, "WH-U-D10", "307004340200/000003", Purpose.ADMINISTRATIVE_BASIS, "公租房申请人居住年限核验",
        "公共租赁住房资格审核", "公租房资格审核职责", steps=(_REFUSED, _DISPUTED, _FAILED),
    ),
    _Asked(
        25, _MARKET, "WH-U-D18", "307002340200/000009", Purpose.COLLABORATION, "校车运营企业联合检查",
        "校园周边安全专项检查", "校园食品和用品安全监管职责",
        steps=(_answers(_SCHOOLS, SharingEvent.CONSENT, scope=_SCOPE),),
    ),
    _Asked(
        15, _SCHOOLS, "WH-U-D02", "307005340200/000010", Purpose.COLLABORATION, "困境儿童入学和资助衔接",
        "学生资助对象认定", "学生资助管理职责", ("公民身份号码", "姓名", "困境情形"),
        steps=(_answers(_CIVIL, SharingEvent.CONSENT, scope=_SCOPE, agreement=True),),
    ),
    _Asked(
        50, _LABOUR, "WH-U-D07", "307010340200/000006", Purpose.DATA_CHECK, "核对在建项目工人考勤与工资发放",
        "根治欠薪专项行动", "保障农民工工资支付职责",
        steps=(
            _Step(3, _APPLIES, _LABOUR, SharingEvent.WITHDRAW, Said("改用工资专用账户信息核对")),
        ),
    ),
    _Asked(
        70, _LABOUR, "WH-U-D07", "307017340200/000011", Purpose.ADMINISTRATIVE_BASIS, "职业病工伤认定核验",
        "工伤认定", "工伤认定职责",
        steps=(
            _answers("11340200MB0128506T", SharingEvent.REFUSE, "诊断信息涉及个人健康，仅提供是否诊断的核验结果"),
            _Step(6, _APPLIES, _LABOUR, SharingEvent.DISPUTE, Said(duty_basis="工伤认定职责")),
            _Step(9, _ANSWERS, "11340200MB0128506T", SharingEvent.FAIL, Said("双方对信息项范围未能达成一致")),
            _Step(20, _AUTHORITY, "", SharingEvent.RECORD_AGAINST,
                  Said("市政府协调意见：以核验结果方式提供", document_number="芜政办协〔演示〕7号")),
        ),
    ),
    _Asked(
        18, _MARKET, "WH-U-D18", "307004340200/000005", Purpose.COLLABORATION, "核对配送车辆号牌与经营者登记",
        "网络订餐配送安全检查", "食品安全监管职责", ("号牌号码", "机动车所有人"),
        steps=(
            _REFUSED,
            _Step(6, _APPLIES, _MARKET, SharingEvent.DISPUTE, Said(duty_basis="食品安全监管职责")),
        ),
    ),
)  # fmt: skip
_REVIEWED = (Reviewed("非涉密", "经审查不涉及国家秘密"), Reviewed("共享开放前的保密审查", "已审查，同意共享"))
_CHANGED = Ground(CauseKind.LAW_AMENDED, "《社会救助暂行办法》修订，调整救助类别", _REVIEWED, "D1-024")


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry that is worked on, and how far that is."""

    days: int
    department: str
    code: str
    """Of the entry that stands in the catalogue."""
    steps: tuple[EntryEvent, ...]
    fresh: str = ""
    """Code of a new entry that is made like it, and is not published yet."""
    name: str = ""


_ENTRIES = (
    _Entry(4, _MARKET, "307018340200/000015", (EntryEvent.REGISTER,), "307018340200/000091", "电梯维保单位信息"),
    _Entry(8, _CIVIL, "307005340200/000006", (EntryEvent.CHANGE,)),
    _Entry(6, _CIVIL, "307005340200/000008", (EntryEvent.CHANGE, EntryEvent.REGISTER)),
    _Entry(5, _CIVIL, "307005340200/000013", (EntryEvent.REGISTER,), "307005340200/000091", "养老服务补贴发放信息"),
    _Entry(
        9, _SCHOOLS, "307002340200/000011", (EntryEvent.REGISTER, EntryEvent.SEND_BACK),
        "307002340200/000091", "教师继续教育学时信息",
    ),
    _Entry(
        7, _MARKET, "307018340200/000011", (EntryEvent.REGISTER, EntryEvent.SEND_BACK),
        "307018340200/000092", "电梯应急处置信息",
    ),
    _Entry(2, _MARKET, "307018340200/000018", (EntryEvent.WITHDRAW,)),
)  # fmt: skip
_DOUBTED = (
    ("307005340200/000007", "11340200MB05269425", ObjectionGround.ACCURACY,
     "特困人员终止供养日期与医保待遇记录不一致", ()),
    ("307004340200/000003", _SCHOOLS, ObjectionGround.TIMELINESS, "居住证状态变更后三周仍未更新",
     (ObjectionEvent.TAKE_UP,)),
    ("307017340200/000005", _LABOUR, ObjectionGround.COMPLETENESS, "部分死亡证明缺少签发日期",
     (ObjectionEvent.TAKE_UP, ObjectionEvent.CORRECT)),
)  # fmt: skip
"""Objections to data: entry, department of the objector, ground, words, and what was done."""


async def load_casework(
    store: Store, personal: PersonalData, catalogue: Catalogue, now: datetime, progress: Progress = untold
) -> int:
    """Bring about what is not there yet; say how many cases there are.

    Args:
        store: A demonstration store with its catalogue.
        personal: Encrypts what is said.
        catalogue: The catalogue.
        now: The present.
        progress: Is told how much is done.
    """
    standing = await under_code(View(store, EVERYTHING, china_day(now)), _ENTRIES[0].code, china_day(now))
    if standing.entry is None:  # the catalogue of this store is another one
        return 0
    made: tuple[Callable[[], Awaitable[None]], ...] = (
        *(_later(_request, store, personal, number, one, now) for number, one in enumerate(_ASKED, start=1)),
        *(_later(_entry, store, personal, catalogue, one, now) for one in _ENTRIES),
        *(_later(_objection, store, personal, catalogue, number, now) for number in range(len(_DOUBTED))),
    )
    for done, make in enumerate(made):
        progress(done, len(made), "芜湖")
        await make()
    return len(made)


def _later(work: Callable[..., Awaitable[None]], *given: object) -> Callable[[], Awaitable[None]]:
    return lambda: work(*given)


_HISTORY: LiteralString = "MATCH (q:SharingRequest {id: $id}) RETURN coalesce(q.history, [])"


async def _request(store: Store, personal: PersonalData, number: int, one: _Asked, now: datetime) -> None:
    begun, key = now - one.days * _DAY, f"demonstration request {number}"
    view, actor = await acting_in(store, _APPLIES, one.department, begun)
    stated = Stated(
        purpose=one.purpose, scenario=one.scenario, need=one.need, duty_basis=one.duty, basis=one.duty, items=one.items
    )
    office = Office(store, personal, view, actor, f"{key} asked")
    request = await asking.ask(office, one.consumer, one.resource, SharingEvent.APPLY, stated)
    taken = len(await view.read(_HISTORY, id=request) or ()) - 1
    for at, step in tuple(enumerate(one.steps, start=1))[taken:]:
        when = begun + step.days * _DAY
        view, actor = await _whose(store, step, when)
        said = replace(step.said, document_on=china_day(when)) if step.said.document_number else step.said
        await asking.move_request(Office(store, personal, view, actor, f"{key} {at}"), request, step.event, said)


async def _whose(store: Store, step: _Step, when: datetime) -> tuple[View, Actor]:
    if step.department:
        return await acting_in(store, step.post, step.department, when)
    return await acting(store, step.post, when)


async def _entry(store: Store, personal: PersonalData, catalogue: Catalogue, one: _Entry, now: datetime) -> None:
    draft = next(each for each in catalogue.entries if each.code == one.code)
    begun, case = now - one.days * _DAY, ""
    for at, event in enumerate(one.steps, start=1):
        when = begun + at * timedelta(hours=3)
        back = event is EntryEvent.SEND_BACK
        view, actor = await (
            acting(store, PostKind.PLATFORM_OFFICER, when)
            if back
            else acting_in(store, PostKind.CATALOGUER, one.department, when)
        )
        office = Office(store, personal, view, actor, f"demonstration entry {one.fresh or one.code} {at}")
        if event is EntryEvent.REGISTER:
            proposed, ground = _proposed(draft, one)
            case = await approving.register_entry(office, proposed, ground)
        elif back:
            case = await approving.move_entry(office, case, event, approving.Said("请补充信息项的代码和更新周期的依据"))
        else:
            words = "业务已并入知识产权公共服务平台" if event is EntryEvent.WITHDRAW else ""
            why = _CHANGED if event is EntryEvent.CHANGE else None
            case = await approving.begin(office, one.code, event, approving.Said(words, ground=why))


def _proposed(draft: EntryDraft, one: _Entry) -> tuple[EntryDraft, Ground]:
    if one.fresh:
        ground = Ground(CauseKind.OTHER, "新增业务系统，登记目录", _REVIEWED)
        return replace(draft, code=one.fresh, name=one.name, summary=f"{one.name}的登记与核验", related=()), ground
    return replace(draft, cycle=UpdateCycle.DAILY), Ground(CauseKind.OTHER, "更新周期由每月调整为每日", _REVIEWED)


async def _objection(store: Store, personal: PersonalData, catalogue: Catalogue, number: int, now: datetime) -> None:
    resource, department, ground, words, steps = _DOUBTED[number]
    begun, key = now - (5 + 4 * len(steps)) * _DAY, f"demonstration doubt {number}"
    view, actor = await acting_in(store, _APPLIES, department, begun)
    raised = await objections.raise_objection(
        store, personal, view, actor, "Resource", resource, ground, words, key=f"{key} raised"
    )
    provider = next(each.provider for each in catalogue.entries if each.code == resource)
    for at, event in enumerate(steps, start=1):
        when = begun + at * _DAY
        view, actor = await acting_in(store, _ANSWERS, provider, when)
        said = "经核查，已补录并重新归集" if event is ObjectionEvent.CORRECT else "已受理，正在核查"
        await objections.move_objection(store, personal, view, actor, raised, event, said, key=f"{key} {at}")
