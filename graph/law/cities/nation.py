"""The nation (SC-809): 政务数据共享条例 of 2025. Numbers from memory, the text could not be read; off by default."""

from datetime import date

from graph.law.citations import Citations
from graph.law.cities.owing import catalogue_updates
from graph.law.cities.shared import OF_THE_PRODUCT, answer, objections_to_data
from graph.law.duty_workflows import CATALOGUE_UPDATE
from graph.law.policy import Cell, Policy
from graph.law.provisions import (
    Authority,
    Binding,
    Libraries,
    Modes,
    Stage,
    StageAct,
)
from graph.law.workflow import Within
from graph.law.workflows import OBJECTION
from graph.words.organisation import PostKind

_SUPPLY = Stage(StageAct.SUPPLY, PostKind.PROVIDER_OFFICER, "提供部门", ("SC-809",), days=20)

ROW = Policy(
    id="SC809",
    city="全国",
    documents=(),
    valid_from=date(2025, 8, 1),
    term=("SC-809",),
    verified=False,
    offered=False,
    citations=Citations(acts=OF_THE_PRODUCT),
    binding=Cell(Binding("政务部门（位阶高于各市办法）"), ("SC-809",)),
    lead_authority=Cell(Authority("政务数据共享主管部门"), ("SC-809",)),
    unconditional=Cell((answer(1, "SC-809"), _SUPPLY), ("SC-809",)),
    conditional=Cell((answer(10, "SC-809", extension=10), _SUPPLY), ("SC-809",)),
    refused=Cell((), ("SC-809",)),
    workflows={
        CATALOGUE_UPDATE.id: catalogue_updates(10, "SC-809"),
        OBJECTION.id: objections_to_data(Within(10, handed_in=True), "SC-809", prolonged=10, users_told=False),
    },
    base_libraries=Cell(Libraries(()), ("GUIDE-1272",)),
    third_kind=Cell("部门信息资源", ("GUIDE-1272",)),
    modes=Cell(Modes(()), ("GUIDE-1272",)),
    lists=Cell((), ("SC-809",)),
)
