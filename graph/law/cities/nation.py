"""The nation (SC-809): 政务数据共享条例 of 2025. Numbers from memory, the text could not be read; off by default."""

from datetime import date

from graph.law.citations import Citations
from graph.law.cities.owing import catalogue_updates
from graph.law.cities.requesting import APPLICANT, PROVIDER, REASONS, TO_APPLICANT, TO_PROVIDER, of_type, requests
from graph.law.cities.shared import OF_THE_PRODUCT, objections_to_data
from graph.law.duty_workflows import CATALOGUE_UPDATE
from graph.law.policy import Cell, Policy
from graph.law.provisions import (
    Authority,
    Binding,
    Libraries,
    Modes,
)
from graph.law.workflow import Side, Span, Step, Table, Within
from graph.law.workflows import OBJECTION, SHARING
from graph.words.entries import SharingType
from graph.words.sharing_cases import SharingEvent, SharingState

_RULE = ("SC-809",)
_ANSWERED: Table = (
    *(
        Step(
            SharingState.DRAFT, SharingEvent.APPLY, APPLICANT, Side.APPLICANT, (of_type(sharing),),
            Within(days, handed_in=True), SharingState.ASKED, _RULE, (TO_PROVIDER,),
        )
        for sharing, days in ((SharingType.UNCONDITIONAL, 1), (SharingType.CONDITIONAL, 10))
    ),
    Step(
        SharingState.ASKED, SharingEvent.CONSENT, PROVIDER, Side.PROVIDER, (), Span.AT_REST, SharingState.GRANTED,
        _RULE, (TO_APPLICANT,),
    ),
    Step(
        SharingState.ASKED, SharingEvent.REFUSE, PROVIDER, Side.PROVIDER, (REASONS,), Span.AT_REST,
        SharingState.CLOSED, _RULE, (TO_APPLICANT,),
    ),
)  # fmt: skip
"""That a term can be prolonged, and that data are supplied within 20 working days of the answer, is not held here."""

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
    workflows={
        CATALOGUE_UPDATE.id: catalogue_updates(10, "SC-809"),
        SHARING.id: requests(_ANSWERED),
        OBJECTION.id: objections_to_data(Within(10, handed_in=True), "SC-809", prolonged=10, users_told=False),
    },
    base_libraries=Cell(Libraries(()), ("GUIDE-1272",)),
    third_kind=Cell("部门信息资源", ("GUIDE-1272",)),
    modes=Cell(Modes(()), ("GUIDE-1272",)),
    lists=Cell((), ("SC-809",)),
)
