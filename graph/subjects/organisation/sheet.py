"""Divisions, departments, posts and successions as tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.office.sheets.cells import Cells, Column, Form, Parsed, read_form
from graph.office.sheets.files import Table
from graph.words.organisation import (
    AuthorityLevel,
    Department,
    DepartmentKind,
    Division,
    Post,
    PostKind,
    Succession,
    SuccessionKind,
)

DIVISIONS = Form(
    "divisions", (Column("代码", "code"), Column("名称", "name"), Column("级别", "level"), Column("上级", "parent"))
)
DEPARTMENTS = Form(
    "departments",
    (
        Column("代码", "code"),
        Column("名称", "name"),
        Column("简称", "short_name"),
        Column("级别", "level"),
        Column("类别", "kind"),
        Column("上级代码", "parent"),
        Column("区划代码", "division"),
        Column("负责人", "head", needed=False),
        Column("联系人", "contact", needed=False),
        Column("联系电话", "phone", needed=False),
        Column("起", "valid_from"),
        Column("止", "valid_until"),
        Column("政策", "policy", needed=False),
        Column("不适用政策", "exempt_from", needed=False),
        Column("合成", "synthetic", needed=False),
    ),
)
POSTS = Form(
    "posts",
    (
        Column("岗位代码", "id"),
        Column("岗位", "", needed=False),
        Column("岗位类型", "kind"),
        Column("人员标识", "subject"),
        Column("姓名", "name"),
        Column("部门代码", "department"),
        Column("起", "valid_from"),
        Column("止", "valid_until"),
    ),
)
SUCCESSIONS = Form(
    "successions",
    (
        Column("前身代码", "predecessor"),
        Column("后继代码", "successor"),
        Column("日期", "on"),
        Column("方式", "kind"),
    ),
)


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department as the table has it."""

    department: Department
    head: str
    """Name of the person in charge (主要负责人); empty where it is not said."""
    contact: str
    """Name of the contact person (联系人); empty where it is not said."""

    def posts(self, since: date) -> tuple[Post, ...]:
        """The posts of the people that the row names; who they are in tokens is told later.

        Args:
            since: From when they hold them, where the department has no day of its own.
        """
        named = ((PostKind.HEAD, self.head), (PostKind.CONTACT, self.contact))
        code, begun = self.department.code, self.department.valid_from or since
        return tuple(
            Post(f"{code}-{kind.name}-01", kind, "", name, code, begun, self.department.valid_until)
            for kind, name in named
            if name
        )


def read_divisions(table: Table) -> Parsed[Division]:
    """Read administrative divisions."""
    return read_form(table, DIVISIONS, _division)


def read_departments(table: Table) -> Parsed[DepartmentRow]:
    """Read departments."""
    return read_form(table, DEPARTMENTS, _department)


def read_posts(table: Table) -> Parsed[Post]:
    """Read who holds which post."""
    return read_form(table, POSTS, _post)


def read_successions(table: Table) -> Parsed[Succession]:
    """Read which department followed which."""
    return read_form(table, SUCCESSIONS, _succession)


def _division(cells: Cells) -> Division:
    return Division(
        cells.code("代码", needed=True),
        cells.text("名称", needed=True),
        cells.term("级别", AuthorityLevel),
        cells.code("上级") or None,
    )


def _department(cells: Cells) -> DepartmentRow:
    name = cells.text("名称", needed=True)
    return DepartmentRow(
        Department(
            code=cells.code("代码", needed=True, upper=True),
            name=name,
            short_name=cells.text("简称") or name,
            level=cells.term("级别", AuthorityLevel),
            kind=cells.term("类别", DepartmentKind),
            division=cells.code("区划代码", needed=True),
            parent=cells.code("上级代码", upper=True) or None,
            valid_from=cells.day("起"),
            valid_until=cells.day("止"),
            synthetic=cells.flag("合成"),
            phone=cells.text("联系电话", exact=True) or None,
            policy=cells.code("政策", upper=True) or None,
            exempt_from=cells.code("不适用政策", upper=True) or None,
        ),
        cells.text("负责人"),
        cells.text("联系人"),
    )


def _post(cells: Cells) -> Post:
    return Post(
        id=cells.code("岗位代码", needed=True),
        kind=cells.term("岗位类型", PostKind),
        subject=cells.code("人员标识", needed=True),
        name=cells.text("姓名", needed=True),
        department=cells.code("部门代码", needed=True, upper=True),
        valid_from=cells.needed_day("起"),
        valid_until=cells.day("止"),
    )


def _succession(cells: Cells) -> Succession:
    return Succession(
        cells.code("前身代码", needed=True, upper=True),
        cells.code("后继代码", needed=True, upper=True),
        cells.needed_day("日期"),
        cells.term("方式", SuccessionKind),
    )
