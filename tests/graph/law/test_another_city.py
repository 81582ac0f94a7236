"""Another city is a row module, a text and one entry in the list; nothing else is edited for it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
TEXT = """蓉江市政务数据共享办法
第一条 为规范政务数据共享，制定本办法。
第二条 本办法适用于市级各部门。各县的部门除外。
第三条 市数据局主管全市政务数据共享工作。
第四条 各部门登记本部门目录，经市数据局审核后发布，并在职能发生变化之日起7个工作日内更新。
第五条 有条件共享的，提供部门在3个工作日内答复，不予共享的应说明理由。
第六条 使用部门有疑义的，提供部门在4个工作日内校核。校核期间，照常办理。
第七条 市级建立人口、法人基础信息资源库。
"""
ROW = '''"""蓉江 (RJ): a city that is made up."""

from datetime import date

from graph.law.acts import Act
from graph.law.citations import Citations, Matter
from graph.law.cities.approving import Onward, admitted, approval, changing, grounded, registered
from graph.law.cities.owing import catalogue_updates
from graph.law.cities.requesting import answered_by_provider, coordinated, failed, need_and_use, requests
from graph.law.cities.shared import (
    FRONT_END_MODES, OF_THE_PRODUCT, STATE_GROUNDS, objections_to_data,
)
from graph.law.documents import Document
from graph.law.duty_workflows import CATALOGUE_UPDATE
from graph.law.policy import Cell, Policy
from graph.law.provisions import (
    Authority,
    Binding,
    Libraries,
    Modes,
    RefusalGround,
)
from graph.law.workflow import Side, Span, Told, Within
from graph.law.workflows import ENTRY, OBJECTION, SHARING
from graph.words.entry_cases import EntryCaseState, EntryEvent
from graph.words.organisation import PostKind
from graph.words.sharing_cases import SharingState

_BEGIN = date(2026, 1, 1)

ROW = Policy(
    id="RJ",
    city="蓉江市",
    documents=(Document("RJ", "蓉江市政务数据共享办法", _BEGIN, asks=(2, 3, 4, 5, 6, 7)),),
    valid_from=_BEGIN,
    term=(),
    citations=Citations(
        acts={
            **OF_THE_PRODUCT,
            Act.REGISTER_ENTRY: ("RJ-4",),
            Act.HAND_IN_ENTRIES: ("RJ-4",),
            Act.PUBLISH_ENTRY: ("RJ-4",),
            Act.DEFINE_LICENSE_TYPES: (),
            Act.AMEND_BASES: ("RJ-4",),
        },
        matters={Matter.REASONS_OF_REFUSAL: ("RJ-5",)},
    ),
    binding=Cell(Binding("市级各部门", ("各县的部门",)), ("RJ-2",)),
    lead_authority=Cell(Authority("市数据局"), ("RJ-3",)),
    refusal_ground=Cell(RefusalGround(STATE_GROUNDS), ("RJ-5",)),
    workflows={
        ENTRY.id: approval(
            registered(admitted(ground=grounded(RefusalGround(STATE_GROUNDS), "RJ-5")), ("RJ-4",), Told.AUTHORITY),
            Onward(
                EntryCaseState.REGISTERED, EntryEvent.PUBLISH, EntryCaseState.PUBLISHED, PostKind.AUTHORITY_OFFICER,
                Side.LEAD, ("RJ-4",), (Told.PROVIDER,), lasts=Span.AT_REST,
            ),
            changing("RJ-4"),
        ),
        SHARING.id: requests(
            answered_by_provider(Within(3, handed_in=True), need_and_use(), "RJ-5"),
            failed(SharingState.COORDINATING, ("RJ-5",)),
            coordinated(("RJ-5",)),
        ),
        CATALOGUE_UPDATE.id: catalogue_updates(7, "RJ-4"),
        OBJECTION.id: objections_to_data(Within(4, handed_in=True), "RJ-6", users_told=False),
    },
    base_libraries=Cell(Libraries(("人口", "法人"), closed=True), ("RJ-7",)),
    third_kind=Cell("部门信息资源", ("GUIDE-1272",)),
    modes=Cell(Modes(FRONT_END_MODES), ("GUIDE-1272",)),
    lists=Cell(("部门", "市"), ("RJ-4",)),
)
'''
ASKED = """
import json
from datetime import UTC, date, datetime

