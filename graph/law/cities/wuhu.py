"""芜湖 (WH, WHL): 政务信息资源管理办法 and 电子证照管理办法 of 2020."""

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
    collected_once,
    grounded,
    not_secret,
    registered,
    withdrawn,
)
from graph.law.cities.granting import Terms, life_of_grants
from graph.law.cities.owing import catalogue_updates, data_updates
from graph.law.cities.requesting import (
    answered_by_provider,
    coordinated_outside,
    failed,
    need_and_use,
    requests,
    scope_and_use,
)
from graph.law.cities.shared import (
    FRONT_END_MODES,
    OF_THE_PRODUCT,
    PUBLIC_MONEY,
    STATE_GROUNDS,
    forgeries_of_licenses,
    life_of_licenses,
    making_of_licenses,
    objections_to_data,
    objections_to_licenses,
)
from graph.law.documents import Document
from graph.law.duty_workflows import CATALOGUE_UPDATE, DATA_UPDATE
from graph.law.findings import Breach, FindingKind
from graph.law.policy import Cell, Policy
from graph.law.provisions import (
    Assessment,
    Authority,
    Binding,
    Libraries,
    Modes,
    MustShare,
    Opening,
    OutsideChannels,
    RefusalGround,
    Stage,
    StageAct,
)
from graph.law.terms import NO_NUMBER
from graph.law.workflow import Condition, Side, Span, Told, Within
from graph.law.workflows import ENTRY, FORGERY, GRANT, LICENSE, LICENSE_DRAFT, LICENSE_OBJECTION, OBJECTION, SHARING
from graph.words.entries import OpeningType
from graph.words.entry_cases import EntryCaseState, EntryEvent
from graph.words.organisation import PostKind
from graph.words.sharing_cases import SharingState

_BEGIN = date(2020, 7, 22)
_NOTICE = "芜政办〔2020〕10号"
_GROUND = RefusalGround(STATE_GROUNDS)
_GROUNDED = grounded(_GROUND, "WH-7")
_OPENED_ON_CONDITIONS = Condition(
    "opening",
    frozenset({OpeningType.UNCONDITIONAL, OpeningType.REFUSED, False}),
    Text("有条件开放的，须明确开放条件", "what is open on conditions says on which"),
    ("WH-19",),
    "opening_condition",
)

_CITATIONS = Citations(
    acts={
        **OF_THE_PRODUCT,
        Act.REGISTER_ENTRY: ("WH-6",),
        Act.HAND_IN_ENTRIES: ("WH-6",),
        Act.PUBLISH_ENTRY: ("WH-6",),
        Act.AMEND_BASES: ("WH-6",),
        Act.DEFINE_LICENSE_TYPES: ("WHL-8",),
    },
    matters={
        Matter.STATE_SECRET: ("WH-2",),
        Matter.REASONS_OF_REFUSAL: ("WH-13",),
        Matter.BETWEEN_DEPARTMENTS: ("WH-2",),
        Matter.OTHER_USERS: ("WH-19", "WHL-18"),
        Matter.CATALOGUE: ("WH-6",),
        Matter.OPENING_MODE: ("WH-6",),
        Matter.LICENSE: ("WHL-3",),
        Matter.LICENSE_HOLDER: ("WHL-10",),
        Matter.LICENSE_TYPE: ("WHL-8",),
        Matter.LICENSE_NUMBER: ("WHL-9", "WHL-10"),
        Matter.LICENSE_SEAL: ("WHL-12",),
    },
    posts={
        PostKind.HEAD: ("WH-27",),
        PostKind.CONTACT: ("WH-27",),
        PostKind.PLATFORM_OFFICER: ("WH-4", "WHL-5"),
        PostKind.LICENSE_OFFICER: ("WHL-21",),
        PostKind.LICENSE_REVIEWER: ("WHL-9",),
        PostKind.INSPECTOR: ("WH-28", "WHL-23"),
    },
    findings={
        FindingKind.CATALOGUE: (Breach(("WH-28.1",)), Breach(("WHL-23.1",))),
        FindingKind.NOT_SUPPLIED: (Breach(("WH-28.2",)), Breach(("WHL-23.2",))),
        FindingKind.NOT_ANSWERED: (Breach(("WH-28.2",)),),
        FindingKind.NOT_CORRECTED: (Breach(("WH-28.5",)), Breach(("WHL-23.5",))),
        FindingKind.MISUSED: (Breach(("WH-28.3",)), Breach(("WHL-23.3",))),
        FindingKind.NOT_PROTECTED: (Breach(("WH-28.3",)), Breach(("WHL-23.3",))),
        FindingKind.COLLECTED_TWICE: (Breach(("WH-28.7", "WH-9", "WH-10")),),
        FindingKind.OUTSIDE_CHANNEL: (Breach(("WH-28.7",)),),
        FindingKind.MALWARE: (Breach(consequences=("WH-28.4",)),),
        FindingKind.EFFECT_DENIED: (Breach(("WHL-23.4",)),),
        FindingKind.ABUSE: (Breach(("WHL-23.6",)),),
        FindingKind.ORDER_NOT_OBEYED: (Breach(("WH-28.6",)), Breach(("WHL-23.7",))),
        FindingKind.OTHER: (Breach(("WH-28.7",)), Breach(("WHL-23.8",))),
    },
)

