"""In how many places a new field, list, refusal or workflow is written: tried in a copy of the program, and counted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import enquiries
from builders.more import LEFT_OUT, left_out
from builders.touches import Edit, run, write

pytestmark = [*LEFT_OUT]  # copies of the whole program are changed

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"
ROOMS = ("api", "graph", "licenses")


FIELD = (
    Edit(
        "graph/schema/kinds/entries.py",
        "RESOURCE = (",
        '    Column("region", filter=one_of("Region", "适用区域"), facet="适用区域", entered=True, absent=""),',
    ),
    Edit(
        "graph/words/entries.py",
        '    """Division of the provider that keeps the data (内部部门)."""',
        '    region: str = ""',
    ),
    Edit(
        "graph/subjects/entries/sheet.py",
        '        Column("使用要求", "usage"),',
        '        Column("适用区域", "region", needed=False),',
    ),
    Edit(
        "api/graphql/entries/lens.py",
        '    """A catalogue entry."""',
        '    region: str | None = column("Region (适用区域).")',
    ),
)
"""A field of entries that is handed in, imported, published, filtered and counted by."""

FIELD_WORKS = """
from graph.store.list_texts import Key
from dataclasses import replace

from api.graphql.schema import schema
from graph.office.sheets.files import read_table
from graph.schema.nodes import RESOURCE
from graph.subjects.entries import creating, memory, recording
from graph.subjects.entries.sheet import ENTRIES, read_entries
from graph.words.entries import EntryState

published = schema.as_str()
for said in ('REGION', 'region: String', 'region: [String!] = null', 'Region is one of these (适用区域).'):
    assert said in published, said
cells = {
    "资源代码": "307001340200/000001", "资源名称": "婚姻登记信息", "提供方代码": "11340200003003083K", "摘要": "摘要",
    "格式分类": "数据库", "格式类型": "mysql", "共享类型": "无条件", "共享方式分类": "共享平台", "共享方式类型": "接口",
    "开放类型": "不予", "更新周期": "每月", "信息项": "姓名", "数据类型": "C", "长度": "50", "项类别": "业务",
}
def drafted(cells):
    names = [each.name for each in ENTRIES.columns if each.needed or each.name in cells]
    table = ",".join(names) + "\\n" + ",".join(cells.get(name, "") for name in names) + "\\n"
    parsed = read_entries(read_table(table.encode()))
    assert parsed.faults == ()
    return parsed.values[0]
silent, told = drafted(cells), drafted(cells | {"适用区域": "全市"})
assert (silent.region, told.region) == ("", "全市")
kept = recording.content(silent, EntryState.PUBLISHED)
assert "region" not in kept
assert recording.unchanged(kept, silent, EntryState.PUBLISHED)
assert not recording.unchanged(kept, told, EntryState.PUBLISHED)
assert '"region":"全市"' in recording.content(told, EntryState.PUBLISHED)
assert "r.region = row.plain.region" in recording._WRITE
assert "region: row.region" in creating._CREATE
assert "c.region" in RESOURCE.row("c")
texts = memory.RESOURCES.texts
assert "c.region IN f.region" in texts[Key("CODE", "", filtered=True)]
assert "c.region" in memory.RESOURCES.roll.reads
"""

CELLS = (
    Edit(
        "graph/schema/kinds/organisation.py",
        "DEPARTMENT = (",
        '    Column("seats", Type.INTEGER, bounds=(1, 500), entered=True, absent=None),',
    ),
    Edit(
        "graph/words/organisation.py",
        '    """Id of a policy that binds a department above it, and leaves it and the subtree below it out."""',
        "    seats: int | None = None",
    ),
    Edit(
        "graph/subjects/organisation/sheet.py",
        '        Column("合成", "synthetic", needed=False),',
        '        Column("编制", "seats", needed=False),',
    ),
)
"""A column of the table of departments, with its type and bounds."""

CELLS_WORK = """
from graph.office.sheets.files import read_table
from graph.subjects.organisation.sheet import DEPARTMENTS, read_departments

cells = {"代码": "11340200003003083K", "名称": "民政局", "级别": "地市", "类别": "部门", "区划代码": "340200"}
def parsed(cells):
    names = [each.name for each in DEPARTMENTS.columns if each.needed or each.name in cells]
    table = ",".join(names) + "\\n" + ",".join(cells.get(name, "") for name in names) + "\\n"
    return read_departments(read_table(table.encode()))
assert parsed(cells).values[0].department.seats is None
assert parsed(cells | {"编制": "45"}).values[0].department.seats == 45
assert [(each.code, each.path) for each in parsed(cells | {"编制": "501"}).faults] == [("NUMBER", ("2", "编制"))]
"""

QUERY = (
    Edit(
        "graph/schema/kinds/sources.py",
        '    Column("document", entered=True, absent=""),',
        '    Column("document", filter=contains("Document", "文号"), entered=True, absent=""),',
        instead=True,
    ),
    Edit(
        "graph/subjects/sources/memory.py",
        'lead_of = to_one("Library", DEPARTMENT, "(p)-[:LED_BY]->(c:Department)")',
        "PAPERS = Listing(LEGAL_BASIS, conditions=conditions_of(LEGAL_BASIS), "
        'orders={"CODE": Order("c.id"), "NAME": Order("c.title")})',
    ),
    Edit(
        "api/graphql/sources/listing.py",
        "from graph.subjects.sources import memory as sources_memory",
        '\n\n@filters(sources_memory.PAPERS, "Which legal papers (文件筛选).")\n'
        "class PaperFilter(Filter):\n"
        '    """Which legal papers."""',
    ),
    Edit(
        "api/graphql/sources/queries.py",
        "from graph.subjects.sources import memory as sources_memory",
        "from api.graphql.sources.listing import PaperFilter",
    ),
    Edit(
        "api/graphql/sources/queries.py",
        "class SourceQuery:",
        "    @listed(sources_memory.PAPERS, PaperFilter, NameOrder)\n"
        "    def legal_papers(self) -> Connection[LegalBasis]:\n"
        '        """Legal papers (文件)."""\n',
    ),
)
"""Another list of legal bases, filtered by their document numbers, sorted, paged and counted; its lens is there."""

QUERY_WORKS = """
from api.graphql.schema import schema
from graph.store.list_texts import Key
from graph.subjects.sources import memory

