"""A file as clerks have it, with what a person means by it: what has to be written, or where it is refused."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, LiteralString

import xlsxwriter
import xlsxwriter.utility
from builders.city import CIVIL, uscc

from graph.subjects.importing.table import Kind

Rows = Sequence[Sequence[object]]
Meant = tuple[Any, ...]
NEW = uscc(61)
STORED: Mapping[Kind, LiteralString] = {
    Kind.SYSTEMS: "MATCH (n:System) WHERE NOT n.id IN ['SYS-1', 'SYS-7'] WITH n ORDER BY n.id "
    "RETURN collect([n.id, n.name, n.operatorId, n.funding, n.protectionLevel, n.built, n.summary])",
    Kind.DEPARTMENTS: "MATCH (n:Department) WHERE n.id >= $first AND n.id <= $last WITH n ORDER BY n.id "
    "RETURN collect([n.id, n.name, n.shortName, n.kind, "
    "head(COLLECT { MATCH (n)-[:CHILD_OF]->(p:Department) RETURN p.id }), n.divisionId, toString(n.validFrom), "
    "toString(n.validUntil), n.phone])",
    Kind.LIBRARIES: "MATCH (n:Library) WHERE n.id <> 'LIB-1' WITH n ORDER BY n.id RETURN collect([n.id, n.policyId, "
    "n.kind, n.name, head(COLLECT { MATCH (n)-[:LED_BY]->(d:Department) RETURN d.id }), n.summary])",
    Kind.BASES: "MATCH (n:LegalBasis) WHERE NOT n.id IN ['LAW-1', 'OLD-LAW'] WITH n ORDER BY n.id "
    "RETURN collect([n.id, n.kind, n.title, n.document, toString(n.validFrom), toString(n.validUntil)])",
    Kind.ENTRIES: "MATCH (n:Resource) WITH n ORDER BY n.id RETURN collect([n.id, n.name, n.providerId, n.cycle, "
    "toString(n.publishedOn), COLLECT { MATCH (n)-[:FROM_SYSTEM]->(s:System) WITH s ORDER BY s.id RETURN s.id }, "
    "COLLECT { MATCH (n)-[:HAS_ITEM]->(i:Item) WITH i ORDER BY i.seq RETURN i.name }])",
}
"""What of each kind is compared with what was meant."""


@dataclass(frozen=True)
class Case:
    """One dirty file."""

    name: str
    kind: Kind
    content: bytes
    means: tuple[Meant, ...] = ()
    """What a person reads in it, as `STORED` gives it; empty where it has to be refused."""
    faults: tuple[tuple[str, str], ...] = ()
    """(cell or empty, code) of what it is refused for."""
    hints: tuple[str, ...] = ()
    """Codes that have to be among what is told."""
    says: tuple[str, ...] = ()
    """Words that have to stand in what is told."""


def system(code: str, name: str = "婚姻登记系统", **otherwise: Any) -> Meant:
    plain = {"operator": CIVIL, "funding": "CITY", "level": 3, "built": 2014, "summary": ""} | otherwise
    return (code, name, *plain.values())


def basis(code: str, title: str = "婚姻登记条例", since: str | None = None, until: str | None = None) -> Meant:
    return (code, "ADMINISTRATIVE_REGULATION", title, "", since, until)


def text(*lines: str, encoding: str = "utf-8", end: str = "\r\n", head: str = "") -> bytes:
    """A text file of lines."""
    return (head + end.join(lines) + end).encode(encoding)


@dataclass
class Page:
    """A sheet of a workbook."""

    rows: Rows
    name: str = "Sheet1"
    merged: Sequence[str] = field(default_factory=tuple)
    """Ranges that are merged, by the value of their first cell."""
    hidden: bool = False
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """How numbers are shown, by row and column from 0."""


def book(*pages: Page | Rows, options: Mapping[str, Any] | None = None) -> bytes:
    """A workbook; a list of rows is its only sheet."""
    content = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(content, plain | dict(options or {})) as opened:
        for each in pages:
            page = each if isinstance(each, Page) else Page(each)
            sheet = opened.add_worksheet(page.name)
            for number, row in enumerate(page.rows):
                for place, cell in enumerate(row):
                    shown = page.formats.get((number, place))
                    if cell not in ("", None):
                        sheet.write(number, place, cell, *([opened.add_format({"num_format": shown})] if shown else []))
            for reach in page.merged:
                _merge(sheet, reach)
            if page.hidden:
                sheet.hide()
        visible = next(at for at, each in enumerate(pages) if not (isinstance(each, Page) and each.hidden))
        opened.worksheets()[visible].activate()
        opened.worksheets()[visible].set_first_sheet()
    return content.getvalue()


def _merge(sheet: Any, reach: str) -> None:
    """Merge a range and keep what stands in it, as people do: the rest of it was empty."""
    first, last = reach.split(":")
    (row, column), (last_row, last_column) = (xlsxwriter.utility.xl_cell_to_rowcol(each) for each in (first, last))
    sheet.merge.append([row, column, last_row, last_column])
