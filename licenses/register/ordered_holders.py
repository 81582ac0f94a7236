"""Holders of an order: as many as the type has, each once, of its kind, with a name and a code that can be.

Whom the register knows by his code it knows by his name: another one is either of somebody else, or new, and then the
order says what he was called (`naming`). What the register calls him is told to nobody who does not say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from graph.codes.citizen import check_citizen_id, parse_citizen_id
from graph.codes.report import normalise
from graph.codes.uscc import parse_uscc
from graph.errors import Conflict, Refusal, Text
from graph.refusal_codes import Code
from graph.subjects.licensing.naming import Calling, calling
from graph.words.licensing import HOLDER_CODE_TYPES, Holder, HolderCategory, IssueOrder, LicenseType
from licenses.register import starred
from licenses.register.faults import (
    LONGEST_CODE,
    LONGEST_NAME,
    STANDARD,
    fault_of_name,
    fault_of_words,
    fault_of_written,
    malformed,
)

CITIZEN = "111"
_OF_RESIDENTS = ("81", "82", "83")
"""How numbers of the same form begin that residents of 港澳台 have, by another document."""
MOST_HOLDERS = 9
"""Of a type that does not say how many hold one of it together."""


def counts_of(kind: LicenseType) -> range:
    """How many may hold one licence of a type together: `2` is two, `1-9` one to nine."""
    least, _, most = kind.holder_count.partition("-")
    return range(int(least), int(most or least) + 1) if least else range(1, MOST_HOLDERS + 1)


def faults_of_holders(order: IssueOrder, kind: LicenseType, rules: tuple[str, ...]) -> Iterator[Refusal]:
    """What is wrong with the holders.

    Args:
        order: The order.
        kind: Its type.
        rules: What the policy that binds the issuer says of who holds licences.
    """
    if not order.holders:
        yield malformed(Code.HOLDER_MISSING, ("holders",), None, "缺少持证主体", "the holder is missing", *rules)
        return
    counts = counts_of(kind)
    if len(order.holders) not in counts:
        shown = kind.holder_count or f"1-{MOST_HOLDERS}"
        yield malformed(
            Code.HOLDER_COUNT, ("holders",), str(len(order.holders)),
            f"该类证照的持证主体应为{shown}个", f"a licence of this type has {shown} holders", STANDARD, limit=shown,
        )  # fmt: skip
    for place, holder in enumerate(order.holders[: counts.stop]):
        path = ("holders", str(place))
        yield from _faults_of(holder, kind, path, rules)
        yield from _faults_of_birth(holder, order.issued_on, (*path, "code"))
        former = holder.former_name and fault_of_words(holder.former_name, LONGEST_NAME, (*path, "formerName"))
        if former:
            yield former
        if _known_as(holder) in map(_known_as, order.holders[:place]):
            yield malformed(
                Code.HOLDER_TWICE, (*path, "code"), starred.code_of(holder),
                "同一持证主体出现两次", "the same holder stands here twice", STANDARD,
            )  # fmt: skip


def faults_of_names(order: IssueOrder, known: Sequence[str | None], rules: tuple[str, ...]) -> Iterator[Refusal]:
    """Whom of the holders the register calls otherwise, without a word of a change.

    Args:
        order: The order.
        known: What the register calls each of them, in their order; None of whom it does not know.
        rules: What the policy that binds the issuer says of data that agree.
    """
    for place, (holder, name) in enumerate(zip(order.holders, known, strict=False)):
        if holder.name.strip() and calling(name, holder.name, holder.former_name) is Calling.OTHERWISE:
            yield named_otherwise(place, holder, rules)


def named_otherwise(place: int, holder: Holder, rules: tuple[str, ...]) -> Conflict:
    """The refusal of a holder whom the register calls otherwise."""
    former = bool(holder.former_name)
    zh, en = (
        ("所填曾用名与登记簿中该代码的名称不同", "the former name is not what the register calls who has this code")
        if former
        else ("登记簿中该代码登记的是另一名称", "the register calls who has this code otherwise")
    )
    return Conflict(
        Text(
            f"{zh}；请核对代码和名称；确已更名的，请在“曾用名”中填写登记簿中的原名称",
            f"{en}; check code and name; where the name was changed, give the one that the register has as the former "
            "name",
        ),
        code=Code.HOLDER_NAMED_OTHERWISE,
        rules=rules,
        path=("holders", str(place), "formerName" if former else "name"),
        value=(holder.former_name if former else holder.name)[:LONGEST_NAME],
    )


def _written(field: str, holder: Holder, path: tuple[str, ...]) -> Refusal | None:
    """What is wrong with how a name is written; a code is read in any form."""
    if field != "name":
        return None
    given, shown = holder.name, starred.name_of(holder)
    return fault_of_written(given, path, shown) or fault_of_name(given, path, person=holder.code_type == CITIZEN)


def _known_as(holder: Holder) -> tuple[str, str]:
    return holder.code_type, normalise(holder.code)


def _faults_of(holder: Holder, kind: LicenseType, path: tuple[str, ...], rules: tuple[str, ...]) -> Iterator[Refusal]:
    for field, given, most in (("name", holder.name, LONGEST_NAME), ("code", holder.code, LONGEST_CODE)):
        if not given.strip():
            yield malformed(
                Code.HOLDER_MISSING, (*path, field), "", "持证主体须有名称和代码", "a holder has a name and a code",
                *rules,
            )  # fmt: skip
        elif (
            words := fault_of_words(given, most, (*path, field)) or _written(field, holder, (*path, field))
        ) is not None:
            yield words
        elif field == "code":
            yield from _faults_of_code(holder, (*path, "code"))
    if holder.code_type not in HOLDER_CODE_TYPES:
        yield malformed(
            Code.UNKNOWN_CODE_TYPE, (*path, "codeType"), holder.code_type,
            "没有这种持证主体代码类型", "no such code type", STANDARD,
        )  # fmt: skip
        return
    expected = {HolderCategory.PERSON: True, HolderCategory.ORGANISATION: False}.get(kind.holder_category)
    if expected is not None and holder.person is not expected:
        yield malformed(
            Code.WRONG_HOLDER_KIND, path, holder.code_type,
            f"该类证照的持证主体应为{kind.holder_category.zh}", "the type is for another kind of holder", *rules,
        )  # fmt: skip


def _faults_of_birth(holder: Holder, issued_on: date, path: tuple[str, ...]) -> Iterator[Refusal]:
    """What is wrong with the number of a person: born after the issue, or said to be another document's."""
    citizen = check_citizen_id(holder.code).value
    if citizen is None:
        return
    if holder.code_type != CITIZEN and not citizen.text.startswith(_OF_RESIDENTS):
        yield malformed(
            Code.UNKNOWN_CODE_TYPE, (*path[:-1], "codeType"), holder.code_type,
            "代码是公民身份号码，代码类型应为111", "the code is a citizen identity number, whose type is 111", STANDARD,
            limit=CITIZEN,
        )  # fmt: skip
    elif citizen.birth_date > issued_on:
        yield malformed(
            Code.CITIZEN_ID_BIRTH_DATE, path, citizen.masked,
            f"公民身份号码中的出生日期晚于颁发日期{issued_on}，请核对两者",
            f"the holder is born after the issue of {issued_on}; check both", STANDARD, limit=issued_on.isoformat(),
        )  # fmt: skip


def _faults_of_code(holder: Holder, path: tuple[str, ...]) -> Iterator[Refusal]:
    try:
        match holder.code_type:
            case "111":
                parse_citizen_id(holder.code, path)
            case "001":
                parse_uscc(holder.code, path)
            case _:
                pass
    except Refusal as refusal:
        yield refusal
