"""Which trust packages are believed."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

import orjson
import pytest
from builders.licenses import DEPARTMENT, DEPARTMENT_CODE, SEALED_AT, Authority, MemorySealer, der
from builders.packages import MADE, NOW, PUBLISHER, contents, package, publisher
from cryptography import x509

from graph.errors import Malformed
from graph.refusal_codes import Code
from licenses.proof.package import contents as form
from licenses.proof.package.contents import Contents, joined, parted
from licenses.proof.package.opening import Last, Opened, Seen, open_package
from licenses.proof.package.refusing import SENTENCES
from licenses.proof.trusted import TrustBundle
from licenses.seal import certificates, cms

NEVER = Seen()


@pytest.fixture(scope="module")
def sealer(authority: Authority) -> MemorySealer:
    """The publisher's."""
    return publisher(authority)


@pytest.fixture(scope="module")
def sealed(authority: Authority, sealer: MemorySealer) -> bytes:
    """A package that is believed."""
    return package(authority, sealer=sealer)


async def refusal(
    data: bytes,
    trust: TrustBundle,
    at: datetime = NOW,
    seen: Seen = NEVER,
    expected: str | None = None,
) -> Malformed:
    with pytest.raises(Malformed) as raised:
        await open_package(data, trust, at, seen, expected)
    assert raised.value.message.zh.isprintable()
    assert raised.value.message.en.isprintable()
    return raised.value


async def opened(data: bytes, trust: TrustBundle, seen: Seen = NEVER, expected: str | None = None) -> Opened:
    return await open_package(data, trust, NOW, seen, expected)


async def test_what_was_published_is_what_is_read(authority: Authority, sealed: bytes) -> None:
    found = await opened(sealed, authority.bundle)
    assert found.contents == contents(authority, lists=found.contents.lists)
    assert found.seen == Seen(PUBLISHER, {PUBLISHER: Last(7, sha256(parted(sealed)[0]).hexdigest())})
    assert found.trust.crls == found.contents.lists
    assert len(found.trust.anchors) == 1


async def test_equal_contents_are_written_alike(authority: Authority) -> None:
    said = contents(authority)
    line = said.to_json()
    assert Contents.from_json(line) == said
    assert line == orjson.dumps(orjson.loads(line), option=orjson.OPT_SORT_KEYS)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda _: b"{}\n",
        lambda _: b"%PDF-1.7\n",
        lambda data: data[:-1],
        lambda data: data + b"more",
        lambda data: data.partition(b"\n")[0] + b"\nMAAA\n",
        lambda data: data.partition(b"\n")[0] + b"\nnot base64!\n",
        lambda data: data.partition(b"\n")[0] + b"\n" + b64encode(bytes(200_000)) + b"\n",
    ],
)
async def test_what_is_no_package_is_unreadable(
    authority: Authority, sealed: bytes, spoil: Callable[[bytes], bytes]
) -> None:
    assert (await refusal(spoil(sealed), authority.bundle)).code is Code.TRUST_PACKAGE_UNREADABLE


async def test_one_that_is_too_long_is_not_read(
    authority: Authority, sealed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form, "MOST_BYTES", len(sealed) - 1)
    assert (await refusal(sealed, authority.bundle)).code is Code.TRUST_PACKAGE_UNREADABLE


async def test_a_byte_changed_anywhere_in_the_content_is_not_believed(authority: Authority, sealed: bytes) -> None:
    length = len(sealed.partition(b"\n")[0])
    for place in range(0, length, 97):
        assert (await refusal(changed(sealed, place), authority.bundle)).code is Code.TRUST_PACKAGE_CHANGED


async def test_a_byte_changed_in_the_seal_changes_nothing_that_is_believed(authority: Authority, sealed: bytes) -> None:
    """A seal brings certificates along that nobody needs; what it proves, or does not, is the content."""
    before, refused = await opened(sealed, authority.bundle), 0
    for place in range(sealed.index(b"\n"), len(sealed), 131):
        try:
            found = await opened(changed(sealed, place), authority.bundle, before.seen)
            assert (found.contents, found.seen) == (before.contents, before.seen)
        except Malformed:
            refused += 1
    assert refused


