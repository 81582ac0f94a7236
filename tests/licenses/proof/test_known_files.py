"""A file that the register knows is read once, and its verdict is the same as if it were read again."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from builders.licenses import SEALED_AT, YEAR, Authority
from cryptography import x509

from graph.errors import Busy
from graph.words.license_files import FileKind, KnownFile
from graph.words.licensing import (
    LicenseState,
)
from licenses.proof.confinement import examiners
from licenses.proof.confinement.pool import Confinement
from licenses.proof.issued.grounds import Kept
from licenses.proof.known_files import KnownFiles
from licenses.proof.limits import LIMITS
from licenses.proof.register import Inquiry, IssuingRight, Record, Standing
from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import Question, Summary, Verdict
from licenses.proof.verification import verify
from licenses.seal import certificates

NOW = SEALED_AT + YEAR
DAY = timedelta(days=1)


@dataclass
class OneLicense:
    """A register of one licence, which knows these files of it."""

    files: frozenset[str]
    state: LicenseState = LicenseState.IN_FORCE

    async def standing(self, inquiry: Inquiry) -> Standing:
        """Answer an inquiry."""
        known = next((one for one in inquiry.digests if one in self.files), None)
        day = SEALED_AT.date()
        file = KnownFile(FileKind.ISSUED, known) if known else None
        record = Record(self.state, self.state, day, None, "001", file=file)
        return Standing(keeps_issuer=True, right=IssuingRight(entitled=True), record=record)


@pytest.fixture(autouse=True)
def files(monkeypatch: pytest.MonkeyPatch) -> KnownFiles:
    """The files that this process knows: none at first."""
    known = KnownFiles()
    monkeypatch.setattr(examiners, "_FILES", known)
    monkeypatch.setattr(examiners, "_KEPT", Kept())
    return known


@pytest.fixture
def nobody() -> Confinement:
    """Examiners that have gone."""
    gone = Confinement("licenses.proof.confinement.doing:do")
    gone.end()
    return gone


async def asked(
    data: bytes, trust: TrustBundle, register: OneLicense | None, at: datetime = NOW, by: Confinement | None = None
) -> Verdict:
    return await verify(data, trust, at, register, examiners=by)


async def read_again(
    data: bytes, trust: TrustBundle, register: OneLicense, by: Confinement, at: datetime = NOW
) -> bool:
    """Whether the file is examined; where not, its verdict has to be the one that an examination gives."""
    examiners._KEPT = Kept()  # so that it is not recognised by its shape either
    try:
        kept = await asked(data, trust, register, at, by)
    except Busy:
        return True
    known, examiners._FILES, examiners._KEPT = examiners._FILES, KnownFiles(), Kept()
    anew = await asked(data, trust, register, at)
    examiners._FILES = known
    assert kept.to_json() == anew.to_json()
    return False


@pytest.mark.parametrize("archived", [False, True], ids=["as issued", "archived"])
async def test_a_known_file_is_not_read_again_and_its_verdict_is_the_same(
    archived: bool, genuine: bytes, authority: Authority, nobody: Confinement
) -> None:
    late = SEALED_AT + 30 * DAY
    data = await asyncio.to_thread(authority.archive, genuine, late) if archived else genuine
    first = await asked(data, authority.bundle, OneLicense(frozenset()))
    register = OneLicense(frozenset({str(first.digest)}))
    assert await read_again(data, authority.bundle, register, nobody), "the register did not know it"
    assert (await asked(data, authority.bundle, register)).summary is Summary.GENUINE
    assert not await read_again(data, authority.bundle, register, nobody)
    assert not await read_again(data, authority.bundle, register, nobody, NOW + 5 * DAY)
    assert await read_again(data + b"\n", authority.bundle, register, nobody)


async def test_what_the_register_says_is_never_kept(genuine: bytes, authority: Authority, nobody: Confinement) -> None:
    digest = str((await asked(genuine, authority.bundle, None)).digest)
    for state in (LicenseState.IN_FORCE, LicenseState.CANCELLED, LicenseState.SUSPENDED):
        verdict = await asked(genuine, authority.bundle, OneLicense(frozenset({digest}), state))
        assert verdict[Question.IN_FORCE].evidence["now"] == state.name
    assert not await read_again(genuine, authority.bundle, OneLicense(frozenset({digest})), nobody)


async def test_a_revocation_another_root_or_a_period_that_has_ended_is_seen(
    genuine: bytes, authority: Authority, nobody: Confinement
) -> None:
    first = await asked(genuine, authority.bundle, None)
    register = OneLicense(frozenset({str(first.digest)}))
    await asked(genuine, authority.bundle, register, SEALED_AT + DAY)
    assert not await read_again(genuine, authority.bundle, register, nobody, SEALED_AT + 2 * DAY)
    number = int(first[Question.SIGNER_TRUSTED].evidence["serial"], 16)
    entry = certificates.revoked_entry(number, SEALED_AT - DAY, x509.ReasonFlags.key_compromise)
    revoked = replace(authority.bundle, crls=authority.lists(SEALED_AT + DAY, entry))
    ended = SEALED_AT + certificates.REVOCATION_LIST_LIFE
    for trust, at in (
        (revoked, SEALED_AT + 2 * DAY),
        (Authority("Some other").bundle, SEALED_AT + 2 * DAY),
        (TrustBundle(), SEALED_AT + 2 * DAY),
        (authority.bundle, ended),
        (authority.bundle, ended + DAY),
        (authority.bundle, SEALED_AT - DAY),
    ):
        assert await read_again(genuine, trust, register, nobody, at)
    assert (await asked(genuine, revoked, register, SEALED_AT + 2 * DAY)).summary is Summary.NOT_GENUINE


async def test_nothing_stays_of_a_file_that_no_register_knows(
    genuine: bytes, authority: Authority, files: KnownFiles
) -> None:
    await asked(genuine, authority.bundle, None)
    await asked(genuine, authority.bundle, OneLicense(frozenset()))
    await asked(genuine, TrustBundle(), OneLicense(frozenset({"0" * 64})))
    assert len(files) == 0


async def test_the_latest_files_are_kept_and_no_more(genuine: bytes, authority: Authority) -> None:
    found = await examiners.examined(genuine, authority.bundle, NOW, LIMITS)
    known = KnownFiles(most=2)
    for digest in "abc":
        known.keep(replace(found, facts=replace(found.facts, digest=digest)), (), ())
    assert [digest for digest in "abc" if known.get(digest, (), (), NOW)] == ["b", "c"]
