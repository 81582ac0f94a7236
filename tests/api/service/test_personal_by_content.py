"""Personal data are told by content: whatever people typed, no byte at rest and no answer to who supervises has an ID.

An office is filled with ID numbers wherever somebody can type one about a case: certificate numbers, reasons, words and
results of objections, purposes of requests, what is said of a forgery and what its file says, licences that are being
made in every state, keys under which something is asked, faces and purposes of receipts, the reason of an erasure,
addresses and whatever goes wrong. Tokens call everybody who acts there by his number. Every byte of the store is read
while it is open, its log of transactions included, of the archive and the evidence, and of the logs.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import httpx
import pytest
from builders import catalogue as build
from builders import drafted, office
from builders.at_rest import citizens_in, files_of, words_in
from builders.crawling import CORE, QUESTIONS, asking, lists, nodes, opened, walks
from builders.five_cities import KEPT_VERDICT
from builders.more import LEFT_OUT
from builders.office import ALICE, BOB, HEALTH, HOLDER_A, MARRIED, NOW, PEOPLE, Office, citizen, gid, who
from builders.processes import SHORT_LIVED
from builders.spellings import spellings
from builders.told import known_in, numbers_in
from graphql.type import is_required_argument

from api.graphql.backend import Backend
from api.http.errors import Reader, published
from api.identity.authenticator import PUBLIC, Identity
from api.identity.request import Language
from api.process.logging import configure, files
from api.process.settings import load
from api.service.app import build_app
from api.service.opening import Service
from graph.cases.files import CaseFolder, new_case
from graph.errors import Text
from graph.law.access import Principal
from graph.law.scope import EVERYTHING, scope_of
from graph.office.actor import Actor
from graph.schema.nodes import ALL
from graph.store.engine import Place, Store, Unit, open_store
from graph.store.migrating import migrate
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.forgeries.suspecting import suspect as suspect_file
from graph.subjects.installation import desk as installation
from graph.subjects.objections.desk import move_objection, raise_objection
from graph.subjects.organisation.memory import write_posts
from graph.subjects.people.desk import principal_of
from graph.subjects.sharing import memory as sharing_memory
from graph.words.forgeries import ForgeryEvent, Judged, Sighting, Suspicion
from graph.words.license_drafts import DraftState
from graph.words.license_uses import Recognition
from graph.words.licensing import Holder
from graph.words.objections import ObjectionEvent, ObjectionGround
from graph.words.organisation import Post, PostKind
from graph.words.people import Role
from graph.words.sharing import RequestState
from licenses.proof.trusted import TrustBundle
from licenses.register import drafting, lifecycle, receiving
from licenses.register.archive import FolderArchive
from licenses.register.erasing import Erasing, erase
from licenses.register.forgery.suspecting import ForgeryRoom
from licenses.register.forgery.suspecting import decide as decide_forgery
from licenses.register.lifecycle import LicenseChange
from licenses.register.uses import keep_use
from licenses.register.workshop import Workshop
from licenses.seal.authority import DemonstrationAuthority

pytestmark = [*LEFT_OUT]  # every byte is read, which takes its time

CHUNK = 45
STRANGER = citizen(31)
"""Somebody who holds nothing here, and is only spoken of."""
GROUPED = f"{STRANGER[:6]} {STRANGER[6:14]} {STRANGER[14:]}"
WIDE = STRANGER.translate({ord(each): ord(each) + 0xFEE0 for each in "0123456789X"})
OLD, MOBILE = "340200900101101", "13905531234"
"""A number of fifteen places, and one of a telephone."""
SPELLED = spellings(STRANGER)
FEW = (
    "Chinese", "formal", "spoken", "circled", "mixed", "brackets", "a day", "a day in Chinese", "letters", "by four",
    "signs '\\u3001'", "blanks '\\xa0'",
)  # fmt: skip
SAID = f"与{STRANGER}、{GROUPED}、{WIDE}、{'；'.join(SPELLED[each] for each in FEW)}、{OLD}、{ALICE}不符，电话{MOBILE}"
"""What people type, in as many ways as a reason has place for."""
PURPOSE = f"与{STRANGER}、{GROUPED}、{SPELLED['brackets']}、{SPELLED['Chinese']}、{OLD}不符，电话{MOBILE}"
NAMED = "欧阳当事"
OF_HOLDER = f"{SAID}，{NAMED}"
"""The same of a licence: it names somebody, too."""
EVERY = tuple(
    f"{NAMED}不符：{'；'.join(part)}"
    for texts in (list(SPELLED.values()),)
    for part in (texts[at : at + CHUNK] for at in range(0, len(texts), CHUNK))
)
"""Every way, in so many texts as words of a case have place for."""
DRAFTED = {state: (citizen(40 + place), f"欧阳待办{state}") for place, state in enumerate(
    ("RECEIVED", "MADE", "REVIEWED", "SENT_BACK", "CANCELLED", "ISSUED", "ERASED")
)}  # fmt: skip
"""For whom a licence is being made, by what becomes of it."""
NUMBERED = {
    name: citizen(60 + place) for place, name in enumerate((*PEOPLE, "inspector", "head-health", "bank", "admin"))
}
"""What tokens call those who act, by what they are: everybody by his number."""
TYPED = (*NUMBERED.values(), STRANGER, GROUPED, WIDE, OLD, MOBILE, "不符", "欧阳待办", NAMED)
KNOWN = (ALICE, BOB, STRANGER, OLD, *NUMBERED.values(), *(code for code, _ in DRAFTED.values()))
"""Every number that there is."""
SUPERVISING = (
    who("auditor", Role.AUDITOR), who("admin", Role.ADMIN), who("authority"), who("inspector"), who("head-health"),
    who("issuer-health"), who("platform", Role.SERVICE), who("bank", Role.RELYING_PARTY), PUBLIC,
    who(NUMBERED["inspector"]), who(NUMBERED["admin"], Role.ADMIN), who(NUMBERED["bank"], Role.RELYING_PARTY),
)  # fmt: skip


@dataclass(frozen=True)
class Rich:
    """A service, where it keeps everything, and what there is."""

    api: Office
    folders: tuple[Path, ...]
    logs: Path
    ids: list[str]


@pytest.fixture(scope="module")
async def rich(
    prepared: Callable[..., Path], authority: DemonstrationAuthority, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Rich]:
    """An office that is filled with ID numbers, in a store of its own."""
    home, personal = tmp_path_factory.mktemp("home"), PersonalData(b"\x17" * 32)
    place = Place(prepared(home / "store", migrated=True), heap="256m", java=SHORT_LIVED)
    async with open_store(place) as store:
        await migrate(store)
        store.digests, store.subjects = personal.digests, personal.subjects
        await office.furnish(store, personal)
        settings = load(home=home, public_url=office.PUBLIC_URL)
        trust = TrustBundle.of_pem(authority.root_file.read_bytes())
        with ThreadPoolExecutor(1) as workers:
            archive = FolderArchive(settings.archive)
            workshop = Workshop(store, personal, archive, authority, workers, office.PUBLIC_URL, True)
            forgeries = ForgeryRoom(store, personal, CaseFolder(settings.evidence, personal))
            backend = Backend(
                store, personal, workshop, lambda: trust, office.PUBLIC_URL, True, settings.max_upload_bytes,
                forgeries, registrar=office.CIVIL,
            )  # fmt: skip
            await _fill(workshop, forgeries, str(authority.folder))
            await _draft(workshop)
            api = Office(Service(settings, backend, lambda: NOW), {})
            await _ask(api, settings.logs)
            ids = await store.read(
                "MATCH (n) WHERE any(x IN labels(n) WHERE x IN $kinds) RETURN collect([labels(n)[0], n.id])",
                kinds=[shape.label for shape in ALL],
            )
            folders = (settings.archive, settings.evidence, home / "store")
            yield Rich(api, folders, settings.logs, [gid(*each) for each in ids])


async def _fill(workshop: Workshop, forgeries: ForgeryRoom, authority: str) -> None:
    store, personal = workshop.store, workshop.personal
    posts = [
        *office.posts(),
        Post("inspector-1", PostKind.INSPECTOR, "inspector", "督某", office.CITY, date(2020, 1, 1)),
        Post("head-health-1", PostKind.HEAD, "head-health", "首某", HEALTH, date(2020, 1, 1)),
    ]
    posts += [replace(each, id=f"{each.id}-numbered", subject=NUMBERED[each.subject]) for each in posts]
    granted = build.request(
        "R-9", MARRIED, purpose_words=SAID, scenario=EVERY[0].replace(NAMED, ""), basis=EVERY[1].replace(NAMED, ""),
        refusal=EVERY[2].replace(NAMED, ""), state=RequestState.GRANTED,
        answered_on=date(2026, 2, 5),
    )  # fmt: skip

    async def written(unit: Unit) -> None:
        await write_posts(unit, posts, personal)
        await sharing_memory.write_requests(unit, personal, [granted])

    await store.write(written)
    holder = await office.issue_sealed(workshop, office.order(ALICE, f"{ALICE}43"), "B0001", authority)
    await office.issue_sealed(workshop, office.order(BOB, f"J{STRANGER}", change_reason=OF_HOLDER), "B0002", authority)
    spelled = office.order(BOB, f"{SPELLED['formal']}号", change_reason=OF_HOLDER)
    await office.issue_sealed(workshop, spelled, "B0003", authority)
    await lifecycle.change(
        store, personal, View(store, EVERYTHING, office.TODAY), await _staff(store, "issuer"), holder,
        LicenseChange.SUSPEND, OF_HOLDER,
    )  # fmt: skip
    boss = Actor(await principal_of(store, Role.ADMIN, "boss", office.TODAY), NOW)
    assert await installation.appoint(store, NUMBERED["admin"], boss) != NUMBERED["admin"]
    hashed = personal.lookup(ALICE)
    mine = Actor(await principal_of(store, Role.HOLDER, hashed, office.TODAY, holder=hashed), NOW)
    for ground, words in zip(ObjectionGround, EVERY, strict=False):
        case = await _object(store, personal, mine, "License", holder, words, ground)
        await _answer(store, personal, await _staff(store, "officer"), case, words)
    case = await _object(store, personal, await _staff(store, "applicant"), "Resource", MARRIED)
    await _answer(store, personal, await _staff(store, "provider"), case)
    content = SAID.encode()
    suspicion = Suspicion(
        digest="1" * 64, size=len(content), judged=Judged.NOT_GENUINE, reason=Text("不属实", "not genuine"),
        verdict=KEPT_VERDICT.replace('"zh":"不属实"', f'"zh":"{SAID}"'), claims=(office.CIVIL,),
        sighting=Sighting(NOW, OF_HOLDER, Holder.known_by("某", STRANGER, "111")),
    )  # fmt: skip
    met = Actor(await principal_of(store, Role.RELYING_PARTY, NUMBERED["bank"], office.TODAY), NOW)
    await keep_use(store, met, holder, Recognition.FILE)
    identity = new_case(office.TODAY)

    async def keep() -> None:
        forgeries.evidence.put(identity, content)

    await suspect_file(store, personal, met, suspicion, identity, keep)
    view = View(store, EVERYTHING, office.TODAY)
    await decide_forgery(forgeries, view, await _staff(store, "officer"), identity, ForgeryEvent.CONFIRM, EVERY[0])


async def _draft(workshop: Workshop) -> None:
    """Licences that are being made, in every state, each asked for under a key that says whose it is."""
    ids: dict[str, str] = {}
    gives, view = await _staff(workshop.store, "officer"), drafted.seen(workshop)
    for place, (state, (code, name)) in enumerate(DRAFTED.items()):
        placed = office.order(
            number=f"D{code}" if place % 2 else f"D-{place}",
            holders=(Holder.known_by(name, code, "111"),),
            face={"KZ_XM": name, "KZ_DJRQ": "2026-03-01"},
        )
        ids[state] = await receiving.receive(workshop, view, gives, placed, SAID, key=f"重试{code}")
    steps = {
        "MADE": ("MAKE",), "REVIEWED": ("MAKE", "REVIEW"), "SENT_BACK": ("SEND_BACK",), "CANCELLED": ("CANCEL",),
        "ISSUED": ("MAKE", "REVIEW", "ISSUE"), "ERASED": ("MAKE",),
    }  # fmt: skip
    by = {"MAKE": "maker", "REVIEW": "reviewer", "SEND_BACK": "maker", "CANCEL": "officer", "ISSUE": "issuer"}
    for state, step in ((state, step) for state, each in steps.items() for step in each):
        actor, draft, key = await _staff(workshop.store, by[step]), ids[state], f"{step}{DRAFTED[state][0]}"
        if step == "MAKE":
            await drafting.make(workshop, view, actor, draft, key=key)
        elif step == "ISSUE":
            await drafting.issue(workshop, view, actor, draft, key=key)
        else:
            await drafting.handle(workshop, view, actor, draft, drafting.Handling[step], SAID, key=key)
    operator = Actor(Principal(Role.ADMIN, "zhengtu-erase:root"), NOW)
    await erase(workshop.store, workshop.personal, operator, Erasing(DRAFTED["ERASED"][0], SAID, SAID))
    states = await workshop.store.read("MATCH (c:LicenseDraft) RETURN collect(DISTINCT c.state)")
    assert set(states) == {state.name for state in DraftState}


async def _ask(api: Office, logs: Path) -> None:
    """Type numbers into whatever the service is asked over HTTP, and let something go wrong that tells of them."""
    configure(logs, terminal=False)
    logger = logging.getLogger("zhengtu.test")
    transport = httpx.ASGITransport(build_app(api.service.parts()), client=("10.0.0.9", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://office") as door:
        licence = await api.store.read("MATCH (l:License) RETURN head(collect(l.identifier))")
        face = [f"姓名={SAID}", f"持证主体代码={STRANGER}"]
        attested = await door.post(
            "/receipts", data={"purpose": PURPOSE, "identifier": licence, "face": face}, files={"none": ("", b"")}
        )
        assert attested.status_code == 201, attested.text
        asked = [
            door.get(f"/v/{STRANGER}"), door.get(f"/licenses/{STRANGER}.pdf", params={"of": MOBILE}),
            door.post("/verify", content=SAID.encode()),
            door.post("/verify", files={"file": (f"{SPELLED['brackets']}{GROUPED}.pdf", SAID.encode())}),
            door.get(f"/{OLD}/{MOBILE}", headers={"user-agent": STRANGER}), door.get(f"/v/{SPELLED['brackets']}"),
            door.post("/graphql", json={"query": f'{{ licenses(filter: {{number: ["{STRANGER}"]}}) {{ x }} }}'}),
            door.post("/graphql", json={"query": f'{{ resources(search: "{GROUPED}", first: "{STRANGER}") {{ x }} }}'}),
            door.post("/graphql", json={"query": f"{{ resources }} {SPELLED['with 零']}"}),
        ]  # fmt: skip
        for answer in await asyncio.gather(*asked):
            assert answer.status_code < 500, answer.text
            assert known_in(answer.text, KNOWN) == set(), answer.text
    logger.warning("met %s and %s", SAID, MOBILE)
    logger.warning("met %s", "；".join(EVERY))
    try:
        raise ValueError(SAID)
    except ValueError:
        logger.exception("went wrong for %s", MOBILE)
    for handler in files().values():
        handler.flush()


async def _staff(store: Store, subject: str) -> Actor:
    """Somebody of the staff, whom tokens call by his number."""
    return Actor(await principal_of(store, Role.STAFF, NUMBERED[subject], office.TODAY), NOW)


async def _object(
    store: Store,
    personal: PersonalData,
    actor: Actor,
    kind: str,
    on: str,
    words: str = SAID,
    ground: ObjectionGround = ObjectionGround.ACCURACY,
) -> str:
    view = View(store, EVERYTHING, office.TODAY)
    if kind == "License":
        view = View(store, scope_of(actor.principal, office.TODAY), office.TODAY)
    return await raise_objection(store, personal, view, actor, kind, on, ground, words)


async def _answer(store: Store, personal: PersonalData, actor: Actor, case: str, words: str = SAID) -> None:
    view = View(store, EVERYTHING, office.TODAY)
    for event in (ObjectionEvent.TAKE_UP, ObjectionEvent.CORRECT):
        await move_objection(store, personal, view, actor, case, event, words)


async def test_no_byte_of_store_archive_or_evidence_has_an_id_or_what_was_typed(rich: Rich) -> None:
    size, told = 0, set[str]()
    for file in files_of(*rich.folders):
        content = file.read_bytes()
        size += len(content)
        assert citizens_in(content) == set(), file
        assert words_in(content, TYPED) == set(), file
        told |= words_in(content, ["民政局"])
    assert told == {"民政局"}, "what is no secret is found"
    assert size > 100_000


async def test_no_byte_of_the_logs_has_an_id_or_a_telephone_number(rich: Rich) -> None:
    told = [file.read_bytes() for file in files_of(rich.logs)]
    for content in told:
        assert citizens_in(content) == set()
        for line in content.decode().splitlines():
            assert known_in(line, KNOWN) == set(), line
        assert words_in(content, (STRANGER, GROUPED, WIDE, OLD, MOBILE)) == set()
    assert words_in(b"".join(told), ["[citizen id]", "[telephone]", "/receipts", "went wrong"]) == {
        "[citizen id]", "[telephone]", "/receipts", "went wrong",
    }  # fmt: skip


async def test_every_kind_of_node_and_every_list_is_asked(rich: Rich) -> None:
    kinds = {opened(each).partition(":")[0] for each in rich.ids}
    assert {"LicenseDraft", "Notice", "License", "Holder", "Objection", "ForgeryCase", "Post", "Grant"} <= kinds
    asked = "\n".join(lists())
    listed = {
        name for name, field in QUESTIONS.items()
        if "first" in field.args and not any(is_required_argument(each) for each in field.args.values())
    }  # fmt: skip
    assert listed >= {"licenseDrafts", "licenses", "objections", "notices"}
    assert [name for name in listed if f"{{ {name}(first: 100)" not in asked] == []


async def _told(rich: Rich, asker: Identity) -> str:
    answers = [await rich.api.execute(asked, asker) for asked in (*lists(), nodes(rich.ids), walks(rich.ids))]
    return json.dumps([each.data for each in answers], ensure_ascii=False, default=str)


@pytest.mark.parametrize(
    "asker",
    [pytest.param(each, id=each.subject or "public", marks=() if place in {0, 1, 9} else LEFT_OUT)
     for place, each in enumerate(SUPERVISING)],
)  # fmt: skip
async def test_no_answer_to_who_may_not_see_a_holder_has_an_id(rich: Rich, asker: Identity) -> None:
    told = await _told(rich, asker)
    assert known_in(told, KNOWN) <= {asker.subject}
    assert set(numbers_in(json.loads(told))) <= {asker.subject}
    assert "欧阳待办" not in told
    assert (NAMED in told) is (asker.subject == NUMBERED["bank"]), "but who met a forgery is told what came of it"


async def test_what_somebody_types_is_not_said_back_with_an_id(rich: Rich) -> None:
    """Every question and every act, with numbers wherever a text can be handed in, by who may do nothing of it."""
    asker = who("auditor", Role.AUDITOR)
    reader, asked, refused = Reader(Role.AUDITOR, Language.ZH, "request-1", knows_schema=True), 0, set[str]()
    for text in (STRANGER, f"{SPELLED['brackets']}；{SPELLED['Chinese']}", f"{STRANGER[:9]}\u200b{STRANGER[9:]}"):
        for root in ("Query", "Mutation"):
            for field in CORE.type_map[root].fields:  # type: ignore[attr-defined]
                document, given = asking(field, text, root)
                answer = await rich.api.execute(document, asker, **given)
                told = [answer.data, published(answer.errors or [], reader, validating=answer.data is None)]
                whole = json.dumps(told, ensure_ascii=False, default=str)
                assert known_in(whole, KNOWN) == set(), (document, whole)
                asked += 1
                refused |= {field} if "code" in whole else set()
    assert asked > 200
    assert len(refused) > 30


async def test_who_issues_and_who_holds_read_what_they_may(rich: Rich) -> None:
    issuer, holder = await _told(rich, who("issuer")), await _told(rich, HOLDER_A)
    assert f"{ALICE}43" in issuer
    assert f"{ALICE}43" in holder
    assert json.dumps(EVERY[0], ensure_ascii=False)[1:-1] in holder, "his own words are as he wrote them"
    waiting = {code for state, (code, _) in DRAFTED.items() if state not in {"CANCELLED", "ERASED"}}
    assert known_in(issuer, KNOWN) >= {ALICE, BOB, *waiting}
    assert DRAFTED["ERASED"][0] not in issuer
    words = str(await rich.api.ask("{ objections { edges { node { words result } } } }", who("issuer")))
    assert NAMED in words, "who answers reads what is said"
    assert known_in(words, [STRANGER]) == set(), "of somebody who holds nothing here nobody else reads"
