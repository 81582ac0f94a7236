"""A holder is erased: whoever asks is told so, and nothing that told of him can be read any more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from itertools import count
from typing import Any

import pytest
from builders import drafted, office
from builders.office import ALICE, NOW, Office, answered, citizen, gid, who
from starlette.datastructures import UploadFile

from api.identity.authenticator import Identity
from graph.errors import Conflict, LimitExceeded, Malformed, NotFound, Refusal
from graph.law.access import Principal
from graph.office.actor import Actor
from graph.store.errors import StoreError
from graph.store.journal import WORDS
from graph.subjects.licensing.erasure import ErasableHolder
from graph.subjects.licensing.keys import key_of_holder
from graph.words.licensing import Holder
from graph.words.people import Role
from licenses.proof.confinement import examiners
from licenses.proof.known_files import KnownFiles
from licenses.register import drafting
from licenses.register.erasing import MAX_WORDS, Erasing, erase, foreseen

ISSUER = who("issuer")
OPERATOR = Actor(Principal(Role.ADMIN, "zhengtu-erase:root"), NOW)
BASIS = "个人信息保护法第四十七条，本人撤回同意"
SHOWN = """query ($id: ID!) { node(id: $id) { ... on License {
  identifier number state digest status erasedAt face { key value }
  holders { id name code person erasedAt } } } }"""
VERIFY = """query ($file: Upload!) { verifyLicense(input: { file: $file }) {
  summary questions { code answer reason { en } } } }"""
HISTORY = (
    "RETURN COLLECT { MATCH (j:Journal {act: 'ERASE_HOLDER'}) WHERE j.about = $about "
    "RETURN [j.about, j.subject, j.role, j.wordsCipher] }"
)
EVERYTHING = (
    "MATCH (n) WHERE n:Holder OR n:License OR n:FileDigest OR n:Notice OR n:MutedKinds OR n:Objection "
    "RETURN collect(properties(n))"
)

SERIALS = count(501)


@dataclass(frozen=True)
class Somebody:
    """A holder of one licence, whom no other test has erased."""

    api: Office
    code: str
    name: str
    license_id: str

    @property
    def identity(self) -> Identity:
        return who(self.code, Role.HOLDER)

    async def shown(self, identity: Identity = ISSUER) -> Any:
        """His licence, as somebody is shown it."""
        return (await self.api.ask(SHOWN, identity, id=gid("License", self.license_id)))["node"]

    async def file(self) -> bytes:
        """Its file."""
        digest = await self.api.store.read("MATCH (l:License {id: $id}) RETURN l.digest", id=self.license_id)
        return await self.api.service.backend.workshop.file(digest)


async def issued(api: Office, *holders: Holder) -> str:
    """A licence; its id."""
    serial = next(SERIALS)
    face = {"KZ_XM": holders[0].name, "KZ_DJRQ": "2026-03-01"}
    placed = office.order(number=f"J340200-2026-1{serial:05}", holders=holders, face=face)
    home = str(api.service.settings.home)
    return await office.issue_sealed(api.service.backend.workshop, placed, f"ERASE{serial}", home)


async def somebody(api: Office) -> Somebody:
    """Somebody new, with a licence."""
    serial = next(SERIALS)
    holder = Holder.known_by(f"王{'甲乙丙丁戊己庚辛壬癸'[serial % 10]}", citizen(serial), "111")
    return Somebody(api, holder.code, holder.name, await issued(api, holder))


@pytest.fixture
async def alice(api: Office) -> Somebody:
    return await somebody(api)


@pytest.fixture
async def bob(api: Office) -> Somebody:
    return await somebody(api)


async def erased(whom: Somebody, basis: str = BASIS) -> ErasableHolder:
    backend = whom.api.service.backend
    return await erase(backend.store, backend.personal, OPERATOR, Erasing(whom.code, "本人申请", basis))


async def verified(api: Office, file: bytes) -> tuple[str, dict[str, tuple[str, str]]]:
    found = (await api.ask(VERIFY, file=UploadFile(BytesIO(file))))["verifyLicense"]
    return found["summary"], {each["code"]: (each["answer"], each["reason"]["en"]) for each in found["questions"]}


async def journal(api: Office, done: ErasableHolder) -> Any:
    return await api.store.read(HISTORY, about=done.id)


async def test_all_that_told_of_a_holder_is_gone_and_the_register_keeps_what_it_must(
    api: Office, alice: Somebody, bob: Somebody
) -> None:
    file, before = await alice.file(), await alice.shown()
    assert before["holders"][0]["name"] == alice.name
    other = await bob.shown()

    done = await erased(alice)
    assert [each.identifier for each in done.licenses] == [before["identifier"]]

    after = await alice.shown()
    kept = ("identifier", "number", "state", "digest", "status")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert after["erasedAt"] is not None
    assert after["face"] is None
    (holder,) = after["holders"]
    assert (holder["id"], holder["name"], holder["code"]) == (before["holders"][0]["id"], "***", "***")
    assert holder["erasedAt"] == after["erasedAt"]
    assert await alice.shown(alice.identity) is None
    assert await bob.shown() == other
    assert (await bob.shown(bob.identity))["face"]

    with pytest.raises(NotFound) as refused:
        await alice.file()
    assert refused.value.code == "ERASED"
    assert await bob.file()
    summary, said = await verified(api, file)
    assert (said["REGISTERED"][0], said["AS_ISSUED"][0], said["IN_FORCE"][0]) == ("YES", "YES", "YES")
    assert said["FACE_AGREES"] == (
        "NOT_ASKED",
        "The holder's personal data were erased; the register has no face data any more to compare with.",
    )
    assert summary == "GENUINE"


async def test_neither_his_hash_nor_any_cipher_of_his_stays(api: Office, alice: Somebody) -> None:
    code_hash = api.service.backend.personal.lookup(alice.code)
    mute = "mutation ($input: MutedNoticesInput!) { muteNotices(input: $input) { mutedNotices { kinds } } }"
    await api.ask(mute, alice.identity, input={"kinds": ["OBJECTION_SETTLED"]})
    assert await api.store.read("RETURN EXISTS { MATCH (:MutedKinds {id: $id}) }", id=code_hash)
    before = str(await api.store.read(EVERYTHING))
    assert code_hash in before
    await erased(alice)
    rows = await api.store.read(
        "MATCH (l:License {id: $id})-[:HELD_BY]->(h:Holder) MATCH (l)<-[:OF]-(f:FileDigest) "
        "RETURN collect([l.keyCipher, l.faceCipher, h.keyCipher, h.nameCipher, h.codeCipher, f.foundCipher])",
        id=alice.license_id,
    )
    assert rows
    assert {value for row in rows for value in row} == {None}
    assert code_hash not in str(await api.store.read(EVERYTHING))


async def test_the_journal_says_who_why_and_on_what_basis_and_not_whose(api: Office, alice: Somebody) -> None:
    done = await erased(alice)
    about, subject, role, words = (await journal(api, done))[0]
    assert (about, subject, role) == (done.id, "zhengtu-erase:root", "ADMIN")
    assert api.service.backend.personal.shown(words, WORDS) == f"{BASIS}; 本人申请"


async def test_what_another_process_has_learned_of_the_file_is_not_kept_again(
    api: Office, alice: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = await alice.file()
    await erased(alice)
    for _ in range(2):
        monkeypatch.setattr(examiners, "_FILES", KnownFiles())
        await verified(api, file)
    assert await api.store.read(
        "MATCH (f:FileDigest)-[:OF]->(:License {id: $id}) RETURN count(f.foundCipher)", id=alice.license_id
    ) == 0  # fmt: skip


async def test_the_second_time_there_is_nobody(api: Office, alice: Somebody) -> None:
    done = await erased(alice)
    with pytest.raises(NotFound) as refused:
        await erased(alice)
    assert refused.value.code == "HOLDER_NOT_FOUND"
    assert len(await journal(api, done)) == 1


async def test_what_is_foreseen_is_what_happens_and_nothing_is_written_for_it(api: Office, alice: Somebody) -> None:
    backend = api.service.backend
    before = await api.store.read(EVERYTHING)
    told = await foreseen(backend.store, backend.personal, OPERATOR, Erasing(alice.code, "试"))
    assert await api.store.read(EVERYTHING) == before
    assert told == await erased(alice)


async def test_licences_in_force_need_a_basis(api: Office, alice: Somebody) -> None:
    before = await api.store.read(EVERYTHING)
    with pytest.raises(Conflict) as refused:
        await erased(alice, basis=" ")
    assert (refused.value.code, refused.value.path) == ("ERASURE_BASIS", ("basis",))
    assert "1 licences are in force" in refused.value.message.en
    assert await api.store.read(EVERYTHING) == before


async def test_where_none_is_in_force_none_is_needed(api: Office, alice: Somebody) -> None:
    await api.store.write(
        lambda unit: unit.run("MATCH (l:License {id: $id}) SET l.validUntil = date('2026-03-01')", id=alice.license_id)
    )
    assert (await erased(alice, basis="")).licenses[0].status.name == "EXPIRED"


@pytest.mark.parametrize(
    ("erasing", "kind", "path"),
    [
        (Erasing(" ", "why"), Malformed, "code"),
        (Erasing(ALICE, " "), Malformed, "why"),
        (Erasing(ALICE, "x" * (MAX_WORDS + 1)), LimitExceeded, "why"),
        (Erasing(ALICE, "why", "x" * (MAX_WORDS + 1)), LimitExceeded, "basis"),
        (Erasing("34020019900101999X", "why"), NotFound, "code"),
    ],
)
async def test_what_is_not_said_is_named(api: Office, erasing: Erasing, kind: type[Exception], path: str) -> None:
    backend = api.service.backend
    with pytest.raises(kind) as refused:
        await erase(backend.store, backend.personal, OPERATOR, erasing)
    assert refused.value.path == (path,)  # type: ignore[attr-defined]
    assert ALICE not in str(refused.value)


async def test_of_a_couple_both_lose_what_they_share_and_the_other_keeps_his_own(
    api: Office, alice: Somebody, bob: Somebody
) -> None:
    both = tuple(Holder.known_by(each.name, each.code, "111") for each in (alice, bob))
    together = await issued(api, *both)
    with pytest.raises(Conflict) as refused:
        await erased(alice, basis="")
    assert "1 licences have other holders" in refused.value.message.en

    await erased(alice)
    shared = (await api.ask(SHOWN, bob.identity, id=gid("License", together)))["node"]
    assert (shared["face"], shared["state"]) == (None, "IN_FORCE")
    assert [(each["name"], each["code"]) for each in shared["holders"]] == [("***", "***"), (bob.name, bob.code)]
    own = await bob.shown(bob.identity)
    assert own["face"]
    assert own["erasedAt"] is None


async def test_who_comes_again_is_a_new_holder(api: Office, alice: Somebody) -> None:
    gone = await erased(alice)
    again = await issued(api, Holder.known_by(alice.name, alice.code, "111"))
    found = (await api.ask(SHOWN, alice.identity, id=gid("License", again)))["node"]
    assert found["holders"][0]["code"] == alice.code
    assert found["holders"][0]["id"] != gid("Holder", gone.id)
    assert found["face"]


NAMES = """query ($id: ID!) { node(id: $id) { ... on License {
  holderNames holders { name formerNames { name until } } } } }"""
EVERY_NAME = (
    "MATCH (h:Holder)<-[e:HELD_BY]-(l:License) WHERE l.id IN $ids RETURN collect([h.nameCipher, h.formerNames, "
    "e.nameCipher])"
)


async def test_a_former_name_is_told_to_who_may_see_him_and_goes_with_him(
    api: Office, alice: Somebody, bob: Somebody
) -> None:
    async def named(identity: Identity, license_id: str) -> Any:
        return (await api.ask(NAMES, identity, id=gid("License", license_id)))["node"]

    new = f"{alice.name}新"
    later = await issued(api, Holder.known_by(new, alice.code, "111", alice.name))
    for identity in (alice.identity, ISSUER):
        first, second = await named(identity, alice.license_id), await named(identity, later)
        (holder,) = first["holders"]
        assert (first["holderNames"], second["holderNames"]) == ([alice.name], [new])
        assert (holder["name"], [each["name"] for each in holder["formerNames"]]) == (new, [alice.name])
        assert second["holders"] == first["holders"]
    assert await named(bob.identity, alice.license_id) is None
    assert await named(who("auditor", Role.AUDITOR), alice.license_id) == {"holderNames": [], "holders": []}
    for license_id in (alice.license_id, later):
        assert (await verified(api, await replace(alice, license_id=license_id).file()))[0] == "GENUINE"

    await erased(alice)
    assert await named(ISSUER, alice.license_id) == {
        "holderNames": [], "holders": [{"name": "***", "formerNames": []}],
    }  # fmt: skip
    assert await api.store.read(EVERY_NAME, ids=[alice.license_id, later]) == [[None, None, None]] * 2


OBJECT = """mutation ($input: RaiseObjectionInput!) { raiseObjection(input: $input) {
  objection { id words } errors { code } } }"""
SUSPEND = """mutation ($input: ChangeLicenseInput!) { changeLicense(input: $input) {
  license { id } errors { code } } }"""


async def test_what_was_said_of_him_goes_with_him(api: Office, alice: Somebody) -> None:
    licence, words = gid("License", alice.license_id), f"{alice.name}的登记日期有误"
    given = {"on": {"license": licence}, "ground": "ACCURACY", "words": words}
    raised = (await api.ask(OBJECT, alice.identity, input=given))["raiseObjection"]["objection"]
    await api.ask(SUSPEND, ISSUER, input={"license": licence, "change": "SUSPEND", "reason": f"{alice.name}来函"})
    await erased(alice)
    seen = "query ($o: ID!, $l: ID!) { o: node(id: $o) { ... on Objection { words state } } l: node(id: $l) { ... on "
    seen += "License { state changeReason history { state reason } } } }"
    after = await api.ask(seen, ISSUER, o=raised["id"], l=licence)
    assert after["o"] == {"words": "（个人信息已清除）", "state": "RAISED"}
    assert (after["l"]["state"], after["l"]["changeReason"] or "") == ("SUSPENDED", "")
    assert [(each["state"], each["reason"] or "") for each in after["l"]["history"]] == [
        ("IN_FORCE", ""), ("SUSPENDED", ""),
    ]  # fmt: skip
    kept = await api.store.read(
        "MATCH (j:Journal) WHERE j.about IN $about RETURN collect(j.wordsCipher)",
        about=[alice.license_id, *await api.store.read("MATCH (o:Objection) WHERE o.onId = $l RETURN collect(o.id)",
                                                       l=alice.license_id)],
    )  # fmt: skip
    assert kept == []


def of(whom: Somebody, number: str, *others: Somebody) -> dict[str, Any]:
    """Data of a licence for somebody, and others beside him."""
    holders = [{"name": each.name, "code": each.code, "codeType": "111"} for each in (whom, *others)]
    face = [{"key": "KZ_XM", "value": whom.name}, {"key": "KZ_DJRQ", "value": "2026-03-01"}]
    return drafted.data(number, holders=holders, face=face)


SEEN = """query ($id: ID!) { node(id: $id) { ... on LicenseDraft {
  state source sentBack data { number } pageUrl history { event subject } } } }"""
CIPHERS = (
    "MATCH (c:LicenseDraft {id: $id}) RETURN [c.state, c.orderCipher, c.sourceCipher, c.reasonCipher, c.keyCipher, "
    "c.moving]"
)
STEPS = "RETURN COLLECT { MATCH (j:Journal {about: $about}) RETURN [j.act, j.subject] }"


async def test_what_is_settled_of_him_is_told_by_nobody_any_more(api: Office, alice: Somebody) -> None:
    draft = await drafted.received(api, of(alice, "E-1"))
    gone = {"draft": draft["id"], "handling": "CANCEL", "reason": f"{alice.code}重复"}
    assert answered(await api.ask(drafted.HANDLE, who("officer"), input=gone))["state"] == "CANCELLED"
    done = await erased(alice)
    assert done.drafts == ()
    after = (await api.ask(SEEN, who("officer"), id=draft["id"]))["node"]
    assert (after["state"], after["source"], after["sentBack"]) == ("CANCELLED", None, None)


async def test_a_licence_that_is_being_made_for_him_needs_a_basis_and_ends_with_him(
    api: Office, alice: Somebody
) -> None:
    backend = api.service.backend
    draft = await drafted.received(api, of(alice, "E-2"))
    expire = "MATCH (l:License {id: $id}) SET l.validUntil = date('2026-03-01')"
    await api.store.write(lambda unit: unit.run(expire, id=alice.license_id))

    told = await foreseen(backend.store, backend.personal, OPERATOR, Erasing(alice.code, "试"))
    (open_draft,) = told.drafts
    assert (open_draft.found.draft.issuer, open_draft.others) == (office.CIVIL, 0)
    with pytest.raises(Conflict) as refused:
        await erased(alice, basis="")
    assert (refused.value.code, refused.value.path, refused.value.value) == ("ERASURE_BASIS", ("basis",), open_draft.id)
    assert f"1 licences are being made for this holder, and would end with it ({open_draft.id} of {office.CIVIL})" in (
        refused.value.message.en
    )
    assert open_draft.issuer_name in refused.value.message.zh
    before = (await api.ask(SEEN, who("officer"), id=draft["id"]))["node"]
    assert (before["state"], before["data"]) == ("RECEIVED", {"number": "E-2"})

    assert await erased(alice) == told
    after = (await api.ask(SEEN, who("officer"), id=draft["id"]))["node"]
    assert {key: after[key] for key in ("state", "source", "sentBack", "data", "pageUrl")} == {
        "state": "CANCELLED", "source": None, "sentBack": None, "data": None, "pageUrl": None,
    }  # fmt: skip
    assert after["history"][-1] == {"event": "ERASE", "subject": OPERATOR.principal.subject}
    assert await api.store.read(CIPHERS, id=open_draft.id) == ["CANCELLED", None, None, None, None, None]
    assert ["ERASE_LICENSE", OPERATOR.principal.subject] in await api.store.read(STEPS, about=open_draft.id)


KEPT_OF = (
    "MATCH (c:LicenseDraft {id: $id})-[:MADE_FOR]->(h:Holder) RETURN "
    "[c.orderCipher, c.sourceCipher, c.reasonCipher, c.keyCipher, h.id, h.keyCipher, h.nameCipher, h.codeCipher, "
    "h.codeType, h.person]"
)


async def unknown(api: Office, number: str) -> tuple[Somebody, str]:
    """Somebody who has never been issued a licence, and the draft of one for him."""
    serial = next(SERIALS)
    whom = Somebody(api, citizen(serial), f"赵{'甲乙丙丁戊己庚辛壬癸'[serial % 10]}", "")
    return whom, (await drafted.received(api, of(whom, number)))["id"]


async def test_of_whom_nothing_was_ever_issued_all_that_was_to_be_made_is_erased(api: Office) -> None:
    backend, lookup = api.service.backend, api.service.backend.personal.lookup
    whom, draft = await unknown(api, "U-1")
    sent_back = {"draft": draft, "handling": "SEND_BACK", "reason": f"{whom.code}有误"}
    await api.ask(drafted.MAKE, who(drafted.MAKER), input={"draft": draft})
    assert answered(await api.ask(drafted.HANDLE, who("reviewer"), input=sent_back))["sentBack"] == sent_back["reason"]
    cancelled = (await drafted.received(api, of(whom, "U-2")))["id"]
    gone = {"draft": cancelled, "handling": "CANCEL", "reason": f"{whom.code}重复"}
    assert answered(await api.ask(drafted.HANDLE, who("officer"), input=gone))["state"] == "CANCELLED"
    assert await api.store.read("RETURN COUNT { MATCH (h:Holder {codeHash: $h}) RETURN h }", h=lookup(whom.code)) == 1

    with pytest.raises(Conflict) as refused:
        await erased(whom, basis="")
    assert refused.value.code == "ERASURE_BASIS"
    done = await erased(whom)
    assert (done.licenses, len(done.drafts)) == ((), 1)
    for each in (draft, cancelled):
        after = (await api.ask(SEEN, who("officer"), id=each))["node"]
        assert (after["state"], after["source"], after["sentBack"], after["data"]) == ("CANCELLED", None, None, None)
    everything = await api.store.read("MATCH (n) WHERE NOT n:Journal RETURN collect(properties(n))")
    assert lookup(whom.code) not in str(everything)
    with pytest.raises(NotFound):
        await foreseen(backend.store, backend.personal, OPERATOR, Erasing(whom.code, "试"))


async def test_what_is_to_be_made_lies_under_the_key_of_its_holder_alone(api: Office) -> None:
    personal = api.service.backend.personal
    whom, draft = await unknown(api, "U-3")
    plain = (await foreseen(api.store, personal, OPERATOR, Erasing(whom.code, "试"))).drafts[0].id
    order, source, _, key, holder, wrapped, *shown, person = await api.store.read(KEPT_OF, id=plain)
    for cipher, column in ((order, "LicenseDraft.order"), (source, "LicenseDraft.source")):
        with pytest.raises(StoreError):
            personal.decrypt(cipher, column)
    assert (shown, person) == ([None, None, None], True)
    assert key_of_holder(personal, holder, wrapped) is not None
    assert key is not None
    destroyed = "MATCH (h:Holder {id: $id}) SET h.keyCipher = null"
    await api.store.write(lambda unit: unit.run(destroyed, id=holder))
    after = (await api.ask(SEEN, who("officer"), id=draft))["node"]
    assert (after["state"], after["source"], after["data"]) == ("RECEIVED", None, None)
    told = answered(await api.ask(drafted.MAKE, who(drafted.MAKER), input={"draft": draft}))
    assert told["code"] == "ERASED"


async def test_whom_a_licence_is_only_being_made_for_is_shown_to_nobody(api: Office) -> None:
    whom, draft = await unknown(api, "U-4")
    plain = (await foreseen(api.store, api.service.backend.personal, OPERATOR, Erasing(whom.code, "试"))).drafts[0].id
    holder = (await api.store.read(KEPT_OF, id=plain))[4]
    seen = "query ($id: ID!) { node(id: $id) { ... on Holder { name code } } }"
    supervising = [who("root", Role.ADMIN), who("audit", Role.AUDITOR), whom.identity, who("officer"), ISSUER]
    for identity in supervising:
        assert (await api.ask(seen, identity, id=gid("Holder", holder)))["node"] is None
    ready = {"draft": draft}
    await api.ask(drafted.MAKE, who(drafted.MAKER), input=ready)
    await api.ask(drafted.HANDLE, who("reviewer"), input=ready | {"handling": "REVIEW"})
    issued = answered(await api.ask(drafted.ISSUE, ISSUER, input=ready))
    assert issued["holders"] == [{"name": whom.name, "code": whom.code}]
    assert (await api.ask(seen, whom.identity, id=gid("Holder", holder)))["node"] == issued["holders"][0]


async def test_data_that_come_anew_for_somebody_else_are_his_alone(api: Office, alice: Somebody, bob: Somebody) -> None:
    draft = (await drafted.received(api, of(alice, "U-5")))["id"]
    again = await drafted.received(api, of(bob, "U-5") | {"again": draft})
    assert again["id"] == draft
    assert (await erased(alice)).drafts == ()
    after = (await api.ask(SEEN, who("officer"), id=draft))["node"]
    assert (after["state"], after["data"]) == ("RECEIVED", {"number": "U-5"})
    assert len((await erased(bob)).drafts) == 1


async def test_who_is_at_work_on_what_ended_so_is_told(api: Office, alice: Somebody) -> None:
    ready = await drafted.going(api, of(alice, "E-3"))
    assert ready["state"] == "REVIEWED"
    await erased(alice)
    licenses = "RETURN [COUNT { MATCH (l:License) RETURN l }, COUNT { MATCH (h:Holder) RETURN h }]"
    before = await api.store.read(licenses)
    given = {"draft": ready["id"]}
    told = [
        answered(await api.ask(drafted.ISSUE, ISSUER, input=given)),
        answered(await api.ask(drafted.MAKE, who(drafted.MAKER), input=given)),
        answered(await api.ask(drafted.HANDLE, who("reviewer"), input=given | {"handling": "REVIEW"})),
        answered(await api.ask(drafted.HANDLE, who("officer"), input=given | {"handling": "CANCEL", "reason": "重复"})),
    ]
    assert {(each["code"], each["value"]) for each in told} == {("NO_SUCH_MOVE", "CANCELLED")}
    looked = answered(await api.ask(drafted.ISSUE, ISSUER, input=given | {"steps": 3}))
    assert (looked["code"], looked["value"]) == ("CASE_MOVED", "CANCELLED")
    assert await api.store.read(licenses) == before


async def test_what_is_being_made_for_two_ends_with_either_and_tells_of_none(
    api: Office, alice: Somebody, bob: Somebody
) -> None:
    backend = api.service.backend
    both = office.order(
        number="E-4",
        holders=tuple(Holder.known_by(each.name, each.code, "111") for each in (alice, bob)),
        face={"KZ_XM": alice.name, "KZ_DJRQ": "2026-03-01"},
    )
    draft = await drafted.reviewed(backend.workshop, both)
    told = await erased(bob)
    assert [(each.id, each.others) for each in told.drafts] == [(draft, 1)]
    assert await api.store.read(CIPHERS, id=draft) == ["CANCELLED", None, None, None, None, None]
    assert (await foreseen(backend.store, backend.personal, OPERATOR, Erasing(alice.code, "试"))).drafts == ()


async def test_of_a_department_that_is_no_more_what_it_was_making_ends_with_him(api: Office, alice: Somebody) -> None:
    backend = api.service.backend
    draft = await drafted.reviewed(
        backend.workshop,
        office.order(
            number="E-5",
            holders=(Holder.known_by(alice.name, alice.code, "111"),),
            face={"KZ_XM": alice.name, "KZ_DJRQ": "2026-03-01"},
        ),
    )
    end = "MATCH (d:Department {id: $id}) SET d.validUntil = date($day) RETURN d.id"
    await api.store.write(lambda unit: unit.run(end, id=office.CIVIL, day="2026-03-01"))
    officer, seen = await drafted.actor_of(backend.workshop, "officer"), drafted.seen(backend.workshop)
    try:
        with pytest.raises(Refusal) as refused:
            await drafting.handle(backend.workshop, seen, officer, draft, drafting.Handling.CANCEL, "机构已撤销")
        assert refused.value.code == "ANOTHER_POST"
        await erased(alice)
    finally:
        keep = "MATCH (d:Department {id: $id}) SET d.validUntil = null"
        await api.store.write(lambda unit: unit.run(keep, id=office.CIVIL))
    assert (await api.store.read(CIPHERS, id=draft))[0] == "CANCELLED"
