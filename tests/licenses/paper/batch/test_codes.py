"""The code of a text that is put together from differences is the library's own, module for module."""

from __future__ import annotations

import random
import re
from itertools import product

import pytest

from licenses.paper.batch.codes import Codes
from licenses.paper.batch.objects import NotOursError
from licenses.paper.face import code_of

PUBLIC = "https://licenses.example/v/1.2.156.3005.2.11100000MB0143028R001.11340200MB3003290W."


def url(serial: str) -> str:
    return f"{PUBLIC}{serial}.001.X"


def modules(drawn: bytes, side: int) -> set[tuple[int, int]]:
    """Which modules are dark."""
    dark = set[tuple[int, int]]()
    for run in re.findall(rb"(\d+) (\d+) (\d+) (\d+) re\n", drawn):
        across, down, width, height = map(int, run)
        dark |= set(product(range(down, down + height), range(across, across + width)))
    assert all(max(module) < side for module in dark)
    return dark


@pytest.mark.parametrize("digits", [13, 32])
def test_a_code_is_the_librarys_own(digits: int) -> None:
    draw = random.Random(14)
    serials = ["".join(draw.choice("0123456789ABCDEF") for _ in range(digits)) for _ in range(6)]
    codes = Codes(url(serials[0]))
    for serial in serials:
        matrix = code_of(url(serial)).matrix
        expected = {(down, across) for down, row in enumerate(matrix) for across, dark in enumerate(row) if dark}
        assert modules(codes.drawn(url(serial)), len(matrix)) == expected


@pytest.mark.parametrize("text", [url("1234"), url("123"), url("12证")])
def test_a_text_that_is_not_like_the_first_one_has_none(text: str) -> None:
    codes = Codes(url("12345"))
    with pytest.raises(NotOursError):
        codes.drawn(text)
