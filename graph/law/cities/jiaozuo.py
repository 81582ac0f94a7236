"""焦作 (JI, JP): 政务数据资源管理暂行办法 and 政务信息化项目管理暂行办法 of 2020."""

from datetime import date

from graph.law.cities.shared import PERSON_AND_ORGANISATION, registered_by_provider
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
from graph.words.entries import Mode
from graph.words.organisation import PostKind

_AUTHORITY = "市政务服务和大数据管理局"
_DECISION = (Stage(StageAct.DECIDE, PostKind.AUTHORITY_OFFICER, _AUTHORITY, ("JI-19.1",)),)

ROW = Policy(
    id="JI",
    city="焦作市",
    binds="市、县两级政务部门",
    prefixes=("JI", "JP"),
    valid_from=date(2020, 10, 28),
    valid_until=None,
    verified=True,
    offered=True,
    lead_authority=Cell(Authority(_AUTHORITY), ("JI-5",)),
    entry_approval=Cell(
        (
            registered_by_provider("JI-8"),
            EntryStep(EntryAct.REVIEW, PostKind.AUTHORITY_OFFICER, False, _AUTHORITY, ("JI-8", "JI-22")),
            EntryStep(EntryAct.FIX_TYPE, PostKind.AUTHORITY_OFFICER, False, _AUTHORITY, ("JI-18",)),
            EntryStep(EntryAct.PUBLISH, PostKind.AUTHORITY_OFFICER, False, _AUTHORITY, ("JI-21",)),
        ),
        ("JI-8", "JI-18", "JI-21", "JI-22"),
    ),
    release_review=Cell(("保密审查",), ("JI-30",)),
    catalogue_update=Cell(CatalogueUpdate(10, authority_days=5), ("JI-10",)),
    data_update=Cell(DataUpdate(None), ("JI-24",)),
    unconditional=Cell((), ("JI-19.1",)),
    conditional=Cell(_DECISION, ("JI-19.1",)),
    dispute=None,
    refused=Cell(_DECISION, ("JI-19.1",)),
    refusal_ground=Cell(RefusalGround(frozenset(), basis_required=False, confirmed_by_authority=True), ("JI-18",)),
    lapsed_ground=None,
    must_share=None,
    also_unconditional=Cell(AlsoUnconditional(base_items=True), ("JI-19.2",)),
    correction=Cell(Correction(10, extension=10, extension_by=PostKind.HEAD), ("JI-14",)),
    opening=None,
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
    outside_channels=Cell(OutsideChannel.FINDING, ("JI-6",)),
    identifiers=Cell(PERSON_AND_ORGANISATION, ("JI-12",)),
    withdrawal=None,
    reserved=None,
    agent=None,
    conflicts=None,
    unified_collection=None,
    upper_data=None,
    periodic_duties=(
        PeriodicDuty("JP-PLAN", "下一年度建设或者采购计划", "项目单位", _AUTHORITY, 30, ("JP-9",), month=11),
    ),
    assessment=Cell(Assessment(yearly=True, subjects=("汇聚", "共享", "应用", "安全", "责任清单")), ("JI-9", "JI-33")),
    lists=Cell(("部门", "县（市）区", "市总目录", "采集责任清单"), ("JI-8", "JI-9")),
    ladder=Cell(("责令限期改正", "逾期未改正的，通报批评", "情节严重的，对直接责任人给予处分"), ("JI-36",)),
)
