"""Form of a certificate number (证照编号格式): a little grammar of its own, and whether a number is of that form.

A form is written as the number is, with slots in braces where numbers differ. There is no other sign with a meaning, so
nothing that somebody writes into a form can run away: a number is read once, from left to right.

* `{区划}` the issuer's division · `{区县}` one of the same city
* `{年}` `{年短}` `{月日}` year, its last two figures, month and day of issue; where a licence is re-issued under its
  number, of the first issue
* `{序号:n}` a running number of n figures, of up to four more when they have run out
* `{数字:n}` `{字母:n}` n figures, n capitals · `{文字}` anything, up to 40 characters
* `{校验}` the check figure of all figures before it (GB/T 17710, that is ISO 7064 MOD 11,10)
* `{身份证}` `{USCC}` the first holder's code
* `{业态}` `{设备}` `{残疾}` kind of food business (1–3), of device, kind and grade of a disability (1–7, 1–4)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from stdnum.iso7064 import mod_11_10

LONGEST_FORM = 100
LONGEST_NUMBER = 64
MORE_FIGURES = 4
"""By so many figures a running number may outgrow its form."""
_SLOT = re.compile(r"\{([^{}:]{1,8})(?::(\d{1,9}))?\}", re.ASCII)
_COUNTED = frozenset({"序号", "数字", "字母"})
_FIXED = {
    "区划": r"\d{6}", "区县": r"\d{6}", "年": r"\d{4}", "年短": r"\d\d", "月日": r"\d{4}", "校验": r"\d",
    "身份证": r"\d{17}[\dX]", "USCC": r"[0-9A-Z]{18}", "文字": r".{1,40}", "业态": "[1-3]",
    "设备": "[梯起容锅车索游设]", "残疾": "[1-7][1-4]",
}  # fmt: skip
_WIDTHS = {"区划": 6, "区县": 6, "年": 4, "年短": 2, "月日": 4, "身份证": 18, "USCC": 18, "残疾": 2}
"""Characters of slots of a fixed length; of all others one at least."""
_LETTERS = frozenset({"字母", "文字", "设备"})
"""Slots in which there need be no figure."""
SLOTS = (*_FIXED, *sorted(_COUNTED))
"""Everything that may stand in braces."""
_MOST_SLOTS = 12
_MOST_OPEN = 2
"""Slots of no fixed length that a form may have; each more multiplies the ways to read a number."""
_OPEN = frozenset({"序号", "文字"})


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a number is compared with."""

    division: str
    """Of the issuer."""
    issued_on: date
    holder: str
    """Code of the first holder."""
    again: bool = False
    """It is re-issued under the number that it has, so it may be of an earlier day."""


@dataclass(frozen=True, slots=True)
class _Form:
    pattern: re.Pattern[str]
    slots: tuple[str, ...]


def faults_of_form(form: str) -> tuple[str, str] | None:
    """What is wrong with a form, in Chinese and English; None where nothing is."""
    if len(form) > LONGEST_FORM:
        return f"编号格式不超过{LONGEST_FORM}个字符", f"a form has at most {LONGEST_FORM} characters"
    slots = [(found[1], found[2]) for found in _SLOT.finditer(form)]
    for name, count in slots:
        if name not in _FIXED and name not in _COUNTED:
            return (
                f"没有占位符“{{{name}}}”，可用：{'、'.join(SLOTS)}",
                f"no slot {{{name}}}; there are {', '.join(SLOTS)}",
            )
        if name in _FIXED and count:
            return f"占位符“{{{name}}}”不带位数", f"slot {{{name}}} takes no count"
        if name in _COUNTED and not count:
            return f"占位符“{name}”要有位数，如 {{{name}:6}}", f"slot {name}: how many? as {{{name}:6}}"
        if name in _COUNTED and not 1 <= int(count) <= LONGEST_NUMBER:
            return (
                f"占位符“{name}”的位数应为1至{LONGEST_NUMBER}，现为{count}",
                f"slot {name} has 1 to {LONGEST_NUMBER} places, not {count}",
            )
    if re.search(r"[{}]", _SLOT.sub("", form)):
        return "花括号应成对，如 {年}、{序号:6}", "braces come in pairs, as in {年} or {序号:6}"
    if len(slots) > _MOST_SLOTS or sum(name in _OPEN for name, _ in slots) > _MOST_OPEN:
        return (
            f"占位符不超过{_MOST_SLOTS}个，其中序号、文字不超过{_MOST_OPEN}个",
            f"at most {_MOST_SLOTS} slots, {_MOST_OPEN} of them running numbers or words",
        )
    if (shortest := _shortest(form)) > LONGEST_NUMBER:
        return (
            f"编号最短也有{shortest}个字符，超过{LONGEST_NUMBER}；请减少位数",
            f"a number of this form has {shortest} characters at least, more than {LONGEST_NUMBER}",
        )
    return _fault_of_check(form)


def slots_of(form: str) -> tuple[str, ...]:
    """The slots of a form, in their order."""
    return tuple(found[1] for found in _SLOT.finditer(form))


