"""The queries of the documents, compiled as front ends do it, by the configurations that the documents give."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import compilers
from builders.compilers import asked, compiled, configurations, laid_out, scalars
from builders.more import LEFT_OUT, left_out
from graphql import build_schema, is_scalar_type

from api.graphql.schema import schema

PAGES = ("docs/front-ends.md", "docs/front-ends.zh.md")
BUILT_IN = {"ID", "String", "Boolean", "Int", "Float"}


@pytest.fixture
def node() -> None:
    if reason := compilers.missing():
        pytest.skip(reason)


def front_end(folder: Path) -> Path:
    laid_out(folder, list(asked()), *configurations(PAGES[0]))
    return folder


def test_every_scalar_has_a_type_in_the_table_and_in_both_configurations() -> None:
    kinds = {name for name, kind in build_schema(schema.as_str()).type_map.items() if is_scalar_type(kind)}
    table = scalars(PAGES[0])
    relay, codegen = configurations(PAGES[0])
    (generated,) = codegen["generates"].values()
    assert set(table) == kinds | BUILT_IN
    assert relay["customScalarTypes"] == {name: kind for name, kind in table.items() if name not in BUILT_IN}
    assert generated["config"]["scalars"] == relay["customScalarTypes"] | {"ID": table["ID"]}
    assert relay["requireCustomScalarTypes"]
    assert generated["config"]["strictScalars"]


def test_both_languages_give_the_same_configurations_and_types() -> None:
    assert configurations(PAGES[0]) == configurations(PAGES[1])
    assert scalars(PAGES[0]) == scalars(PAGES[1])


def test_queries_of_every_document_that_has_some_are_found() -> None:
    modules = [each.module for each in asked()]
    assert len(modules) == len(set(modules)) > 40
    for page in ("Readme", "ReadmeZh", "Tour", "TourZh", "Reference", "ReferenceZh", "Bureau", "BureauZh"):
        assert any(module.rstrip("abc0123456789") == page for module in modules), page


@pytest.mark.usefixtures("node")
def test_relay_compiles_every_query_of_the_documents(tmp_path: Path) -> None:
    ended = compiled(front_end(tmp_path), "relay-compiler")
    assert ended.code == 0, ended.said
    assert len(list((tmp_path / "src" / "__generated__").glob("*.ts"))) == len(list(asked()))


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize("tool", ["relay-compiler", pytest.param("graphql-codegen", marks=LEFT_OUT)])
def test_a_scalar_without_a_type_is_noticed(tmp_path: Path, tool: str) -> None:
    relay, codegen = configurations(PAGES[0])
    (generated,) = codegen["generates"].values()
    del relay["customScalarTypes"]["DateTime"], generated["config"]["scalars"]["DateTime"]
    laid_out(tmp_path, list(asked()), relay, codegen)
    ended = compiled(tmp_path, tool)
    assert ended.code != 0
    assert "DateTime" in ended.said


@left_out
@pytest.mark.usefixtures("node")
def test_codegen_compiles_them_too_and_what_both_make_is_whole_typescript(tmp_path: Path) -> None:
    folder = front_end(tmp_path)
    for tool in compilers.TOOLS:
        ended = compiled(folder, tool)
        assert ended.code == 0, ended.said
    made = (folder / "src" / "operations.ts").read_text("utf-8")
    assert all(each.module in made for each in asked())
