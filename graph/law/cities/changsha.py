"""长沙 (CS): 政务信息资源共享管理办法 of 2018; the text breaks off after article 37, so the row is not verified."""

from datetime import date

from graph.law.cities.shared import FRONT_END_MODES, PERSON_AND_ORGANISATION, STATE_GROUNDS
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
    PeriodicDuty,
    RefusalGround,
    Stage,
    StageAct,
)
from graph.words.organisation import PostKind

_AUTHORITY = "市数据资源行政主管部门"
_COMMITTEE = "市数据资源管理委员会"

ROW = Policy(
    id="CS",
    city="长沙市",
    binds="市直各单位",
    prefixes=("CS",),
    valid_from=date(2018, 1, 1),
    valid_until=None,
    verified=False,
    offered=True,
    lead_authority=Cell(
        Authority(_AUTHORITY, carried_out_by="市电子政务办", decided_by=_COMMITTEE), ("CS-5", "CS-6", "CS-7")
    ),
    entry_approval=Cell(
        (
            EntryStep(EntryAct.REGISTER, PostKind.CATALOGUER, True, "本单位登记人员", ("CS-15", "CS-17")),
            EntryStep(EntryAct.REVIEW, PostKind.REVIEWER, True, "本单位审核人员", ("CS-15", "CS-17")),
            EntryStep(EntryAct.CONFIRM_REFUSED, PostKind.AUTHORITY_OFFICER, False, _AUTHORITY, ("CS-14",)),
            EntryStep(EntryAct.PUBLISH, PostKind.REVIEWER, True, "本单位", ("CS-15",)),
        ),
        ("CS-15", "CS-17", "CS-14"),
    ),
    release_review=Cell(("保密审查",), ("CS-37",)),
    catalogue_update=Cell(CatalogueUpdate(None, full_review_month=10), ("CS-16",)),
    data_update=Cell(DataUpdate(2, tell_authority=True, tell_users=True), ("CS-25",)),
    unconditional=Cell((), ("CS-29",)),
    conditional=Cell(
        (
            Stage(StageAct.OPINION, PostKind.AUTHORITY_OFFICER, _AUTHORITY, ("CS-29",)),
            Stage(StageAct.DECIDE, PostKind.COMMITTEE_SECRETARY, _COMMITTEE, ("CS-29",), outside=True),
            Stage(StageAct.CHANGE_TYPE, PostKind.PROVIDER_OFFICER, "提供单位", ("CS-29",), only_if="可以共享的"),
        ),
        ("CS-29",),
    ),
    dispute=None,
    refused=Cell((Stage(StageAct.SHOW_BASIS, PostKind.PROVIDER_OFFICER, "提供单位", ("CS-29",)),), ("CS-29",)),
    refusal_ground=Cell(RefusalGround(STATE_GROUNDS, confirmed_by_authority=True), ("CS-28", "CS-14")),
    lapsed_ground=Cell("调整为共享类，并申报从不予共享目录中删除", ("CS-30",)),
    must_share=None,
    also_unconditional=Cell(AlsoUnconditional(subjects=("行政许可", "行政处罚", "跨单位并联审批")), ("CS-28",)),
    correction=Cell(Correction(None, result_to_users=True), ("CS-32",)),
    opening=None,
    base_libraries=Cell(
        Libraries(("人口", "法人", "经济信息", "地理空间", "城市部件", "房产房屋"), closed=True), ("CS-3",)
    ),
    thematic_libraries=Cell(Libraries(("电子证照", "社会诚信", "城市管理", "人力资源")), ("CS-3",)),
    third_kind=Cell("业务数据库", ("CS-3",)),
    modes=Cell(Modes(FRONT_END_MODES), ("CS-31",)),
    outside_channels=None,
    identifiers=Cell(
        (*PERSON_AND_ORGANISATION, ("房产房屋", "不动产单元号"), ("城市部件", "城市部件代码")), ("CS-21",)
    ),
    withdrawal=None,
    reserved=None,
    agent=None,
    conflicts=Cell(
        (
            Stage(StageAct.OPINION, PostKind.AUTHORITY_OFFICER, f"{_AUTHORITY}会同信息提供单位", ("CS-26",)),
            Stage(StageAct.DECIDE, PostKind.COMMITTEE_SECRETARY, _COMMITTEE, ("CS-26",), outside=True),
        ),
        ("CS-26",),
    ),
    unified_collection=None,
    upper_data=None,
    periodic_duties=(
        PeriodicDuty("CS-REVIEW", "资源目录全面梳理、清查、更新", "各单位", _AUTHORITY, 31, ("CS-16",), month=10),
    ),
    assessment=Cell(Assessment(yearly=False, subjects=("政务信息资源共享工作",)), ("CS-7",)),
    lists=Cell(("单位", "市"), ("CS-13", "CS-14")),
    ladder=None,
)
