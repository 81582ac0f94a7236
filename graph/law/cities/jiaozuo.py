"""焦作 (JI, JP): 政务数据资源管理暂行办法 and 政务信息化项目管理暂行办法 of 2020."""

from datetime import date

from graph.errors import Text
from graph.law.acts import Act
from graph.law.citations import Citations, Matter
from graph.law.cities.approving import (
    NOT_REFUSED,
    REFUSED_TYPE,
    Onward,
    approval,
    changing,
    collected_once,
    not_secret,
    registered,
    withdrawn,
)
from graph.law.cities.granting import Terms, life_of_grants
from graph.law.cities.owing import catalogue_updates, data_updates, plans
from graph.law.cities.requesting import (
    APPLICANT,
    AUTHORITY,
    CONDITIONAL,
    REFUSED,
    TO_APPLICANT,
    TO_AUTHORITY,
    TO_BOTH,
    of_type,
    requests,
    stated,
)
from graph.law.cities.shared import LAW_OR_POLICY, OF_THE_PRODUCT, objections_to_data
from graph.law.documents import Document
from graph.law.duty_workflows import CATALOGUE_UPDATE, DATA_UPDATE, YEARLY_PLAN
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
from graph.law.workflow import Condition, Side, Span, Step, Table, Told, Within
from graph.law.workflows import ENTRY, GRANT, OBJECTION, SHARING
from graph.words.entries import Mode, SharingType
from graph.words.entry_cases import EntryCaseState, EntryEvent
from graph.words.organisation import PostKind
from graph.words.sharing_cases import SharingEvent, SharingState

_BEGIN = date(2020, 10, 28)
_NOTICE = "焦政办〔2020〕52号"
_AUTHORITY = "市政务服务和大数据管理局"

# The authority fixes the type by law, regulations and policy in force: one of them is named, or said in words.
_GROUND_SAID = Condition(
    "rests_on_law_or_policy",
    frozenset({True}),
    Text(
        "不予共享的，条目列有现行有效的法律、法规、规章或者政策依据，或者在意见中写明依据",
        "what is not shared names a law, a regulation, a rule or a policy in force, or the words say the ground",
    ),
    ("JI-18",),
    "words",
)
_RULE = ("JI-19.1",)
_WITHIN = stated(
    "within_conditions",
    "在条目经审核同意的共享条件、共享范围和具体用途之内",
    "it is within the conditions, the scope and the use that were agreed for the entry",
    "JI-22",
)
_BASES = (
    stated("legal_basis", "提供法律政策依据", "its basis in law or policy is given"),
    # A basis in words has no kind.
    Condition(
        "basis_kind",
        frozenset({*LAW_OR_POLICY, None, False}),
        Text(
            "提供的依据为法律、法规、规章或者政策（职责规定、部门内部管理办法不是法律政策依据）",
            "the basis that is given is a law, a regulation, a rule or a policy: a duty or an internal rule is none",
        ),
    ),
    stated("duty_basis", "提供部门职责依据", "its basis in the duties of the department is given"),
    stated("business_need", "提供政务业务需求", "the need of its business is given"),
)
_DECIDED_BY_AUTHORITY: Table = (
    Step(
        SharingState.DRAFT, SharingEvent.APPLY, APPLICANT, Side.APPLICANT,
        (of_type(SharingType.CONDITIONAL, SharingType.REFUSED), *_BASES), NO_NUMBER, SharingState.DECIDING, _RULE,
        (TO_AUTHORITY,),
    ),
    *(
        Step(
            SharingState.DECIDING, SharingEvent.APPROVE, AUTHORITY, Side.LEAD, when, Span.AT_REST,
            SharingState.GRANTED, _RULE, TO_BOTH,
        )
        for when in ((CONDITIONAL, _WITHIN), (REFUSED,))
    ),
    # The text asks for no reasons; the product asks for words.
    Step(
        SharingState.DECIDING, SharingEvent.REJECT, AUTHORITY, Side.LEAD, (), Span.AT_REST, SharingState.CLOSED,
        _RULE, (TO_APPLICANT,),
    ),
)  # fmt: skip

_CITATIONS = Citations(
    acts={
        **OF_THE_PRODUCT,
        Act.REGISTER_ENTRY: ("JI-8",),
        Act.HAND_IN_ENTRIES: ("JI-8",),
        Act.PUBLISH_ENTRY: ("JI-21",),
        Act.AMEND_BASES: ("JI-10",),
        Act.DEFINE_LICENSE_TYPES: (),
    },
    matters={
        Matter.BETWEEN_DEPARTMENTS: ("JI-2", "JI-17.2"),
        Matter.CATALOGUE: ("JI-7",),
        Matter.INTERFACE_SPECIFICATION: ("JI-20",),
        Matter.SCOPE_WITH_ENTRY: ("JI-22",),
    },
    posts={
        PostKind.HEAD: ("JI-5",),
        PostKind.COUNTY_AUTHORITY_OFFICER: ("JI-5", "JI-8"),
        PostKind.INSPECTOR: ("JI-36",),
    },
    findings={
        FindingKind.CATALOGUE: (Breach(unless_late=("JI-35.1",), late=("JI-35.7",)),),
        FindingKind.NOT_SUPPLIED: (Breach(("JI-35.2",)),),
        FindingKind.NOT_ANSWERED: (Breach(("JI-35.4",)),),
        FindingKind.NOT_CORRECTED: (Breach(unless_late=("JI-35.2",), late=("JI-35.7",)),),
        FindingKind.MISUSED: (Breach(("JI-35.6",)),),
        FindingKind.NOT_PROTECTED: (Breach(("JI-35.6",)),),
        FindingKind.COLLECTED_TWICE: (Breach(("JI-35.7", "JI-17.1", "JI-23")),),
        FindingKind.ASKED_AGAIN: (Breach(("JI-35.3",)),),
        FindingKind.OUTSIDE_CHANNEL: (Breach(("JI-35.7",)),),
        FindingKind.TAMPERED: (Breach(("JI-35.5",)),),
        FindingKind.ORDER_NOT_OBEYED: (Breach(("JI-36",)),),
        FindingKind.OTHER: (Breach(("JI-35.7",)),),
    },
)

