"""Of every kind of file, a column that is not there leaves what stands, and an empty cell clears it, or says so."""

from __future__ import annotations

import pytest
from builders.city import City, uscc
from builders.filled import FULL, TYPE, brought, filled, table

from graph.refusal_codes import Code
from graph.subjects.importing.batches import Outcome
from graph.subjects.importing.table import FORMS
from graph.words.imports import BROUGHT, Kind

TOLD = {Code.VALUE_CLEARED, Code.VALUE_KEPT}
NEVER_KEPT = {"涉密"}
"""Columns of which nothing is kept: an entry that is a secret is refused."""


@pytest.mark.parametrize("kind", BROUGHT, ids=lambda kind: kind.value)
async def test_a_column_that_is_not_there_leaves_what_stands_and_an_empty_cell_does_not_go_unsaid(
    city: City, kind: Kind
) -> None:
    columns, rows = FORMS[kind].columns, FULL[kind]
    assert {column.name for column in columns} == {name for row in rows for name in row}
    await filled(city, kind, rows)
    optional = [column for column in columns if column.name not in FORMS[kind].must]
    for left_out in ((), *((column,) for column in optional), optional):
        silent = await brought(city, kind, table([each for each in columns if each not in left_out], rows))
        assert [each.message.zh for each in silent.review.faults] == [], left_out
        assert {line.outcome for line in silent.lines} == {Outcome.UNCHANGED}, left_out
        assert not {hint.code for hint in silent.review.hints} & TOLD, left_out
    for column in columns:
        at = next(place for place, row in enumerate(rows) if column.name in row)
        if not column.field or column.name in NEVER_KEPT or rows[at][column.name] == "否":
            continue
        one_empty = [*rows[:at], {**rows[at], column.name: ""}, *rows[at + 1 :]]
        emptied = await brought(city, kind, table(columns, one_empty))
        review = emptied.review
        where = (str(at + 2), column.name)
        found = {fault.code for fault in review.faults if fault.path == where}
        found |= {hint.code for hint in review.hints if hint.path == where}
        changed = [line.outcome for line in emptied.lines].count(Outcome.CHANGED) == 1
        told = found & TOLD
        assert review.faults or (told == {Code.VALUE_CLEARED} and changed) or told == {Code.VALUE_KEPT}, column


async def test_what_an_empty_cell_clears_is_cleared_and_is_told_where_it_stood(city: City) -> None:
    (row,) = FULL[Kind.DEPARTMENTS]
    await filled(city, Kind.DEPARTMENTS, [row])
    empty = table(FORMS[Kind.DEPARTMENTS].columns, [{**row, "联系电话": "", "止": "", "简称": "", "合成": ""}])
    found = await brought(city, Kind.DEPARTMENTS, empty, commit=True)
    assert [(hint.code, hint.path[-1], hint.value) for hint in found.review.hints] == [
        (Code.VALUE_CLEARED, "联系电话", "0553-3831234"),
        (Code.VALUE_CLEARED, "简称", "新局"),
        (Code.VALUE_CLEARED, "合成", "是"),
        (Code.VALUE_CLEARED, "止", "2030-01-01"),
    ]
    assert found.review.hints[0].message.zh == (
        "单元格 J2：库中现为“0553-3831234”，此处为空，将清空；要保留请照填，或不提供该列"
    )
    stands = "MATCH (d:Department {id: $id}) RETURN [d.shortName, d.phone, d.validUntil, d.synthetic]"
    assert await city.store.read(stands, id=uscc(55)) == ["芜湖市新局", None, None, False]


async def test_a_thing_without_a_column_takes_the_default_where_it_is_new_and_other_columns_all_the_same(
    city: City,
) -> None:
    (row,) = FULL[Kind.CONSUMERS]
    needed = [column for column in FORMS[Kind.CONSUMERS].columns if column.needed]
    stands = "MATCH (n:Consumer {id: 'USE-9'}) RETURN [n.name, toString(n.validFrom), n.synthetic]"
    assert (await brought(city, Kind.CONSUMERS, table(needed, [row]), commit=True)).written
    assert await city.store.read(stands) == ["某银行", None, False]
    await filled(city, Kind.CONSUMERS, [row])
    assert (await brought(city, Kind.CONSUMERS, table(needed, [{**row, "名称": "某商行"}]), commit=True)).written
    assert await city.store.read(stands) == ["某商行", "2024-01-01", True]


async def test_people_in_posts_stay_where_a_table_of_departments_names_others_and_that_is_told(city: City) -> None:
    (row,) = FULL[Kind.DEPARTMENTS]
    await filled(city, Kind.DEPARTMENTS, [row])
    others = table(FORMS[Kind.DEPARTMENTS].columns, [{**row, "负责人": "赵某", "联系人": ""}])
    found = await brought(city, Kind.DEPARTMENTS, others, commit=True)
    assert [(hint.code, hint.path[-1], hint.value) for hint in found.review.hints] == [
        (Code.VALUE_KEPT, "负责人", "王某"),
        (Code.VALUE_KEPT, "联系人", "李某"),
    ]


async def test_a_type_in_force_is_none_that_is_drafted_where_nothing_is_said_of_its_life(city: City) -> None:
    first, second = FULL[Kind.LICENSE_TYPES]
    columns = FORMS[Kind.LICENSE_TYPES].columns
    silent = [column for column in columns if column.name not in ("生效日期", "废止日期", "草案")]
    await filled(city, Kind.LICENSE_TYPES, [{**first, "草案": ""}, second])
    changed = await brought(city, Kind.LICENSE_TYPES, table(silent, [{**first, "有效期": "3年"}, second]), commit=True)
    assert [line.outcome for line in changed.lines] == [Outcome.CHANGED]
    stands = "MATCH (t:LicenseType {id: $id}) RETURN [t.version, toString(t.since), toString(t.until), t.validity]"
    assert await city.store.read(stands, id=TYPE) == [2, "2026-03-02", "2040-01-01", "3年"]
