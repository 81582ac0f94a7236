"""A file as clerks have it, with what a person means by it: what has to be written, or where it is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, LiteralString
from xml.sax.saxutils import escape

import xlsxwriter
import xlsxwriter.utility
from builders.city import CIVIL, uscc

from graph.words.imports import Kind

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
    unseen_rows: Sequence[int] = ()
    unseen_columns: str = ""
    """Hidden, as `C:D`."""
    filtered: str = ""
    """A range with a filter over it, as `A1:G3`."""
    struck: Sequence[tuple[int, int]] = ()
    """Cells that are struck through, by row and column from 0."""
    comments: Mapping[str, str] = field(default_factory=dict)
    """What is written beside cells, by the cell as `C7`."""


@dataclass(frozen=True)
class Formula:
    """A cell with a formula and the value that a spreadsheet has kept for it."""

    text: str
    value: object


@dataclass(frozen=True)
class Rich:
    """A text in several letterings."""

    parts: tuple[str, ...]
    struck: bool = False
    """Whether the first of them is struck through."""


def book(*pages: Page | Rows, options: Mapping[str, Any] | None = None) -> bytes:
    """A workbook; a list of rows is its only sheet."""
    content = io.BytesIO()
    plain: dict[str, Any] = {"strings_to_formulas": False, "strings_to_urls": False}
    plain |= {"default_date_format": "yyyy-mm-dd", "in_memory": True}
    with xlsxwriter.Workbook(content, plain | dict(options or {})) as opened:
        for each in pages:
            page = each if isinstance(each, Page) else Page(each)
            sheet = opened.add_worksheet(page.name)
            for number, row in enumerate(page.rows):
                for place, cell in enumerate(row):
                    shown = page.formats.get((number, place))
                    looks = [opened.add_format({"num_format": shown})] if shown else []
                    if (number, place) in page.struck:
                        looks = [opened.add_format({"font_strikeout": True})]
                    if isinstance(cell, Formula):
                        sheet.write_formula(number, place, cell.text, *(looks or [None]), cell.value)
                    elif isinstance(cell, Rich):
                        how = opened.add_format({"font_strikeout": True} if cell.struck else {"bold": True})
                        sheet.write_rich_string(number, place, how, *cell.parts)
                    elif cell not in ("", None):
                        sheet.write(number, place, cell, *looks)
            _seen_so(sheet, page)
        visible = next(at for at, each in enumerate(pages) if not (isinstance(each, Page) and each.hidden))
        opened.worksheets()[visible].activate()
        opened.worksheets()[visible].set_first_sheet()
    return content.getvalue()


def _seen_so(sheet: Any, page: Page) -> None:
    """Merge, hide and comment what is there."""
    for reach in page.merged:
        _merge(sheet, reach)
    for cell, words in page.comments.items():
        sheet.write_comment(cell, words, {"author": "王某"})
    for number in page.unseen_rows:
        sheet.set_row(number, None, None, {"hidden": True})
    if page.unseen_columns:
        sheet.set_column(page.unseen_columns, None, None, {"hidden": True})
    if page.filtered:
        sheet.autofilter(page.filtered)
    if page.hidden:
        sheet.hide()


def mended(content: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook with other words in one of its parts, as another program writes it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            said = before.read(name)
            if name == part:
                assert old.encode() in said, (part, old)
                said = said.replace(old.encode(), new.encode())
            after.writestr(name, said)
    return made.getvalue()


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "table", "text", "manifest"))


def open_document(rows: Rows) -> bytes:
    """A table of an office that keeps open documents (.ods); numbers are numbers, shown as they are."""
    lines = "".join(f"<table:table-row>{''.join(map(_open_cell, row))}</table:table-row>" for row in rows)
    table = f'<table:table table:name="表">{lines}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", f"<office:document-content {_SPACES}>{body}</office:document-content>")
        made.writestr("META-INF/manifest.xml", f"<manifest:manifest {_SPACES}/>")
    return content.getvalue()


def _open_cell(cell: object) -> str:
    said = escape(str(cell))
    kind = f'"float" office:value="{said}"' if isinstance(cell, int | float) else '"string"'
    return (
        f"<table:table-cell office:value-type={kind}><text:p>{said}</text:p></table:table-cell>"
        if said
        else ("<table:table-cell/>")
    )


def _merge(sheet: Any, reach: str) -> None:
    """Merge a range and keep what stands in it, as people do: the rest of it was empty."""
    first, last = reach.split(":")
    (row, column), (last_row, last_column) = (xlsxwriter.utility.xl_cell_to_rowcol(each) for each in (first, last))
    sheet.merge.append([row, column, last_row, last_column])
