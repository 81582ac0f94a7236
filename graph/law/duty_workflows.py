"""The words of what departments owe without being asked; the rows stand in `cities`, as those of other workflows do."""

from typing import Final

from graph.errors import Text
from graph.law.findings import FindingKind
from graph.law.workflow import IN_TIME, PERIOD, Told, Workflow
from graph.words.duties import DutyEvent, DutyState


def _duty(name: str, words: Text, *facts: str, finding: FindingKind | None, told: frozenset[Told]) -> Workflow:
    owed = frozenset(state for state in DutyState if state.open)
    known = frozenset({*facts, IN_TIME})
    own_will = frozenset({DutyEvent.EXCUSE, DutyEvent.SEND_BACK})
    return Workflow(name, words, DutyState, DutyEvent, owed, known, told=told, own_will=own_will, finding=finding)


CATALOGUE_UPDATE: Final = _duty(
    "catalogue_update",
    Text("目录随法律或职责更新", "entries follow the law and duties"),
    "good_reason",
    finding=FindingKind.CATALOGUE,
    told=frozenset({Told.PROVIDER, Told.AUTHORITY}),
)
LAPSED_GROUND: Final = _duty(
    "lapsed_ground",
    Text("不予共享的依据失效", "the basis of not sharing lapses"),
    "type",
    "other_bases",
    "another_basis",
    finding=FindingKind.CATALOGUE,
    told=frozenset({Told.PROVIDER, Told.AUTHORITY}),
)
DATA_UPDATE: Final = _duty(
    "data_update",
    Text("数据更新", "data follow the facts"),
    finding=FindingKind.NOT_SUPPLIED,
    told=frozenset({Told.AUTHORITY, Told.USERS}),
)
CATALOGUE_REVIEW: Final = _duty(
    "catalogue_review", Text("目录全面梳理", "full review of the catalogue"), PERIOD,
    finding=FindingKind.CATALOGUE, told=frozenset(),
)  # fmt: skip
YEARLY_REPORT: Final = _duty(
    "yearly_report", Text("年度报告", "yearly report"), PERIOD, "reporter", finding=None, told=frozenset()
)
ZERO_REPORT: Final = _duty(
    "zero_report", Text("按月报送（含零报告）", "monthly upload, zero report included"), PERIOD, "new_rows",
    finding=FindingKind.NOT_SUPPLIED, told=frozenset(),
)  # fmt: skip
YEARLY_PLAN: Final = _duty("yearly_plan", Text("年度计划", "yearly plan"), PERIOD, finding=None, told=frozenset())
COMING_BACK: Final = (CATALOGUE_REVIEW, YEARLY_REPORT, ZERO_REPORT, YEARLY_PLAN)
"""Duties that come back with the calendar."""
EVERY: Final = (CATALOGUE_UPDATE, LAPSED_GROUND, DATA_UPDATE, *COMING_BACK)
