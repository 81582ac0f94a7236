"""What is said of a file: with the faults of the table, in the order of its rows, each sentence with cell and cure.

No identity number is said again, wherever in the file it stands.
"""

from __future__ import annotations

from dataclasses import replace

from graph.errors import Refusal, Text
from graph.office.published import masked_in, masking, without_ids
from graph.office.review import Hint, Review
from graph.office.sheets.cures import BY_STANDARD, CURES, with_cure
from graph.office.sheets.rows import Source, Table


def told(review: Review, table: Table, rules: tuple[str, ...] = ()) -> Review:
    """What was found, and what is wrong with the table; where both speak of one cell, the table.

    Args:
        review: What was found.
        table: The table.
        rules: The standard of its form, which faults against it cite.
    """
    own = {fault.path for fault in table.faults}
    faults = [*table.faults, *(fault for fault in review.faults if fault.path not in own)]
    for fault in faults:
        fault.rules = fault.rules or (rules if fault.code in BY_STANDARD else ())
        fault.message = _placed(with_cure(fault.code, _clashing(fault)), fault.path, table.source)
        masking(fault)
    hints = (
        replace(hint, message=masked_in(_placed(_cured(hint), hint.path, table.source)), value=without_ids(hint.value))
        for hint in (*table.hints, *review.hints)
    )
    return Review(tuple(sorted(faults, key=row_of)), tuple(sorted(hints, key=row_of)))


def _cured(hint: Hint) -> Text:
    """What is said of a code that is kept though it looks wrong says what to do; other hints need nothing done."""
    return with_cure(hint.code, hint.message) if hint.code in CURES else hint.message


def row_of(said: Refusal | Hint) -> int:
    """Number of the row that something is said of; 0 where it is the file."""
    return int(said.path[0]) if said.path and said.path[0].isdigit() else 0


def _clashing(fault: Refusal) -> Text:
    """A sentence that names the other row where two clash."""
    if not fault.beside or not fault.beside[0].isdigit():
        return fault.message
    row = fault.beside[0]
    return Text(f"{fault.message.zh}（另一处在第{row}行）", f"{fault.message.en} (the other is in row {row})")


def _placed(message: Text, path: tuple[str, ...], source: Source) -> Text:
    """A sentence that begins with the cell that it is about."""
    if len(path) < 2 or not path[0].isdigit():  # noqa: PLR2004 - a row and a column
        return message
    place = source.place(int(path[0]), path[-1])
    if place is None or place.zh in message.zh:
        return message
    return Text(f"{place.zh}：{message.zh}", f"{place.en}: {message.en}")
