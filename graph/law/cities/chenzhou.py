"""郴州 (CZ): 政务信息资源共享管理暂行办法 of 2018."""

from datetime import date

from graph.errors import Text
from graph.law.acts import Act
from graph.law.citations import Citations, Matter
from graph.law.cities.approving import (
    NOT_REFUSED,
    REFUSED_TYPE,
    Onward,
    admitted,
    approval,
    changing,
    grounded,
    not_secret,
    registered,
    withdrawn,
)
from graph.law.cities.granting import Terms, life_of_grants
from graph.law.cities.owing import catalogue_updates, data_updates, reports
from graph.law.cities.requesting import (
    answered_by_provider,
    coordinated,
    coordinated_outside,
    failed,
    need_and_use,
    requests,
    scope_and_use,
)
from graph.law.cities.shared import (
    FRONT_END_MODES,
    OF_THE_PRODUCT,
    STATE_GROUNDS,
    objections_to_data,
)
from graph.law.documents import Document
from graph.law.duty_workflows import CATALOGUE_UPDATE, DATA_UPDATE, YEARLY_REPORT
from graph.law.findings import Breach, FindingKind
from graph.law.policy import Cell, Policy
from graph.law.provisions import (
    About,
    AlsoUnconditional,
    Assessment,
    Authority,
    Binding,
    Libraries,
    Modes,
    OutsideChannels,
    PeriodicDuty,
    RefusalGround,
)
from graph.law.terms import NO_NUMBER
from graph.law.workflow import Condition, Side, Span, Told, Within
from graph.law.workflows import ENTRY, GRANT, OBJECTION, SHARING
from graph.words.entry_cases import EntryCaseState, EntryEvent
from graph.words.organisation import PostKind
from graph.words.sharing_cases import SharingState
from graph.words.sources import BasisKind

_BEGIN = date(2018, 5, 29)
# Two branches, of which one is gone: who coordinates depends on whether a provincial department is concerned.
_OF_PROVINCE = {
    False: Condition(
        "provider_is_provincial",
        frozenset({False}),
        Text("不涉及省直有关部门", "no department of the province is concerned"),
    ),
    True: Condition(
        "provider_is_provincial",
        frozenset({True}),
        Text("涉及省直有关部门", "a department of the province is concerned"),
    ),
}
_GROUND = RefusalGround(STATE_GROUNDS | {BasisKind.PROVINCIAL_POLICY})
_GROUNDED = grounded(_GROUND, "CZ-9.2")

_CITATIONS = Citations(
    acts={
        **OF_THE_PRODUCT,
        Act.REGISTER_ENTRY: ("CZ-7",),
        Act.HAND_IN_ENTRIES: ("CZ-7",),
        Act.PUBLISH_ENTRY: ("CZ-7",),
        Act.AMEND_BASES: ("CZ-7",),
        Act.DEFINE_LICENSE_TYPES: (),
    },
    matters={Matter.REASONS_OF_REFUSAL: ("CZ-11",), Matter.BETWEEN_DEPARTMENTS: ("CZ-2", "CZ-3")},
    posts={PostKind.HEAD: ("CZ-22",), PostKind.INSPECTOR: ("CZ-23",)},
    findings={
        FindingKind.CATALOGUE: (Breach(("CZ-23.1",)),),
        FindingKind.NOT_SUPPLIED: (Breach(("CZ-23.2",)),),
        FindingKind.NOT_ANSWERED: (Breach(unless_late=("CZ-23.3",)),),
        FindingKind.NOT_CORRECTED: (Breach(("CZ-23.4",)),),
        FindingKind.MISUSED: (Breach(("CZ-23.5",)),),
        FindingKind.NOT_PROTECTED: (Breach(("CZ-23.6",), consequences=("CZ-23.7",)),),
        FindingKind.ORDER_NOT_OBEYED: (Breach(("CZ-23",)),),
        FindingKind.OTHER: (Breach(("CZ-23.8",)),),
    },
)

