"""The annotated copy of an imported file: what is said of it, at the cells that it is about."""

from collections import defaultdict

from api.command.imported_lines import place_of, sum_of
from graph.errors import Refusal
from graph.office.review import Hint
from graph.office.sheets.marked import Copy, Mark, Marks, annotated
from graph.refusal_codes import Code
from graph.subjects.importing.batches import Outcome
from graph.subjects.importing.desk import Imported
from graph.subjects.importing.table import KINDS

_LOST = frozenset((Code.CELL_ERROR, Code.NUMBER_LOOKS, Code.NUMBER_INEXACT, Code.CODE_DATED))
"""Faults of cells in which what was typed is no longer to be found."""


def copy_of(content: bytes, outcome: Imported, *, chinese: bool) -> Copy:
    """Annotate a file with what came of it."""
    return annotated(content, KINDS[outcome.kind].form, marks_of(outcome, chinese=chinese))


def marks_of(outcome: Imported, *, chinese: bool) -> Marks:
    """What came of a file, by cell and by row."""
    at: dict[tuple[int, int], list[tuple[bool, str]]] = defaultdict(list)
    of_row: dict[int, list[str]] = defaultdict(list)
    passed: dict[int, str] = {}
    rest: list[str] = []
    lost: set[tuple[int, int]] = set()
    wide: set[int] = set()
    for fault, each in [(True, one) for one in outcome.review.faults] + [(False, one) for one in outcome.review.hints]:
        row, column = place_of(each.path)
        words = _words(each, chinese=chinese)
        position = outcome.source.position(column) if outcome.source and column else None
        if row and position is not None:
            at[row, position].append((fault, words))
            lost |= {(row, position)} if each.code in _LOST else set()
        if each.code is Code.ROW_WIDE and row:
            wide.add(row)
        if each.code is Code.ROW_PASSED and row:
            passed[row] = words
        elif fault and row and outcome.source and row > outcome.source.header:
            of_row[row].append(words)
        elif row is None or position is None:
            rest.append(words)
    rows = {
        line.row: Mark(fault=False, words=line.outcome.value if chinese else line.outcome.name.lower())
        for line in outcome.lines
        if line.outcome is not Outcome.WRONG
    }
    rows |= {row: Mark(fault=False, words=words) for row, words in passed.items()}
    wrong = Outcome.WRONG.value if chinese else Outcome.WRONG.name.lower()
    rows |= {row: Mark(fault=True, words=f"{wrong}：{'；'.join(words)}") for row, words in of_row.items()}
    cells = {
        place: Mark(any(fault for fault, _ in said), "\n".join(words for _, words in said), lost=place in lost)
        for place, said in at.items()
    }
    return Marks(outcome.source, cells, rows, sum_of(outcome, chinese=chinese), tuple(rest), frozenset(wide))


def _words(each: Refusal | Hint, *, chinese: bool) -> str:
    return each.message.zh if chinese else each.message.en
