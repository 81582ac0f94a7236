"""Of every importable kind a table is spoilt in every way: what is read says the same, or it is refused with a cure."""

from __future__ import annotations

import re

import pytest
from builders.city import City
from builders.dirty.every_kind import SPOILT
from builders.filled import FULL, brought, pointed_to
from builders.more import left_out

from graph.office.naming import named
from graph.office.sheets.finding import find_table
from graph.subjects.importing.table import FORMS, KINDS
from graph.words.imports import BROUGHT, Kind

_PLACE = re.compile(r"单元格 [A-Z]+\d+|第\d+行")
_CURE = re.compile(r"请|应")


@left_out
@pytest.mark.parametrize("kind", BROUGHT, ids=lambda kind: kind.value)
async def test_a_table_of_any_kind_that_is_spoilt_says_the_same_or_is_refused(city: City, kind: Kind) -> None:
    await pointed_to(city, kind)
    form, told, placed = FORMS[kind], 0, 0
    wrong: list[tuple[str, object]] = []
    names = [column.name for column in form.columns]
    table = [names, *([row.get(name, "") for name in names] for row in FULL[kind])]
    plain = SPOILT["tabs"].content(table)
    meant = KINDS[kind].read(await named(city.store, find_table(plain, form), form)).values
    assert len(SPOILT) >= 40
    for name, spoilt in SPOILT.items():
        content = spoilt.content(table)
        found = await brought(city, kind, content)
        if found.clean:
            read = KINDS[kind].read(await named(city.store, find_table(content, form), form)).values
            wrong += [(name, read)] if spoilt.read is False or read != meant else []
        elif spoilt.read:
            wrong.append((name, [fault.message.zh for fault in found.review.faults]))
        for fault in found.review.faults:
            told += 1
            placed += bool(fault.path == ("file",) or _PLACE.search(fault.message.zh)) and bool(
                _CURE.search(fault.message.zh)
            )
    assert wrong == []
    assert placed >= 0.9 * told
