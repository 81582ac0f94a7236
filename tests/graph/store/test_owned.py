"""Lists of what is somebody's: by stored keys and from the whole kind alike, whoever asks, in any window."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from builders.stores import wipe

from graph.law.scope import Scope
from graph.schema.nodes import LICENSE
from graph.store.engine import Store
from graph.store.ordering import STEP, Order
from graph.store.owned import FEW, Owned, Part, merged, parts
from graph.store.pages import Asked, Page, Wanted
from graph.store.view import View
from graph.subjects.licensing.memory import LICENSES

TODAY = date(2026, 3, 2)
HOLDERS, ISSUERS, MANY = [f"h{number}" for number in range(5)], [f"D{number}" for number in range(6)], 5 * STEP
SCOPES: Mapping[str, Scope] = {
    "nobody": Scope(),
    "the holder of most": Scope(holder="h0"),
    "another holder": Scope(holder="h3"),
    "an issuer": Scope(licenses=frozenset(["D1"]), issuers=frozenset(["D1"])),
    "an issuer who holds some": Scope(holder="h0", issuers=frozenset(["D1"])),
    "a few departments": Scope(licenses=frozenset(ISSUERS[:FEW])),
    "more than a few": Scope(licenses=frozenset(ISSUERS)),
    "no department of these": Scope(licenses=frozenset(["D9"])),
}
PLAIN = LICENSE.assigned("l", "row", ("issuedOn", "issuerId"))
WRITTEN = (
    f"UNWIND $rows AS row MERGE (l:License {{id: row.id}}) SET {PLAIN} "
    "SET l.state = 'IN_FORCE', l.holderHashes = row.holders, l.issuerKey = l.issuerId + '|' + l.issuedKey, "
    "l.holderKey = head(row.holders) + '|' + l.issuedKey "
    "WITH l, row UNWIND row.holders AS k MERGE (h:Holder {codeHash: k}) SET h.id = k MERGE (l)-[:HELD_BY]->(h) "
    "WITH l, row, h WHERE h.codeHash <> head(row.holders) MERGE (l)-[:HELD_BESIDE]->(h)"
)


def licence(number: int, chance: Random) -> dict[str, Any]:
    """One of a holder who has most of them, some of them with another one; several are of a day."""
    first = "h0" if chance.random() < 0.7 else chance.choice(HOLDERS)
    beside = [each for each in HOLDERS if each != first and chance.random() < 0.1]
    day = TODAY - timedelta(days=chance.randrange(60))
    issuer = chance.choice(ISSUERS)
    return {"id": f"L{number:04}", "issuedOn": day.isoformat(), "issuerId": issuer, "holders": [first, *beside]}


ROWS = [licence(number, Random(number)) for number in range(MANY)]


def expected(scope: Scope) -> list[str]:
    """Ids in the order of the list, as the scope shows them."""
    shown = [
        row
        for row in ROWS
        if row["issuerId"] in scope.licenses | scope.issuers or (scope.holder and scope.holder in row["holders"])
    ]
    by_id = sorted(shown, key=lambda row: row["id"])
    return [row["id"] for row in sorted(by_id, key=lambda row: row["issuedOn"], reverse=True)]


@pytest.fixture(scope="module")
async def register(kept_store: Store) -> AsyncIterator[Store]:
    """A register of licences."""
    await kept_store.write(wipe)
    await kept_store.write(lambda unit: unit.run(WRITTEN, rows=ROWS))
    yield kept_store
    await kept_store.write(wipe)


@pytest.mark.parametrize("who", SCOPES)
@pytest.mark.parametrize("backward", [False, True])
async def test_licences_are_walked_without_loss_or_repetition(register: Store, who: str, backward: bool) -> None:
    view, seen, beside = View(register, SCOPES[who], TODAY), list[str](), None
    while True:
        page = await LICENSES.page(view, Asked(), Wanted("ISSUED", 70, beside, backward))
        found = [(key, row[0]) for key, row in page.rows]
        seen = [each[1] for each in found] + seen if backward else seen + [each[1] for each in found]
        if not page.more:
            break
        beside = found[0] if backward else found[-1]
    assert seen == expected(SCOPES[who])


@pytest.mark.parametrize("who", SCOPES)
@pytest.mark.parametrize("asked", [Asked(), Asked(({"issuerId": ["D1", "D2"]},))], ids=["all", "filtered"])
async def test_below_a_few_holders_stands_what_stands_below_many(register: Store, who: str, asked: Asked) -> None:
    view, start = View(register, SCOPES[who], TODAY), ("2026-01-20", "L0100")
    assert len(HOLDERS) > FEW
    for wanted in (Wanted("ISSUED", 9), Wanted("ISSUED", 9, None, True), Wanted("ISSUED", 70, start)):
        by_hop = await LICENSES.pages(view, "holder", HOLDERS, asked, wanted)
        by_key = await LICENSES.pages(view, "holder", HOLDERS[:FEW], asked, wanted)
        assert by_key == by_hop[:FEW]
        assert await LICENSES.pages(view, "holder", ["nobody's", "h4"], asked, wanted) == [
            Page([], more=False),
            by_hop[4],
        ]


@pytest.mark.parametrize("who", SCOPES)
async def test_what_is_counted_is_what_is_listed(register: Store, who: str) -> None:
    assert await LICENSES.count(View(register, SCOPES[who], TODAY), Asked()) == len(expected(SCOPES[who]))


async def test_a_filter_holds_in_each_part(register: Store) -> None:
    asked = Asked(({"state": ["CANCELLED"]},))
    view = View(register, SCOPES["an issuer who holds some"], TODAY)
    assert (await LICENSES.page(view, asked, Wanted("ISSUED", 20))).rows == []
    assert await LICENSES.count(view, asked) == 0


def test_a_part_stands_between_its_first_key_and_the_next_part() -> None:
    part = Part(Owned("issuerKey", ("issuers",)), "D1")
    low, high = part.range(None, None, falling=True)
    assert low <= "D1|2026-03-02" <= high
    assert not low <= "D10|2026-03-02" <= high
    assert part.range("2026-03-02", None, falling=True) == (low, "D1|2026-03-02")
    assert part.range("2026-03-02", "D1|2026-03-09", falling=False) == ("D1|2026-03-02", "D1|2026-03-09")


def test_a_department_that_shows_by_two_rights_is_one_part(register: Store) -> None:
    view = View(register, Scope(licenses=frozenset(["D1"]), issuers=frozenset(["D1"]), holder="h"), TODAY)
    assert [each.name for each in parts(view, LICENSES.owned["ISSUED"])] == ["D1", "h"]


def test_pages_are_put_together_in_order_and_each_row_once() -> None:
    pages = [["b", ["2"]], ["a", ["1"]]], [["b", ["1x"]], ["b", ["2"]]]
    order = Order("c.issuedKey", descending=True)
    assert merged(pages, order, 9, backward=False) == [["b", ["1x"]], ["b", ["2"]], ["a", ["1"]]]
    assert merged(pages, order, 2, backward=True) == [["a", ["1"]], ["b", ["2"]]]
