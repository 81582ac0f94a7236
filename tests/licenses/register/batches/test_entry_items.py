"""The items of an entry come from the graph, with those that the lineage of items joins to them."""

from __future__ import annotations

import pytest
from builders import office
from builders.office import MARRIED, NEEDY, TODAY

from graph.errors import Malformed
from graph.law.scope import EVERYTHING
from graph.refusal_codes import Code
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.view import View
from licenses.register.batches.entry_items import items_of_entry


@pytest.fixture
async def view(store: Store, personal: PersonalData) -> View:
    await office.furnish(store, personal)
    return View(store, EVERYTHING, TODAY)


async def test_items_come_in_order_with_those_that_they_are_filled_from_or_fill(view: View) -> None:
    needy = await items_of_entry(view, NEEDY, {"保障金额": "月保障金额(元)"})
    assert [(item.seq, item.name) for item in needy.items] == [(1, "姓名"), (2, "保障金额")]
    assert (needy.code, needy.joined["姓名"], needy.joined["保障金额"]) == (NEEDY, ("姓名",), ())
    married = await items_of_entry(view, MARRIED, {})
    assert (married.joined["姓名"], married.joined["登记日期"]) == (("姓名",), ())


async def test_an_entry_that_there_is_not_is_named(view: View) -> None:
    with pytest.raises(Malformed) as refused:
        await items_of_entry(view, "307340200/999999", {})
    assert (refused.value.code, refused.value.path) == (Code.UNKNOWN_CODE, ("entry",))
