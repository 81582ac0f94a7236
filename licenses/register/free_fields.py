"""What a face says that no role binds: it has to be what its kind is, and to be another fact than the register's.

* A day is one of the calendar, in years that are meant; what a licence attests was done before its issue.
* An amount is a number that is read in one way; with a unit behind it only where that is the label's own.
* A code of somebody else than the holders stands only in a field that the type says is another's (其他编号), or whose
  label says whose it is: 监护人身份证号.
* So does the number of another licence of the type.
* What the register says of holder, number and issuer stands here to the character or not at all: two that people read
  as one are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import TypeAlias

from graph.codes.citizen import check_citizen_id
from graph.codes.number_format import of_form, slots_of
from graph.codes.report import normalise
from graph.codes.uscc import check_uscc
from graph.errors import Refusal
from graph.refusal_codes import Code
from graph.subjects.licensing.labels import meaning_of
from graph.subjects.licensing.naming import read_as
from graph.words.face_fields import FaceField, FieldKind, FieldRole
from graph.words.licensing import IssueOrder, LicenseType
from graph.words.written_days import day_of
from licenses.register import starred
from licenses.register.faults import STANDARD, malformed

_TOLD = 8
"""Characters from which on a text is told to be a number by its form."""
_CODE = 18
"""Characters of a citizen identity number, and of a USCC."""
SaysOfRegister: TypeAlias = Callable[[str], str | None]
"""What of the register a text says, as the register has it; None where it says nothing of it."""
YEARS = range(1800, 2201)
"""Years of the days that a face may say."""
_NUMBER = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,32})(?:\.\d{1,32})?)(\D*)", re.ASCII)
_UNIT = re.compile(r"[(（]([^()（）]{1,12})[)）]$")
_DONE = re.compile(
    r".*(?:成立|设立|登记|注册|出生|结婚|离婚|认定|批准|核准|发证|颁发|签发|初领|初次领证|竣工|建成|死亡|收养|取得|评定)"
    r"(?:日期|时间|年月日|日)"
)
"""Labels of days on which something was done that the licence attests: none is later than its issue."""


def folded(text: str) -> str:
    """A text as days and numbers are compared: of one width, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def amount_of(field: FaceField, given: str) -> str | None:
    """The number that a field says, without the unit that its label has already; None where it is none."""
    found = _NUMBER.fullmatch(folded(given))
    if found is None or (found[2] and found[2] != unit_of(field)):
        return None
    return found[1] if found[2] else given


def unit_of(field: FaceField) -> str:
    """The unit that a label says, as 万元 in 合同价格(万元); empty where it says none."""
    said = _UNIT.search(field.label.strip())
    return folded(said[1]) if said else ""


def no_day(field: FaceField, given: str) -> Refusal:
    """The refusal of what is no day."""
    return malformed(
        Code.NOT_A_DATE, ("face", field.key), _shown(field, given),
        f"“{field.label}”不是日期，应如 2026-01-31", f"“{field.label}” is no day; write 2026-01-31", STANDARD,
    )  # fmt: skip


def register_as_read(order: IssueOrder, issuer_name: str) -> SaysOfRegister:
    """How to find what a text says of holders, number or issuer to who reads it, as the register has it."""
    said: dict[str, str] = {}
    for holder in order.holders:
        said[_read(holder.name)] = holder.name.strip()
        said[_read(holder.code)] = normalise(holder.code)
    said[_read(issuer_name)] = issuer_name
    said[_read(order.number)] = order.number.strip()
    return lambda text: said.get(_read(text)) or None


def fault_of_free(
    field: FaceField, given: str, order: IssueOrder, kind: LicenseType, register: SaysOfRegister
) -> Refusal | None:
    """What is wrong with the value of a field that no role binds.

    Args:
        field: The field.
        given: What it says.
        order: The order.
        kind: Its type.
        register: What the register says (`register_as_read`).
    """
    if field.kind == FieldKind.DAY.zh:
        return _fault_of_day(field, given, order)
    if field.kind == FieldKind.NUMBER.zh:
        return _fault_of_amount(field, given)
    return next(_faults_of_text(field, given, order, kind, register), None)


