"""What administrators bring by mutation: judged, told, written as a whole, and in force from that moment."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from builders.brought import BROUGHT, document
from builders.office import CITY, CIVIL, HEALTH, Office, answered, citizen, who
from graphql import is_non_null_type
from starlette.datastructures import UploadFile
from strawberry.utils.str_converters import to_camel_case

from api.graphql.importing.inputs import MOST
from api.graphql.importing.kinds import PUBLISHED
from api.graphql.importing.mutations import MOST_ROWS
from api.graphql.schema import schema
from api.identity.authenticator import PUBLIC, Identity
from graph.subjects.importing.table import FORMS
from graph.words.imports import Kind
from graph.words.people import Role, is_sealed

BOSS = Identity(Role.ADMIN, "boss")
POST = BROUGHT["appointPosts"][1]
TABLE = """mutation ($input: ImportTableInput!) { importTable(input: $input) {
  intake { written new unchanged lines { position code outcome } } errors { code path value message { zh } } } }"""


async def bring(api: Office, mutation: str, *values: Mapping[str, Any], by: Identity = BOSS, **also: Any) -> Any:
    return (await api.ask(document(mutation), by, input={BROUGHT[mutation][0]: list(values)} | also))[mutation]


async def before_it(api: Office, mutation: str) -> None:
    """Bring what a value points to that is brought by another mutation."""
    if mutation == "recordGrants":
        assert (await bring(api, "recordRequests", BROUGHT["recordRequests"][1]))["errors"] == []


async def outcomes(api: Office, mutation: str, *values: Mapping[str, Any], **also: Any) -> list[str]:
    told = await bring(api, mutation, *values, **also)
    assert told["errors"] == []
    return [line["outcome"] for line in told["intake"]["lines"]]


@pytest.mark.parametrize("mutation", BROUGHT)
async def test_a_value_is_new_then_unchanged_then_changed_and_a_dry_run_answers_the_same(
    api: Office, mutation: str
) -> None:
    _, value, other = BROUGHT[mutation]
    await before_it(api, mutation)
    changed = "NEW" if "entry" in other else "CHANGED"
    for given, outcome in ((value, "NEW"), (value, "UNCHANGED"), ({**value, **other}, changed)):
        (before,) = await api.count("Journal")
        dry, done = [await bring(api, mutation, given, dryRun=dry) for dry in (True, False)]
        assert (dry["intake"]["written"], done["intake"]["written"]) == (False, True)
        assert dry["intake"] | {"written": True} == done["intake"]
        assert [line["outcome"] for line in done["intake"]["lines"]] == [outcome]
        nothing_to_do = mutation == "registerEntries" and outcome == "UNCHANGED"
        assert await api.count("Journal") == (before + (not nothing_to_do),)


@pytest.mark.parametrize("mutation", BROUGHT)
async def test_what_is_left_out_stays_and_null_clears_it_or_is_told(api: Office, mutation: str) -> None:
    _, value, other = BROUGHT[mutation]
    await before_it(api, mutation)
    whole = {**value, **({} if "entry" in other else other)}
    item = next(each.item for each in PUBLISHED if to_camel_case(each.mutation) == mutation)
    kinds: Any = schema._schema.type_map
    optional = [name for name in whole if not is_non_null_type(kinds[f"{item}Input"].fields[name].type)]
    await bring(api, mutation, whole)
    for left_out in [*([name] for name in optional), optional]:
        silent = {name: said for name, said in whole.items() if name not in left_out}
        told = await bring(api, mutation, silent, dryRun=True)
        assert told["errors"] == []
        assert [line["outcome"] for line in told["intake"]["lines"]] == ["UNCHANGED"], left_out
    for name in optional:
        told = await bring(api, mutation, {**whole, name: None}, dryRun=True)
        hints = told["intake"]["hints"] if told["intake"] else []
        said = {hint["code"] for hint in hints if hint["path"][-1] == name}
        assert told["errors"] or said & {"VALUE_CLEARED", "VALUE_KEPT"}, name


async def test_a_post_counts_with_the_next_request_and_ends_with_its_period(api: Office) -> None:
    seen = "{ viewer { posts { kind departmentCode } } }"
    somebody = who("zhao")
    post = {**POST, "id": "P-92", "subject": "zhao"}
    assert (await api.ask(seen, somebody))["viewer"]["posts"] == []
    assert await outcomes(api, "appointPosts", post) == ["NEW"]
    assert (await api.ask(seen, somebody))["viewer"]["posts"] == [{"kind": "ISSUER", "departmentCode": HEALTH}]
    assert await outcomes(api, "appointPosts", {**post, "validUntil": "2026-03-02"}) == ["CHANGED"]
    assert (await api.ask(seen, somebody))["viewer"]["posts"] == []


async def test_a_person_changes_by_a_new_post_only(api: Office) -> None:
    post = {**POST, "id": "P-93", "subject": "qian"}
    assert await outcomes(api, "appointPosts", post) == ["NEW"]
    (error,) = (await bring(api, "appointPosts", {**post, "subject": "sun"}))["errors"]
    assert (error["code"], error["path"], error["value"]) == ("POST_OF_ANOTHER", ["posts", "0", "subject"], "sun")


async def test_a_person_whom_tokens_call_by_his_number_holds_a_post(
    api: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.store, "subjects", api.service.backend.personal.subjects)
    number = citizen(72)
    post = {**POST, "id": "P-97", "subject": number}
    assert [await outcomes(api, "appointPosts", post) for _ in range(2)] == [["NEW"], ["UNCHANGED"]]
    seen = await api.ask("{ viewer { subject posts { kind } } }", who(number))
    assert seen["viewer"] == {"subject": number, "posts": [{"kind": "ISSUER"}]}
    assert await api.store.read("MATCH (n) WHERE any(x IN keys(n) WHERE n[x] = $id) RETURN count(n)", id=number) == 0
    older = "MATCH (p:Post {id: 'P-97'}) SET p.subject = $id"
    await api.store.write(lambda unit: unit.run(older, id=number))
    assert await outcomes(api, "appointPosts", post) == ["UNCHANGED"], "as an older store has it"
    assert is_sealed(await api.store.read("MATCH (p:Post {id: 'P-97'}) RETURN p.subject"))
    (error,) = (await bring(api, "appointPosts", {**post, "subject": citizen(73)}))["errors"]
    assert (error["code"], error["value"]) == ("POST_OF_ANOTHER", "***")


async def test_a_code_that_holds_somebodys_number_is_refused_and_said_again_without_it(api: Office) -> None:
    number = citizen(74)
    before = await api.count("Post", "Consumer", "LicenseGrant", "LicenseType", "Journal")
    for mutation, field, code in (
        ("appointPosts", "id", f"P-{number}"),
        ("registerConsumers", "code", f"{number[:6]} {number[6:14]} {number[14:]}"),
        ("grantLicenses", "itemCode", number),
        ("defineLicenseTypes", "serviceCode", f"SX{number}"),
    ):
        told = await bring(api, mutation, {**BROUGHT[mutation][1], field: code})
        (error,) = told["errors"]
        assert (error["code"], error["path"][-1]) == ("CITIZEN_ID_PUBLISHED", field)
        assert "***" in error["value"]
        assert number[6:14] not in str(told)
        assert [rule["id"] for rule in error["rules"]] == ["GB-11643"]
    assert await api.count("Post", "Consumer", "LicenseGrant", "LicenseType", "Journal") == before


async def test_everything_that_is_wrong_is_told_at_once_with_its_place_and_nothing_is_written(api: Office) -> None:
    wrong = [
        {**POST, "id": "P-94"},
        {**POST, "id": "P-95", "department": "11340200MB0000000X", "validUntil": "2023-01-01"},
        {**POST, "id": "P-96", "name": "  "},
        {**POST, "id": "P-94"},
    ]
    told = await bring(api, "appointPosts", *wrong)
    assert told["intake"] is None
    assert [(error["code"], error["path"]) for error in told["errors"]] == [
        ("PERIOD", ["posts", "1", "validUntil"]),
        ("UNKNOWN_CODE", ["posts", "1", "department"]),
        ("CELL_EMPTY", ["posts", "2", "name"]),
        ("CODE_TWICE", ["posts", "3", "id"]),
    ]
    assert await api.store.read("MATCH (p:Post {id: 'P-94'}) RETURN count(p)") == 0
    assert (await bring(api, "appointPosts", *wrong, dryRun=True))["errors"] == told["errors"]


async def test_a_hint_names_its_place_and_a_code_with_a_wrong_check_character_is_kept(api: Office) -> None:
    value = BROUGHT["registerConsumers"][1]
    code = str(value["uscc"])
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    (hint,) = (await bring(api, "registerConsumers", {**value, "code": "USE-93", "uscc": wrong}))["intake"]["hints"]
    assert (hint["path"], hint["value"]) == (["consumers", "0", "uscc"], wrong)


@pytest.mark.parametrize("mutation", BROUGHT)
@pytest.mark.parametrize("by", [PUBLIC, who("issuer"), who("auditor", Role.AUDITOR)], ids=lambda by: by.role.name)
async def test_only_administrators_bring_anything(api: Office, mutation: str, by: Identity) -> None:
    (error,) = (await bring(api, mutation, BROUGHT[mutation][1], by=by))["errors"]
    assert error["code"] == ("POST_REQUIRED" if mutation == "registerEntries" else "ROLE_REQUIRED")


async def test_more_values_than_are_taken_at_a_time_are_refused_with_the_bound(api: Office) -> None:
    (error,) = (await bring(api, "appointPosts", *[POST] * (MOST + 1)))["errors"]
    assert (error["code"], error["path"], error["limit"]) == ("TOO_MANY_ROWS", ["posts"], str(MOST))


async def test_a_department_brings_its_policy_and_its_people(api: Office) -> None:
    value = {**BROUGHT["registerDepartments"][1], "code": "11340200MB0000094" + "X", "head": "李某", "policy": "JI"}
    told = await bring(api, "registerDepartments", value)
    code = told["intake"]["lines"][0]["code"]
    asked = "query ($by: By!) { department(by: $by) { name policy head { name } } }"
    found = (await api.ask(asked, BOSS, by={"code": code}))["department"]
    assert found == {"name": "芜湖市新局", "policy": "JI", "head": {"name": "李某"}}


def table(kind: Kind, *rows: dict[str, str]) -> UploadFile:
    content = io.StringIO()
    writer = csv.DictWriter(content, [column.name for column in FORMS[kind].columns])
    writer.writeheader()
    writer.writerows(rows)
    return UploadFile(BytesIO(content.getvalue().encode()))


ROW = {"代码": "SYS-95", "名称": "殡葬系统", "运行部门代码": CIVIL, "资金来源": "市级财政"}


async def test_a_table_is_taken_through_the_schema_like_by_the_command(api: Office) -> None:
    for outcome in ("NEW", "UNCHANGED"):
        given = {"kind": "SYSTEMS", "file": table(Kind.SYSTEMS, ROW)}
        told = answered(await api.ask(TABLE, BOSS, input=given))
        assert told["lines"] == [{"position": 2, "code": "SYS-95", "outcome": outcome}]
        assert told["written"]


async def test_what_is_wrong_with_a_table_is_told_by_row_and_column(api: Office) -> None:
    wrong = table(Kind.SYSTEMS, ROW, ROW | {"代码": "SYS-96", "资金来源": "自筹"})
    told = answered(await api.ask(TABLE, BOSS, input={"kind": "SYSTEMS", "file": wrong}))
    assert (told["code"], told["path"], told["value"]) == ("UNKNOWN_TERM", ["file", "3", "资金来源"], "自筹")
    told = answered(await api.ask(TABLE, BOSS, input={"kind": "POSTS", "file": UploadFile(BytesIO(b"%PDF-1.7\xff"))}))
    assert (told["code"], told["path"]) == ("FILE_FORMAT", ["file"])
    told = answered(await api.ask(TABLE, who("issuer"), input={"kind": "SYSTEMS", "file": table(Kind.SYSTEMS, ROW)}))
    assert told["code"] == "ROLE_REQUIRED"


async def test_what_is_said_of_versions_goes_with_entries_and_with_no_other_table(api: Office) -> None:
    beside: dict[str, Any] = {
        "documentNumber": "〔2026〕1号", "documentDate": "2026-03-02", "cause": "机构改革", "publish": False,
        "releaseReview": [{"point": "非涉密", "words": "已审查"}],
    }  # fmt: skip
    for said in (*({name: given} for name, given in beside.items()), beside):
        given = {"kind": "SYSTEMS", "file": table(Kind.SYSTEMS, ROW), **said}
        refused = (await api.ask(TABLE, BOSS, input=given))["importTable"]
        assert refused["intake"] is None
        assert sorted(error["path"][0] for error in refused["errors"]) == sorted(said)
        for error in refused["errors"]:
            assert (error["code"], error["value"], len(error["path"])) == ("ANOTHER_KIND", "systems", 1)
            assert error["path"][0] in error["message"]["zh"]


async def test_a_table_of_more_than_a_request_may_write_is_for_the_command(api: Office) -> None:
    many = table(Kind.SYSTEMS, *[ROW] * (MOST_ROWS + 1))
    told = answered(await api.ask(TABLE, BOSS, input={"kind": "SYSTEMS", "file": many}))
    assert (told["code"], told["path"], told["value"]) == ("TOO_MANY_ROWS", ["file"], str(MOST_ROWS + 1))


def test_every_kind_has_words_and_a_mutation() -> None:
    assert all(kind.words.zh and kind.words.en for kind in Kind)
    assert [each.kind for each in PUBLISHED] == [kind for kind in Kind if not kind.recorded]
    assert len(BROUGHT) == len(PUBLISHED)


def test_fields_are_those_of_the_table_in_its_words() -> None:
    kinds: Any = schema._schema.type_map
    fields = kinds["PostInput"].fields
    assert {name: str(field.type) for name, field in fields.items()} == {
        "id": "String!", "kind": "PostKind!", "subject": "String", "name": "String!", "department": "String!",
        "validFrom": "Date!", "validUntil": "Date", "filedOn": "Date",
    }  # fmt: skip
    assert fields["department"].description == "Department, a code (部门代码)."
    for each in PUBLISHED:
        read = [column for column in FORMS[each.kind].columns if column.field]
        own = [name for name in kinds[f"{each.item}Input"].fields if name != each.parts]
        parts = kinds[PARTS[each.kind]].fields if each.parts else ()
        assert len(own) + len(parts) == len(read), each.item


PARTS = {Kind.ENTRIES: "EntryItemInput", Kind.LICENSE_TYPES: "LicenseTypeFieldInput"}
ENTRY = BROUGHT["registerEntries"][1]


async def test_an_entry_is_brought_with_its_items_and_its_cause(api: Office) -> None:
    entry = {**ENTRY, "code": "307340200/000092", "name": "收养登记信息"}
    assert await outcomes(api, "registerEntries", entry, cause="职责调整", publish=False) == ["NEW"]
    asked = """query ($by: By!) { resource(by: $by) { state items { seq name dataType length }
      versions { cause } bases { title } } }"""
    found = (await api.ask(asked, BOSS, by={"code": entry["code"]}))["resource"]
    assert found == {
        "state": "DRAFT",
        "items": [
            {"seq": 1, "name": "公民身份号码", "dataType": "CHARACTER", "length": 18},
            {"seq": 2, "name": "登记日期", "dataType": "DATE", "length": None},
        ],
        "versions": [{"cause": "职责调整"}],
        "bases": [{"title": "某法"}],
    }


async def test_what_is_wrong_with_an_entry_is_told_at_its_field_or_its_items(api: Office) -> None:
    first, second = ENTRY["items"]
    told = await bring(
        api,
        "registerEntries",
        {**ENTRY, "code": "307340200/000093", "name": "甲信息", "bases": ["LAW-9"]},
        {**ENTRY, "code": " "},
        {**ENTRY, "code": "307340200/000093", "items": [first]},
        {**ENTRY, "code": "307340200/000094", "name": "乙信息", "items": [first, {**second, "name": "", "length": 0}]},
    )
    assert [(error["code"], error["path"]) for error in told["errors"]] == [
        ("BASIS_UNKNOWN", ["entries", "0", "bases"]),
        ("CELL_EMPTY", ["entries", "1", "code"]),
        ("CODE_TWICE", ["entries", "2", "code"]),
        ("CELL_EMPTY", ["entries", "3", "items", "1", "name"]),
        ("NUMBER", ["entries", "3", "items", "1", "length"]),
    ]


async def test_a_key_is_taken_also_where_there_was_nothing_to_write(api: Office) -> None:
    entry = {**ENTRY, "code": "307340200/000096", "name": "补领登记信息"}
    assert await outcomes(api, "registerEntries", entry) == ["NEW"]
    for _ in range(2):
        assert await outcomes(api, "registerEntries", entry, idempotencyKey="unchanged") == ["UNCHANGED"]
    changed = {**entry, "summary": "补领"}
    (error,) = (await bring(api, "registerEntries", changed, idempotencyKey="unchanged"))["errors"]
    assert error["code"] == "IDEMPOTENCY_KEY_REUSED"


async def test_what_a_key_has_done_is_answered_as_it_was_although_things_went_on(api: Office) -> None:
    system = {**BROUGHT["registerSystems"][1], "code": "SYS-97"}
    assert await outcomes(api, "registerSystems", system, idempotencyKey="first") == ["NEW"]
    assert await outcomes(api, "registerSystems", {**system, "name": "另名系统"}) == ["CHANGED"]
    assert await outcomes(api, "registerSystems", system, idempotencyKey="first") == ["NEW"]
    assert await api.store.read("MATCH (s:System {id: 'SYS-97'}) RETURN s.name") == "另名系统"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"dailyQuota": 0}, "NUMBER", "dailyQuota"),
        ({"validUntil": "2025-12-31"}, "PERIOD", "validUntil"),
        ({"faceFields": ["KZ_ZP"]}, "UNKNOWN_FIELD", "faceFields"),
        ({"consumer": "USE-9"}, "UNKNOWN_CODE", "consumer"),
        ({"licenseType": "11100000MB0000002X009"}, "UNKNOWN_CODE", "licenseType"),
        ({"place": ""}, "CELL_EMPTY", "place"),
    ],
)
async def test_a_grant_that_cannot_be_is_refused_at_its_field(
    api: Office, changes: dict[str, Any], code: str, field: str
) -> None:
    grant = {**BROUGHT["grantLicenses"][1], "id": "G-92"}
    (error,) = (await bring(api, "grantLicenses", {**grant, **changes}))["errors"]
    assert (error["code"], error["path"]) == (code, ["grants", "0", field])


async def test_an_entry_without_items_says_so(api: Office) -> None:
    told = await bring(api, "registerEntries", {**ENTRY, "code": "307340200/000095", "items": []})
    assert [tuple(error["path"]) for error in told["errors"]] == [("entries", "0", "items")]


async def test_a_parent_in_the_same_batch_is_known(api: Office) -> None:
    above = {**BROUGHT["registerDepartments"][1], "code": "11340200MB0000096X", "name": "上级局"}
    below = {**above, "code": "11340200MB0000097X", "name": "下级局", "parent": above["code"], "division": "340202"}
    assert await outcomes(api, "registerDepartments", below, above) == ["NEW", "NEW"]
    found = await api.store.read("MATCH (:Department {id: $id})-[:CHILD_OF]->(d) RETURN d.id", id=above["code"])
    assert found == CITY
