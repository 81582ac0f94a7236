"""Holders of an order: as many as the type has, each once, of its kind, with a name and a code that can be.

Whom the register knows by his code it knows by its kind and by his name: another one is either of somebody else, or
new, and then the order says what the register has (`naming`). What it calls him is told to nobody who does not say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from graph.codes.citizen import check_citizen_id, parse_citizen_id
from graph.codes.holder_code import read_as, strange_in_holder_code
from graph.codes.uscc import parse_uscc
from graph.errors import Conflict, Refusal, Text
from graph.refusal_codes import Code
from graph.subjects.licensing.naming import UNTOLD, Calling, Known, brought
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

CITIZEN, CREDIT = "111", "001"
_OF_FOREIGNERS: Final = frozenset({"414", "999"})
"""Documents of people whose names may be written with blanks, though it be with ideographs."""
_OF_RESIDENTS = ("81", "82", "83")
"""How numbers of the same form begin that residents of 港澳台 have, by another document."""
ALONE: Final[Mapping[str, list[Holder]]] = {}
"""The holders beside an order that comes in no batch."""
MOST_HOLDERS = 9
"""Of a type that does not say how many hold one of it together."""


def counts_of(kind: LicenseType) -> range:
    """How many may hold one licence of a type together: `2` is two, `1-9` one to nine."""
    least, _, most = kind.holder_count.partition("-")
    return range(int(least), int(most or least) + 1) if least else range(1, MOST_HOLDERS + 1)


def faults_of_holders(
    order: IssueOrder, kind: LicenseType, rules: tuple[str, ...], known: Sequence[Known | None] = ()
) -> Iterator[Refusal]:
    """What is wrong with the holders.

    Args:
        order: The order.
        kind: Its type.
        rules: What the policy that binds the issuer says of who holds licences.
        known: How the register has each of them; an earlier release has taken codes that are not taken any more.
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
        if not any(known[place : place + 1]):
            yield from _faults_of_characters(holder, (*path, "code"))
        yield from _faults_of_birth(holder, order.issued_on, (*path, "code"))
        former = holder.former_name and fault_of_words(holder.former_name, LONGEST_NAME, (*path, "formerName"))
        if former:
            yield former
        if holder.former_type and holder.former_type not in HOLDER_CODE_TYPES:
            yield _unknown_type(holder.former_type, (*path, "formerCodeType"))
        if read_as(holder.code) in {read_as(other.code) for other in order.holders[:place]}:
            yield malformed(
                Code.HOLDER_TWICE, (*path, "code"), starred.code_of(holder),
                "同一持证主体出现两次", "the same holder stands here twice", STANDARD,
            )  # fmt: skip


def faults_of_known(order: IssueOrder, known: Sequence[Known | None], rules: tuple[str, ...]) -> Iterator[Refusal]:
    """Whom of the holders the register has otherwise, without a word of a change.

    Whom it does not know, though the order says what it calls him, others may bring before (`faults_of_unknown`).

    Args:
        order: The order.
        known: How the register has each of them, in their order; None of whom it does not know.
        rules: What the policy that binds the issuer says of data that agree.
    """
    for place, (holder, has) in enumerate(zip(order.holders, known, strict=False)):
        if has is not None and holder.name.strip() and (how := brought(has, holder)) in UNTOLD:
            yield known_otherwise(place, holder, how, has.code_type, rules)


def faults_of_unknown(
    order: IssueOrder, known: Sequence[Known | None], beside: Mapping[str, list[Holder]], rules: tuple[str, ...]
) -> Iterator[Refusal]:
    """Of whom the order says a change though nobody knows him.

    Args:
        order: The order.
        known: How the register has each holder, in their order; None of whom it does not know.
        beside: The holders of a batch that it comes in, by their codes.
        rules: What the policy that binds the issuer says of data that agree.
    """
    for place, (holder, has) in enumerate(zip(order.holders, known, strict=True)):
        others = beside.get(read_as(holder.code), ())
        if brought(has, holder) is Calling.UNKNOWN and not any(_brings(other, holder) for other in others):
            yield known_otherwise(place, holder, Calling.UNKNOWN, "", rules)


