"""A workflow as a picture: what its tables say, as Graphviz text for a lawyer to read; values in, text out.

* Every row of a table is in the picture, and nothing that is in none, but how a case comes into a state without a row.
* Rows with the same words that lead into the same state are one arrow, with a tail in each state that they lead from.
  The words of an arrow are a node in its middle, so that no two lie on one another.
* Frames tell the states apart, not colours alone: bold = somebody is waited for, double = at rest. What is dashed is
  the product's own.
* The same values give the same text: policies and rows keep their order, sets are sorted.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from graph.cases.labels import ELSEWHERE, Language, lines_of, title_of
from graph.errors import Text
from graph.law.policy import Cell, Policy
from graph.law.workflow import Step, Table, Workflow
from graph.words.closed_list import ClosedList

_FONTS: Final = "Noto Sans CJK SC,Noto Sans SC,Microsoft YaHei,PingFang SC,sans-serif"
_INDENT: Final = "    "
_BREAK: Final = "\n" + 4 * _INDENT
_START: Final = "START"

_LEGEND: Final = Text(
    "粗框：待办理　双框：无待办　虚线：产品自有（无条文依据）　圆点：开始",
    "bold frame: somebody is waited for; double frame: at rest; dashed: the product's own, no article; point: start",
)
_OPEN: Final = 'shape=box style="rounded,filled,bold" fillcolor="#fff3d6" penwidth=2.5'
_AT_REST: Final = 'shape=box style="rounded,filled" fillcolor="#e3eef7" peripheries=2'
_POINT: Final = 'shape=point width=0.18 label=""'


def draw(workflow: Workflow, rows: Iterable[Policy], language: Language = Language.ZH) -> str:
    """Draw what some policies say of a workflow, side by side; one that does not know it is not in the picture."""
    known = [(row, cell) for row in rows if (cell := row.table(workflow)) is not None]
    return "\n".join((*_opening(workflow, language), *_clusters(workflow, known, language), "}", ""))


def lettered(lines: Sequence[str], size: int, align: str = "CENTER") -> str:
    """Lines as Graphviz reads them back, the first of them bold and the others smaller; nothing in them is markup."""
    head, *others = (escape(line).replace("\\", "\\\\") for line in lines)
    rows = [f"<TR><TD><B>{head}</B></TD></TR>"]
    rows += [f'<TR><TD ALIGN="{align}"><FONT POINT-SIZE="{size}">{line}</FONT></TD></TR>' for line in others]
    return f'<<TABLE BORDER="0" CELLSPACING="0" CELLPADDING="1">{_BREAK}{_BREAK.join(rows)}</TABLE>>'


def quote(text: str) -> str:
    """A text as Graphviz reads it back: quotes and backslashes escaped, lines broken."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\r\n", "\n").replace("\n", "\\n")
    return f'"{escaped}"'


def _opening(workflow: Workflow, language: Language) -> Iterator[str]:
    title = lettered((language.of(workflow.name), language.of(_LEGEND)), 12)
    fonts = f"fontname={quote(_FONTS)}"
    yield f"digraph {quote(workflow.id)} {{"
    yield f"{_INDENT}graph [label={title} labelloc=t fontsize=18 {fonts} rankdir=LR nodesep=0.3 ranksep=0.5]"
    yield f"{_INDENT}node [fontsize=15 {fonts}]"
    yield f"{_INDENT}edge [{fonts} arrowsize=0.8]"


def _clusters(workflow: Workflow, known: Sequence[tuple[Policy, Cell[Table]]], language: Language) -> Iterator[str]:
    for row, cell in reversed(known):  # left to right, the first comes to lie lowest
        yield f"{_INDENT}subgraph {quote(f'cluster_{row.id}')} {{"
        title = lettered(title_of(row, cell, language), 13)
        yield f'{2 * _INDENT}graph [label={title} fontsize=16 style=solid color="#888888" margin=16]'
        yield from (2 * _INDENT + line for line in _table(workflow, row, cell.value, language))
        yield f"{_INDENT}}}"


def _table(workflow: Workflow, row: Policy, table: Table, language: Language) -> Iterator[str]:
    """The states, then the arrows; the names of nodes begin with the policy, so that clusters have their own."""
    named = dict.fromkeys(state for step in table for state in (step.state, step.then))
    entered = [each for each in workflow.states if each in workflow.entered and each in named]
    if None in named or entered:
        yield f"{_node(row, _START)} [{_POINT}]"
    for state in workflow.states:
        if state in named:
            look = _OPEN if state in workflow.open else _AT_REST
            yield f"{_node(row, state.name)} [label={quote(language.term(state))} {look}]"
    for state in entered:
        yield from _arrow(row, f"TO_{state.name}", (language.of(ELSEWHERE),), (None,), state, "")
    for number, (step, states) in enumerate(_merged(table, language), start=1):
        look = " style=dashed" if step.product else ""
        yield from _arrow(row, f"STEP_{number}", lines_of(step, language), states, step.then, look)


def _merged(table: Table, language: Language) -> list[tuple[Step, list[ClosedList | None]]]:
    """Rows by their words and the state that they lead into; of each the first, and from where all of them lead."""
    found: dict[tuple[object, ...], tuple[Step, list[ClosedList | None]]] = {}
    for step in table:
        _, states = found.setdefault((lines_of(step, language), step.then, step.product), (step, []))
        if step.state not in states:
            states.append(step.state)
    return list(found.values())


def _arrow(
    row: Policy, name: str, lines: Sequence[str], states: Iterable[ClosedList | None], then: ClosedList, look: str
) -> Iterator[str]:
    middle = _node(row, name)
    frame = ' style="dashed"' if look else ""
    yield f'{middle} [label={lettered(lines, 12, "LEFT")} shape=box color="#aaaaaa" fontsize=13{frame}]'
    for state in states:
        yield f"{_node(row, _START if state is None else state.name)} -> {middle} [arrowhead=none{look}]"
    yield f"{middle} -> {_node(row, then.name)} [{look.strip()}]"


def _node(row: Policy, name: str) -> str:
    return quote(f"{row.id}/{name}")
