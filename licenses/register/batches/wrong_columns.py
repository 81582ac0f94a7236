"""Tables whose columns are not those of a type: which are missing, and of which other type a foreign one is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.errors import Malformed, Text
from graph.office.sheets.cleaned import plain
from graph.office.sheets.forms import meant
from graph.office.sheets.rows import Table
from graph.refusal_codes import Code
from graph.words.licensing import LicenseType
from licenses.register.batches.columns import Columns, columns_of, labels_of
from licenses.register.faults import STANDARD


def missing_columns(table: Table, columns: Columns) -> Iterator[Malformed]:
    """What no order can do without, and none of several columns says; a column that has no other the form misses."""
    named, row = columns.named(table.columns), table.source.header
    for what in columns.needed:
        ways = (what, *columns.stand_in.get(what, ()))
        if len(ways) == 1 or any(way in named for way in ways):
            continue
        name, *others = (columns.form.column_of(way) or way for way in ways)
        either = "".join(f"，或“{other}”" for other in others)
        yield Malformed(
            Text(f"缺少列“{name}”{either}；请在第{row}行加上该列", f"column {name} is missing; add it to row {row}"),
            code=Code.MISSING_COLUMN,
            rules=(STANDARD,),
            path=(str(row), name),
            value=name,
        )


def another_type(table: Table, kind: LicenseType, others: Sequence[LicenseType]) -> Malformed | None:
    """The refusal of a sheet of another type: all that it needs is there, and more of its face than of this one."""
    best, most = None, _known(table, kind)
    for other in others:
        if other.code == kind.code:
            continue
        columns = columns_of(other)
        there = {name for text in table.columns if (name := meant(text, columns.form))}
        whole = {each.name for each in columns.form.columns if each.needed} <= there
        if whole and _known(table, other) > most:
            best, most = other, _known(table, other)
    if best is None:
        return None
    return Malformed(
        Text(
            f"这是“{best.name}”（{best.code}）的表，不是“{kind.name}”（{kind.code}）的；请换成所需的文件，或改选证照类型",
            f"this is a sheet of {best.name} ({best.code}), and {kind.name} ({kind.code}) was asked for; "
            "give the other file, or name the other type",
        ),
        code=Code.ANOTHER_KIND,
        rules=(STANDARD,),
        path=("file",),
        value=best.code,
        limit=kind.code,
    )


def of_another_type(
    faults: Sequence[Malformed], kind: LicenseType, others: Sequence[LicenseType]
) -> tuple[Malformed, ...]:
    """The same faults; one of an unknown column says of which other type it is."""
    return tuple(_named(fault, kind, others) if fault.code is Code.UNKNOWN_COLUMN else fault for fault in faults)


def _named(fault: Malformed, kind: LicenseType, others: Sequence[LicenseType]) -> Malformed:
    label = plain(fault.value or "")
    owners = [other for other in others if other.code != kind.code and label in labels_of(other)]
    if not owners:
        return fault
    shown = "、".join(f"“{other.name}”" for other in owners[:3])
    fault.message = Text(
        f"列“{fault.value}”是{shown}的照面字段，“{kind.name}”没有这一列；请删除该列，或改选证照类型",
        f"{fault.value} is a face field of {', '.join(other.name for other in owners[:3])}, and no column of "
        f"{kind.name}; delete it, or name the other type",
    )
    return fault


def _known(table: Table, kind: LicenseType) -> int:
    labels = labels_of(kind)
    return sum(plain(text) in labels for text in table.columns)