def _shortest(form: str) -> int:
    """How many characters a number of a form has at least."""
    slots = [(found[1], found[2]) for found in _SLOT.finditer(form)]
    return len(_SLOT.sub("", form)) + sum(int(count) if count else _WIDTHS.get(name, 1) for name, count in slots)


def _fault_of_check(form: str) -> tuple[str, str] | None:
    """A check figure is one of figures that stand before it."""
    before, found, _ = form.partition("{校验}")
    slots = slots_of(before)
    if not found or any(map(str.isdigit, _SLOT.sub("", before))) or not _LETTERS.issuperset(slots):
        return None
    return "“{校验}”之前没有数字，无从校验", "there are no figures before {校验} to check"


def fault_of_number(form: str, number: str, facts: Numbered) -> tuple[str, str] | None:
    """Why a number is not of its type's form, in Chinese and English; None where it is, or where there is no form."""
    if not form:
        return None
    read = _read(form)
    found = read.pattern.fullmatch(number) if len(number) <= LONGEST_NUMBER else None
    if found is None:
        return f"编号应为“{form}”的形式", f"the number should have the form {form}"
    for place, slot in enumerate(read.slots, start=1):
        wrong = _fault_of(slot, found, place, facts)
        if wrong is not None:
            return wrong
    return None


def of_form(form: str, text: str) -> bool:
    """Whether a text has the form of a number, whoever's and of whatever day."""
    return bool(form) and len(text) <= LONGEST_NUMBER and _read(form).pattern.fullmatch(text) is not None


def example_of(form: str, facts: Numbered) -> str:
    """A number of a form, the first that is given; without a form the day and a running number.

    Args:
        form: A form without a fault.
        facts: What the number is compared with.
    """
    if not form:
        return f"{facts.issued_on:%Y%m%d}0001"
    written, end = "", 0
    for found in _SLOT.finditer(form):
        written += form[end : found.start()]
        written += _example(found[1], int(found[2] or 0), facts, written)
        end = found.end()
    return written + form[end:]


def _example(slot: str, count: int, facts: Numbered, before: str) -> str:
    match slot:
        case "区划" | "区县":
            return facts.division
        case "年" | "年短" | "月日":
            return format(facts.issued_on, {"年": "%Y", "年短": "%y", "月日": "%m%d"}[slot])
        case "身份证" | "USCC":
            return facts.holder
        case "校验":
            return mod_11_10.calc_check_digit("".join(filter(str.isdigit, before)))
        case "序号" | "数字":
            return "1".zfill(count)
        case "字母":
            return "A" * count
        case _:
            return {"业态": "1", "设备": "梯", "残疾": "11"}.get(slot, "1")


def _fault_of(slot: str, found: re.Match[str], place: int, facts: Numbered) -> tuple[str, str] | None:
    said, day = found[place], facts.issued_on
    match slot:
        case "区划":
            return _other(said, facts.division, "颁发机构所在区划", "the issuer's division")
        case "区县":
            return _other(said[:4], facts.division[:4], "颁发机构所在城市", "a division of the issuer's city")
        case "年" if not _of_year(int(said), day.year, again=facts.again):
            return _other(said, str(day.year), "颁发年份", "the year of issue")
        case "年短" if not facts.again:
            return _other(said, f"{day:%y}", "颁发年份后两位", "the last two figures of the year of issue")
        case "月日" if not facts.again:
            return _other(said, f"{day:%m%d}", "颁发月日", "month and day of issue")
        case "身份证" | "USCC":
            return _other(said, facts.holder, "第一持证主体代码", "the code of the first holder")
        case "校验":
            figures = "".join(filter(str.isdigit, found.string[: found.start(place)]))
            return _other(said, mod_11_10.calc_check_digit(figures), "校验码", "the check figure")
        case _:
            return None


def _of_year(said: int, issued: int, *, again: bool) -> bool:
    return said == issued or (again and 1949 <= said < issued)  # noqa: PLR2004 - no authority of today is older


def _other(said: str, right: str, zh: str, en: str) -> tuple[str, str] | None:
    if said == right:
        return None
    shown = right if len(right) != 18 else "…"  # noqa: PLR2004 - a holder's code is not said
    return f"编号中的“{said if shown != '…' else '…'}”与{zh}（{shown}）不符", f"the number does not name {en} ({shown})"


@lru_cache(maxsize=512)
def _read(form: str) -> _Form:
    return _Form(re.compile("".join(_pattern(form)), re.ASCII), tuple(found[1] for found in _SLOT.finditer(form)))


def _pattern(form: str) -> Iterator[str]:
    end = 0
    for found in _SLOT.finditer(form):
        yield re.escape(form[end : found.start()])
        yield f"({_piece(found[1], int(found[2] or 0))})"
        end = found.end()
    yield re.escape(form[end:])


def _piece(name: str, count: int) -> str:
    match name:
        case "序号":
            return rf"\d{{{count},{count + MORE_FIGURES}}}"
        case "数字":
            return rf"\d{{{count}}}"
        case "字母":
            return rf"[A-Z]{{{count}}}"
        case _:
            return _FIXED[name]