published = schema.as_str()
assert "legalPapers(" in published
assert "documentContains: String = null" in published
assert "c.document CONTAINS x" in memory.PAPERS.texts[Key("NAME", "", filtered=True)]
"""

REFUSAL = (
    Edit(
        "graph/refusal_codes.py",
        '    NO_POLICY = "NO_POLICY", "No policy binds the department on this day (没有适用的办法)."',
        '    OWN_DATA = "OWN_DATA", "A department corrects its own data without an objection (本部门数据)."',
    ),
    Edit(
        "graph/law/citations.py",
        '    REASONS_OF_REFUSAL = "不予共享应说明理由"',
        '    OWN_DATA = "本部门数据由本部门更正"',
    ),
    Edit(
        "graph/law/cities/wuhu.py",
        '        Matter.REASONS_OF_REFUSAL: ("WH-13",),',
        '        Matter.OWN_DATA: ("WH-14",),',
    ),
    Edit(
        "graph/subjects/sharing/rules.py",
        "    if reason.strip():",
        '    if reason == "本部门数据":\n'
        "        raise Malformed(\n"
        '            Text("本部门数据无需申请", "nobody asks for his own data"), code=Code.OWN_DATA,\n'
        "            rules=of_matter(policy, Matter.OWN_DATA),\n"
        "        )\n"
        "    if reason.strip():",
        instead=True,
    ),
)
"""A refusal with a code of its own, which the one city cites an article for that has one."""

REFUSAL_WORKS = """
from api.graphql.schema import schema
from graph.errors import Malformed
from graph.law.checking import check_rows
from graph.law.policies import policy
from graph.subjects.sharing.rules import reason_of_refusal

check_rows()
assert "OWN_DATA" in schema.as_str()
for city, cited in (("WH", ("WH-14",)), ("CZ", ())):
    try:
        reason_of_refusal(policy(city), "本部门数据", ())
    except Malformed as refused:
        assert (refused.code, refused.rules) == ("OWN_DATA", cited)
    else:
        raise AssertionError(city)
"""


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The program, to be written in."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.mark.parametrize(
    ("edits", "works", "places", "modules"),
    [
        pytest.param(FIELD, FIELD_WORKS, 4, 4, id="field"),
        pytest.param(CELLS, CELLS_WORK, 3, 3, id="cells"),
        pytest.param(QUERY, QUERY_WORKS, 5, 4, id="query", marks=LEFT_OUT),
        pytest.param(REFUSAL, REFUSAL_WORKS, 4, 4, id="refusal", marks=LEFT_OUT),
    ],
)
def test_it_is_written_in_so_many_places_and_works(
    copied: Path, edits: tuple[Edit, ...], works: str, places: int, modules: int
) -> None:
    for edit in edits:
        write(copied, edit)
    run(copied, works)
    assert (len(edits), len({edit.module for edit in edits})) == (places, modules)


SHARED_BY_OTHERS = {
    "graph/law/workflows.py": "its words",
    "graph/law/cities/wuhu.py": "its table in the one city that has it",
    "graph/schema/nodes.py": "how a case is kept",
    "api/graphql/schema.py": "that it is published",
}
"""The modules outside its folder that a new workflow is written into, and what for."""


@pytest.fixture
def with_enquiries(copied: Path) -> Path:
    """The program with a workflow that it does not have: its folder, the mirror in GraphQL, and four shared modules."""
    for module, source in enquiries.OWN.items():
        (copied / module).parent.mkdir(exist_ok=True)
        (copied / module).write_text(source, "utf-8")
    for edit in enquiries.SHARED:
        write(copied, edit)
    assert {edit.module for edit in enquiries.SHARED} == set(SHARED_BY_OTHERS)
    assert {module.rpartition("/")[0] for module in enquiries.OWN} == {
        "graph/subjects/enquiries", "api/graphql/enquiries",
    }  # fmt: skip
    return copied


def test_a_workflow_is_one_folder_and_a_few_lines_in_four_shared_modules(with_enquiries: Path) -> None:
    run(with_enquiries, enquiries.DECLARED)


@left_out
def test_it_is_asked_and_answered_on_a_real_store(
    with_enquiries: Path, tmp_path: Path, prepared: Callable[[Path], Path]
) -> None:
    run(with_enquiries, enquiries.RUN, str(prepared(tmp_path / "store")), str(tmp_path / "home"), also=(TESTS,))


def test_the_walls_of_the_house_hold_with_it_once_they_are_told_of_it(with_enquiries: Path) -> None:
    shutil.copytree(ROOT / "seed", with_enquiries / "seed", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", with_enquiries)
    assert "enquiries" in complaints(with_enquiries)
    for edit in enquiries.CONFIGURED:
        write(with_enquiries, edit)
    assert complaints(with_enquiries) == ""


def complaints(folder: Path) -> str:
    """What the linter of imports says against a program; nothing where its contracts hold."""
    checked = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(folder), "NO_COLOR": "1"},
    )
    return checked.stdout + checked.stderr if checked.returncode else ""
