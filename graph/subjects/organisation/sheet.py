"""Divisions, departments, posts and successions as tables."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date

from graph.law.policies import POLICIES
from graph.office.sheets.cells import Cells
from graph.office.sheets.forms import Column, Form, Parsed, read_form
from graph.office.sheets.rows import Table
from graph.office.sheets.typed import read_kind, reading
from graph.schema.nodes import DEPARTMENT, DIVISION, POST
from graph.schema.relations import SUCCEEDED_BY
from graph.words.organisation import Department, Division, Post, PostKind, Succession


def _person(cells: Cells, name: str) -> str:
    """What a person is called: no identity number."""
    return cells.published(name, cells.line(name))


DIVISIONS = Form(
    "divisions",
    (
        Column("代码", "code", also=("区划代码", "行政区划代码")),
        Column("名称", "name", also=("区划名称", "行政区划名称")),
        Column("级别", "level"),
        Column("上级", "parent", also=("上级代码",)),
    ),
    kind=DIVISION,
    rules=("GB-2260",),
)
DEPARTMENTS = Form(
    "departments",
    (
        Column("代码", "code", also=("统一社会信用代码", "机构代码", "部门代码", "单位代码")),
        Column("名称", "name", also=("机构名称", "部门名称", "单位名称")),
        Column("简称", "short_name", lacking=True, also=("机构简称", "部门简称")),
        Column("级别", "level", also=("行政级别", "机构级别")),
        Column("类别", "kind", also=("机构类别",)),
        Column(
            "上级代码", "parent", also=("上级机构代码", "上级部门代码"), beside=("上级部门", "上级机构", "上级单位")
        ),
        Column("区划代码", "division", also=("行政区划代码",), beside=("行政区划", "所属区划")),
        # Who they are becomes posts of their own (`DepartmentRow.posts`).
        Column("负责人", "head", needed=False, by_hand=_person, blank=True),
        Column("联系人", "contact", needed=False, by_hand=_person, blank=True),
        Column("联系电话", "phone", needed=False),
        Column("起", "valid_from", also=("成立日期", "起始日期")),
        Column("止", "valid_until", also=("撤销日期", "终止日期")),
        Column("政策", "policy", needed=False, choices=tuple(POLICIES)),
        Column("不适用政策", "exempt_from", needed=False, suggests=tuple(POLICIES)),
        Column("合成", "synthetic", needed=False),
    ),
    told=("name", *(each.name for each in fields(Department) if each.name != "name")),
    kind=DEPARTMENT,
)
POSTS = Form(
    "posts",
    (
        Column("岗位代码", "id"),
        Column("岗位", "", needed=False),
        Column("岗位类型", "kind"),
        Column("人员标识", "subject"),
        Column("姓名", "name"),
        Column("部门代码", "department", beside=("部门", "部门名称", "所在部门")),
        Column("起", "valid_from", also=("任职日期", "起始日期")),
        Column("止", "valid_until", also=("离任日期", "终止日期")),
        Column("报备日期", "filed_on", needed=False, also=("备案日期",)),
    ),
    kind=POST,
)
SUCCESSIONS = Form(
    "successions",
    (
        Column("前身代码", "predecessor"),
        Column("后继代码", "successor"),
        Column("日期", "on"),
        Column("方式", "kind"),
    ),
    kind=SUCCEEDED_BY,
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
        begun, until = self.department.valid_from or since, self.department.valid_until
        return tuple(replace(post, valid_from=begun, valid_until=until) for _, post in self.people() if post.name)

    def people(self) -> tuple[tuple[str, Post], ...]:
        """The posts by the fields that name who holds them, with or without a name."""
        code = self.department.code
        named = (("head", PostKind.HEAD, self.head), ("contact", PostKind.CONTACT, self.contact))
        return tuple(
            (field, Post(f"{code}-{kind.name}-01", kind, "", name, code, date.min)) for field, kind, name in named
        )


def read_divisions(table: Table) -> Parsed[Division]:
    """Read administrative divisions."""
    return read_kind(table, DIVISIONS, DIVISION, Division)


def read_departments(table: Table) -> Parsed[DepartmentRow]:
    """Read departments."""
    return read_form(table, DEPARTMENTS, _department)


def read_posts(table: Table) -> Parsed[Post]:
    """Read who holds which post."""
    return read_kind(table, POSTS, POST, Post)


def read_successions(table: Table) -> Parsed[Succession]:
    """Read which department followed which."""
    return read_kind(table, SUCCESSIONS, SUCCEEDED_BY, Succession)


_SAID = reading(DEPARTMENTS, DEPARTMENT)


def _department(cells: Cells) -> DepartmentRow:
    said = _SAID(cells)
    head, contact = said.pop("head"), said.pop("contact")
    return DepartmentRow(Department(**said | {"short_name": said["short_name"] or said["name"]}), head, contact)
