"""What is called genuine looks like what was sealed, in every program that people open files with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import lru_cache

import pytest
from builders import revisions, shapes, viewers
from builders.licenses import Authority
from builders.more import LEFT_OUT, every
from PIL import Image

from licenses.paper import face
from licenses.proof.verdict import Summary
from licenses.proof.verification import verify

pytestmark = [*LEFT_OUT]

LAYOUT = "证件卡"

Shaped = Callable[[str], Mapping[str, bytes]]


@pytest.fixture(params=sorted(viewers.ENGINES))
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine that is here; another one says how to get it."""
    name = str(request.param)
    if missing := viewers.ENGINES[name].missing():
        pytest.skip(f"no pictures by {name}: {missing}")
    return name


@pytest.fixture(scope="module")
def shaped(authority: Authority) -> Shaped:
    """The shapes of a licence in a page form, each made once."""
    return lru_cache(lambda layout: shapes.shapes(authority, layout))


def genuine(data: bytes, authority: Authority) -> bool:
    return asyncio.run(verify(data, shapes.trust(authority), shapes.JUDGED_AT)).summary is Summary.GENUINE


def looks_as_it_is_called(data: bytes, authority: Authority) -> None:
    """A file that is called genuine looks like what was sealed."""
    if genuine(data, authority):
        shown = viewers.shown_as_sealed(data)
        assert max(shown.values()) < viewers.MOST_DIFFERING, shown


def red(picture: Image.Image, layout: str) -> int:
    """Red points where the seal stands."""
    left, bottom, right, top = face.LAYOUTS[layout].seal.box
    place = picture.crop((int(left), picture.height - int(top), int(right), picture.height - int(bottom)))
    return sum(
        r > 160 and g < 100 and b < 100 for r, g, b in zip(*(band.tobytes() for band in place.split()), strict=True)
    )


@pytest.mark.parametrize("layout", face.LAYOUTS)
def test_every_shape_of_every_page_form_is_genuine(layout: str, shaped: Shaped, authority: Authority) -> None:
    assert [name for name, data in shaped(layout).items() if not genuine(data, authority)] == []


@pytest.mark.parametrize("layout", face.LAYOUTS)
def test_every_shape_draws_like_its_sealed_revision(layout: str, engine: str, shaped: Shaped) -> None:
    for name, data in shaped(layout).items():
        share = viewers.shown_by(engine, data, viewers.sealed_revision(data))
        assert share < viewers.MOST_DIFFERING, name


@pytest.mark.parametrize("layout", every(len(face.LAYOUTS), face.LAYOUTS))
def test_the_picture_is_one_page_with_the_red_seal_on_it(layout: str, engine: str, shaped: Shaped) -> None:
    (page,) = viewers.ENGINES[engine].draw(shaped(layout)["archived twice"])
    assert red(page, layout) > 500
    (unsealed,) = viewers.ENGINES[engine].draw(shapes.page(layout))
    assert red(unsealed, layout) == 0


@pytest.mark.parametrize("shape", ["issued", "cut back", "archived", "of 0.1.0"])
@pytest.mark.parametrize("change", [revisions.repaired, revisions.without_appearances])
def test_what_viewers_draw_otherwise_is_not_genuine(
    change: Callable[[bytes], bytes], shape: str, shaped: Shaped, authority: Authority
) -> None:
    looks_as_it_is_called(change(shaped(LAYOUT)[shape]), authority)


@pytest.mark.parametrize("again", [b"/Root", b"/Info"])
@pytest.mark.parametrize("departure", revisions.DEPARTURES)
def test_a_page_hidden_before_an_inexact_revision_is_not_shown_by_a_genuine_file(
    departure: str, again: bytes, shaped: Shaped, authority: Authority
) -> None:
    looks_as_it_is_called(revisions.hiding(shaped(LAYOUT)["issued"], departure, again), authority)


def test_an_exact_revision_that_says_nothing_draws_the_same_and_one_to_be_repaired_another_page(
    engine: str, shaped: Shaped
) -> None:
    issued = shaped(LAYOUT)["issued"]
    sealed = viewers.sealed_revision(issued)
    assert viewers.shown_by(engine, revisions.Revision().after(issued), sealed) == 0
    assert viewers.shown_by(engine, revisions.repaired(issued), sealed) > 0.1


def test_what_an_engine_cannot_draw_differs_wholly_and_the_next_file_is_drawn(engine: str, shaped: Shaped) -> None:
    issued = shaped(LAYOUT)["issued"]
    assert viewers.shown_by(engine, b"%PDF-1.7\nnothing", issued) == 1
    assert viewers.shown_by(engine, issued + b"\n", issued) == 0


def test_an_engine_that_died_is_started_again(shaped: Shaped) -> None:
    issued, seen = shaped(LAYOUT)["issued"], viewers.drawn("pdfium", shaped(LAYOUT)["issued"])
    servant = viewers.PDFIUM
    assert servant.process is not None
    servant.process.kill()
    assert servant.draw(issued) == ()
    assert viewers.differing(servant.draw(issued), seen) == 0


def test_a_point_differs_when_one_channel_does_and_a_second_page_is_another_picture() -> None:
    white = Image.new("RGB", (100, 50), "white")
    other = white.copy()
    other.putpixel((3, 4), (255, 255, 255 - viewers.TOLERANCE))
    assert viewers.differing((white,), (other,)) == 0
    other.putpixel((3, 4), (255, 255, 254 - viewers.TOLERANCE))
    assert viewers.differing((white,), (other,)) == 1 / 5_000
    assert viewers.differing((white,), (white, white)) == 1
    assert viewers.differing((white,), (white.resize((50, 50)),)) == 1
