"""What a list may be filtered and counted by, made from the columns that its kind of node declares."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, replace
from enum import Enum, auto
from typing import LiteralString, TypeAlias

from graph.schema.columns import Column, Filter, Held, How, Type
from graph.schema.shapes import Shape
from graph.store import trying
from graph.store.trying import Trial

Facets: TypeAlias = tuple[tuple[LiteralString, Column], ...]


class Given(Enum):
    """How what is given for a condition becomes its value."""

    LIST = auto()
    """A list; it is the value."""
    GROUP = auto()
    """A list; one of the groups that must each be met, of something that a node has several of."""
    ONE_OF_MANY = auto()
    """One; several can hold at once."""
    PLAIN = auto()
    """One; it is the value."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition that a filter may set."""

    name: LiteralString
    merge: str
    """How two of it merge inside one alternative (`filters.py`)."""
    predicate: LiteralString
    """Over `c` and `f.<name>`."""
    negation: LiteralString = ""
    """Over `c` and `f.not_<name>`; empty when it cannot be negated."""
    negated_merge: str = "not_in"
    _: KW_ONLY
    field: str
    """What a filter calls it, in snake case."""
    said: str
    """What a filter says of it, in both languages."""
    of: Held = Type.TEXT
    """The type of what is given, or of each of its members."""
    given: Given = Given.LIST
    behind: LiteralString = ""
    """The column behind whose conditions it stands, where it is no column's own."""
    trial: Trial | None = None
    """The same in memory, where the kind has a roll."""
    hashed: bool = False
    """What is compared with is the keyed hash of what is given."""


def conditions_of(shape: Shape, *more: Condition) -> tuple[Condition, ...]:
    """The conditions that the columns of a kind declare, in their order.

    Args:
        shape: The kind of node.
        more: Conditions that are no column's own, each behind those of the column that it names.
    """
    found: list[Condition] = []
    for column in shape.columns:
        if column.filter is not None:
            found += [_guarded(shape, column, each) for each in _conditions(column, column.filter)]
        found += [condition for condition in more if condition.behind == column.name]
    return (*found, *_existence(shape))


def facets_of(shape: Shape) -> Facets:
    """The facets that the columns of a kind declare."""
    return tuple([(single(column), column) for column in shape.columns if column.facet])


def single(column: Column) -> LiteralString:
    """The name of one value of a column: `libraryIds` → `libraryId`."""
    return column.name.removesuffix("s") if column.of is Type.TEXTS else column.name


def _conditions(column: Column, filter_: Filter) -> list[Condition]:
    field = filter_.name or column.field
    en, zh, at = filter_.words.en, filter_.words.zh, "c." + column.name
    name = single(column)
    match filter_.how:
        case How.ONE_OF:
            said = filter_.said or f"{en} is one of these ({zh})."
            tests = f"{at} IN f.{name}", f"({at} IS NULL OR NOT {at} IN f.not_{name})"
            condition = Condition(name, "in", *tests, field=field, said=said, of=column.of, trial=trying.one_of(at))
            return [replace(condition, hashed=filter_.hashed)]
        case How.ANY_OF:
            said = filter_.said or f"One of the {en} is one of these ({zh})."
            return [
                Condition(
                    name,
                    "every",
                    f"all(g IN f.{name} WHERE any(x IN g WHERE x IN {at}))",
                    f"all(g IN f.not_{name} WHERE none(x IN g WHERE x IN {at}))",
                    "every",
                    field=field,
                    said=said,
                    given=Given.GROUP,
                    trial=trying.any_of(at),
                )
            ]
        case How.CONTAINS:
            texts: list[LiteralString] = [f"c.{each}" for each in (column.name, *filter_.also)]
            found: LiteralString = " OR ".join([f"{each} CONTAINS x" for each in texts])
            name = f"{name}Contains"
            return [
                Condition(
                    name,
                    "every",
                    f"all(x IN f.{name} WHERE {found})",
                    f"none(x IN f.not_{name} WHERE {found})",
                    "every",
                    field=f"{field}_contains",
                    said=filter_.said or f"{en} contains this ({zh}包含).",
                    given=Given.ONE_OF_MANY,
                    trial=trying.contains(*texts),
                )
            ]
        case How.BETWEEN:
            return _between(column, filter_)


def _guarded(shape: Shape, column: Column, condition: Condition) -> Condition:
    """The condition of a column that not everybody reads: to who does not, no node meets it, and each its negation."""
    for name, predicate in shape.guards:
        if name == column.name:
            seen = predicate.replace("{v}", "c")
            return replace(
                condition,
                predicate=f"({seen} AND {condition.predicate})",
                negation=f"(NOT {seen} OR {condition.negation})",
            )
    return condition


def _between(column: Column, filter_: Filter) -> list[Condition]:
    at, en, zh = "c." + column.name, filter_.words.en, filter_.words.zh
    stem, field = column.name.removesuffix("On"), column.field.removesuffix("_on")
    since, until = f"{stem}From", f"{stem}Until"
    return [
        Condition(
            since,
            "from",
            f"{at} >= date(f.{since})",
            f"({at} IS NULL OR {at} < date(f.not_{since}))",
            "until",
            field=f"{field}_from",
            said=f"{en} on this day or later ({zh}起).",
            of=Type.DATE,
            given=Given.PLAIN,
            trial=trying.since(column.read("c")),
        ),
        Condition(
            until,
            "until",
            f"{at} <= date(f.{until})",
            f"({at} IS NULL OR {at} > date(f.not_{until}))",
            "from",
            field=f"{field}_until",
            said=f"{en} on this day or earlier ({zh}止).",
            of=Type.DATE,
            given=Given.PLAIN,
            trial=trying.until(column.read("c")),
        ),
    ]


def _existence(shape: Shape) -> list[Condition]:
    if shape.period is None or not shape.exists_on:
        return []
    exists = shape.period.holds("c", "x")
    return [
        Condition(
            "existsOn",
            "every",
            f"all(x IN f.existsOn WHERE {exists})",
            f"none(x IN f.not_existsOn WHERE {exists})",
            "every",
            field="exists_on",
            said=shape.exists_on,
            of=Type.DATE,
            given=Given.ONE_OF_MANY,
            trial=trying.holds_on(shape.period, "c"),
        )
    ]