def changed(data: bytes, place: int) -> bytes:
    return data[:place] + bytes((data[place] ^ 1,)) + data[place + 1 :]


async def test_the_seal_of_another_package_does_not_hold(authority: Authority, sealer: MemorySealer) -> None:
    one, other = (package(authority, contents(authority, sequence=number), sealer) for number in (7, 8))
    mixed = joined(parted(one)[0], parted(other)[1])
    assert (await refusal(mixed, authority.bundle)).code is Code.TRUST_PACKAGE_CHANGED


async def test_only_the_askers_own_anchors_make_it_believed(authority: Authority, sealed: bytes) -> None:
    stranger = Authority("Stranger")
    forged = package(stranger, contents(stranger, anchors=contents(authority).anchors))
    for data, trust in ((forged, authority.bundle), (sealed, stranger.bundle), (sealed, TrustBundle())):
        assert (await refusal(data, trust)).code is Code.TRUST_PACKAGE_UNTRUSTED


async def test_nothing_of_the_content_is_read_before_its_seal_is_trusted(authority: Authority) -> None:
    stranger = Authority("Stranger")
    line = b"[" * 1_000
    seal = sign(line, stranger.sealer())
    assert (await refusal(joined(line, seal), authority.bundle)).code is Code.TRUST_PACKAGE_UNTRUSTED
    assert (await refusal(joined(line, seal), stranger.bundle)).code is Code.TRUST_PACKAGE_UNREADABLE


def sign(line: bytes, sealer: MemorySealer) -> bytes:
    papers = (sealer.certificate, *sealer.chain[:-1])
    return cms.sign(sha256(line).digest(), sealer.certificate, sealer.sign, certificates=papers)


@pytest.mark.parametrize(
    "change",
    [
        {"form": 2},
        {"states": "AAAA"},
        {"states": None},
        {"key": "AA=="},
        {"made": "2026-08-27T10:00:00"},
        {"made": 7},
        {"rights": [["one"]]},
        {"types": []},
        {"publisher": "nobody"},
        {"anchors": ["AAAA"]},
        {"lists": ["AAAA"]},
        {"sequence": "8"},
    ],
)
async def test_content_of_another_form_is_unreadable(
    authority: Authority, sealer: MemorySealer, change: dict[str, object]
) -> None:
    line = orjson.dumps(orjson.loads(contents(authority).to_json()) | change)
    assert (await refusal(joined(line, sign(line, sealer)), authority.bundle)).code is Code.TRUST_PACKAGE_UNREADABLE


async def test_a_timestamping_key_publishes_nothing(authority: Authority) -> None:
    clock = MemorySealer(authority.tsa_key, der(authority.tsa), authority.chain, authority.revocation)
    assert (await refusal(package(authority, sealer=clock), authority.bundle)).code is Code.TRUST_PACKAGE_UNTRUSTED


@pytest.mark.parametrize("known_by", ["the package", "the asker"])
async def test_a_publisher_whose_key_is_revoked_is_not_believed_though_it_sealed_before(
    authority: Authority, sealer: MemorySealer, known_by: str
) -> None:
    serial = x509.load_der_x509_certificate(sealer.certificate).serial_number
    revoked = certificates.revoked_entry(serial, MADE + timedelta(hours=1), x509.ReasonFlags.key_compromise)
    lists = authority.lists(MADE + timedelta(hours=1), revoked)
    said = contents(authority, lists=lists) if known_by == "the package" else contents(authority)
    trust = authority.bundle if known_by == "the package" else TrustBundle(authority.bundle.anchors, lists)
    found = await refusal(package(authority, said, sealer), trust)
    assert found.code is Code.TRUST_PACKAGE_UNTRUSTED
    assert "revoked" in found.message.en


async def test_lists_that_have_run_out_say_nothing_of_the_key(authority: Authority, sealer: MemorySealer) -> None:
    stale = package(authority, contents(authority, lists=authority.lists(SEALED_AT)), sealer)
    assert (await refusal(stale, authority.bundle)).code is Code.TRUST_PACKAGE_UNTRUSTED


