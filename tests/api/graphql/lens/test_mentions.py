"""Words that name codes: each is shown to who may see what it stands for, and to nobody else."""

from __future__ import annotations

import pytest
from builders.office import ALICE, BORN, DRAFT, HOLDER_A, MARRIED, Office, answered, gid, who

from api.graphql.lens.mentions import mentions
from api.identity.authenticator import PUBLIC
from graph.words.licensing import CHANGE_REASON
from graph.words.people import Role

RAISE = """mutation ($input: RaiseObjectionInput!) { raiseObjection(input: $input) {
  objection { id words } errors { code } } }"""
WORDS = "query ($id: ID!) { node(id: $id) { ... on Objection { words } } }"
IDENTIFIER = "1.2.156.3005.2.11100000MB0000002X001.11340200MB00000039.S-1.001.P"
BARE = IDENTIFIER.removeprefix("1.2.156.3005.2.")
DRAFT_ID = gid("Resource", DRAFT)
WRONG_CHECK = ALICE[:17] + ("1" if ALICE[17] != "1" else "2")
LONG_AND_SHORT = ["307001340200/000001", "30700101/000001", "307001340200A-1/0001"]


def wide(text: str) -> str:
    """In full-width characters."""
    return "".join(chr(ord(each) + 0xFEE0) for each in text)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (f"与{DRAFT}不一致", [DRAFT]),
        (f"见{DRAFT}#姓名，{BORN}@2", [DRAFT, BORN]),
        (f"号码No.{ALICE}。", [ALICE]),
        (f"https://x.example/licenses/{IDENTIFIER}.pdf", [IDENTIFIER]),
        (f"证照{BARE}有误，No{BARE}", [BARE, BARE]),
        (f"对象{DRAFT_ID}，id_{DRAFT_ID}", [DRAFT_ID, DRAFT_ID]),
        (f"证号-{ALICE}", [ALICE]),
        (f"sfz_{ALICE}，ID{ALICE}，{ALICE}-陈，{ALICE}/李二宁，{ALICE}ab", [ALICE] * 5),
        (f"{ALICE[:6]} {ALICE[6:14]} {ALICE[14:]}", [ALICE]),
        (wide(ALICE), [ALICE]),
        (WRONG_CHECK, [WRONG_CHECK]),
        (f"资源-{DRAFT}，res_{DRAFT}，ID{DRAFT}，20260301-{DRAFT}-陈", [DRAFT] * 4),
        (f"{DRAFT.replace('/', ' / ')}、{wide(DRAFT)}", [DRAFT, DRAFT]),
        ("307001340200/000001、30700101/000001、307001340200A-1/0001", LONG_AND_SHORT),
        (f"{ALICE}/{DRAFT}", [ALICE, DRAFT]),
        (f"1{ALICE}、{ALICE}7", [ALICE, ALICE]),
        (f"{ALICE[:6]}-{ALICE[6:14]}-{ALICE[14:]}、{'·'.join(ALICE)}", [ALICE, ALICE]),
        ("旧证号340200800101123。", ["340200800101123"]),
    ],
)
def test_a_code_is_found_whatever_stands_next_to_it(words: str, found: list[str]) -> None:
    assert [each.code for each in mentions(words)] == found


@pytest.mark.parametrize(
    "words",
    [
        "2026-03-02、2026/03/02 登记，共 120 条，金额 1234567.89 元",
        "20260301/20260331、20260301/001、202603/001",
        "13800138000/13900139000、13800138000/001",
        "113402000030032184",
        "202603020000000017",
        "100000/2026、1000000/2026",
        "https://x.cn/340200/1",
        "certainly licenses identifier_of_it R-1/G UmVzb3VyY2U",
        f"340200 19900101 011{'X' if ALICE[-1] != 'X' else '1'}",
    ],
)
def test_days_telephones_numbers_and_words_are_no_codes(words: str) -> None:
    assert mentions(words) == []


def test_a_code_is_found_where_it_stands() -> None:
    words = f"见（{wide(DRAFT)}），证号-{ALICE}。"
    assert [words[each.start : each.end] for each in mentions(words)] == [wide(DRAFT), ALICE]


async def test_a_code_is_read_by_who_may_see_its_node_and_one_that_is_not_there_by_nobody(api: Office) -> None:
    absent = "307340209/000001"
    whole = f"{MARRIED}、{DRAFT}、{absent}、{ALICE}、{gid('Resource', DRAFT)}，certainly wrong"
    on = {"resource": gid("Resource", MARRIED)}
    given = {"on": on, "ground": "ACCURACY", "words": whole}
    raised = answered(await api.ask(RAISE, who("applicant"), input=given))
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


async def test_the_reasons_of_a_licence_and_the_cause_of_a_version_name_codes_to_who_may_see_them(api: Office) -> None:
    words = f"资源-{DRAFT}，sfz_{ALICE}，20260301/20260331"
    hidden = api.service.backend.personal.hidden(words, CHANGE_REASON)
    await api.store.write(
        lambda unit: unit.run(
            "MATCH (l:License {id: $id}) SET l.changeReasonCipher = $words, l.stateHistory = [$line]",
            id=api.licenses[ALICE],
            words=hidden,
            line=f"2026-03-02T10:00:00+08:00|IN_FORCE|{hidden}",
        )
    )
    await api.store.write(
        lambda unit: unit.run("MATCH (v:EntryVersion {id: $id}) SET v.cause = $words", id=f"{MARRIED}@1", words=words)
    )
    licence = "query ($id: ID!) { node(id: $id) { ... on License { changeReason history { reason } } } }"
    versions = "query ($by: By!) { resource(by: $by) { versions { cause } } }"
    plain = f"sfz_{ALICE}，20260301/20260331"
    for asker, shown in (
        (HOLDER_A, f"资源-***，{plain}"),
        (who("issuer"), f"资源-***，{plain}"),
        (who("auditor", Role.AUDITOR), None),
    ):
        node = (await api.ask(licence, asker, id=gid("License", api.licenses[ALICE])))["node"]
        assert node == {"changeReason": shown, "history": [{"reason": shown}]}
    for asker, shown in ((PUBLIC, "资源-***，sfz_***，20260301/20260331"), (who("issuer"), f"资源-***，{plain}")):
        (version,) = (await api.ask(versions, asker, by={"code": MARRIED}))["resource"]["versions"]
        assert version["cause"] == shown
