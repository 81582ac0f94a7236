"""The table of which entries lie in which libraries."""

from __future__ import annotations

from typing import NamedTuple

from graph.office.sheets.forms import Column, Form, Parsed
from graph.office.sheets.rows import Table
from graph.office.sheets.typed import read_kind
from graph.schema.relations import IN_LIBRARY


class Membership(NamedTuple):
    """That an entry lies in a library."""

    entry: str
    library: str


MEMBERSHIPS = Form(
    "memberships",
    (
        Column("资源代码", "entry", also=("信息资源代码",), beside=("资源名称", "信息资源名称")),
        Column("资源库", "library", also=("资源库代码",), beside=("资源库名称",)),
    ),
    kind=IN_LIBRARY,
)


def read_memberships(table: Table) -> Parsed[Membership]:
    """Read which entry is in which library."""
    return read_kind(table, MEMBERSHIPS, IN_LIBRARY, Membership)
