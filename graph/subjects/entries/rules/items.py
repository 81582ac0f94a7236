"""Lint of the information items of an entry, and how forms write their data types."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from graph.law.policy import Policy
from graph.subjects.elements.rules import differences
from graph.subjects.entries.rules.lints import EntryFinding, Lint, finding
from graph.words.alike import name_key
from graph.words.elements import DataElement
from graph.words.entries import DataType, EntryDraft, Item, ItemKind, SharingType
from graph.words.sources import Library, LibraryKind

_NUMBER_NAME = re.compile(
    r"(金额|面积|价格|单价|总价|收入|费用|补贴标准|人数|户数|数量|重量|浓度|比例|税额|投资额|里程)$"
)
_UNIT_NAME = re.compile(
    r"[（(](元|万元|亿元|%|％|人|户|平方米|亩|公顷|吨|公里|千米|米|天|个|件|立方米|mg/m3|μg/m3)[)）]$"
)
_SUBJECT_NAMES = {
    "自然人": (re.compile(r"^(姓名|性别|出生日期|民族)$"), re.compile(r"身份证|公民身份号码|证件号")),
    "法人和其他组织": (
        re.compile(r"(企业|单位|机构|法人|组织|主体)名称$"),
        re.compile(r"信用代码|组织机构代码|注册号|(企业|单位|机构|法人|组织|主体)(代码|编码|证照号码)"),
    ),
    "房产房屋": (re.compile(r"不动产|房屋坐落"), re.compile(r"不动产单元号")),
    "城市部件": (re.compile(r"部件名称"), re.compile(r"部件.*代码|部件.*编码|部件编号")),
}
"""By subject of a policy's identifiers: names that show it is meant, and names of its identifier."""
_BESIDE = re.compile(r"(单位|机构)名称$")
"""Who employs, treats or issues to somebody: of data that carry another subject's identifier it is said beside."""

_WITH_LENGTH = frozenset({DataType.CHARACTER, DataType.NUMERIC})
_TEXT_TYPES = frozenset({DataType.CHARACTER, DataType.MEMO, DataType.GENERAL})


def lint_items(
    draft: EntryDraft,
    policy: Policy,
    libraries: Mapping[str, Library],
    elements: Mapping[str, DataElement] = MappingProxyType({}),
) -> Iterator[EntryFinding]:
    """What is wrong with the items of an entry."""
    if not draft.items:
        yield finding(Lint.ITEMS_EMPTY, "items")
        return
    numbers = [item.seq for item in draft.items]
    if numbers != list(range(1, len(numbers) + 1)):
        yield finding(Lint.ITEM_SEQUENCE, "items", value=",".join(map(str, numbers[:20])))
    seen: set[str] = set()
    for item in draft.items:
        yield from _item(item, seen)
        seen.add(name_key(item.name))
        if (element := elements.get(item.element or "")) is not None:
            yield from _against(item, element)
    yield from _base_items(draft, policy, libraries)
    yield from _identifiers(draft.items, policy)


def _item(item: Item, seen: set[str]) -> Iterator[EntryFinding]:
    place = ("items", str(item.seq))
    if not item.name.strip():
        yield finding(Lint.ITEM_NAME_EMPTY, *place, "name", value=str(item.seq))
        return
    if name_key(item.name) in seen:
        yield finding(Lint.ITEM_TWICE, *place, "name", value=item.name)
    missing = item.length is None and item.data_type in _WITH_LENGTH
    if missing or (item.length is not None and item.length <= 0):
        yield finding(Lint.ITEM_LENGTH, *place, "length", value=item.name)
    if item.data_type in _TEXT_TYPES and _NUMBER_NAME.search(item.name):
        yield finding(Lint.UNIT_IN_NUMBER, *place, "data_type", value=item.name)
    elif _UNIT_NAME.search(item.name):
        yield finding(Lint.UNIT_IN_NUMBER, *place, "name", value=item.name)


def _against(item: Item, element: DataElement) -> Iterator[EntryFinding]:
    """What of an item differs from the data element that it binds to."""
    for each in differences(item.name, item.data_type, item.length, element):
        yield finding(Lint(each.code), "items", str(item.seq), each.field, value=item.name, right=each.right)


def _base_items(draft: EntryDraft, policy: Policy, libraries: Mapping[str, Library]) -> Iterator[EntryFinding]:
    cell = policy.also_unconditional
    own = [libraries[code] for code in draft.libraries if code in libraries and libraries[code].policy == policy.id]
    in_base = any(library.kind is LibraryKind.BASE for library in own)
    if cell is None or not cell.value.base_items or not in_base:
        return
    for item in draft.items:
        if item.kind is ItemKind.BASE and (item.sharing or draft.sharing) is not SharingType.UNCONDITIONAL:
            yield finding(
                Lint.BASE_ITEM_NOT_UNCONDITIONAL, "items", str(item.seq), "sharing", value=item.name, rules=cell.rules
            )


def _identifiers(items: tuple[Item, ...], policy: Policy) -> Iterator[EntryFinding]:
    if policy.identifiers is None:
        return
    names, known = [item.name for item in items], {}
    for subject, identifier in policy.identifiers.value:
        otherwise = re.compile(re.escape(subject)), re.compile(re.escape(identifier))
        known[subject] = (identifier, *_SUBJECT_NAMES.get(subject, otherwise))
    carried = {subject for subject, (_, _, carries) in known.items() if any(map(carries.search, names))}
    own = [name for name in names if not _BESIDE.search(name)] if carried else names
    for subject, (identifier, about, _) in known.items():
        if subject not in carried and any(map(about.search, own)):
            yield finding(
                Lint.IDENTIFIER_MISSING, "items", value=subject, right=identifier, rules=policy.identifiers.rules
            )
