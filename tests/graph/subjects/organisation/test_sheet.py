"""The table of departments."""

from __future__ import annotations

from builders.tables import csv_of

from graph.office.sheets.files import read_table
from graph.subjects.organisation import sheet as organisation_sheet


def test_a_department_table_needs_no_optional_columns() -> None:
    names = [column.name for column in organisation_sheet.DEPARTMENTS.columns if column.needed]
    row = {"代码": "11340200003003083K", "名称": "民政局", "级别": "地市", "类别": "部门", "区划代码": "340200"}
    (found,) = organisation_sheet.read_departments(read_table(csv_of(row, columns=names))).values
    assert (found.department.short_name, found.department.policy, found.head) == ("民政局", None, "")
