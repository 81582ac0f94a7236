"""What a list may be filtered and counted by, made from the columns that its kind of node declares."""

from __future__ import annotations

from typing import LiteralString, TypeAlias

from graph.schema.columns import Column, Filter, How, Type
from graph.schema.nodes import BY_LABEL, Shape
from graph.store.list_texts import Condition, Given

Facets: TypeAlias = tuple[tuple[LiteralString, LiteralString], ...]


def conditions_of(shape: Shape, *more: Condition) -> tuple[Condition, ...]:
    """The conditions that the columns of a kind declare, in their order.

    Args:
        shape: The kind of node.
        more: Conditions that are no column's own, each behind those of the column that it names.
    """
    found: list[Condition] = []
    for column in shape.columns:
        if column.filter is not None:
            found += _conditions(column, column.filter)
        found += [condition for condition in more if condition.behind == column.name]
    return (*found, *_existence(shape))


def _called(column: Column) -> LiteralString:
    """The expression that names what the value `k` of a column refers to, if it does and the asker may see that."""
    if not column.refers:
        return "null"
    shape = BY_LABEL[column.refers]
    return f"head(COLLECT {{ MATCH (x:{shape.label} {{id: k}}) WHERE {shape.sees('x')} RETURN {shape.called('x')} }})"


def facets_of(shape: Shape) -> Facets:
    """The facets that the columns of a kind declare: (name, statement part over `c`).

    A part gives values, each with its count and, where it refers to a node, the name of that.
    """
    found: list[tuple[LiteralString, LiteralString]] = []
    for column in shape.columns:
        if not column.facet:
            continue
        many = column.of is Type.TEXTS
        each: LiteralString = f"UNWIND c.{column.name} AS each WITH each AS k" if many else f"WITH c.{column.name} AS k"
        counted: LiteralString = (
            f"{each}, count(*) AS n WHERE k IS NOT NULL AND k <> '' "
            f"WITH k, n ORDER BY n DESC, k LIMIT 50 RETURN collect([k, n, {_called(column)}])"
        )
        found.append((single(column), counted))
    return tuple(found)


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
            return [Condition(name, "in", *tests, field=field, said=said, of=column.of)]
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
                )
            ]
        case How.CONTAINS:
            found: LiteralString = " OR ".join([f"c.{each} CONTAINS x" for each in (column.name, *filter_.also)])
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
                )
            ]
        case How.BETWEEN:
            return _between(column, filter_)


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
        )
    ]
