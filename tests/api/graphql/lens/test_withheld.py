"""Words about a licence are read by who sees its holder, said them, or was answered; others learn how long they are."""

from __future__ import annotations

from typing import Any

from builders.office import ALICE, HOLDER_A, MARRIED, Office, answered, gid, who
from builders.suspects import BANK, OFFICER, decide, forged, report

from graph.schema.columns import Type
from graph.schema.nodes import FORGERY_CASE, LICENSE, LICENSE_DRAFT, OBJECTION
from graph.store.personal import PersonalData
from graph.words.people import Role
from graph.words.withheld import LOCK, WITHHELD, withheld

SAID, ANSWER, WHY = "陈一凡说住所不对", "李二宁已更正", "张三来函，暂停使用"
RAISE = "mutation ($input: RaiseObjectionInput!) { raiseObjection(input: $input) { objection { id } errors { code } } }"
RESOLVE = (
    "mutation ($input: ResolveObjectionInput!) { resolveObjection(input: $input) { objection { id } errors { code } } }"
)
CHANGE = "mutation ($input: ChangeLicenseInput!) { changeLicense(input: $input) { license { id } errors { code } } }"
SHOWN = """query ($id: ID!) { node(id: $id) {
  ... on Objection { state raisedAt dueOn words wordsWithheld result resultWithheld }
  ... on License { changeReason changeReasonWithheld history { stored: state reason reasonWithheld } }
  ... on ForgeryCase { moves: history { event words wordsWithheld } } } }"""
SUPERVISES = (who("auditor", Role.AUDITOR), who("admin", Role.ADMIN), who("authority"), who("maker"))


def size(words: str) -> int:
    return len(words.encode())


async def test_what_is_said_of_a_licence_is_withheld_from_who_may_not_see_its_holder(api: Office) -> None:
    license_id = gid("License", api.licenses[ALICE])
    raised = {"on": {"license": license_id}, "ground": "ACCURACY", "words": SAID}
    case = answered(await api.ask(RAISE, HOLDER_A, input=raised))["id"]
    settled = {"objection": case, "outcome": "CORRECTED", "words": ANSWER}
    answered(await api.ask(RESOLVE, who("officer"), input=settled))
    changed = {"license": license_id, "change": "SUSPEND", "reason": WHY}
    answered(await api.ask(CHANGE, who("issuer"), input=changed))

    async def read(by: Any, node: str) -> Any:
        return (await api.ask(SHOWN, by, id=node))["node"]

    for by in (HOLDER_A, who("officer"), who("issuer")):
        shown = await read(by, case)
        assert (shown["words"], shown["result"]) == (SAID, ANSWER)
        assert (shown["wordsWithheld"], shown["resultWithheld"]) == (None, None)
        shown = await read(by, license_id)
        assert (shown["changeReason"], shown["changeReasonWithheld"]) == (WHY, None)
        assert shown["history"][-1] == {"stored": "SUSPENDED", "reason": WHY, "reasonWithheld": None}
    for by in SUPERVISES:
        shown = await read(by, case)
        assert (shown["words"], shown["result"]) == (None, None), by
        assert (shown["wordsWithheld"], shown["resultWithheld"]) == (size(SAID), size(ANSWER))
        assert (shown["state"], shown["raisedAt"] is not None) == ("CORRECTED", True)
        shown = await read(by, license_id)
        assert (shown["changeReason"], shown["changeReasonWithheld"]) == (None, size(WHY)), by
        assert shown["history"] == [
            {"stored": "IN_FORCE", "reason": None, "reasonWithheld": None},
            {"stored": "SUSPENDED", "reason": None, "reasonWithheld": size(WHY)},
        ]


async def test_what_is_said_of_an_entry_is_read_by_all_who_see_the_case(api: Office) -> None:
    raised = {"on": {"resource": gid("Resource", MARRIED)}, "ground": "ACCURACY", "words": "登记日期不对"}
    case = answered(await api.ask(RAISE, who("applicant"), input=raised))["id"]
    for by in (who("applicant"), who("provider"), *SUPERVISES):
        shown = (await api.ask(SHOWN, by, id=case))["node"]
        assert (shown["words"], shown["wordsWithheld"]) == ("登记日期不对", None), by


async def test_what_is_said_of_a_forgery_is_read_by_who_decides_and_who_met_it(api: Office) -> None:
    case = await report(api, await forged(api))
    await decide(api, case["id"], "DISMISSED", words=ANSWER)
    for by in (BANK, OFFICER):
        shown = (await api.ask(SHOWN, by, id=case["id"]))["node"]["moves"][-1]
        assert shown == {"event": "DISMISS", "words": ANSWER, "wordsWithheld": None}, by
    for by in (who("auditor", Role.AUDITOR), who("maker")):
        shown = (await api.ask(SHOWN, by, id=case["id"]))["node"]["moves"]
        assert shown[0] == {"event": "SUSPECT", "words": None, "wordsWithheld": None}, by
        assert shown[-1] == {"event": "DISMISS", "words": None, "wordsWithheld": size(ANSWER)}, by


def test_a_length_is_that_of_what_was_encrypted(personal: PersonalData) -> None:
    for words in ("", "a", "甲", SAID, "x" * 1000):
        lies = len(personal.encrypt(words, "Objection.words").rstrip("="))
        assert withheld(f"{WITHHELD}{lies}") == size(words)
        assert withheld(personal.encrypt(words, "Objection.words")) is None
    assert withheld(None) is None
    assert LOCK == 29


def test_every_ciphertext_of_what_concerns_a_holder_is_guarded_or_withheld() -> None:
    """The verdict of a forgery is a machine's; numbers in it are masked (`api.graphql.forgeries`)."""
    open_to_all = {
        f"{shape.label}.{column.name}"
        for shape in (LICENSE, LICENSE_DRAFT, OBJECTION, FORGERY_CASE)
        for column in shape.columns
        if column.of is Type.CIPHER and not column.hidden
        and column.name not in {name for name, _ in shape.guards} | {each.column for each in shape.withheld}
    }  # fmt: skip
    assert open_to_all == {"ForgeryCase.verdictCipher"}
