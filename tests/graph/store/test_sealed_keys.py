"""Keys that lie in the store: they open what they locked, as what it was locked as, and nothing else."""

from __future__ import annotations

import base64

import pytest

from graph.store.errors import StoreError
from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key, joined, moved


def test_a_key_opens_what_it_locked_as_what_it_was_locked_as() -> None:
    key = Key.make()
    assert key.decrypt(key.encrypt("王芳", "Holder.name"), "Holder.name") == "王芳"
    with pytest.raises(StoreError):
        key.decrypt(key.encrypt("王芳", "Holder.name"), "Holder.code")
    with pytest.raises(StoreError):
        Key.make().unlock(key.lock(b"file", "file 1"), "file 1")


@pytest.mark.parametrize("place", [0, 1, 13, -1])
def test_a_changed_byte_is_told_but_for_the_first_that_is_no_part_of_it(place: int) -> None:
    key = Key.make()
    raw = bytearray(key.lock(b"file", "file 1"))
    raw[place] ^= 1
    if place == 0:
        assert key.unlock(bytes(raw), "file 1") == b"file"
        return
    with pytest.raises(StoreError):
        key.unlock(bytes(raw), "file 1")


@pytest.mark.parametrize("damaged", ["", "AA", "no base64 $$", base64.urlsafe_b64encode(b"\x02" * 20).decode()])
def test_what_is_no_wrapped_key_is_refused(personal: PersonalData, damaged: str) -> None:
    with pytest.raises(StoreError):
        personal.unwrap(damaged, "Holder 1")


def test_a_wrapped_key_is_that_of_one_thing_in_one_store(personal: PersonalData) -> None:
    key = Key.make()
    wrapped = personal.wrap(key, "Holder 1")
    locked = key.lock(b"x", "y")
    assert personal.unwrap(wrapped, "Holder 1").unlock(locked, "y") == b"x"
    for other, about in ((personal, "Holder 2"), (PersonalData(b"\x18" * 32), "Holder 1")):
        with pytest.raises(StoreError):
            other.unwrap(wrapped, about)


def test_keys_are_joined_by_all_of_them_in_their_order_for_one_thing() -> None:
    one, other = Key.make(), Key.make()
    locked = joined([one, other], "License 1").lock(b"x", "y")
    assert joined([one, other], "License 1").unlock(locked, "y") == b"x"
    for keys, about in (
        ([other, one], "License 1"),
        ([one], "License 1"),
        ([other], "License 1"),
        ([one, other], "License 2"),
    ):
        with pytest.raises(StoreError):
            joined(keys, about).unlock(locked, "y")


def test_a_value_is_moved_to_another_key() -> None:
    before, after = Key.make(), Key.make()
    there = moved(before, after, before.encrypt("王芳", "Holder.name"), "Holder.name")
    assert after.decrypt(there, "Holder.name") == "王芳"
    with pytest.raises(StoreError):
        before.decrypt(there, "Holder.name")


def test_no_key_says_itself() -> None:
    secret = b"\x41" * 32
    assert "AAAA" not in repr(Key(secret))
