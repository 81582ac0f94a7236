"""A sheet to fill in is made of the type as the register knows it today, or it is said why there is none."""

from __future__ import annotations

from datetime import date

import pytest
from builders import office
from builders.office import CIVIL, DISABILITY, HEALTH, MARRIAGE, SHOP, TODAY

from graph.errors import Refusal
from graph.office.sheets.files import read_table
from graph.refusal_codes import Code
from graph.store.engine import Store
from graph.store.personal import PersonalData
from licenses.register.batches.templates import template_for


@pytest.fixture
async def furnished(store: Store, personal: PersonalData) -> Store:
    await office.furnish(store, personal)
    return store


async def test_the_sample_is_of_whoever_may_issue_the_type(furnished: Store) -> None:
    table = read_table(await template_for(furnished, MARRIAGE, None, TODAY))
    assert {"证照编号", "持证主体名称", "登记日期"} <= set(table.columns)
    assert table.rows[0].cells[0] == f"示例：{TODAY:%Y%m%d}0001"
    named = read_table(await template_for(furnished, DISABILITY, CIVIL, TODAY))
    assert "照片" in named.columns


@pytest.mark.parametrize(
    ("type_code", "issuer", "on", "code"),
    [
        ("11100000MB0143028R999", None, TODAY, Code.UNKNOWN_CODE),
        (MARRIAGE, "11340200MB0000000X", TODAY, Code.UNKNOWN_CODE),
        (SHOP, None, TODAY, Code.NOT_ENTITLED),
    ],
    ids=["no such type", "no such department", "nobody may issue it"],
)
async def test_without_type_or_issuer_it_is_said_what_is_missing(
    furnished: Store, type_code: str, issuer: str | None, on: date, code: Code
) -> None:
    with pytest.raises(Refusal) as refused:
        await template_for(furnished, type_code, issuer, on)
    assert refused.value.code is code


async def test_a_department_that_may_no_longer_issue_the_type_can_be_named(furnished: Store) -> None:
    assert read_table(await template_for(furnished, SHOP, HEALTH, TODAY)).columns[0] == "证照编号"
