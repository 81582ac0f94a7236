"""No text and no code that stands in the store in the clear takes a citizen identity number, however it comes in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from builders import catalogue as build
from builders.plain import PLAIN, Plain
from stdnum.cn import ric

from graph.codes.uscc import uscc_check_character
from graph.errors import Malformed
from graph.law.access import Principal
from graph.office.actor import Actor
from graph.office.published import code_with_citizen_id, refuse_citizen_id
from graph.office.sheets.cells import Cells
from graph.office.sheets.files import read_table
from graph.office.sheets.forms import Parsed
from graph.refusal_codes import Code
from graph.schema.columns import Type, Written
from graph.schema.filling import filled_by
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.entries.desk import register
from graph.subjects.importing.batches import Bringing
from graph.subjects.importing.desk import bring, import_file
from graph.subjects.importing.table import FORMS, KINDS
from graph.words.imports import Kind
from graph.words.people import Role

ROOT = Path(__file__).parents[4]
ID, OLD = "34020019900101101X", "340200900101101"
"""A number of somebody, and one of fifteen places."""
NEARLY = ("340200199001011011", "34020019901301101X", "91340200MA2N00000X", "11340200MB9835637J", "340200901301101")
"""A wrong check character, a day that there is not, two USCCs, an old one with such a day."""
CELLS = [(kind, column.name, column.field) for kind, each in FORMS.items() for column in each.in_order]


PEOPLE = {(Kind.POSTS, "name"), (Kind.DEPARTMENTS, "head"), (Kind.DEPARTMENTS, "contact")}
"""What people are called, which is no identity number either."""


PERSONAL = {(Kind.POSTS, "subject")}
"""What tokens call people, who may be called by their numbers: it is sealed."""
CODES = (
    ID,
    OLD,
    f"WH-{ID}-A",
    "340200 19900101 101X",
    "３４０２００１９９００１０１１０１Ｘ",
    f"P/{OLD}",
    "340200-900101-101",
)
"""Codes that somebody has made of a number."""
SPELLED = "914401185205120007"
"""The right USCC of an organisation whose figures would make the number of somebody of a division that there is not."""
OTHER_CODES = (
    "91340200MA2N00000X", "11340200MB9835637J", SPELLED, f"{SPELLED}001", f"{SPELLED}3000114001000",
    "340200", "20260302", "20260302-001",
    "WH-2026-03-02-0001", "30734020099/000001", "13905531234", "202603021530001",
)  # fmt: skip


ITEMS = {(Kind.ITEM_LINEAGE, "downstream_item"), (Kind.ITEM_LINEAGE, "upstream_item")}
"""Names of items that there are already."""
NAMED = {(Kind.REQUESTS, "items"), (Kind.GRANTS, "items")}
"""The same, of which some are refused only as items that there are not."""
NUMBERS = {(Kind.REQUESTS, "document_number")}
"""Numbers of documents, which are no codes of the catalogue, and published."""


def filled(kind: Kind, field: str) -> tuple[str, str] | None:
    """The text in the clear that a cell fills, with the kind of node or relation; None where it fills no such thing."""
    form, fills = KINDS[kind].form, KINDS[kind].fills
    if field == "field.label":
        return "LicenseType", "fields"
    for before, shape in (("", fills), *form.parts):
        if field.startswith(before) and "." not in field.removeprefix(before):
            try:
                column = filled_by(shape, field.removeprefix(before))
            except LookupError:
                continue
            label = getattr(shape, "label", getattr(shape, "name", ""))
            return None if column.of is Type.CIPHER or column.refers else (label, column.name)
    return None


def coded(kind: Kind, field: str) -> bool:
    """Whether a cell has codes that everybody may see, its own or those of others."""
    form, fills = KINDS[kind].form, KINDS[kind].fills
    if (by_hand := next(column for column in form.columns if column.field == field).by_hand) is not None:
        return getattr(by_hand, "func", None) is Cells.code
    for before, shape in (("", fills), *form.parts):
        if field.startswith(before) and "." not in field.removeprefix(before):
            column = filled_by(shape, field.removeprefix(before))
            written = column.written in (Written.CODE, Written.CAPITALS) or column.of is Type.TEXTS
            return written and (kind, field) not in PERSONAL
    return False


def encrypted(kind: Kind, field: str) -> bool:
    """Whether a cell has what people have said, which is no text in the clear."""
    column = next(each for each in KINDS[kind].form.columns if each.field == field)
    return (
        bool(field)
        and column.by_hand is None
        and "." not in field
        and filled_by(KINDS[kind].fills, field).of is Type.CIPHER
    )


def catalogued(told: tuple[str, str] | None) -> bool:
    return told is not None and told[1] in PLAIN.get(told[0], {}).get(Plain.CATALOGUE, ())


def one_cell(kind: Kind, name: str, text: str) -> Parsed[object]:
    names = [column.name for column in KINDS[kind].form.in_order]
    written = io.StringIO()
    csv.writer(written).writerows([names, [text if each == name else "" for each in names]])
    return KINDS[kind].read(read_table(written.getvalue().encode()))


def refused(kind: Kind, name: str, text: str) -> list[str]:
    faults = [fault for fault in one_cell(kind, name, text).faults if fault.code is Code.CITIZEN_ID_PUBLISHED]
    assert all(fault.path[-1] == name for fault in faults)
    assert not any(number in str((fault.value, fault.message)) for fault in faults for number in (ID, OLD))
    return [str(fault.value) for fault in faults]


@pytest.mark.parametrize(("kind", "name", "field"), CELLS, ids=lambda value: getattr(value, "value", value))
def test_no_cell_that_everybody_may_see_takes_one_be_it_words_or_a_code(kind: Kind, name: str, field: str) -> None:
    if field and coded(kind, field):
        assert [len(refused(kind, name, code)) for code in CODES] == [1] * len(CODES)
        assert refused(kind, name, f"X-{ID}") == ["X-***"]
        assert [code for code in OTHER_CODES if refused(kind, name, code)] == []
    elif field and (catalogued(filled(kind, field)) or (kind, field) in {*PEOPLE, *ITEMS, *NUMBERS}):
        assert refused(kind, name, f"与{ID}、{OLD}有关") == ["与***、***有关"]
        assert refused(kind, name, "；".join(NEARLY)) == []
    else:
        assert refused(kind, name, ID) == []
        taken = [fault for fault in one_cell(kind, name, ID).faults if fault.path[-1] == name]
        free = not field or (kind, field) in {*PERSONAL, *NAMED} or encrypted(kind, field)
        assert taken or free, "a day, a count, a term: it is none of them"


def test_no_cell_of_the_demonstration_is_taken_for_one() -> None:
    tables = sorted((ROOT / "seed" / "tables").rglob("*.csv"))
    cells = [cell for table in tables for row in csv.reader(table.read_text("utf-8-sig").splitlines()) for cell in row]
    assert len(cells) > 100_000
    assert [cell for cell in cells if code_with_citizen_id(cell, ())] == []


def test_a_number_of_a_division_that_there_is_is_nobody_elses_code() -> None:
    """Of one in thirty-one numbers the last figure is that of a USCC too."""
    begins = (f"21110119900101{number:03}" for number in range(1000))  # of 盘锦; 110119 is 延庆
    both = next(
        body + ric.calc_check_digit(body + "0") for body in begins
        if ric.calc_check_digit(body + "0") == uscc_check_character(body + "0")
    )  # fmt: skip
    assert refused(Kind.DEPARTMENTS, "代码", both) == ["***"]


async def test_what_is_said_of_a_file_repeats_no_number_wherever_it_stands(
    store: Store, personal: PersonalData
) -> None:
    actor = Actor(Principal(Role.ADMIN, "root"), datetime(2026, 3, 2, 2, tzinfo=UTC))
    names = [column.name for column in KINDS[Kind.ENTRIES].form.columns]
    said: list[str] = []
    for head, row in (
        ([*names, ID], [ID] * len(names)),
        (names, [f"与{ID}有关"] * len(names)),
        (names, [ID] * 3),
        ([ID], [ID]),
    ):
        written = io.StringIO()
        csv.writer(written).writerows([[f"填表人{ID}"], head, row, [f"注：{ID}", "", OLD]])
        done = await import_file(
            store, personal, actor, Kind.ENTRIES, written.getvalue().encode(), commit=True
        )  # fmt: skip
        assert not done.written
        assert done.review.faults
        said += [str((each.path, each.value, each.message)) for each in done.review.faults]
        said += [str((each.path, each.value, each.message)) for each in done.review.hints]
    assert [each for each in said if ID in each or OLD in each] == []


def ways() -> Iterator[tuple[str, str]]:
    for kind, _, field in CELLS:
        told = filled(kind, field)
        if told is not None and catalogued(told):
            yield told


OTHERWISE = {
    ("EntryVersion", "cause"): "with the batch: below",
    ("Journal", "detail"): "the same cause, a code or a count",
    ("EntryVersion", "content"): "made of the cells of the entry",
    ("License", "typeName"): "the name of the type",
    ("EntryVersion", "releaseReview"): "with the case of the entry (`entries.approving`), like its cause",
    **{("EntryCase", name): "the entry that is registered, judged like any other" for name in ("name", "content")},
    ("EntryCase", "follows"): "the version that is published",
    ("EntryCase", "cause"): "refused where it is registered",
    ("EntryCase", "releaseReview"): "likewise",
    ("BasisChange", "document"): "refused where a basis is marked",
    ("Notice", "name"): "what its case is called, of which it reminds",
    ("Notice", "document"): "that by which a basis was marked, refused there",
    ("Notice", "movedTo"): "the name of a department",
    ("Notice", "concernedNames"): "the names of entries",
}
"""Texts that are published and no cell fills."""


def test_no_text_that_is_published_comes_in_otherwise() -> None:
    published = {
        (label, name) for label, said in PLAIN.items() for name in said.get(Plain.CATALOGUE, ())
        if label != "LicenseTypeVersion"  # a type as it was
    }  # fmt: skip
    assert published - set(ways()) == set(OTHERWISE)


@pytest.mark.parametrize("dry_run", [True, False])
async def test_the_cause_of_versions_takes_none(store: Store, personal: PersonalData, dry_run: bool) -> None:
    actor = Actor(Principal(Role.ADMIN, "root"), datetime(2026, 3, 2, 2, tzinfo=UTC))
    entry, cause = build.entry("30734020099/000001", "婚姻登记信息"), f"依{ID}来函"
    nothing: Parsed[object] = Parsed(KINDS[Kind.ENTRIES].form, (), (), ())
    with pytest.raises(Malformed) as told:
        await bring(Bringing(store, personal, actor, cause), Kind.ENTRIES, nothing, commit=not dry_run)
    assert (told.value.code, told.value.path, told.value.value) == ("CITIZEN_ID_PUBLISHED", ("cause",), "依***来函")
    with pytest.raises(Malformed) as told:
        await register(store, [entry], actor, cause)
    assert told.value.code == "CITIZEN_ID_PUBLISHED"
    assert await store.read("RETURN COUNT { MATCH (v:EntryVersion) RETURN v }") == 0


def test_days_telephone_numbers_and_document_numbers_pass() -> None:
    for words in ("芜政办〔2026〕12号", "0553-3991234", "13905531234", f"自{date(2026, 3, 2):%Y%m%d}起", *NEARLY):
        refuse_citizen_id(words, "cause")