async def test_a_department_that_is_not_the_publisher_publishes_nothing_in_its_name(authority: Authority) -> None:
    other = authority.sealer(DEPARTMENT, DEPARTMENT_CODE)
    found = await refusal(package(authority, sealer=other), authority.bundle)
    assert (found.code, found.value, found.limit) == (Code.TRUST_PACKAGE_PUBLISHER, DEPARTMENT_CODE, PUBLISHER)


async def test_another_publisher_than_the_last_is_believed_only_where_he_is_named(authority: Authority) -> None:
    other = authority.sealer(DEPARTMENT, DEPARTMENT_CODE)
    own = package(authority, contents(authority, publisher=DEPARTMENT_CODE, sequence=3), other)
    seen = Seen(PUBLISHER, {PUBLISHER: Last(7, "")})
    assert (await refusal(own, authority.bundle, seen=seen)).code is Code.TRUST_PACKAGE_PUBLISHER
    assert (await refusal(own, authority.bundle, expected=PUBLISHER)).code is Code.TRUST_PACKAGE_PUBLISHER
    found = await opened(own, authority.bundle, seen, DEPARTMENT_CODE)
    assert found.seen.publisher == DEPARTMENT_CODE
    assert {code: last.sequence for code, last in found.seen.last.items()} == {PUBLISHER: 7, DEPARTMENT_CODE: 3}


async def test_one_of_a_later_time_or_that_has_expired_is_not_believed(authority: Authority, sealed: bytes) -> None:
    early, late = MADE - timedelta(minutes=6), MADE + timedelta(days=7)
    assert (await refusal(sealed, authority.bundle, early)).code is Code.TRUST_PACKAGE_FUTURE
    assert (await refusal(sealed, authority.bundle, late)).code is Code.TRUST_PACKAGE_EXPIRED
    assert (await open_package(sealed, authority.bundle, late - timedelta(seconds=1), NEVER)).contents.sequence == 7
    assert (await open_package(sealed, authority.bundle, MADE - timedelta(minutes=4), NEVER)).contents.sequence == 7


async def test_none_lasts_longer_than_a_month_whatever_it_says(authority: Authority, sealer: MemorySealer) -> None:
    said = contents(authority, expires=MADE + timedelta(days=3_650), lists=authority.lists(MADE + timedelta(days=20)))
    lasting, month = package(authority, said, sealer), MADE + timedelta(days=31)
    assert (await refusal(lasting, authority.bundle, month)).code is Code.TRUST_PACKAGE_EXPIRED
    assert (await open_package(lasting, authority.bundle, month - timedelta(seconds=1), NEVER)).contents == said


async def test_an_older_package_than_the_last_is_not_believed_and_the_same_may_come_again(
    authority: Authority, sealer: MemorySealer, sealed: bytes
) -> None:
    seen = (await opened(sealed, authority.bundle)).seen
    assert (await opened(sealed, authority.bundle, seen)).seen == seen
    newer = package(authority, contents(authority, sequence=8), sealer)
    assert (await opened(newer, authority.bundle, seen)).seen.last[PUBLISHER].sequence == 8
    for number in (6, 7):
        other = package(authority, contents(authority, sequence=number, demonstration=False), sealer)
        assert (await refusal(other, authority.bundle, seen=seen)).code is Code.TRUST_PACKAGE_OLDER


async def test_what_is_not_believed_leaves_what_was_seen_as_it_was(authority: Authority, sealed: bytes) -> None:
    seen = Seen(PUBLISHER, {PUBLISHER: Last(9, "")})
    kept = replace(seen)
    await refusal(sealed, authority.bundle, seen=seen)
    assert seen == kept


def test_every_refusal_has_its_sentence_in_both_languages() -> None:
    assert set(SENTENCES) == {code for code in Code if code.startswith("TRUST_PACKAGE_")}
    for words in SENTENCES.values():
        assert words.zh.format(value="1", limit="2") != words.en.format(value="1", limit="2")


def test_a_package_is_two_lines_that_anybody_can_take_apart(sealed: bytes) -> None:
    line, seal = sealed.splitlines()
    assert orjson.loads(line)["form"] == 1
    assert b64decode(seal)[0] == cms.SEQUENCE
