"""What a batch points to: everything has to be in the graph already, or in the same batch; and nothing in a circle."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from graph.codes.report import CodeReport
from graph.errors import Conflict, Malformed, Refusal, Text
from graph.office.review import Hint, Review, unknown_code
from graph.refusal_codes import Code
from graph.schema.nodes import ALL
from graph.store.engine import Store
from graph.store.existence import existing_ids

T = TypeVar("T")

NAMES: Mapping[str, Text] = {shape.label: shape.words for shape in ALL}
"""What people call a kind of node."""


@dataclass(frozen=True, slots=True)
class Reference:
    """That a value points to something."""

    label: str
    code: str
    path: tuple[str, ...]


async def known(store: Store, references: Iterable[Reference]) -> Mapping[str, frozenset[str]]:
    """Which of the things that a batch points to are in the graph, by label; one read."""
    wanted: dict[str, set[str]] = {}
    for one in references:
        wanted.setdefault(one.label, set()).add(one.code)
    return await existing_ids(store, wanted)


def dangling(references: Iterable[Reference], there: Mapping[str, Collection[str]]) -> Review:
    """Refuse what points to nothing.

    Args:
        references: What the batch points to.
        there: Ids in the graph and in the batch itself, by label.
    """
    return Review(
        tuple(
            unknown_code(NAMES[one.label], one.code, one.path) for one in references if one.code not in there[one.label]
        )
    )


def twice(name: str, values: Sequence[T], code: Callable[[T], str], field: str = "code") -> Iterator[Malformed]:
    """Refuse codes that stand twice in a batch."""
    first: dict[str, int] = {}
    for position, value in enumerate(values, start=1):
        before = first.setdefault(code(value), position)
        if before != position:
            yield stands_twice(code(value), (name, str(position), field), (name, str(before), field))


def stands_twice(code: str, path: tuple[str, ...], beside: tuple[str, ...] = ()) -> Malformed:
    """The refusal of what stands twice in a batch; `beside` is where it stands first."""
    return Malformed(
        Text(f"代码 {code} 在本批中重复", f"code {code} stands twice in this batch"),
        code=Code.CODE_TWICE,
        path=path,
        value=code,
        beside=beside,
    )


def judged(report: CodeReport[T], path: tuple[str, ...]) -> Review:
    """What is wrong with a code of the field: genuine codes with a fault are kept with a hint, others refused."""
    faults: list[Refusal] = []
    hints: list[Hint] = []
    for finding in report.findings:
        if finding.tolerable:
            hints.append(Hint(finding.code, finding.message, (finding.rule,), path, report.text))
        else:
            extra = {} if finding.expected is None else {"expected": finding.expected}
            faults.append(
                Malformed(
                    finding.message,
                    code=finding.code,
                    rules=(finding.rule,),
                    path=path,
                    value=report.text[:64],
                    extra=extra,
                )
            )
    return Review(tuple(faults), tuple(hints))


def period(since: date | None, until: date | None, path: tuple[str, ...]) -> Iterator[Malformed]:
    """Refuse a period that ends before it begins."""
    if since is not None and until is not None and until <= since:
        yield Malformed(
            Text(f"止（{until}）应晚于起（{since}）", f"the end, {until}, should be after the beginning, {since}"),
            code=Code.PERIOD,
            path=path,
            value=until.isoformat(),
        )


def circle(edges: Iterable[tuple[str, str]]) -> tuple[str, ...] | None:
    """Some circle in a directed graph, its first node again at the end; None where there is none."""
    further: dict[str, list[str]] = {}
    for low, high in edges:
        further.setdefault(low, []).append(high)
    done: set[str] = set()
    for start in further:
        way = _way_back(start, further, done)
        if way is not None:
            return way
    return None


def _way_back(start: str, further: Mapping[str, list[str]], done: set[str]) -> tuple[str, ...] | None:
    """Walk depth first from a node that was not walked through yet; the way is kept as a dictionary in order."""
    way: dict[str, Iterator[str]] = {}
    step: str | None = start
    while step is not None or way:
        if step is None:
            last = next(reversed(way))
            step = next(way[last], None)
            if step is None:
                done.add(last)
                del way[last]
        elif step in way:
            nodes = list(way)
            return (*nodes[nodes.index(step) :], step)
        else:
            if step not in done:
                way[step] = iter(further.get(step, ()))
            step = None
    return None


def in_circle(way: tuple[str, ...], zh: str, en: str, path: tuple[str, ...]) -> Conflict:
    """The refusal of a circle."""
    shown = " → ".join(way[:10])
    return Conflict(Text(f"{zh}：{shown}", f"{en}: {shown}"), code=Code.CIRCLE, path=path, value=shown)
