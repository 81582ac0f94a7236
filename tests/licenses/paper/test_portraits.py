"""Portraits that are small as files and would be gigabytes as pictures."""

import asyncio
from collections.abc import Iterator
from contextlib import closing

import pytest
from builders.portraits import promising

from licenses.proof.confinement.confines import Confines
from licenses.proof.confinement.pool import Confinement


@pytest.fixture(scope="module")
def drawing() -> Iterator[Confinement]:
    """Draws a page where there is no memory for such a picture."""
    with closing(Confinement("builders.portraits:refused", Confines(processes=1, memory=128 << 20))) as made:
        yield made


@pytest.mark.parametrize("colours", [0, 2, 6])
@pytest.mark.parametrize("size", [(13_000, 13_000), (30_000, 30_000), (100_000_000, 1)])
def test_a_portrait_is_refused_by_its_header_before_it_is_decoded(
    drawing: Confinement, size: tuple[int, int], colours: int
) -> None:
    assert asyncio.run(drawing(10, promising(*size, colours))) == "PHOTO_UNREADABLE"
