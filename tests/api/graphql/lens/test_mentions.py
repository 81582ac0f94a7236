"""Words that name codes: each is shown to who may see what it stands for, and to nobody else."""

from __future__ import annotations

import pytest
from builders.office import ALICE, BORN, DRAFT, MARRIED, Office, gid, who

from api.graphql.lens.mentions import MENTIONS

RAISE = """mutation ($input: RaiseObjectionInput!) { raiseObjection(input: $input) {
  __typename ... on Objection { id words } ... on UserError { code } } }"""
WORDS = "query ($id: ID!) { node(id: $id) { ... on Objection { words } } }"
IDENTIFIER = "1.2.156.3005.2.11100000MB0000002X001.11340200MB00000039.S-1.001.P"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (f"与{DRAFT}不一致", [DRAFT]),
        (f"见{DRAFT}#姓名，{BORN}@2", [DRAFT, BORN]),
        (f"号码No.{ALICE}。", [ALICE]),
        (f"https://x.example/licenses/{IDENTIFIER}.pdf", [IDENTIFIER]),
        (f"证照{IDENTIFIER.removeprefix('1.2.156.3005.2.')}有误", [IDENTIFIER.removeprefix("1.2.156.3005.2.")]),
        (f"对象{gid('Resource', DRAFT)}", [gid("Resource", DRAFT)]),
        ("2026-03-02、2026/03/02 登记，共 120 条，金额 1234567.89 元", []),
    ],
)
def test_what_has_the_form_of_a_code_is_found(words: str, found: list[str]) -> None:
    known = [each.group() for each in MENTIONS.finditer(words)]
    assert [each for each in known if each not in ("2026-03-02", "1234567", "licenses")] == found


async def test_a_code_is_read_by_who_may_see_its_node_and_one_that_is_not_there_by_nobody(api: Office) -> None:
    absent = "307340209/000001"
    whole = f"{MARRIED}、{DRAFT}、{absent}、{ALICE}、{gid('Resource', DRAFT)}，certainly wrong"
    on = {"resource": gid("Resource", MARRIED)}
    given = {"on": on, "ground": "ACCURACY", "words": whole}
    raised = (await api.ask(RAISE, who("applicant"), input=given))["raiseObjection"]
    assert raised["words"] == whole, "who wrote it reads what he wrote"

    async def read(name: str) -> str:
        words: str = (await api.ask(WORDS, who(name), id=raised["id"]))["node"]["words"]
        return words

    assert await read("provider") == f"{MARRIED}、***、***、***、***，certainly wrong"
    assert await read("issuer") == f"{MARRIED}、***、***、{ALICE}、***，certainly wrong"
    assert await read("authority") == f"{MARRIED}、{DRAFT}、***、***、{gid('Resource', DRAFT)}，certainly wrong"


async def test_a_version_names_the_related_entries_that_the_asker_may_see(api: Office) -> None:
    await api.store.write(
        lambda unit: unit.run(
            "MATCH (v:EntryVersion {id: $id}) SET v.content = $content",
            id=f"{BORN}@1",
            content=f'{{"related": ["{DRAFT}", "{MARRIED}"]}}',
        )
    )
    query = "query ($by: By!) { resource(by: $by) { versions { content } } }"
    for name, shown in (("applicant", True), ("provider", False)):
        (version,) = (await api.ask(query, who(name), by={"code": BORN}))["resource"]["versions"]
        assert MARRIED in version["content"]
        assert (DRAFT in version["content"]) is shown
