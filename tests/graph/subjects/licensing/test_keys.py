"""The key of a licence is opened by the keys of all its holders, and by nobody else."""

from __future__ import annotations

import pytest

from graph.store.errors import StoreError
from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key
from graph.subjects.licensing.keys import LockedKey, key_of_holder, wrapped_key_of_holder, wrapped_key_of_license


def couple(personal: PersonalData) -> tuple[Key, LockedKey]:
    """A key, and how the store has it of a licence that two hold."""
    husband, wife, key = Key.make(), Key.make(), Key.make()
    held = tuple((name, wrapped_key_of_holder(personal, name, of)) for name, of in (("h", husband), ("w", wife)))
    return key, LockedKey("L", wrapped_key_of_license(key, "L", [husband, wife]), held)


def test_both_of_a_couple_open_it_together(personal: PersonalData) -> None:
    key, locked = couple(personal)
    opened = locked.opened(personal)
    assert opened is not None
    assert opened.of_license.unlock(key.lock(b"face", "face"), "face") == b"face"
    assert len(opened.of_holders) == 2


@pytest.mark.parametrize("gone", [0, 1])
def test_one_destroyed_key_of_a_couple_leaves_nothing_to_read(personal: PersonalData, gone: int) -> None:
    _, locked = couple(personal)
    left = [(holder, None if place == gone else key) for place, (holder, key) in enumerate(locked.holders)]
    assert LockedKey("L", locked.wrapped, tuple(left)).opened(personal) is None


def test_it_is_erased_with_its_own_key_and_without_any_holder(personal: PersonalData) -> None:
    _, locked = couple(personal)
    assert LockedKey("L", None, locked.holders).opened(personal) is None
    assert LockedKey("L", locked.wrapped, ()).opened(personal) is None
    with pytest.raises(ValueError, match="without holders"):
        wrapped_key_of_license(Key.make(), "L", [])


def test_it_opens_nothing_in_the_place_of_another(personal: PersonalData) -> None:
    _, locked = couple(personal)
    first, second = locked.holders
    for other in (
        LockedKey("M", locked.wrapped, locked.holders),
        LockedKey("L", locked.wrapped, (second, first)),
        LockedKey("L", locked.wrapped, (first,)),
        LockedKey("L", locked.wrapped, ((first[0], second[1]), second)),
    ):
        with pytest.raises(StoreError):
            other.opened(personal)


def test_the_key_of_a_holder_is_nobody_elses(personal: PersonalData) -> None:
    wrapped = wrapped_key_of_holder(personal, "h", Key.make())
    assert key_of_holder(personal, "h", None) is None
    assert key_of_holder(personal, "h", wrapped) is not None
    with pytest.raises(StoreError):
        key_of_holder(personal, "w", wrapped)