ROW = Policy(
    id="CZ",
    city="郴州市",
    documents=(
        Document(
            "CZ",
            "郴州市政务信息资源共享管理暂行办法",
            _BEGIN,
            asks=(
                2,
                4,
                5,
                *range(7, 15),
                16,
                17,
                19,
                20,
                *range(22, 25),
            ),
        ),
    ),
    valid_from=_BEGIN,
    term=("CZ-24",),
    citations=_CITATIONS,
    binding=Cell(Binding("本市各级政府部门及法律法规授权具有行政职能的机构、事业单位和社会组织"), ("CZ-2",)),
    lead_authority=Cell(Authority("市发改委", carried_out_by="市电子政务信息中心"), ("CZ-4", "CZ-10")),
    release_review=Cell(("保密法律法规",), ("CZ-19",)),
    refusal_ground=Cell(_GROUND, ("CZ-9.2",)),
    also_unconditional=Cell(AlsoUnconditional(base_items=True), ("CZ-9.1",)),
    workflows={
        ENTRY.id: approval(
            registered(admitted(not_secret(), ground=_GROUNDED), ("CZ-7", "CZ-8"), Told.CARRIER, changed=("CZ-7",)),
            Onward(
                EntryCaseState.REGISTERED,
                EntryEvent.PUBLISH,
                EntryCaseState.PUBLISHED,
                PostKind.PLATFORM_OFFICER,
                Side.CARRIER,
                ("CZ-7",),
                (Told.PROVIDER, Told.USERS),
                when=((REFUSED_TYPE, *_GROUNDED), (NOT_REFUSED,)),
                lasts=Span.AT_REST,
            ),
            changing("CZ-7"),
            withdrawn(PostKind.PLATFORM_OFFICER, Side.CARRIER, Told.CARRIER),
        ),
        CATALOGUE_UPDATE.id: catalogue_updates(15, "CZ-7"),
        DATA_UPDATE.id: data_updates(None, "CZ-12"),
        YEARLY_REPORT.id: reports(
            PeriodicDuty(
                "CZ-REPORT",
                "上一年度共享情况报告",
                "市级各政务部门、各县市区人民政府",
                "市发改委",
                5,
                ("CZ-17",),
                About.LAST_YEAR,
                month=1,
            ),
            PeriodicDuty(
                "CZ-CITY-REPORT",
                "市年度报告",
                "市发改委",
                "省发改委、市政府",
                15,
                ("CZ-17",),
                About.LAST_YEAR,
                month=1,
            ),
        ),
        GRANT.id: life_of_grants(Terms(used=("CZ-13",), passed_on=("CZ-13",), doubted=("CZ-14",))),
        SHARING.id: requests(
            answered_by_provider(Within(5, handed_in=True), need_and_use("CZ-5.2"), "CZ-11"),
            failed(SharingState.COORDINATING, ("CZ-11",), _OF_PROVINCE[False]),
            failed(SharingState.COORDINATING_OUTSIDE, ("CZ-11",), _OF_PROVINCE[True]),
            coordinated(("CZ-11",), scope_and_use()),
            coordinated_outside(("CZ-11",), scope_and_use()),
            succeeds=("CZ-7",),
        ),
        OBJECTION.id: objections_to_data(NO_NUMBER, "CZ-14", users_told=True),
    },
    base_libraries=Cell(Libraries(("人口", "法人单位", "自然资源和空间地理", "电子证照", "宏观经济")), ("CZ-9.1",)),
    thematic_libraries=Cell(
        Libraries(
            (
                "健康保障",
                "社会保障",
                "食品药品安全",
                "安全生产",
                "价格监管",
                "能源安全",
                "信用体系",
                "城乡建设",
                "社会治理",
                "生态环保",
                "应急维稳",
                "道路交通",
            )
        ),
        ("CZ-9.3",),
    ),
    third_kind=Cell("部门信息资源", ("GUIDE-1272",)),
    modes=Cell(Modes(FRONT_END_MODES), ("CZ-11",)),
    outside_channels=Cell(
        OutsideChannels("新建的跨部门共享系统必须通过共享平台；县级不另建平台", "逐步迁移到共享平台"), ("CZ-10",)
    ),
    assessment=Cell(Assessment(yearly=True, subjects=("提供", "使用"), published=True), ("CZ-16", "CZ-7")),
    lists=Cell(("部门", "县", "市"), ("CZ-7",)),
    ladder=Cell(("通知整改", "未在规定时限内完成整改的，报市人民政府"), ("CZ-23",)),
)
