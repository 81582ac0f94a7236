"""芜湖 (WH, WHL): 政务信息资源管理办法 and 电子证照管理办法 of 2020."""

from datetime import date

from graph.law.cities.shared import (
    FRONT_END_MODES,
    PERSON_AND_ORGANISATION,
    PUBLIC_MONEY,
    STATE_GROUNDS,
    answer,
    coordinate,
    negotiate,
    registered_by_provider,
)
from graph.law.policy import Cell, Policy
from graph.law.provisions import (
    Assessment,
    Authority,
    CatalogueUpdate,
    Correction,
    DataUpdate,
    EntryAct,
    EntryStep,
    Libraries,
    Modes,
    Opening,
    OutsideChannel,
    RefusalGround,
    Stage,
    StageAct,
)
from graph.words.entries import OpeningType
from graph.words.organisation import PostKind

_DISPUTE = (negotiate("WH-13"), coordinate("市政府", "WH-13", outside=True))

ROW = Policy(
    id="WH",
    city="芜湖市",
    binds="本市行政区域内的政务部门",
    prefixes=("WH", "WHL"),
    valid_from=date(2020, 7, 22),
    valid_until=None,
    verified=True,
    offered=True,
    lead_authority=Cell(Authority("市数据资源管理局", carried_out_by="市大数据中心"), ("WH-4",)),
    entry_approval=Cell(
        (
            registered_by_provider("WH-6"),
            EntryStep(EntryAct.PUBLISH, PostKind.PLATFORM_OFFICER, False, "市大数据中心", ("WH-6",)),
        ),
        ("WH-6",),
    ),
    release_review=Cell(("非涉密", "共享开放前的保密审查"), ("WH-2", "WH-24")),
    catalogue_update=Cell(CatalogueUpdate(15, excuse="确有正当理由"), ("WH-6",)),
    data_update=Cell(DataUpdate(None), ("WH-14",)),
    unconditional=Cell((), ("WH-13",)),
    conditional=Cell((answer(10, "WH-13"),), ("WH-13",)),
    dispute=Cell(_DISPUTE, ("WH-13",)),
    refused=Cell(_DISPUTE, ("WH-13",)),
    refusal_ground=Cell(RefusalGround(STATE_GROUNDS), ("WH-7",)),
    lapsed_ground=None,
    must_share=Cell(PUBLIC_MONEY, ("WH-5.1",)),
    also_unconditional=None,
    correction=Cell(Correction(None), ("WH-16",)),
    opening=Cell(
        Opening((OpeningType.UNCONDITIONAL, OpeningType.CONDITIONAL, OpeningType.REFUSED), opener="市大数据中心"),
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
    outside_channels=Cell(OutsideChannel.MOVE_IN, ("WH-12",)),
    identifiers=Cell(PERSON_AND_ORGANISATION, ("WH-11",)),
    withdrawal=None,
    reserved=None,
    agent=None,
    conflicts=Cell((Stage(StageAct.CONVENE, PostKind.AUTHORITY_OFFICER, "市数据资源管理局", ("WH-9",)),), ("WH-9",)),
    unified_collection=Cell(
        (
            Stage(StageAct.OPINION, PostKind.COUNTY_AUTHORITY_OFFICER, "同级数据资源管理局", ("WH-10",)),
            Stage(StageAct.CONSENT, PostKind.AUTHORITY_OFFICER, "市数据资源管理局", ("WH-10",)),
        ),
        ("WH-10",),
    ),
    upper_data=None,
    periodic_duties=(),
    assessment=Cell(
        Assessment(
            yearly=True,
            subjects=("数量", "质量", "更新", "使用", "共享", "开放"),
            published=True,
            counts_in_targets=True,
        ),
        ("WH-26",),
    ),
    lists=Cell(("部门", "县（市）区", "市"), ("WH-6",)),
    ladder=Cell(("责令限期改正", "逾期不改正的，书面通报", "涉嫌违法违纪的，依法依纪处理"), ("WH-28", "WHL-23")),
)