def _brings(other: Holder, holder: Holder) -> bool:
    """Whether somebody who has the same code in a batch is known, once he is written, as a holder says."""
    how = brought(Known(other.name, other.code_type), holder)
    return how is Calling.RENAMED or (how is Calling.SAME and brought(None, other) is Calling.NEW)


def known_otherwise(place: int, holder: Holder, how: Calling, known_type: str, rules: tuple[str, ...]) -> Conflict:
    """The refusal of a holder whom the register has otherwise.

    Args:
        place: His among those of the order.
        holder: As the order has him.
        how: How it has him otherwise.
        known_type: As which kind the register has his code.
        rules: What the policy that binds the issuer says of data that agree.
    """
    match how:
        case Calling.OF_ANOTHER_KIND:
            return _of_another_kind(place, holder, known_type, rules)
        case Calling.UNKNOWN:
            return _unknown(place, holder, rules)
        case _:
            return _named_otherwise(place, holder, rules)


def _of_another_kind(place: int, holder: Holder, known_type: str, rules: tuple[str, ...]) -> Conflict:
    before = f"{known_type} {HOLDER_CODE_TYPES.get(known_type, '')}".strip()
    given = f"{holder.code_type} {holder.code_type_name}".strip()
    return Conflict(
        Text(
            f"登记簿中该代码的类型是“{before}”，这里是“{given}”；请核对代码和类型；登记的类型确有错误的，请在“原代码类型”中填写"
            "登记的类型；是另一人的，请用其另一种证件",
            f"the register has this code as {known_type}, here it is {holder.code_type}; check both; where the "
            "register is wrong, give its kind as the former one; where it is somebody else's, take another document",
        ),
        code=Code.HOLDER_OF_ANOTHER_KIND,
        rules=rules,
        path=("holders", str(place), "formerCodeType" if holder.former_type else "codeType"),
        value=holder.former_type or holder.code_type,
        limit=known_type,
    )


def _unknown(place: int, holder: Holder, rules: tuple[str, ...]) -> Conflict:
    return Conflict(
        Text(
            "登记簿中没有这个代码，无从更名或更正；请核对代码；首次登记的，请不填曾用名和原代码类型",
            "the register does not know the code, so that nothing of it can change; check it; of whom is new, no "
            "former name and no former kind are given",
        ),
        code=Code.HOLDER_NAMED_OTHERWISE,
        rules=rules,
        path=("holders", str(place), "formerName" if holder.former_name else "formerCodeType"),
        value=(holder.former_name or holder.former_type)[:LONGEST_NAME],
    )


def _named_otherwise(place: int, holder: Holder, rules: tuple[str, ...]) -> Conflict:
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
    chinese = holder.person and holder.code_type not in _OF_FOREIGNERS
    return fault_of_written(given, path, shown) or fault_of_name(
        given, path, person=holder.code_type == CITIZEN, chinese=chinese
    )


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
        yield _unknown_type(holder.code_type, (*path, "codeType"))
        return
    expected = {HolderCategory.PERSON: True, HolderCategory.ORGANISATION: False}.get(kind.holder_category)
    if expected is not None and holder.person is not expected:
        yield malformed(
            Code.WRONG_HOLDER_KIND, path, holder.code_type,
            f"该类证照的持证主体应为{kind.holder_category.zh}", "the type is for another kind of holder", *rules,
        )  # fmt: skip


def _faults_of_characters(holder: Holder, path: tuple[str, ...]) -> Iterator[Refusal]:
    if holder.code_type in (CITIZEN, CREDIT):
        return
    strange = strange_in_holder_code(holder.code.strip(), holder.code_type)
    if strange is not None:
        yield malformed(
            Code.CODE_CHARACTERS, path, starred.code_of(holder),
            f"证件号码中有“{strange}”（U+{ord(strange):04X}）；请只填号码本身的字母和数字，不带连字符、空格等符号",
            f"U+{ord(strange):04X} stands in the number; write its letters and figures alone, no hyphens or blanks",
            STANDARD,
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


def _unknown_type(given: str, path: tuple[str, ...]) -> Refusal:
    return malformed(Code.UNKNOWN_CODE_TYPE, path, given, "没有这种持证主体代码类型", "no such code type", STANDARD)


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
