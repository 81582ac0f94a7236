"""The most that one request may ask for, and how a refusal says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph.errors import LimitExceeded, Text
from graph.refusal_codes import Code


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one request may ask for."""

    document_bytes: int = 64 * 1024
    tokens: int = 1_000
    nesting: int = 48
    """Open brackets of any kind."""
    name_length: int = 100
    """Characters of one name: an alias stands in the answer as often as its value."""
    fields: int = 5_000
    """Fields after every fragment is written out."""
    selections: int = 100
    """Entries of one selection set as written."""
    repeats: int = 16
    """Fields of one name in one selection set as written: validation compares each with each."""
    spreads: int = 100
    """Fragment spreads as written: validation follows them pair by pair."""
    depth: int = 15
    """Fields inside fields."""
    aliases: int = 50
    """Renamed fields after every fragment is written out."""
    directives: int = 20
    """Directives as written."""
    cost: int = 100_000
    """Expected number of values, and what the store has to do for them."""
    filter_values: int = 1_000
    """Values of one filter, written or in a variable: all that it says, each list and each group."""
    type_lists: int = 4
    """Lists of types asked of introspection; the usual introspection query has two."""
    variable_nesting: int = 24
    variable_values: int = 10_000
    assumed_page: int = 20
    """Length of a page of which neither `first` nor `last` says it: what such a page gives at most."""


DEFAULT_LIMITS: Final = Limits()
PROGRAM_LIMITS: Final = Limits(variable_values=200_000)
"""Of a program of the city's own, which tells thousands of records at a time (`Role.SERVICE`)."""
MEASURED: Final = ("fields", "depth", "aliases", "filter_values", "cost", "type_lists")

NAMES: Final[Mapping[str, Text]] = {
    "document_bytes": Text("查询文本长度（字节）", "document length in bytes"),
    "tokens": Text("词法单元数", "tokens"),
    "nesting": Text("括号嵌套层数", "nesting of brackets"),
    "name_length": Text("名称的字符数", "characters of a name"),
    "fields": Text("展开后的字段数", "fields with fragments written out"),
    "selections": Text("单个选择集的条目数", "selections in one set"),
    "repeats": Text("单个选择集中同名字段数", "fields of one name in one set"),
    "spreads": Text("片段引用数", "fragment spreads"),
    "depth": Text("字段深度", "depth of fields"),
    "aliases": Text("别名数", "aliases"),
    "directives": Text("指令数", "directives"),
    "filter_values": Text("单个筛选条件中的值的个数", "values in one filter"),
    "cost": Text("查询代价", "cost"),
    "type_lists": Text("内省中的类型列表数", "lists of types in introspection"),
    "variable_nesting": Text("变量嵌套层数", "nesting of variables"),
    "variable_values": Text("变量中的值的个数", "values in variables"),
}


class TooMuch(LimitExceeded):
    """A request asks for more than one of the limits allows."""


def within(name: str, value: int, limit: int) -> None:
    """Let pass what is within a limit.

    Raises:
        TooMuch: It is not; the refusal names the limit, its value, and what the request would have needed.
    """
    if value <= limit:
        return
    words = NAMES[name]
    raise TooMuch(
        Text(
            zh=f"查询超过限制：{words.zh}不得超过 {limit}，本次至少为 {value}",
            en=f"the request passes a limit: {words.en} at most {limit}, here at least {value}",
        ),
        code=Code.LIMIT_EXCEEDED,
        path=(name,),
        value=str(value),
        limit=str(limit),
    )
