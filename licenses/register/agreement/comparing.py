"""Comparing a list with the register (证照库与业务系统比对). Pure: rows and licences in, differences out.

1. A row is about the licence with its identifier, or else with its number: of several versions the one that was not
   replaced, else the newest.
2. What only one side has is told; so is a number that the list has twice.
3. Of what both have every value is compared that the row says, and the state as of the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, unique

from graph.codes.report import normalise
from graph.words.licensing import LicenseStatus
from licenses.register.agreement import listed as sheet
from licenses.register.agreement.listed import Listed

MASKED = "***"
PERSONAL = frozenset({sheet.NAME, sheet.CODE})
"""Columns that tell who holds a licence."""


@unique
class Kind(Enum):
    """How the two differ."""

    ONLY_HERE = "仅登记簿有"
    ONLY_THERE = "仅业务系统有"
    VALUE = "数据不一致"
    STATE = "状态不一致"
    TWICE = "清单中重复"
    UNREADABLE = "无法读取"


@dataclass(frozen=True, slots=True)
class Held:
    """A licence as the register has it; what was erased is None."""

    id: str
    identifier: str
    number: str | None = field(repr=False)
    number_personal: bool
    type_code: str
    names: tuple[str, ...] | None = field(repr=False)
    codes: tuple[str, ...] | None = field(repr=False)
    issued_on: date
    valid_from: date
    valid_until: date | None
    status: LicenseStatus
    sealed_at: str
    number_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference."""

    kind: Kind
    row: int | None
    """Of the list; None for what only the register has."""
    number: str = field(repr=False)
    identifier: str
    column: str = ""
    here: str = field(default="", repr=False)
    there: str = field(default="", repr=False)
    personal: bool = False
    """Its number tells of a person."""

    @property
    def masked(self) -> Difference:
        """The same, for whoever may not see who holds the licence."""
        number = MASKED if self.personal else self.number
        shown = replace(self, number=number)
        if self.column in PERSONAL or (self.column == sheet.NUMBER and self.personal):
            shown = replace(shown, here=self.here and MASKED, there=self.there and MASKED)
        return shown


def chosen(row: Listed, found: Sequence[Held]) -> Held | None:
    """The licence that a row is about."""
    named = [each for each in found if row.identifier and each.identifier == row.identifier]
    if named:
        return named[0]
    of_type = [each for each in found if row.type_code in (None, each.type_code)]
    living = [each for each in of_type if each.status is not LicenseStatus.REPLACED]
    return max(living or of_type, key=lambda each: each.sealed_at, default=None)


def differences(row: Listed, held: Held | None, *, tells: bool) -> Iterator[Difference]:
    """How a row differs from the register.

    Args:
        row: The row.
        held: The licence that it is about; None where the register has none.
        tells: Whether its number tells of a person.
    """
    if held is None:
        yield Difference(Kind.ONLY_THERE, row.row, row.number, row.identifier or "", personal=tells)
        return
    for column, here, there in _values(row, held):
        if here != there:
            yield Difference(Kind.VALUE, row.row, row.number, held.identifier, column, here, there, tells)
    if row.status is not None and row.status is not held.status:
        said = (held.status.zh, row.status.zh)
        yield Difference(Kind.STATE, row.row, row.number, held.identifier, sheet.STATE, *said, tells)


def _values(row: Listed, held: Held) -> Iterator[tuple[str, str, str]]:
    """Column, and what the register and the row say in it; only of what the row says."""
    if row.identifier is not None:
        yield sheet.IDENTIFIER, held.identifier, row.identifier
    if row.type_code is not None:
        yield sheet.TYPE, held.type_code, row.type_code
    if held.number is not None:
        yield sheet.NUMBER, held.number, row.number
    if row.name is not None and held.names is not None:
        yield sheet.NAME, _joined(held.names), _joined(_parted(row.name))
    if row.code is not None and held.codes is not None:
        yield sheet.CODE, _joined(map(normalise, held.codes)), _joined(map(normalise, _parted(row.code)))
    for column, here, there in (
        (sheet.ISSUED, held.issued_on, row.issued_on),
        (sheet.FROM, held.valid_from, row.valid_from),
    ):
        if there is not None:
            yield column, here.isoformat(), there.isoformat()
    if row.valid_until is not None or row.without_end:
        end = "长期"
        here_until = held.valid_until.isoformat() if held.valid_until else end
        yield sheet.UNTIL, here_until, row.valid_until.isoformat() if row.valid_until else end


def _parted(text: str) -> list[str]:
    for sign in "；;、，,":
        text = text.replace(sign, "\n")
    return [each.strip() for each in text.split("\n") if each.strip()]


def _joined(parts: Iterable[str]) -> str:
    return "、".join(sorted(parts))


def twice(rows: Sequence[Listed]) -> list[Difference]:
    """Rows whose number and type stood in the list before."""
    seen: dict[tuple[str, str | None], int] = {}
    found = []
    for row in rows:
        key = (normalise(row.number), row.type_code)
        if key in seen:
            found.append(
                Difference(Kind.TWICE, row.row, row.number, row.identifier or "", there=str(seen[key]), personal=True)
            )
        else:
            seen[key] = row.row
    return found


def only_here(held: Held) -> Difference:
    """That the list does not have a licence."""
    return Difference(
        Kind.ONLY_HERE, None, held.number or MASKED, held.identifier, sheet.STATE, held.status.zh,
        personal=held.number_personal,
    )  # fmt: skip


def counted(found: Iterable[Difference]) -> Mapping[Kind, int]:
    """How many there are of each kind."""
    kinds = [each.kind for each in found]
    return {kind: kinds.count(kind) for kind in Kind}
