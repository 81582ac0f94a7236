"""Every cell of every table is read by the column of the graph that it fills, or it is named here with a reason."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from graph.office.sheets.cells import Cells
from graph.office.sheets.forms import Form
from graph.office.sheets.typed import read_kind, reading
from graph.schema.columns import NEVER
from graph.schema.filling import filled_by
from graph.schema.nodes import (
    CONSUMER,
    DATA_ELEMENT,
    DEPARTMENT,
    DIVISION,
    GRANT,
    ITEM,
    LEGAL_BASIS,
    LIBRARY,
    LICENSE_TYPE,
    POST,
    REQUEST,
    RESOURCE,
    SYSTEM,
)
from graph.schema.relations import DERIVES_FROM, ISSUABLE_BY, SUCCEEDED_BY, Relation
from graph.schema.shapes import Shape
from graph.words.elements import DataElement
from graph.words.entries import EntryDraft, Item
from graph.words.licensing import Entitlement, LicenseType
from graph.words.lineage import LineageEdge
from graph.words.organisation import Department, Division, Post, Succession
from graph.words.sharing import SharingRequest
from graph.words.sharing_tables import GrantOnFile, RequestOnFile
from graph.words.sources import Consumer, InformationSystem, LegalBasis, Library

ROOT = Path(__file__).parents[3]
_PEOPLE = "who it is becomes a post of its own, with an id made from the department's"
_GRANT = "it is kept by the grant that answers the request"
_ITEMS = "items are named in it, whose names may hold what parts codes"
_FACE = "the fields of a face are kept as one text of their type, and are no nodes"
_END = "an item is named by two cells, the code of its entry and its own name"
BY_HAND: Mapping[tuple[str, str], str] = {
    ("departments", "负责人"): _PEOPLE,
    ("departments", "联系人"): _PEOPLE,
    ("entries", "涉密"): "of a secret nothing is kept: such an entry is refused",
    ("elements", "数据类型"): "forms write a name, a letter or both",
    ("entries", "数据类型"): "forms write a name, a letter or both",
    ("entries", "项类别"): "the guide's form has no column for it; nothing is a business item",
    **{("item_lineage", name): _END for name in ("下游资源", "下游信息项", "上游资源", "上游信息项")},
    **{("license_fields", name): _FACE
       for name in ("类型代码", "序", "字段键", "标签", "类型", "必填", "个人信息", "含义", "第几持证主体")},
    **{("license_types", name): _FACE
       for name in ("字段键", "字段名称", "字段类型", "必填", "个人信息", "含义", "第几持证主体")},
    ("sharing_requests", "申请信息项"): _ITEMS,
    **{("sharing_requests", name): "the list of demands names them for people, and no import reads it"
       for name in ("使用部门", "资源名称", "提供部门")},
    ("sharing_grants", "授权信息项"): _ITEMS,
    ("requests", "状态"): "three words of what was decided elsewhere; the states of a request are more",
    ("requests", "授权期限"): _GRANT,
    ("requests", "授权信息项"): _GRANT,
}  # fmt: skip
"""Cells that no column of the graph is filled by, and why."""
READERS: Mapping[tuple[str, str], str] = {
    ("organisation.sheet", "_person"): "reads a cell that is named above",
    ("entries.sheet", "_item_kind"): "reads a cell that is named above",
    ("licensing.sheet", "_field"): "reads cells that are named above",
    **{
        ("licensing.sheet", name): "reads a cell that is named above"
        for name in ("_kind", "_published", "_role", "_place")
    },
    ("sharing.sheet", "_items"): "reads a cell that is named above",
    ("lineage.sheet", "_published"): "reads a cell that is named above",
}
"""Functions of sheets that read cells themselves, and what for."""
FILLED: tuple[tuple[Shape | Relation, type[Any]], ...] = (
    (DIVISION, Division), (DEPARTMENT, Department), (POST, Post), (LEGAL_BASIS, LegalBasis),
    (SYSTEM, InformationSystem), (LIBRARY, Library), (CONSUMER, Consumer), (REQUEST, SharingRequest),
    (REQUEST, RequestOnFile), (GRANT, GrantOnFile), (LICENSE_TYPE, LicenseType), (RESOURCE, EntryDraft), (ITEM, Item),
    (SUCCEEDED_BY, Succession), (ISSUABLE_BY, Entitlement), (DERIVES_FROM, LineageEdge), (DATA_ELEMENT, DataElement),
)  # fmt: skip
"""What is handed in as which value."""


def sheets() -> Iterator[tuple[str, ModuleType, ast.Module]]:
    for path in sorted((ROOT / "graph" / "subjects").rglob("*sheet.py")):
        name = f"{path.parent.name}.{path.stem}"
        yield name, importlib.import_module(f"graph.subjects.{name}"), ast.parse(path.read_text("utf-8"))


def forms(module: ModuleType) -> list[Form]:
    return [value for value in vars(module).values() if isinstance(value, Form)]


def declared(module: ModuleType, tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Which columns of which forms are read by the schema; it is asked for each call that reads so."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if not isinstance(call.func, ast.Name) or call.func.id not in (reading.__name__, read_kind.__name__):
            continue
        given = call.args[1:] if call.func.id == read_kind.__name__ else call.args
        form, kind = (getattr(module, ast.unparse(each)) for each in given[:2])
        part = ast.literal_eval(given[2]) if call.func.id == reading.__name__ and len(given) > 2 else ""
        reading(form, kind, part)
        for column in form.columns:
            before, point, field = column.field.rpartition(".")
            if field and before + point == part and column.by_hand is None:
                filled_by(kind, field)
                yield form.name, column.name


def test_every_cell_is_read_by_the_schema_or_named_here() -> None:
    read = {each for _, module, tree in sheets() for each in declared(module, tree)}
    written = {(form.name, column.name) for _, module, _ in sheets() for form in forms(module)
               for column in form.columns if column.field}  # fmt: skip
    assert written - read == set(BY_HAND)
    assert len(written) > 100


def test_no_sheet_reads_a_cell_itself_that_is_not_named_here() -> None:
    said = {name for name, value in vars(Cells).items() if callable(value) and not name.startswith("_")}
    said -= {"fault", "refused"}
    found = {
        (name, function.name)
        for name, _, tree in sheets()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in said
    }
    assert found == set(READERS)


@pytest.mark.parametrize(("kind", "value"), FILLED, ids=lambda each: getattr(each, "__name__", ""))
def test_what_may_be_absent_is_what_a_value_leaves_out(kind: Shape | Relation, value: type[Any]) -> None:
    """A column that is declared otherwise than its value would let a cell be empty that is needed, or the reverse."""
    made = {"version", "begun", "items", "fields", "data_type", "seq", "secret", "grant_until", "grant_items"}
    for each in fields(value):
        if each.name not in made:
            column = filled_by(kind, each.name)
            assert column.absent == (NEVER if each.default is MISSING else each.default), (value, each.name)