from graph.errors import Refusal
from graph.law.access import PUBLIC, Principal, require
from graph.law.acts import Act
from graph.law.articles import rule
from graph.law.checking import check_rows
from graph.law.duties import Duty, owed
from graph.law.policies import bound_by, policy_on, table_on
from graph.law.posts import HeldPost
from graph.cases.machine import Case, move
from graph.law.workflow import Side
from graph.law.workflows import OBJECTION
from graph.subjects.objections.rules import sentence_while_open
from graph.subjects.sharing.rules import procedure_of, reason_of_refusal
from graph.subjects.sources.rules import refuse_library
from graph.words.entries import SharingType
from graph.words.objections import ObjectionEvent, Tie
from graph.words.organisation import PostKind
from graph.words.people import Role
from graph.words.sources import Library, LibraryKind


def cited(act):
    try:
        act()
    except Refusal as refused:
        return [refused.code, *refused.rules]


check_rows()
on = date(2026, 3, 2)
row = policy_on("RJ", on)
clerk = Principal(Role.STAFF, "zhang", "D", (HeldPost(PostKind.APPLICANT, "D", date(2020, 1, 1)),))
raised = move(
    table_on("RJ", OBJECTION, on), Case(departments={Side.APPLICANT: {"D"}}), ObjectionEvent.RAISE, clerk,
    {"use": Tie.GRANT}, datetime(2026, 3, 2, 2, tzinfo=UTC),
)
print(json.dumps({
    "words": rule("RJ-6").words,
    "article": rule("RJ-6").article,
    "before": bound_by("RJ", date(2025, 12, 31)) is None,
    "due": [str(raised.deadline), *raised.rules],
    "while open": sentence_while_open(row).rules,
    "update": str(owed(row, Duty.UPDATE_CATALOGUE, on).due.last_day),
    "answer": [step.days for step in procedure_of(row, SharingType.CONDITIONAL).steps if step.days],
    "reasons": cited(lambda: reason_of_refusal(row, "", ("refusal",))),
    "register": cited(lambda: require(PUBLIC, Act.REGISTER_ENTRY, "D", on, row)),
    "license": cited(lambda: require(PUBLIC, Act.DEFINE_LICENSE_TYPES, "D", on, row)),
    "library": cited(lambda: refuse_library(Library("L", "RJ", LibraryKind.BASE, "电子证照库"), row, ())),
}, ensure_ascii=False))
"""


def with_another_city(folder: Path) -> int:
    """Copy the program, and make the three edits; return how many files they touch."""
    shutil.copytree(ROOT / "graph", folder / "graph", ignore=shutil.ignore_patterns("__pycache__"))
    for room in ("api", "licenses", "seed"):
        (folder / room).symlink_to(ROOT / room)
    law = folder / "graph" / "law"
    (law / "cities" / "rongjiang.py").write_text(ROW, encoding="utf-8")
    (law / "texts" / "RJ.txt").write_text(TEXT, encoding="utf-8")
    table = (law / "policies.py").read_text(encoding="utf-8")
    listed = table.replace("nation, wuhu\n", "nation, rongjiang, wuhu\n").replace(
        "changsha.ROW, nation.ROW", "changsha.ROW, rongjiang.ROW, nation.ROW"
    )
    assert listed != table
    (law / "policies.py").write_text(listed, encoding="utf-8")
    return sum(
        not (ROOT / each.relative_to(folder)).exists()
        or each.read_bytes() != (ROOT / each.relative_to(folder)).read_bytes()
        for each in (folder / "graph").rglob("*")
        if each.is_file()
    )


def ran(folder: Path, *arguments: str) -> str:
    ended = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=os.environ | {"PYTHONPATH": str(folder)}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_another_city_is_three_files_and_everything_is_decided_by_its_own_articles(tmp_path: Path) -> None:
    assert with_another_city(tmp_path) == 3
    told = json.loads(ran(tmp_path, "-c", ASKED))
    assert told == {
        "words": "使用部门有疑义的，提供部门在4个工作日内校核。校核期间，照常办理。",
        "article": "第六条",
        "before": True,
        "due": ["2026-03-06", "RJ-6"],
        "while open": ["RJ-6"],
        "update": "2026-03-11",
        "answer": [3],
        "reasons": ["REASON_REQUIRED", "RJ-5"],
        "register": ["ROLE_REQUIRED", "RJ-4"],
        "license": ["POST_REQUIRED"],
        "library": ["LIBRARY_NOT_OF_POLICY", "RJ-7"],
    }
    traced = ran(tmp_path, "-m", "api.command.zhengtu", "law", "trace")
    assert [line.split("\t")[0] for line in traced.splitlines() if line.startswith("RJ-")] == [
        f"RJ-{number}" for number in range(1, 8)
    ]
