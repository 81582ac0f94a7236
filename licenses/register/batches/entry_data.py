"""The data of a catalogue entry to orders (WHL-9): its columns are the entry's items, each fills what it means.

* An item fills what the issuing department says that it fills; else the column of the type that bears its name; else
  the one that bears its name without a beginning made of the type's (食品经营许可签发日期 of 食品经营许可证 is
  签发日期), where that is a day, a number of the licence, or a label of three characters or more; else the one that
  bears the name of an item to which the lineage of items joins it.
* The graph says from which entries licences of a type are made, and of items from which items they are filled; it says
  of no item which field of a face it fills. So a name decides, and where two items could fill the same, nobody guesses.
* What an order cannot do without, and every field of the face that only the department can say, needs an item.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.errors import Malformed, Text
from graph.office.review import Hint
from graph.office.sheets.finding import find_table
from graph.office.sheets.forms import Column, Form, meant
from graph.refusal_codes import Code
from graph.words.entries import Item
from graph.words.licensing import LicenseType
from licenses.register.batches.columns import (
    ISSUED_ON,
    NUMBER,
    VALID_FROM,
    VALID_UNTIL,
    VALIDITY,
    Columns,
    columns_of,
    face_field,
)
from licenses.register.batches.ordered_rows import Ordering
from licenses.register.batches.photos import NO_PHOTOS, Photos
from licenses.register.batches.sheet import OrderSheet, not_read, read_table
from licenses.register.faults import STANDARD

_DAYS = frozenset({ISSUED_ON, VALID_FROM, VALID_UNTIL, VALIDITY})
_LICENCE = ("证", "许可", "书")
"""How the beginning ends whose number is the licence's: of others it may be that of something else."""
_LEAST_OF_LABEL = 3


@dataclass(frozen=True, slots=True)
class EntryItems:
    """The items of a catalogue entry, and what is known of them."""

    items: tuple[Item, ...]
    code: str = ""
    """Of the entry: the source of every row that names none itself."""
    fills: Mapping[str, str] = field(default_factory=dict)
    """Items by their names, and the column of the type that each fills, where the department says it."""
    joined: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Items by their names, and those that they are filled from or fill, by the lineage of items."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What the items of an entry fill."""

    columns: Columns
    """A column for each item."""
    faults: tuple[Malformed, ...]
    """Which items are ambiguous, what is filled by none."""
    hints: tuple[Hint, ...]
    """Which items fill nothing."""


def read_entry_data(
    content: bytes,
    entry: EntryItems,
    kind: LicenseType,
    issuer: str,
    photos: Photos = NO_PHOTOS,
    *,
    issuer_name: str = "",
) -> OrderSheet:
    """Read the data of a catalogue entry.

    Args:
        content: Bytes of a CSV or Excel file; its column names are the entry's items.
        entry: The entry's items.
        kind: The type that all licences are of.
        issuer: USCC of the department that issues them.
        photos: What came beside it.
        issuer_name: Name of the department.

    Raises:
        LimitExceeded: `FILE_TOO_LARGE`, `TOO_MANY_ROWS` or `TOO_MANY_COLUMNS`.
        Malformed: `FILE_ENCODING`, `FILE_FORMAT`, `FILE_EMPTY` or `SEVERAL_SHEETS`.
    """
    filling = filling_of(entry, kind)
    if filling.faults:
        return OrderSheet((), filling.faults, filling.hints)
    table = find_table(content, filling.columns.form)
    if not table.whole:
        read = not_read(table, *table.faults)
    else:
        read = read_table(content, table, filling.columns, Ordering(kind, issuer, issuer_name, photos))
    rows = tuple(replace(row, source=row.source or entry.code) for row in read.rows)
    return replace(read, rows=rows, hints=(*filling.hints, *read.hints))


def filling_of(entry: EntryItems, kind: LicenseType) -> Filling:
    """Say what each item of an entry fills in licences of a type."""
    own = columns_of(kind)
    faults = list(_strangers(entry, own.form))
    filled: dict[str, list[str]] = defaultdict(list)
    for item in entry.items:
        column = _filled(item.name, kind, own.form, entry)
        if column:
            filled[column].append(item.name)
    chosen: dict[str, str] = {}
    for column, names in filled.items():
        best = [name for name in names if name in entry.fills] or [name for name in names if name == column] or names
        if len(best) > 1:
            faults.append(_ambiguous(best, column))
        chosen[best[0]] = column
    form = _form(entry.items, chosen, own.form)
    faults += _unfilled(set(chosen.values()), own)
    return Filling(Columns(form, own.stand_in, own.needed), tuple(faults), tuple(_unread(entry.items, chosen)))


