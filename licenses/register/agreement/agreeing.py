"""Reading the register beside a list: one statement for some hundred rows, then what the list has not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from graph.errors import Malformed, Text
from graph.law.scope import EVERYTHING
from graph.office.sheets.finding import find_table
from graph.refusal_codes import Code
from graph.schema.nodes import DEPARTMENT, LICENSE_TYPE
from graph.store.edges import by_id
from graph.store.engine import Store
from graph.store.errors import StoreError
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.licensing import checked as licensing
from graph.subjects.licensing.checked import CheckedLicense
from graph.subjects.licensing.rules import status_on
from graph.words.licensing import NUMBER, LicenseStatus
from licenses.register.agreement.comparing import Difference, Held, Kind, chosen, differences, only_here, twice
from licenses.register.agreement.listed import LIST, Listed, read_listed
from licenses.register.records import number_tells
from licenses.register.windows import windows

NO_RECORD = "登记簿记录无法读取，请运行 zhengtu check"
BATCH = 300
"""Rows that are looked up with one statement."""
Tell = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of it."""

    rows: int
    """Rows of the list that could be read."""
    licenses: int
    """Licences of the issuer in the register, without those that were replaced."""
    found: tuple[Difference, ...]


async def compare(
    store: Store, personal: PersonalData, content: bytes, issuer: str, type_code: str | None, on: date, tell: Tell
) -> Compared:
    """Compare the list of a business system with what the register has of an issuer.

    Args:
        store: The register.
        personal: Its key.
        content: The list, CSV or Excel.
        issuer: USCC of the department whose licences the list has.
        type_code: Of the type that the list is of; None = of all.
        on: The day as of which states are compared.
        tell: Told how far it is.

    Raises:
        Malformed: It is no such list, or there is no such department or type.
    """
    view = View(store, EVERYTHING, on)
    (department,) = await by_id(DEPARTMENT)(view, [issuer])
    if department is None:
        raise Malformed(
            Text(f"没有代码为 {issuer} 的部门", f"there is no department {issuer}"),
            code=Code.UNKNOWN_DEPARTMENT, path=("issuer",), value=issuer,
        )  # fmt: skip
    (kind,) = await by_id(LICENSE_TYPE)(view, [type_code]) if type_code is not None else (None,)
    if kind is None and type_code is not None:
        raise Malformed(
            Text(f"没有代码为 {type_code} 的证照类型", f"there is no licence type {type_code}"),
            code=Code.UNKNOWN_TYPE, rules=("GB-36902",), path=("type",), value=type_code,
        )  # fmt: skip
    table = find_table(content, LIST)
    parsed = read_listed(table)
    found = [_unreadable(fault) for fault in (*table.faults, *parsed.faults)]
    rows, repeated = parsed.values, twice(parsed.values)
    found += repeated
    again = {each.row for each in repeated}
    seen: set[str] = set()
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        known = await _known(view, personal, issuer, type_code, batch)
        for row in batch:
            held = chosen(row, known.get(personal.lookup(row.number), ()))
            seen.update({held.id} if held else ())
            if row.row not in again:
                codes = held.codes if held and held.codes else (row.code or "",)
                found += differences(row, held, tells=number_tells(row.number, codes))
        tell(min(start + BATCH, len(rows)), len(rows), "")
    living = 0
    async for each, held in _all(view, personal, issuer):
        if held is None:
            found.append(Difference(Kind.UNREADABLE, None, "", each.identifier or each.id, here=NO_RECORD))
        elif held.status is not LicenseStatus.REPLACED and type_code in (None, held.type_code):
            living += 1
            found += [] if held.id in seen else [only_here(held)]
    return Compared(len(rows), living, tuple(sorted(found, key=lambda each: (each.row is None, each.row or 0))))


async def _known(
    view: View, personal: PersonalData, issuer: str, type_code: str | None, rows: Sequence[Listed]
) -> dict[str, list[Held]]:
    hashes = sorted({personal.lookup(row.number) for row in rows})
    found: dict[str, list[Held]] = {}
    for each in await licensing.licenses_numbered(view, issuer, hashes):
        held = _held(each, personal, view.today)
        if held is not None and type_code in (None, held.type_code):
            found.setdefault(each.number_hash or "", []).append(held)
    return found


async def _all(view: View, personal: PersonalData, issuer: str) -> AsyncIterator[tuple[CheckedLicense, Held | None]]:
    """The licences of an issuer; None where a record cannot be read."""
    for begin, end in windows(await licensing.count_of_issuer(view, issuer), BATCH):
        for each in await licensing.licenses_of_issuer(view, issuer, begin, end):
            yield each, _held(each, personal, view.today)


def _held(each: CheckedLicense, personal: PersonalData, on: date) -> Held | None:
    """A licence as it is compared; None where its record cannot be read."""
    record = each.record
    if record is None:
        return None
    number, names, codes = _opened(each, personal)
    return Held(
        id=each.id,
        identifier=each.identifier,
        number=number,
        number_personal=record.number_personal,
        type_code=record.type_code,
        names=names,
        codes=codes,
        issued_on=record.issued_on,
        valid_from=record.valid_from,
        valid_until=record.valid_until,
        status=status_on(record.history, record.valid_from, record.valid_until, on),
        sealed_at=record.sealed_at.isoformat(),
    )


def _opened(
    each: CheckedLicense, personal: PersonalData
) -> tuple[str | None, tuple[str, ...] | None, tuple[str, ...] | None]:
    """The number of a licence, and names and codes of its holders; None of what was erased."""
    record = each.record
    if record is None:
        return None, None, None
    try:
        opened = each.key.opened(personal)
        if opened is None:
            return None if record.number_personal else personal.decrypt(record.number, NUMBER), None, None
        number = (opened.of_license if record.number_personal else personal).decrypt(record.number, NUMBER)
        pairs = [(holder, key) for holder, key in zip(each.holders, opened.of_holders, strict=True) if holder]
        names = tuple(key.decrypt(holder.name_cipher, "Holder.name") for holder, key in pairs)
        codes = tuple(key.decrypt(holder.code_cipher, "Holder.code") for holder, key in pairs)
    except StoreError:
        return None, None, None
    return number, names, codes


def _unreadable(fault: Malformed) -> Difference:
    row = next((int(part) for part in fault.path if part.isdigit()), None)
    column = next((part for part in fault.path if not part.isdigit()), "")
    return Difference(Kind.UNREADABLE, row, "", "", column, there=fault.message.zh)
