"""Lists of what administrators bring, at their addresses: as far as the asker may know it, and read again unchanged."""

from __future__ import annotations

import csv
import io

import pytest
from builders.city import ADMIN
from builders.fetching import fetched
from builders.office import BEHIND, BORN, CIVIL, DRAFT, HEALTH, MARRIAGE, MARRIED, NEEDY, Office, who

from api.identity.authenticator import PUBLIC
from graph.office.sheets.filled import Format
from graph.subjects.importing.batches import Outcome
from graph.subjects.importing.desk import import_file
from graph.words.imports import LISTED, Kind

STRANGER, APPLICANT = who("nobody-at-all"), who("applicant")


def rows(content: bytes) -> list[dict[str, str]]:
    """The rows of a text file, by the names of its columns."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.since("0.2.0")  # before, there were no elements, and fields of a type said nothing of their meaning
@pytest.mark.parametrize("form", Format, ids=lambda form: form.value)
@pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.value)
async def test_a_list_is_read_again_by_an_import_that_changes_nothing(api: Office, kind: Kind, form: Format) -> None:
    answer = await fetched(api, f"/lists/{kind.value}.{form.value}", APPLICANT)
    assert answer.status_code == 200, answer.text
    again = await import_file(api.store, api.service.backend.personal, ADMIN, kind, answer.content, commit=True)
    found = [(fault.code, fault.path) for fault in again.review.faults]
    assert found == ([("CONSUMER_INCOMPLETE", ("3", "所属部门代码"))] if kind is Kind.CONSUMERS else [])  # as it stands
    wrong = {Outcome.WRONG} if found else set()
    assert {line.outcome for line in again.lines} <= {Outcome.UNCHANGED} | wrong
    assert bool(again.lines) == (kind is not Kind.SUCCESSIONS)
    assert (await fetched(api, f"/lists/{kind.value}.{form.value}", PUBLIC)).status_code == 403


async def test_who_answers_the_telephone_is_told_to_nobody_by_a_list(api: Office) -> None:
    for asker in (STRANGER, who("provider")):
        found = rows((await fetched(api, "/lists/departments.csv", asker)).content)
        assert {row["代码"] for row in found} >= {CIVIL, HEALTH}
        assert not {"联系电话", "联系人", "负责人"} & found[0].keys()


async def test_a_relation_is_listed_where_every_entry_is_seen_that_it_joins(api: Office) -> None:
    seen = {(NEEDY, MARRIED), (MARRIAGE, MARRIED), (MARRIED, "SYS-1")}
    for asker, more in ((STRANGER, set()), (APPLICANT, {(BEHIND, DRAFT), (DRAFT, BORN)})):
        found = rows((await fetched(api, "/lists/lineage.csv", asker)).content)
        assert {(row["下游"], row["上游"]) for row in found} == seen | more
        books = rows((await fetched(api, "/lists/memberships.csv", asker)).content)
        assert [(row["资源代码"], row["资源库"]) for row in books] == [(MARRIED, "LIB-1")]


@pytest.mark.since("0.2.0")  # before, fields of a type said nothing of their meaning
async def test_a_list_is_narrowed_by_the_conditions_of_its_query_and_is_read_again(api: Office) -> None:
    for kind, by in (
        (Kind.DEPARTMENTS, "nameContains=民政"), (Kind.SYSTEMS, "nameContains=婚姻"), (Kind.BASES, "kind=LAW"),
        (Kind.LICENSE_TYPES, "nameContains=结婚"),
    ):  # fmt: skip
        whole = rows((await fetched(api, f"/lists/{kind.value}.csv", APPLICANT)).content)
        answer = await fetched(api, f"/lists/{kind.value}.csv?{by}", APPLICANT)
        assert answer.status_code == 200, answer.text
        found = rows(answer.content)
        codes, narrower = ([code for row in each if (code := next(iter(row.values())))] for each in (whole, found))
        assert [code for code in codes if code in narrower] == narrower, kind
        again = await import_file(api.store, api.service.backend.personal, ADMIN, kind, answer.content, commit=False)
        assert again.clean, kind
    told = rows((await fetched(api, "/lists/departments.csv?nameContains=民政局", APPLICANT)).content)
    assert [row["代码"] for row in told] == [CIVIL]


@pytest.mark.parametrize(
    "path",
    ["/lists/divisions.csv?of=" + CIVIL, "/lists/systems.csv?of=" + CIVIL, "/lists/lineage.xlsx?resource=" + MARRIED],
)
async def test_what_is_narrowed_by_nothing_says_so(api: Office, path: str) -> None:
    answer = await fetched(api, path, APPLICANT)
    assert answer.status_code == 400
    assert "清单不按" in answer.text


async def test_what_people_ask_for_by_another_word_is_told_which_lists_there_are(api: Office) -> None:
    answer = await fetched(api, "/lists/department.csv", APPLICANT)
    assert answer.status_code == 404
    for kind in LISTED:
        assert f"{kind.value}（{kind.words.zh}清单）" in answer.text
