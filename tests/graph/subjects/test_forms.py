"""Every form: its columns are told apart by every name that they may have, and a template can be made of it."""

from __future__ import annotations

import importlib
import io
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from graph.office.sheets.cleaned import plain
from graph.office.sheets.forms import Form, meant
from graph.office.sheets.pointing import pointing
from graph.office.sheets.template import template
from graph.subjects.importing.table import FORMS
from graph.subjects.licensing.sheet import ENTITLEMENTS
from graph.subjects.lineage.sheet import ITEM_LINEAGE
from graph.subjects.organisation.sheet import DEPARTMENTS

ROOT = Path(__file__).parents[3]
ALL = [
    form
    for path in sorted((ROOT / "graph" / "subjects").rglob("*sheet.py"))
    for form in vars(importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))).values()
    if isinstance(form, Form)
]


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.name)
def test_no_name_means_two_columns(form: Form) -> None:
    names = Counter(plain(name) for column in form.columns for name in (column.name, *column.also, *column.beside))
    assert {name for name, count in names.items() if count > 1} == set()
    assert [meant(column.name, form) for column in form.columns] == [column.name for column in form.columns]


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.name)
def test_every_form_has_a_template(form: Form) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(template(form))).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [column.name for column in form.columns]


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.name)
def test_a_form_that_is_imported_says_what_its_rows_become_so_that_names_are_found(form: Form) -> None:
    assert form.kind is not None
    assert form.columns[0].needed


def test_what_a_column_points_to_is_read_off_the_schema() -> None:
    assert {name: each.labels for name, each in pointing(DEPARTMENTS).items()} == {
        "上级代码": ("Department",),
        "区划代码": ("Division",),
        "政策": ("Policy",),
        "不适用政策": ("Policy",),
    }
    assert {name: each.labels for name, each in pointing(ENTITLEMENTS).items()} == {
        "类型代码": ("LicenseType",),
        "颁发机构代码": ("Department",),
    }
    assert {name: each.labels for name, each in pointing(ITEM_LINEAGE).items()} == {
        "下游资源": ("Resource",),
        "上游资源": ("Resource",),
    }
