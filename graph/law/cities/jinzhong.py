"""晋中 (JZ, JZP): the market supervision bureau's own rules of 2022 to 2027, not the city's."""

from datetime import date

from graph.errors import Text
from graph.law.acts import Act
from graph.law.citations import Citations, Matter
from graph.law.cities.approving import (
    REFUSED_TYPE,
    Onward,
    approval,
    changing,
    collected_once,
    grounded,
    not_secret,
    of_type,
    opened,
    registered,
    replaced,
)
from graph.law.cities.granting import Terms, life_of_grants
from graph.law.cities.jinzhong_requests import requests_of_jinzhong
from graph.law.cities.owing import catalogue_updates, data_updates, zero_reports
from graph.law.cities.shared import (
    OF_THE_PRODUCT,
    PUBLIC_MONEY,
    objections_to_data,
)
from graph.law.documents import Document, Headings
from graph.law.duty_workflows import CATALOGUE_UPDATE, DATA_UPDATE, ZERO_REPORT
from graph.law.findings import Breach, FindingKind
from graph.law.policy import Cell, Policy
from graph.law.provisions import (
    About,
    Assessment,
    Authority,
    Binding,
    Libraries,
    Modes,
    MustShare,
    Opening,
    OutsideChannels,
    PeriodicDuty,
    RefusalGround,
    Stage,
    StageAct,
)
from graph.law.workflow import Side, Span, Told, Within
from graph.law.workflows import ENTRY, GRANT, OBJECTION, SHARING
from graph.words.entries import Mode, OpeningType, SharingType
from graph.words.entry_cases import EntryCaseState, EntryEvent
from graph.words.organisation import PostKind
from graph.words.sources import BasisKind, Funding

_BEGIN, _END = date(2022, 6, 16), date(2027, 6, 16)
_GROUND = RefusalGround(frozenset(), never=BasisKind.INTERNAL_RULE, never_by=("JZ-6.1", "JZ-15.2"))
_ALWAYS = (not_secret("JZ-21"), collected_once("JZ-9", unless_by_law=True))
_NOT_OPEN = opened(
    (),
    Text("有条件共享、不予共享的，只能选择不可对社会开放", "what is shared on conditions or not at all is not open"),
    "JZP-3.3",
    items=True,
)
_OPEN_OR_NOT = opened(
    (OpeningType.UNCONDITIONAL,),
    Text("开放类型为可对社会开放或者不可对社会开放", "it is open to society or it is not"),
    "JZP-3.3",
)

_CITATIONS = Citations(
    acts={
        **OF_THE_PRODUCT,
        Act.REGISTER_ENTRY: ("JZ-7",),
        Act.HAND_IN_ENTRIES: ("JZ-7",),
        Act.PUBLISH_ENTRY: ("JZ-7",),
        Act.AMEND_BASES: ("JZ-8",),
        Act.DEFINE_LICENSE_TYPES: (),
    },
    matters={
        Matter.STATE_SECRET: ("JZ-21",),
        Matter.REASONS_OF_REFUSAL: ("JZ-14.2", "JZ-15.2"),
        Matter.BETWEEN_DEPARTMENTS: ("JZ-2", "JZ-3"),
        Matter.OTHER_USERS: ("JZP-3.3",),
        Matter.CATALOGUE: ("JZ-7",),
        Matter.OVER_PLATFORM: ("JZ-12",),
    },
    posts={
        PostKind.HEAD: ("JZ-4",),
        PostKind.CONTACT: ("JZ-4", "JZP-5.1"),
        PostKind.AGENT: ("JZ-15.1",),
        PostKind.INSPECTOR: ("JZ-28",),
    },
    findings={
        FindingKind.CATALOGUE: (Breach(("JZ-28.1",), late=("JZ-28.5",), intent=("JZ-28.4",)),),
        FindingKind.NOT_SUPPLIED: (Breach(("JZ-28.2",), late=("JZ-28.5",)),),
        FindingKind.NOT_ANSWERED: (Breach(consequences=("JZ-28.9",)),),
        FindingKind.NOT_CORRECTED: (Breach(late=("JZ-28.5",), intent=("JZ-28.4",), consequences=("JZ-28.9",)),),
        FindingKind.MISUSED: (Breach(("JZ-28.7",)),),
        FindingKind.NOT_PROTECTED: (Breach(("JZ-28.6",)),),
        FindingKind.COLLECTED_TWICE: (Breach(("JZ-28.3",)),),
        FindingKind.OUTSIDE_CHANNEL: (Breach(consequences=("JZ-28.9",)),),
        FindingKind.ORDER_NOT_OBEYED: (Breach(("JZ-28.8",)),),
        FindingKind.OTHER: (Breach(consequences=("JZ-28.9",)),),
    },
)

