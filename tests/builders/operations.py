"""Operations made at random over the schema: what front ends may ask, and what nobody would."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_composite_type,
    is_list_type,
    is_required_argument,
    is_required_input_field,
)

UNREAD = frozenset({"verifyLicense"})
"""Questions that leave a trace; they are never planned."""
WORDS = ("登记", "信息", "民政", "芜湖", "a", "不存在的词")
ABSENT = ("TGlicmFyeTpub25l",)
"""An id, and a code, of nothing."""
DAYS = ("2026-03-02", "2021-06-01", "2019-12-31")


@dataclass(frozen=True)
class Operation:
    """An operation with its variables."""

    text: str
    variables: Mapping[str, Any]
    deep: bool
    """Whether it has three levels of objects or more."""


Known: TypeAlias = dict[tuple[str, str, int], int]
"""By type, field and depth: how often the field was asked, or the one below it that was asked least."""


@dataclass
class Operations:
    """Makes operations; fields that were asked least come first."""

    schema: GraphQLSchema
    ids: Mapping[str, Sequence[str]]
    """Global ids by kind."""
    codes: Mapping[str, Sequence[str]]
    """What a kind is named by, by kind."""
    random: random.Random
    asked: Counter[str] = field(default_factory=Counter)
    """How often each field was asked."""
    _variables: dict[str, tuple[str, Any]] = field(default_factory=dict)
    _fragments: list[str] = field(default_factory=list)
    _deepest: int = 0

    def operation(self) -> Operation:
        """The next one."""
        self._variables, self._fragments, self._deepest = {}, [], 0
        depth = self.random.choice((2, 3, 3, 4, 4, 5))
        assert self.schema.query_type is not None
        selected = self._selection(self.schema.query_type, depth, width=self.random.choice((1, 2, 2, 3)))
        declared = ", ".join(f"${name}: {kind}" for name, (kind, _) in self._variables.items())
        text = f"query Asked{f'({declared})' if declared else ''} {selected} {' '.join(self._fragments)}"
        return Operation(text, {name: value for name, (_, value) in self._variables.items()}, self._deepest >= 3)

    def _selection(self, kind: Any, depth: int, width: int | None = None, level: int = 1) -> str:
        self._deepest = max(self._deepest, level)
        if is_abstract_type(kind):
            shared = [f"{name} " for name in getattr(kind, "fields", {}) if self.random.random() < 0.7]
            kinds = sorted(self.schema.get_possible_types(kind), key=self._rarest)[:2]
            inside = [f"... on {each.name} {self._selection(each, depth, 2, level)}" for each in kinds]
            return "{ __typename " + "".join(shared) + " ".join(inside) + " }"
        names = [name for name in kind.fields if name not in UNREAD and self._fits(kind.fields[name], depth)]
        known: Known = {}
        names.sort(
            key=lambda name: (self._least(kind.name, name, kind.fields[name], depth, known), self.random.random())
        )
        chosen = names[: width or self.random.randint(1, 5)]
        self.random.shuffle(chosen)
        parts = [self._asked(kind, name, depth, level) for name in chosen]
        if self.random.random() < 0.2:
            parts.append("__typename")
        if len(parts) > 1 and self.random.random() < 0.3:
            parts = [*parts[1:], self._elsewhere(kind.name, parts[0])]
        return "{ " + " ".join(parts or ["__typename"]) + " }"

    def _rarest(self, kind: Any) -> tuple[int, float]:
        """How often the field of a type was asked that was asked least; what was asked alike stands in any order."""
        return min(self.asked[f"{kind.name}.{name}"] for name in kind.fields), self.random.random()

    def _least(self, owner: str, name: str, published: Any, depth: int, known: Known) -> int:
        """How often the field was asked, or the one below it that was asked least; kept in `known`."""
        if (owner, name, depth) not in known:
            known[owner, name, depth] = min(self._below(owner, name, published, depth, known))
        return known[owner, name, depth]

    def _below(self, owner: str, name: str, published: Any, depth: int, known: Known) -> Iterator[int]:
        inner: Any = get_named_type(published.type)
        yield self.asked[f"{owner}.{name}"]
        if depth <= 1 or not is_composite_type(inner):
            return
        kinds: Any = self.schema.get_possible_types(inner) if is_abstract_type(inner) else (inner,)
        deeper = depth if inner.name.endswith(("Connection", "Edge")) else depth - 1
        for kind in kinds:
            for each, its in kind.fields.items():
                if deeper < depth or is_composite_type(get_named_type(its.type)):
                    yield self._least(kind.name, each, its, deeper - is_abstract_type(inner), known)

    def _fits(self, published: Any, depth: int) -> bool:
        return depth > 1 or not is_composite_type(get_named_type(published.type)) or self._opens(published)

    def _opens(self, published: Any) -> bool:
        """Whether it is only a wrapping of what it holds."""
        return get_named_type(published.type).name in {"PageInfo", "Text"}

    def _elsewhere(self, kind: str, part: str) -> str:
        if self.random.random() < 0.5:
            return f"... on {kind} {{ {part} }}"
        name = f"Part{len(self._fragments)}"
        self._fragments.append(f"fragment {name} on {kind} {{ {part} }}")
        return f"...{name}"

    def _asked(self, kind: Any, name: str, depth: int, level: int) -> str:
        published = kind.fields[name]
        self.asked[f"{kind.name}.{name}"] += 1
        alias = f"{kind.name}_{name}_{self.random.randint(0, 9)}: " if published.args or level > 1 else ""
        if not published.args and self.random.random() < 0.5 and kind.name != "Query":
            alias = f"{kind.name}_{name}: " if level > 1 else ""
        arguments = self._arguments(kind.name, name, published)
        inner = get_named_type(published.type)
        below = ""
        if is_composite_type(inner):
            wrapping = inner.name.endswith(("Connection", "Edge"))
            width = 3 if wrapping else None
            below = " " + self._selection(
                inner, depth if wrapping else depth - 1, width, level if wrapping else level + 1
            )
        return f"{alias}{name}{arguments}{self._directive()}{below}"

    def _directive(self) -> str:
        if self.random.random() > 0.06:
            return ""
        which, value = self.random.choice(("skip", "include")), self.random.random() < 0.5
        if self.random.random() < 0.5:
            return f" @{which}(if: {json.dumps(value)})"
        return f" @{which}(if: {self._variable('Boolean!', value)})"

    def _variable(self, kind: str, value: Any) -> str:
        name = f"v{len(self._variables)}"
        self._variables[name] = (kind, value)
        return f"${name}"

    def _arguments(self, owner: str, name: str, published: Any) -> str:
        given = []
        for argument, declared in published.args.items():
            optional = not is_required_argument(declared)
            if argument in {"last", "before", "after"} or (optional and self.random.random() < 0.5):
                continue
            value = self._value(declared.type, argument, owner, name)
            if self.random.random() < 0.4:
                given.append(f"{argument}: {self._variable(str(declared.type), value)}")
            else:
                given.append(f"{argument}: {self._literal(declared.type, value)}")
        if "last" in published.args and "first" not in " ".join(given) and self.random.random() < 0.2:
            given.append("last: 3")
        return f"({', '.join(given)})" if given else ""

    def _value(self, kind: Any, argument: str, owner: str, name: str) -> Any:
        kind = get_nullable_type(kind)
        if is_list_type(kind):
            return [self._value(kind.of_type, argument, owner, name) for _ in range(self.random.randint(1, 2))]
        if isinstance(kind, GraphQLEnumType):
            values = [each for each in kind.values if each != "RELEVANCE"]
            return self.random.choice(values)
        if isinstance(kind, GraphQLInputObjectType):
            return self._input(kind, owner, name)
        match kind.name:
            case "ID" if owner == "Query" and name == "rule":
                return self.random.choice(("WH-13", "WHL-9", "XX-1"))
            case "ID":
                return self.random.choice(self.ids[self.random.choice(list(self.ids))])
            case "Int":
                most = {"depth": 4, "longest": 5, "first": 12}.get(argument, 30)
                return self.random.randint(1, most)
            case "Boolean":
                return self.random.random() < 0.5
            case "Date":
                return self.random.choice(DAYS)
            case _ if argument == "policy":
                return self.random.choice(("WH", "CZ", "JZ"))
            case _ if argument == "identifier":
                return self.random.choice(self.codes["License"])
            case _:
                return self.random.choice(WORDS)

    def _input(self, kind: Any, owner: str, name: str) -> dict[str, Any]:
        if kind.name == "By":
            label = name[0].upper() + name[1:]
            if self.random.random() < 0.5:
                return {"code": self.random.choice(self.codes.get(label, ABSENT))}
            return {"id": self.random.choice(self.ids.get(label, ABSENT))}
        plain = [each for each in kind.fields if each not in {"and", "or", "not"}]
        some = self.random.sample(plain, min(len(plain), self.random.randint(0, 2)))
        needed = [each for each in plain if is_required_input_field(kind.fields[each]) and each not in some]
        made = {each: self._value(kind.fields[each].type, each, owner, name) for each in (*some, *needed)}
        if "not" in kind.fields and self.random.random() < 0.2:
            made["not"] = {plain[0]: self._value(kind.fields[plain[0]].type, plain[0], owner, name)}
        return made

    def _literal(self, kind: Any, value: Any) -> str:
        kind = get_nullable_type(kind)
        if is_list_type(kind):
            return "[" + ", ".join(self._literal(kind.of_type, each) for each in value) + "]"
        if isinstance(kind, GraphQLInputObjectType):
            return "{" + ", ".join(f"{n}: {self._literal(kind.fields[n].type, v)}" for n, v in value.items()) + "}"
        return value if isinstance(kind, GraphQLEnumType) else json.dumps(value, ensure_ascii=False)
