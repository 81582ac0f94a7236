"""郴州 (CZ): 政务信息资源共享管理暂行办法 of 2018."""

from datetime import date

from graph.law.cities.shared import (
    FRONT_END_MODES,
    STATE_GROUNDS,
    answer,
    coordinate,
    negotiate,
    registered_by_provider,
)
from graph.law.policy import Cell, Policy
from graph.law.provisions import (
    AlsoUnconditional,
    Assessment,
    Authority,
    CatalogueUpdate,
    Correction,
    DataUpdate,
    EntryAct,
    EntryStep,
    Libraries,
    Modes,
    OutsideChannel,
    PeriodicDuty,
    RefusalGround,
    Stage,
    StageAct,
)
from graph.words.organisation import PostKind

_DISPUTE = (
    negotiate("CZ-11"),
    coordinate("市发改委", "CZ-11"),
    coordinate("省级政务部门", "CZ-11", outside=True, only_if="涉及省级政务部门的"),
)

ROW = Policy(
    id="CZ",
    city="郴州市",
    binds="市、县两级政务部门",
    prefixes=("CZ",),
    valid_from=date(2018, 5, 29),
    valid_until=None,
    verified=True,
    offered=True,
    lead_authority=Cell(Authority("市发改委", carried_out_by="市电子政务信息中心"), ("CZ-4", "CZ-10")),
    entry_approval=Cell(
        (
            registered_by_provider("CZ-7", "CZ-8"),
            EntryStep(EntryAct.PUBLISH, PostKind.PLATFORM_OFFICER, False, "市电子政务信息中心", ("CZ-7",)),
        ),
        ("CZ-7",),
    ),
    release_review=Cell(("保密法律法规",), ("CZ-19",)),
    catalogue_update=Cell(CatalogueUpdate(15), ("CZ-7",)),
    data_update=Cell(DataUpdate(None), ("CZ-12",)),
    unconditional=Cell((), ("CZ-11",)),
    conditional=Cell((answer(5, "CZ-11"),), ("CZ-11",)),
    dispute=Cell(_DISPUTE, ("CZ-11",)),
    refused=Cell(_DISPUTE, ("CZ-11",)),
    refusal_ground=Cell(RefusalGround(STATE_GROUNDS, provincial_policy=True), ("CZ-9.2",)),
    lapsed_ground=None,
    must_share=None,
    also_unconditional=Cell(AlsoUnconditional(base_items=True), ("CZ-9.1",)),
    correction=Cell(Correction(None, result_to_users=True), ("CZ-14",)),
    opening=None,
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
    outside_channels=Cell(OutsideChannel.MOVE_IN, ("CZ-10",)),
    identifiers=None,
    withdrawal=None,
    reserved=None,
    agent=None,
    conflicts=None,
    unified_collection=None,
    upper_data=Cell(
        Stage(StageAct.APPLY_ABOVE, PostKind.AUTHORITY_OFFICER, "省级共享平台", ("CZ-11",), outside=True), ("CZ-11",)
    ),
    periodic_duties=(
        PeriodicDuty(
            "CZ-REPORT", "上一年度共享情况报告", "市级各政务部门、各县市区人民政府", "市发改委", 5, ("CZ-17",), month=1
        ),
        PeriodicDuty("CZ-CITY-REPORT", "市年度报告", "市发改委", "省发改委、市政府", 15, ("CZ-17",), month=1),
    ),
    assessment=Cell(Assessment(yearly=True, subjects=("提供", "使用"), published=True), ("CZ-16",)),
    lists=Cell(("部门", "县", "市"), ("CZ-7",)),
    ladder=Cell(("通知整改", "未在规定时限内完成整改的，报市人民政府"), ("CZ-23",)),
)
