"""A business system's list beside the register: every difference with its row, its field and both values."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from builders import office
from builders.office import ALICE, BOB, CIVIL, MARRIAGE, NAMES, TODAY
from builders.registers import Register, furnished
from openpyxl import Workbook

from graph.errors import Malformed
from graph.refusal_codes import Code
from graph.store.engine import Store
from licenses.register.agreement.agreeing import Compared, compare
from licenses.register.agreement.comparing import MASKED, Difference, Kind, counted

COLUMNS = ("证照编号", "持证主体", "持证主体代码", "颁发日期", "有效期起", "有效期止", "状态")
FIRST, SECOND = (f"J340200-2026-00000{number}" for number in (1, 2))
AGREEING = (
    (FIRST, NAMES[ALICE], ALICE, "2026-03-02", "2026年3月2日", "长期", "正常"),
    (SECOND, NAMES[BOB], BOB, "2026/3/2", "2026.3.2", "长期", "有效"),
)


@pytest.fixture
async def register(store: Store, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Register:
    return await furnished(store, tmp_path_factory.getbasetemp() / "agreeing" / tmp_path.name)


def listed(*rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    return text.getvalue().encode()


def workbook(*rows: tuple[str, ...]) -> bytes:
    content, book = io.BytesIO(), Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    book.save(content)
    return content.getvalue()


async def compared(register: Register, content: bytes, type_code: str | None = MARRIAGE) -> Compared:
    return await compare(register.store, register.personal, content, CIVIL, type_code, TODAY, lambda *_: None)


def told(found: Compared) -> list[tuple[Kind, int | None, str, str, str]]:
    return [(each.kind, each.row, each.column, each.here, each.there) for each in found.found]


async def test_a_list_that_agrees_is_told_to(register: Register) -> None:
    found = await compared(register, listed(*AGREEING))
    assert (found.rows, found.licenses, found.found) == (2, 2, ())


async def test_every_value_that_differs_is_told_with_row_field_and_both_values(register: Register) -> None:
    one = (FIRST, "陈一帆", BOB, "2026-03-03", "2026-03-02", "2030-01-01", "停用")
    assert told(await compared(register, listed(AGREEING[1], one))) == [
        (Kind.VALUE, 3, "持证主体", NAMES[ALICE], "陈一帆"),
        (Kind.VALUE, 3, "持证主体代码", ALICE, BOB),
        (Kind.VALUE, 3, "颁发日期", "2026-03-02", "2026-03-03"),
        (Kind.VALUE, 3, "有效期止", "长期", "2030-01-01"),
        (Kind.STATE, 3, "状态", "有效", "停用"),
    ]


async def test_what_one_side_has_alone_and_what_is_listed_twice_is_told(register: Register) -> None:
    strange = ("J340200-2026-000009", "王某", BOB, "", "", "", "")
    found = await compared(register, listed(AGREEING[0], strange, AGREEING[0]))
    assert [(each.kind, each.row, each.number) for each in found.found] == [
        (Kind.ONLY_THERE, 3, "J340200-2026-000009"),
        (Kind.TWICE, 4, FIRST),
        (Kind.ONLY_HERE, None, SECOND),
    ]
    assert counted(found.found)[Kind.ONLY_HERE] == 1


async def test_only_what_a_row_says_is_compared(register: Register) -> None:
    found = await compared(register, listed((FIRST,), (SECOND,), columns=("证书编号",)))
    assert found.found == ()


async def test_the_state_is_that_of_the_day_and_of_the_newest_version(register: Register) -> None:
    await register.store.write(
        lambda unit: unit.run("MATCH (l:License) SET l.validUntil = date($on)", on=str(TODAY - timedelta(days=1)))
    )
    found = await compared(register, listed((FIRST, "正常"), (SECOND, "已过期"), columns=("证照编号", "状态")))
    assert told(found) == [(Kind.STATE, 2, "状态", "过期", "有效")]


async def test_a_row_that_cannot_be_read_is_told_and_the_others_are_compared(register: Register) -> None:
    found = await compared(register, listed((FIRST, "31日"), (SECOND, "2026-03-02"), columns=("证照编号", "颁发日期")))
    assert [(each.kind, each.row, each.column) for each in found.found] == [
        (Kind.UNREADABLE, 2, "颁发日期"), (Kind.ONLY_HERE, None, "状态"),
    ]  # fmt: skip


async def test_a_record_that_cannot_be_read_is_told_and_not_passed_over(register: Register) -> None:
    await register.store.write(lambda unit: unit.run("MATCH (l:License) SET l.state = 'GONE'"))
    found = await compared(register, listed((FIRST,), columns=("证照编号",)))
    assert [(each.kind, each.row) for each in found.found] == [
        (Kind.ONLY_THERE, 2), (Kind.UNREADABLE, None), (Kind.UNREADABLE, None),
    ]  # fmt: skip


async def test_who_may_not_see_the_holders_is_told_that_they_differ_and_not_how(register: Register) -> None:
    one = (FIRST, "陈一帆", BOB, "", "", "", "")
    found = [each.masked for each in (await compared(register, listed(AGREEING[1], one))).found]
    assert [(each.column, each.here, each.there) for each in found] == [
        ("持证主体", MASKED, MASKED), ("持证主体代码", MASKED, MASKED),
    ]  # fmt: skip
    tells = Difference(Kind.ONLY_THERE, 2, ALICE, "", personal=True).masked
    assert ALICE not in repr(tells) + tells.number


async def test_a_workbook_is_read_like_a_list_and_another_department_has_none(register: Register) -> None:
    content = workbook(COLUMNS, *AGREEING)
    assert (await compared(register, content)).found == ()
    other = await compare(register.store, register.personal, content, office.HEALTH, None, TODAY, lambda *_: None)
    assert [each.kind for each in other.found] == [Kind.ONLY_THERE, Kind.ONLY_THERE]
    for issuer, kind, code in (("X", None, Code.UNKNOWN_DEPARTMENT), (office.CIVIL, "X", Code.UNKNOWN_TYPE)):
        with pytest.raises(Malformed) as refused:
            await compare(register.store, register.personal, content, issuer, kind, TODAY, lambda *_: None)
        assert (refused.value.code, refused.value.value) == (code, "X")
