"""DER in its one form; everything else is of another shape."""

from __future__ import annotations

import random

import pytest
from builders.licenses import Authority

from licenses.proof.issued.der import INTEGER, SEQUENCE, Der, OtherShape
from licenses.proof.issued.recognition import recognise
from licenses.proof.issued.signed import read_seal, read_stated


def test_values_are_taken_one_after_the_other() -> None:
    reader = Der.of(bytes.fromhex("3006020101020102") + b"\x30\x81\x80" + bytes(128))
    inner = reader.enter(SEQUENCE)
    assert (inner.value(INTEGER), inner.whole(INTEGER), inner.more) == (b"\x01", b"\x02\x01\x02", False)
    assert reader.value(SEQUENCE) == bytes(128)
    reader.close()


@pytest.mark.parametrize(
    "written",
    ["", "30", "3001", "3080", "3081", "30817f" + "00" * 127, "30820080" + "00" * 128, "3082", "308401000000", "0201"],
)
def test_what_is_no_der_value_or_another_is_of_another_shape(written: str) -> None:
    with pytest.raises(OtherShape):
        Der.of(bytes.fromhex(written)).enter(SEQUENCE)


def test_a_value_does_not_reach_beyond_what_holds_it() -> None:
    inner = Der.of(bytes.fromhex("300302020101")).enter(SEQUENCE)
    with pytest.raises(OtherShape):
        inner.enter(INTEGER)


def test_what_is_left_and_what_is_not_there_is_of_another_shape() -> None:
    reader = Der.of(b"\x02\x01\x01")
    with pytest.raises(OtherShape):
        reader.close()
    with pytest.raises(OtherShape):
        reader.expect(b"\x02\x01\x02")
    reader.expect(b"\x02\x01\x01")
    with pytest.raises(OtherShape):
        reader.expect(b"\x00")


def test_no_damage_of_a_seals_value_makes_its_reader_raise_anything_else(genuine: bytes, authority: Authority) -> None:
    layout = recognise(genuine).layout
    value = bytes.fromhex(genuine[layout.before + 1 : layout.after - 1].decode()).rstrip(b"\0")
    dice = random.Random(7)
    for _ in range(3_000):
        damaged = bytearray(value[: dice.choice([len(value), dice.randrange(len(value))])])
        for place in dice.choices(range(len(damaged)), k=dice.choice([0, 1, 3])) if damaged else ():
            damaged[place] = dice.randrange(256)
        try:
            seal = read_seal(bytes(damaged))
            assert seal.stamp is not None
            read_stated(seal.stamp.content)
        except OtherShape:
            pass