def _fault_of_day(field: FaceField, given: str, order: IssueOrder) -> Refusal | None:
    path, shown = ("face", field.key), _shown(field, given)
    day = day_of(folded(given))
    if day is None:
        return no_day(field, given)
    if day.year not in YEARS:
        return malformed(
            Code.NOT_A_DATE, path, shown,
            f"“{field.label}”应在{YEARS.start}至{YEARS.stop - 1}年之间：更早或更晚的日期多为误填，请与原件核对",
            f"the years of “{field.label}” are {YEARS.start} to {YEARS.stop - 1}: an earlier or later day is "
            "mostly a slip; check it against the original",
            STANDARD, limit=f"{YEARS.start}-01-01–{YEARS.stop - 1}-12-31",
        )  # fmt: skip
    if day > order.issued_on and _DONE.fullmatch(field.label):
        return malformed(
            Code.FACE_CONTRADICTS, path, shown,
            f"“{field.label}”不得晚于颁发日期{order.issued_on}",
            f"“{field.label}” is later than the issue of {order.issued_on}",
            STANDARD, limit=order.issued_on.isoformat(),
        )  # fmt: skip
    return None


def _fault_of_amount(field: FaceField, given: str) -> Refusal | None:
    if amount_of(field, given) is not None:
        return None
    unit = unit_of(field)
    zh, en = (f"，单位为{unit}", f", in the unit of its label, {unit}") if unit else ("，不带单位", ", without a unit")
    return malformed(
        Code.NOT_A_NUMBER, ("face", field.key), _shown(field, given),
        f"“{field.label}”不是数值，应如 1200.50 或 1,200.50{zh}；“3万”请写成 30000",
        f"“{field.label}” is no number that is read in one way; write 1200.50 or 1,200.50{en}", STANDARD,
    )  # fmt: skip


def _faults_of_text(
    field: FaceField, given: str, order: IssueOrder, kind: LicenseType, register: SaysOfRegister
) -> Iterator[Refusal]:
    code, path = normalise(folded(given)), ("face", field.key)
    others = FieldRole.OTHER_NUMBER in (field.role, meaning_of(field.label, kind.name, kind.holder_category).other)
    foreign = len(code) == _CODE and code not in {normalise(holder.code) for holder in order.holders}
    if foreign and not others and (check_citizen_id(code).right or check_uscc(code).right):
        yield malformed(
            Code.FACE_CONTRADICTS, path, starred.starred(given),
            f"“{field.label}”是持证主体以外的人或机构的代码；请改为持证主体的代码，或在证照类型中将其含义写明为“{FieldRole.OTHER_NUMBER.zh}”",
            f"“{field.label}” is the code of somebody else than the holders; write theirs, or have the type say that "
            "it is another's",
            STANDARD,
        )  # fmt: skip
    elif not others and _is_number(given, order, kind):
        yield malformed(
            Code.FACE_CONTRADICTS, path, _shown(field, given),
            f"“{field.label}”是该类证照的编号，却不是本证的编号；请改正，或在证照类型中将其含义写明为“{FieldRole.OTHER_NUMBER.zh}”",
            f"“{field.label}” is the number of another licence of this type; mend it, or have the type say that it is "
            "another's",
            STANDARD, limit=order.number,
        )  # fmt: skip
    right = register(given)
    if right is not None and given.strip() != right:
        yield malformed(
            Code.FACE_CONTRADICTS, path, _shown(field, given),
            f"“{field.label}”与登记内容只是写法不同，请写成一致",
            f"“{field.label}” is what the register says, written otherwise; write it as the register does",
            STANDARD, limit=_shown(field, right),
        )  # fmt: skip


def _is_number(given: str, order: IssueOrder, kind: LicenseType) -> bool:
    """Whether a text is the number of another licence of the type; a short one, or figures alone, may be anything."""
    text, form = given.strip(), kind.number_format
    if len(text) < _TOLD or text.isdigit() or text == order.number.strip() or "文字" in slots_of(form):
        return False
    return of_form(form, text)


def _read(text: str) -> str:
    return read_as(text).upper()


def _shown(field: FaceField, text: str) -> str:
    return starred.starred(text) if field.personal else text