ROW = Policy(
    id="WH",
    city="芜湖市",
    documents=(
        Document(
            "WH",
            "芜湖市政务信息资源管理办法",
            _BEGIN,
            number=_NOTICE,
            asks=(
                2,
                *range(4, 18),
                *range(19, 22),
                *range(23, 29),
                30,
            ),
        ),
        Document(
            "WHL",
            "芜湖市电子证照管理办法",
            _BEGIN,
            number=_NOTICE,
            asks=(
                *range(2, 25),
                26,
            ),
        ),
    ),
    valid_from=_BEGIN,
    term=("WH-30", "WHL-26"),
    citations=_CITATIONS,
    binding=Cell(
        Binding("本市行政区域内行政机关以及法律法规授权行使行政管理、公共服务职能的事业单位和社会组织"),
        ("WH-2", "WHL-2", "WHL-24"),
    ),
    lead_authority=Cell(Authority("市数据资源管理局", carried_out_by="市大数据中心"), ("WH-4",)),
    release_review=Cell(("非涉密", "共享开放前的保密审查"), ("WH-2", "WH-24")),
    refusal_ground=Cell(_GROUND, ("WH-7",)),
    must_share=Cell(MustShare(PUBLIC_MONEY), ("WH-5.1",)),
    workflows={
        ENTRY.id: approval(
            registered(
                admitted(
                    not_secret("WH-2"),
                    collected_once("WH-9", unless_by_law=True),
                    _OPENED_ON_CONDITIONS,
                    ground=_GROUNDED,
                ),
                ("WH-6",),
                Told.CARRIER,
            ),
            Onward(
                EntryCaseState.REGISTERED,
                EntryEvent.PUBLISH,
                EntryCaseState.PUBLISHED,
                PostKind.PLATFORM_OFFICER,
                Side.CARRIER,
                ("WH-6",),
                (Told.PROVIDER, Told.USERS),
                when=((REFUSED_TYPE, *_GROUNDED), (NOT_REFUSED,)),
                lasts=Span.AT_REST,
            ),
            changing("WH-6"),
            withdrawn(PostKind.PLATFORM_OFFICER, Side.CARRIER, Told.CARRIER),
        ),
        CATALOGUE_UPDATE.id: catalogue_updates(15, "WH-6", excuse="确有正当理由"),
        DATA_UPDATE.id: data_updates(None, "WH-14"),
        GRANT.id: life_of_grants(
            Terms(
                used=("WH-15",),
                recorded=("WH-23",),
                published=("WH-15",),
                passed_on=("WH-15",),
                doubted=("WH-16",),
            )
        ),
        SHARING.id: requests(
            answered_by_provider(Within(10, handed_in=True), need_and_use("WH-5.2"), "WH-13"),
            failed(SharingState.COORDINATING_OUTSIDE, ("WH-13",)),
            coordinated_outside(("WH-13",), scope_and_use()),
            succeeds=("WH-6",),
        ),
        OBJECTION.id: objections_to_data(NO_NUMBER, "WH-16", users_told=False),
        LICENSE_OBJECTION.id: objections_to_licenses(NO_NUMBER, "WHL-19"),
        LICENSE_DRAFT.id: making_of_licenses(("WHL-6",), ("WHL-9",), ("WHL-21",)),
        LICENSE.id: life_of_licenses("WHL-9"),
        FORGERY.id: forgeries_of_licenses(NO_NUMBER, "WHL-22"),
    },
    opening=Cell(
        Opening((OpeningType.UNCONDITIONAL, OpeningType.CONDITIONAL, OpeningType.REFUSED)),
        ("WH-19", "WH-17", "WH-21"),
    ),
    base_libraries=Cell(Libraries(("人口", "地方法人", "自然资源和空间地理", "电子证照", "信用信息")), ("WH-8.1",)),
    thematic_libraries=Cell(
        Libraries(
            (
                "健康保障",
                "社会保障",
                "食品药品安全",
                "安全生产",
                "价格收费",
                "能源安全",
                "信用体系",
                "城乡建设",
                "社区治理",
                "生态环保",
                "应急维稳",
                "精准扶贫",
                "政务服务",
            )
        ),
        ("WH-8.2",),
    ),
    third_kind=Cell("部门信息资源库", ("WH-8.3",)),
    modes=Cell(Modes(FRONT_END_MODES), ("WH-13",)),
    outside_channels=Cell(
        OutsideChannels(
            "原则上不再单独建设共享平台，可依托市级共享平台建立分中心；新建系统应当通过市级共享平台",
            "抓紧接入市级共享平台",
        ),
        ("WH-12",),
    ),
    identifiers=Cell((("自然人", "法定身份证件号码"), ("法人和其他组织", "统一社会信用代码")), ("WH-11",)),
    conflicts=Cell((Stage(StageAct.CONVENE, PostKind.AUTHORITY_OFFICER, "市数据资源管理局", ("WH-9",)),), ("WH-9",)),
    unified_collection=Cell(
        (
            Stage(StageAct.OPINION, PostKind.COUNTY_AUTHORITY_OFFICER, "同级数据资源管理局", ("WH-10",)),
            Stage(StageAct.CONSENT, PostKind.AUTHORITY_OFFICER, "市数据资源管理局", ("WH-10",)),
            Stage(StageAct.LIST, PostKind.AUTHORITY_OFFICER, "统一规范采集", ("WH-10",)),
        ),
        ("WH-10",),
    ),
    assessment=Cell(
        Assessment(
            yearly=True,
            subjects=("数量", "质量", "更新", "使用", "共享", "开放"),
            published=True,
            counts_in_targets=True,
        ),
        ("WH-26", "WH-20"),
    ),
    lists=Cell(("部门", "县（市）区", "市"), ("WH-6",)),
    ladder=Cell(
        ("责令限期改正", "逾期不改正的，书面通报", "涉嫌违法违纪的，依法依纪处理", "涉嫌犯罪的，依法追究刑事责任"),
        ("WH-28", "WHL-23"),
    ),
)
