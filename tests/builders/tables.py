"""Users' tables as bytes: CSV and Excel."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter


def csv_of(*rows: dict[str, str], columns: Sequence[str] | None = None) -> bytes:
    """A CSV file of these columns, or else of those of the first row."""
    names = list(columns or rows[0])
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    return "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


def excel_of(*rows: Sequence[object], hidden_first: bool = False) -> bytes:
    """An Excel file of one visible sheet."""
    content = io.BytesIO()
    options = {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd", "in_memory": True}
    with xlsxwriter.Workbook(content, options) as book:
        if hidden_first:
            book.add_worksheet("说明").hide()
        sheet = book.add_worksheet("目录")
        sheet.activate()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
    return content.getvalue()
