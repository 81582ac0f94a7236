"""Evidence: kept encrypted under its case and digest, read back as it was, destroyed, and swept after a crash."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from builders.office import NOW

from graph.cases.files import UNDER_WAY, CaseFolder, KeptFile
from graph.errors import NotFound
from graph.store.personal import PersonalData

CASE, OTHER = "20260302-0123456789ab", "20260302-ba9876543210"
CONTENT = b"%PDF-1.7 a forged licence of somebody"


@pytest.fixture
def evidence(tmp_path: Path, personal: PersonalData) -> CaseFolder:
    return CaseFolder(tmp_path / "evidence", personal)


def test_a_file_comes_back_as_it_was_and_lies_there_encrypted(evidence: CaseFolder) -> None:
    kept = evidence.put(CASE, CONTENT)
    assert evidence.get(kept) == CONTENT
    (file,) = evidence.folder.iterdir()
    assert CONTENT[:8] not in file.read_bytes()
    assert evidence.folder.stat().st_mode & 0o777 == 0o700


def test_it_is_opened_under_no_other_name_and_with_no_other_key(evidence: CaseFolder) -> None:
    kept = evidence.put(CASE, CONTENT)
    (file,) = evidence.folder.iterdir()
    moved = KeptFile(OTHER, kept.digest)
    file.rename(file.with_name(file.name.replace(CASE, OTHER)))
    stranger = CaseFolder(evidence.folder, PersonalData(b"\x18" * 32))
    for folder, asked in ((evidence, moved), (stranger, moved), (evidence, kept)):
        with pytest.raises(NotFound) as refused:
            folder.get(asked)
        assert refused.value.code == "FILE_NOT_FOUND"


def test_a_changed_file_is_none(evidence: CaseFolder) -> None:
    kept = evidence.put(CASE, CONTENT)
    (file,) = evidence.folder.iterdir()
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    with pytest.raises(NotFound):
        evidence.get(kept)


@pytest.mark.parametrize("case", ["../20260302-0123456789ab", "20260302-0123456789ab/..", "", "a"])
def test_no_name_leads_out_of_the_folder(evidence: CaseFolder, case: str) -> None:
    with pytest.raises(NotFound):
        evidence.put(case, CONTENT)
    with pytest.raises(NotFound):
        evidence.get(KeptFile(case, "0" * 64))


def test_what_is_destroyed_is_gone_and_may_be_destroyed_again(evidence: CaseFolder) -> None:
    kept = evidence.put(CASE, CONTENT)
    evidence.destroy(kept)
    evidence.destroy(kept)
    assert list(evidence.folder.iterdir()) == []


def test_what_is_old_is_told_and_what_was_half_written_is_removed(evidence: CaseFolder) -> None:
    old, fresh = evidence.put(CASE, CONTENT), evidence.put(OTHER, b"new")
    half = evidence.folder / f".{CASE}.half-written"
    half.write_bytes(b"half")
    long_ago = (NOW - UNDER_WAY - timedelta(seconds=1)).timestamp()
    for file in evidence.folder.iterdir():
        stamp = NOW.timestamp() if fresh.digest in file.name else long_ago
        os.utime(file, (stamp, stamp))
    assert evidence.old(NOW) == (old,)
    assert not half.exists()
    assert evidence.get(fresh) == b"new"


def test_where_nothing_was_kept_nothing_is_old(evidence: CaseFolder) -> None:
    assert evidence.old(NOW) == ()