def _filled(name: str, kind: LicenseType, form: Form, entry: EntryItems) -> str | None:
    """The column of the type that an item fills."""
    if name in entry.fills:
        return meant(entry.fills[name], form)
    for way in (name, *entry.joined.get(name, ())):
        if column := meant(way, form) or _shortened(way, kind, form):
            return column
    return None


def _shortened(name: str, kind: LicenseType, form: Form) -> str | None:
    """The column that bears a name without its beginning, which says of what kind of licence it is."""
    fields = {column.name: column.field for column in form.columns}
    labels = {face_field(field.key) for field in kind.fields if len(field.label) >= _LEAST_OF_LABEL}
    for end in range(2, len(name) - 1):
        begun, rest = name[:end], name[end:]
        if not _made_of(begun, kind.name):
            return None
        column = meant(rest, form)
        what = fields[column] if column else ""
        if what in _DAYS or what in labels or (what == NUMBER and begun.endswith(_LICENCE)):
            return column
    return None


def _made_of(begun: str, name: str) -> bool:
    """Whether a beginning has letters of a name only, in their order."""
    letters = iter(name)
    return all(letter in letters for letter in begun)


def _form(items: Sequence[Item], chosen: Mapping[str, str], own: Form) -> Form:
    by_name = {column.name: column for column in own.columns}
    columns = [
        replace(by_name[chosen[item.name]], name=item.name, also=(), beside=())
        if item.name in chosen
        else Column(item.name, "", needed=False)
        for item in items
    ]
    columns.sort(key=lambda column: column.field != NUMBER)
    return Form("entry_data", tuple(columns))


def _strangers(entry: EntryItems, form: Form) -> Iterator[Malformed]:
    """Refuse what the department says of items that the entry has not, and of columns that the type has not."""
    names = {item.name for item in entry.items}
    for item, column in entry.fills.items():
        if item not in names:
            yield _refused(
                Code.UNKNOWN_COLUMN, item, f"条目没有信息项“{item[:40]}”", f"the entry has no item {item[:40]}"
            )
        elif meant(column, form) is None:
            yield _refused(
                Code.UNKNOWN_COLUMN, column,
                f"信息项“{item[:40]}”对应的“{column[:40]}”不是该类证照的列",
                f"{column[:40]}, which item {item[:40]} is said to fill, is no column of the type",
            )  # fmt: skip


def _ambiguous(names: Sequence[str], column: str) -> Malformed:
    listed = "、".join(f"“{name}”" for name in names)
    return _refused(
        Code.COLUMN_TWICE, column,
        f"信息项{listed}都可以填“{column}”；请指明用哪一个",
        f"items {', '.join(names)} could all fill {column}; say which one does",
    )  # fmt: skip


def _unfilled(filled: set[str], own: Columns) -> Iterator[Malformed]:
    named = own.named(filled)
    missing = [each for each in own.needed if not any(way in named for way in (each, *own.stand_in.get(each, ())))]
    names = [own.form.column_of(each) or each for each in missing]
    names += [each.name for each in own.form.columns if each.needed and each.name not in {*filled, *names}]
    for name in names:
        yield _refused(
            Code.MISSING_COLUMN, name,
            f"条目没有信息项可以填“{name}”；请指明用哪一个，或换一个条目",
            f"no item of the entry fills {name}; say which one does, or take another entry",
        )  # fmt: skip


def _unread(items: Sequence[Item], chosen: Mapping[str, str]) -> Iterator[Hint]:
    for item in items:
        if item.name not in chosen:
            words = Text(
                f"信息项“{item.name}”不填写该类证照的任何内容，未读取",
                f"item {item.name} fills nothing of a licence of this type and is not read",
            )
            yield Hint(Code.COLUMN_PASSED, words, (), ("items", item.name), item.name)


def _refused(code: Code, value: str, zh: str, en: str) -> Malformed:
    return Malformed(Text(zh, en), code=code, rules=(STANDARD,), path=("items", value[:64]), value=value[:64])
