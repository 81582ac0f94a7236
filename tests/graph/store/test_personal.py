"""Personal values at rest: encrypted for one column under one key, found by keyed hash."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from graph.store.errors import StoreError
from graph.store.keyfile import KeyDamaged
from graph.store.personal import PersonalData

NAME = "Holder.name"


def test_the_key_file_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "personal.key"
    assert PersonalData.make_file(path)
    first = PersonalData.from_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert not PersonalData.make_file(path)
    again = PersonalData.from_file(path)
    assert again.decrypt(first.encrypt("王芳", NAME), NAME) == "王芳"
    assert again.lookup("340200199001011234") == first.lookup("340200199001011234")


@pytest.mark.parametrize("content", [b"", b"short", b"\0" * 33])
def test_a_damaged_key_file_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "personal.key"
    path.write_bytes(content)
    with pytest.raises(KeyDamaged):
        PersonalData.from_file(path)
    assert path.read_bytes() == content


def test_the_same_value_is_never_encrypted_to_the_same_text(personal: PersonalData) -> None:
    written = {personal.encrypt("王芳", NAME) for _ in range(50)}
    assert len(written) == 50
    assert all("王芳".encode() not in base64.urlsafe_b64decode(each) for each in written)


@pytest.mark.parametrize("value", ["", "王", "𠮷野家", "a" * 4_000])
def test_any_text_comes_back(personal: PersonalData, value: str) -> None:
    assert personal.decrypt(personal.encrypt(value, NAME), NAME) == value


def test_a_value_cannot_be_moved_to_another_column(personal: PersonalData) -> None:
    with pytest.raises(StoreError, match=r"Holder\.code"):
        personal.decrypt(personal.encrypt("王芳", NAME), "Holder.code")


def test_another_key_reads_nothing(personal: PersonalData) -> None:
    with pytest.raises(StoreError):
        PersonalData(b"\x18" * 32).decrypt(personal.encrypt("王芳", NAME), NAME)


@pytest.mark.parametrize("place", [1, 12, 13, -1])
def test_a_changed_ciphertext_is_refused(personal: PersonalData, place: int) -> None:
    raw = bytearray(base64.urlsafe_b64decode(personal.encrypt("王芳", NAME)))
    raw[place] ^= 1
    with pytest.raises(StoreError):
        personal.decrypt(base64.urlsafe_b64encode(raw).decode(), NAME)


@pytest.mark.parametrize("damaged", ["", "AQ==", "not base64 at all", "中文"])
def test_what_was_never_a_ciphertext_is_refused(personal: PersonalData, damaged: str) -> None:
    with pytest.raises(StoreError):
        personal.decrypt(damaged, NAME)


def test_codes_are_found_however_they_are_typed(personal: PersonalData) -> None:
    wanted = personal.lookup("34020019900101123X")
    assert personal.lookup(" 340200 19900101 123x ") == wanted
    assert personal.lookup("340200199001011230") != wanted


def test_a_hash_does_not_show_the_code_and_differs_under_another_key(personal: PersonalData) -> None:
    code = "34020019900101123X"
    assert code not in personal.lookup(code)
    assert PersonalData(b"\x18" * 32).lookup(code) != personal.lookup(code)
