"""The nation (SC-809): 政务数据共享条例 of 2025. Numbers from memory, the text could not be read; off by default."""

from datetime import date

from graph.law.cities.shared import answer
from graph.law.policy import Cell, Policy
from graph.law.provisions import Authority, CatalogueUpdate, Correction, Libraries, Modes, Stage, StageAct
from graph.words.organisation import PostKind

_SUPPLY = Stage(StageAct.SUPPLY, PostKind.PROVIDER_OFFICER, "提供部门", ("SC-809",), days=20)

ROW = Policy(
    id="SC809",
    city="全国",
    binds="政务部门（位阶高于各市办法）",
    prefixes=(),
    valid_from=date(2025, 8, 1),
    valid_until=None,
    verified=False,
    offered=False,
    lead_authority=Cell(Authority("政务数据共享主管部门"), ("SC-809",)),
    entry_approval=None,
    release_review=None,
    catalogue_update=Cell(CatalogueUpdate(10, extension=5), ("SC-809",)),
    data_update=None,
    unconditional=Cell((answer(1, "SC-809"), _SUPPLY), ("SC-809",)),
    conditional=Cell((answer(10, "SC-809", extension=10), _SUPPLY), ("SC-809",)),
    dispute=None,
    refused=Cell((), ("SC-809",)),
    refusal_ground=None,
    lapsed_ground=None,
    must_share=None,
    also_unconditional=None,
    correction=Cell(Correction(10, extension=10), ("SC-809",)),
    opening=None,
    base_libraries=Cell(Libraries(()), ("GUIDE-1272",)),
    thematic_libraries=None,
    third_kind=Cell("部门信息资源", ("GUIDE-1272",)),
    modes=Cell(Modes(()), ("GUIDE-1272",)),
    outside_channels=None,
    identifiers=None,
    withdrawal=None,
    reserved=None,
    agent=None,
    conflicts=None,
    unified_collection=None,
    upper_data=None,
    periodic_duties=(),
    assessment=None,
    lists=Cell((), ("SC-809",)),
    ladder=None,
)
