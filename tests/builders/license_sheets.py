"""Sheets of licences, as a department hands them in: orders written down, one a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from graph.words.licensing import HOLDER_CODE_TYPES, IssueOrder, LicenseType
from licenses.register.batches.columns import columns_of, face_field, holder_field

Row = dict[str, str]
"""What stands in a row, by the names of the columns."""


def row_of(order: IssueOrder, kind: LicenseType, photo: str = "", *, by_key: bool = False) -> Row:
    """An order as a row: every column by its own name, the fields of the face by label or by key."""
    said = {
        "number": order.number,
        "issuedOn": order.issued_on.isoformat(),
        "validFrom": order.valid_from.isoformat(),
        "validUntil": order.valid_until.isoformat() if order.valid_until else "长期",
    }
    for place, holder in enumerate(order.holders):
        said |= {holder_field(place, "name"): holder.name, holder_field(place, "code"): holder.code}
        said[holder_field(place, "codeType")] = holder.code_type_name
        said |= {holder_field(place, "formerName"): holder.former_name} if holder.former_name else {}
        wrong = HOLDER_CODE_TYPES.get(holder.former_type, holder.former_type)
        said |= {holder_field(place, "formerCodeType"): wrong} if wrong else {}
    said |= {face_field(key): text for key, text in order.face.items()}
    said |= {"replaces": order.replaces, "changeReason": order.change_reason} if order.replaces else {}
    said |= {"photo": photo} if photo else {}
    form = columns_of(kind).form
    names = {field: form.column_of(field) or field for field in said}
    if by_key:
        names |= {face_field(key): key for key in order.face}
    return {names[field]: text for field, text in said.items()}


def columns(rows: Sequence[Mapping[str, str]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def csv_of(*rows: Mapping[str, str], encoding: str = "utf-8") -> bytes:
    names, text = columns(rows), io.StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([[row.get(name, "") for name in names] for row in rows])
    return text.getvalue().encode(encoding)


def xlsx_of(*rows: Mapping[str, object]) -> bytes:
    names, content = list(dict.fromkeys(name for row in rows for name in row)), io.BytesIO()
    options: dict[str, object] = {"strings_to_formulas": False, "strings_to_numbers": False, "in_memory": True}
    options |= {"default_date_format": "yyyy/mm/dd"}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet("证照数据")
        for number, cells in enumerate([names, *([row.get(name, "") for name in names] for row in rows)]):
            sheet.write_row(number, 0, cells)
    return content.getvalue()