ROW = Policy(
    id="JI",
    city="焦作市",
    documents=(
        Document(
            "JI",
            "焦作市政务数据资源管理暂行办法",
            _BEGIN,
            number=_NOTICE,
            asks=(
                2,
                5,
                6,
                *range(8, 11),
                *range(12, 15),
                *range(17, 27),
                30,
                33,
                35,
                36,
                39,
            ),
        ),
        Document(
            "JP",
            "焦作市政务信息化项目管理暂行办法",
            _BEGIN,
            number=_NOTICE,
            asks=(
                2,
                4,
                5,
                *range(9, 12),
                13,
                14,
                *range(17, 25),
                *range(26, 29),
                31,
                32,
                36,
            ),
        ),
    ),
    valid_from=_BEGIN,
    term=("JI-39", "JP-36"),
    citations=_CITATIONS,
    binding=Cell(
        Binding("市、县两级政务部门：政府部门及法律、法规授权具有行政管理职能的事业单位和社会组织"), ("JI-2", "JP-2")
    ),
    lead_authority=Cell(Authority(_AUTHORITY), ("JI-5",)),
    release_review=Cell(("保密审查",), ("JI-30",)),
    refusal_ground=Cell(RefusalGround(frozenset(), basis_required=False), ("JI-18",)),
    also_unconditional=Cell(AlsoUnconditional(base_items=True), ("JI-19.2",)),
    workflows={
        ENTRY.id: approval(
            registered(
                ((not_secret(), collected_once("JI-23", unless_by_law=True)),),
                ("JI-8",),
                Told.AUTHORITY,
                changed=("JI-10",),
                changed_lasts=Within(5, handed_in=True),
            ),
            Onward(
                EntryCaseState.REGISTERED,
                EntryEvent.REVIEW,
                EntryCaseState.REVIEWED,
                PostKind.AUTHORITY_OFFICER,
                Side.LEAD,
                ("JI-8", "JI-22"),
                back=("JI-8", "JI-22"),
                lasts=Span.RUNS_ON,
            ),
            Onward(
                EntryCaseState.REVIEWED,
                EntryEvent.FIX_TYPE,
                EntryCaseState.TYPED,
                PostKind.AUTHORITY_OFFICER,
                Side.LEAD,
                ("JI-18",),
                (Told.PROVIDER,),
                back=("JI-18",),
                when=((REFUSED_TYPE, _GROUND_SAID), (NOT_REFUSED,)),
                lasts=Span.RUNS_ON,
            ),
            Onward(
                EntryCaseState.TYPED,
                EntryEvent.PUBLISH,
                EntryCaseState.PUBLISHED,
                PostKind.AUTHORITY_OFFICER,
                Side.LEAD,
                ("JI-21",),
                (Told.PROVIDER, Told.USERS),
                lasts=Span.AT_REST,
            ),
            changing("JI-10"),
            withdrawn(PostKind.AUTHORITY_OFFICER, Side.LEAD, Told.AUTHORITY),
        ),
        CATALOGUE_UPDATE.id: catalogue_updates(10, "JI-10", review=5),
        DATA_UPDATE.id: data_updates(None, "JI-24"),
        YEARLY_PLAN.id: plans(
            PeriodicDuty(
                "JP-PLAN",
                "下一年度建设或者采购计划",
                "项目单位",
                _AUTHORITY,
                30,
                ("JP-9",),
                About.NEXT_YEAR,
                month=11,
            )
        ),
        GRANT.id: life_of_grants(Terms(used=("JI-25",), passed_on=("JI-25",), doubted=("JI-14",))),
        SHARING.id: requests(_DECIDED_BY_AUTHORITY, succeeds=("JI-10",)),
        OBJECTION.id: objections_to_data(
            Within(10, handed_in=True), "JI-14", prolonged=10, with_consent_of=PostKind.HEAD, users_told=False
        ),
    },
    base_libraries=Cell(Libraries(("人口", "法人", "自然资源和空间地理", "电子证照")), ("JI-13",)),
    thematic_libraries=Cell(Libraries(()), ("JI-13",)),
    third_kind=Cell("部门政务数据资源池", ("JI-13",)),
    modes=Cell(
        Modes(
            (
                ("数据接口", Mode.INTERFACE),
                ("联机查询", Mode.INTERFACE),
                ("数据库推送", Mode.DATABASE),
                ("批量下载", Mode.FILE),
            )
        ),
        ("JI-22", "JI-20"),
    ),
    outside_channels=Cell(
        OutsideChannels("不再建设数据共享交换系统、业务专网", "逐步向大数据平台迁移，专网并入或者接入电子政务网络"),
        ("JI-6", "JI-16"),
    ),
    identifiers=Cell((("自然人", "有效身份证件号码"), ("法人和其他组织", "统一社会信用代码")), ("JI-12",)),
    assessment=Cell(Assessment(yearly=True, subjects=("汇聚", "共享", "应用", "安全", "责任清单")), ("JI-9", "JI-33")),
    lists=Cell(("部门", "县（市）区", "市总目录"), ("JI-8",)),
    responsibility_list=Cell("采集责任清单", ("JI-9",)),
    ladder=Cell(("责令限期改正", "逾期未改正的，通报批评", "情节严重的，对直接责任人给予处分"), ("JI-36", "JP-31")),
)