ROW = Policy(
    id="JZ",
    city="晋中市",
    documents=(
        Document(
            "JZ",
            "晋中市市场监督管理局政务数据资源共享管理办法",
            _BEGIN,
            _END,
            asks=(
                2,
                *range(4, 19),
                21,
                22,
                25,
                27,
                28,
                31,
            ),
        ),
        Document(
            "JZP",
            "晋中市市场监督管理局政务数据资源共享管理工作实施方案",
            _BEGIN,
            headings=Headings.SECTIONS,
            asks=(*range(1, 6),),
            by_items=(3, 4, 5),
        ),
    ),
    valid_from=_BEGIN,
    valid_until=_END,
    term=("JZ-31",),
    citations=_CITATIONS,
    binding=Cell(
        Binding("晋中市市场监督管理局的内设机构和直属单位（不及全市）", ("开发区分局", "综合检验检测中心")),
        ("JZ-2",),
    ),
    lead_authority=Cell(
        Authority(
            "市局数字政府建设领导小组办公室", carried_out_by="市局信息中心", decided_by="市局数字政府建设领导小组"
        ),
        ("JZ-5", "JZP-1"),
    ),
    release_review=Cell(
        (
            "数据分类分级",
            "共享属性",
            "提供方式",
            "应用场景",
            "使用方身份",
            "地域",
            "知悉范围",
            "使用范围",
            "是否签订安全协议",
            "数据脱敏",
            "追踪溯源",
            "不涉及国家秘密",
        ),
        ("JZ-11", "JZ-21"),
    ),
    refusal_ground=Cell(_GROUND, ("JZ-10.3",)),
    must_share=Cell(
        MustShare(
            PUBLIC_MONEY | {Funding.JOINT, Funding.SERVICE, Funding.OPERATED},
            ("许可", "处罚", "行政强制", "裁决", "检查", "奖励"),
        ),
        ("JZP-3.1",),
    ),
    workflows={
        ENTRY.id: approval(
            registered(
                (
                    (REFUSED_TYPE, *grounded(_GROUND, "JZ-10.3"), *_NOT_OPEN, *_ALWAYS),
                    (of_type(SharingType.CONDITIONAL), *_NOT_OPEN, *_ALWAYS),
                    (of_type(SharingType.UNCONDITIONAL), *_OPEN_OR_NOT, *_ALWAYS),
                ),
                ("JZ-7", "JZP-4.1"),
                Told.CARRIER,
                changed=("JZ-8",),
            ),
            Onward(
                EntryCaseState.REGISTERED,
                EntryEvent.REVIEW,
                EntryCaseState.REVIEWED,
                PostKind.PLATFORM_OFFICER,
                Side.CARRIER,
                ("JZP-4.1", "JZP-5.3"),
                (Told.AUTHORITY,),
                back=("JZP-4.1",),
            ),
            Onward(
                EntryCaseState.REVIEWED,
                EntryEvent.FILE,
                EntryCaseState.FILED,
                PostKind.AUTHORITY_OFFICER,
                Side.LEAD,
                ("JZ-7",),
                (Told.CARRIER,),
            ),
            Onward(
                EntryCaseState.FILED,
                EntryEvent.PUBLISH,
                EntryCaseState.PUBLISHED,
                PostKind.PLATFORM_OFFICER,
                Side.CARRIER,
                ("JZ-7", "JZP-4.1"),
                (Told.PROVIDER, Told.USERS),
                lasts=Span.AT_REST,
            ),
            changing("JZ-8"),
            replaced(20, "JZ-18"),
        ),
        CATALOGUE_UPDATE.id: catalogue_updates(15, "JZ-8"),
        DATA_UPDATE.id: data_updates(None, "JZ-18"),
        ZERO_REPORT.id: zero_reports(
            PeriodicDuty(
                "JZ-FILES",
                "上月新增数据的文件上传，含零报告",
                "采取文件上传方式的单位",
                "市局信息中心",
                5,
                ("JZP-5.3",),
                About.LAST_MONTH,
            )
        ),
        GRANT.id: life_of_grants(
            Terms(
                used=("JZ-22",),
                recorded=("JZ-11",),
                agreement=("JZ-11",),
                passed_on=("JZ-22", "JZ-28.7"),
                passed_on_with_consent=True,
                cut=("JZ-22", "JZP-4.2"),
                doubted=("JZ-16",),
                replaced=("JZ-18",),
                destroyed=("JZ-22",),
            )
        ),
        SHARING.id: requests_of_jinzhong(_GROUND),
        OBJECTION.id: objections_to_data(Within(5, handed_in=True), "JZ-16", users_told=False),
    },
    opening=Cell(
        Opening((OpeningType.UNCONDITIONAL, OpeningType.REFUSED), only_unconditionally_shared=True), ("JZP-3.3",)
    ),
    base_libraries=Cell(Libraries(("人口", "法人单位", "公共信用", "宏观经济", "空间地理", "电子证照")), ("JZ-7",)),
    thematic_libraries=Cell(Libraries(()), ("JZ-7",)),
    third_kind=Cell("部门信息资源", ("GUIDE-1272",)),
    modes=Cell(
        Modes(
            (("接口代理", Mode.INTERFACE), ("库表对接", Mode.DATABASE), ("文件上传", Mode.FILE)),
            with_system=Mode.INTERFACE,
            without_system=Mode.FILE,
        ),
        ("JZP-3.2",),
    ),
    outside_channels=Cell(
        OutsideChannels("不得自行建设跨部门的共享交换基础设施", "逐步迁移至各级共享平台"), ("JZ-12",)
    ),
    exclusive=Cell("编制目录时标注“专用”，注明专用的部门名单", ("JZ-15.4",)),
    agent=Cell("授权代理方的审核结果视同提供部门的审核结果", ("JZ-15.1",)),
    upper_data=Cell(
        Stage(StageAct.APPLY_ABOVE, PostKind.AUTHORITY_OFFICER, "上级共享平台", ("JZ-17",), outside=True), ("JZ-17",)
    ),
    assessment=Cell(Assessment(yearly=False, subjects=("政务数据资源共享工作",), published=True), ("JZ-25", "JZP-4.3")),
    lists=Cell(("单位", "市局", "市级共享平台"), ("JZ-7",)),
    ladder=Cell(("书面通报，责令限期改正", "造成严重不良后果的，提请有关部门处理"), ("JZ-28", "JZP-4.3")),
)
