"""Drawn portraits: the size that certificates ask for, the same every time."""

import io

import pytest
from PIL import Image, ImageChops, ImageStat

from seed.people import people
from seed.portraits import MAX_BYTES, portrait, portrait_seed


def picture(seed: str) -> Image.Image:
    return Image.open(io.BytesIO(portrait(seed))).convert("RGB")


@pytest.mark.parametrize("seed", ["M1960-a", "F1985-b", "anything", "", "F19", "M1990-c+F1992-d"])
def test_a_portrait_is_a_jpeg_of_the_prescribed_size(seed: str) -> None:
    data = portrait(seed)
    image = Image.open(io.BytesIO(data))
    assert image.format == "JPEG"
    assert image.size == ((626, 413) if "+" in seed else (295, 413))
    assert tuple(round(value) for value in image.info["dpi"]) == (300, 300)
    assert len(data) <= MAX_BYTES


def test_the_same_seed_draws_the_same_bytes() -> None:
    assert portrait("F1985-b") == portrait("F1985-b")


def test_different_people_look_different() -> None:
    seeds = [portrait_seed(one) for one in people().persons[:8]]
    assert len(set(seeds)) == 8
    assert len({portrait(seed) for seed in seeds}) == 8


def test_a_portrait_differs_from_another_by_more_than_noise() -> None:
    difference = ImageStat.Stat(ImageChops.difference(picture("M1960-a"), picture("F1985-b")))
    assert sum(difference.mean) > 10


def test_a_seed_does_not_tell_the_citizen_id() -> None:
    one = people().persons[0]
    assert one.code not in portrait_seed(one)
    assert one.born.strftime("%m%d") not in portrait_seed(one)[1:6]


def test_a_large_canvas_is_never_interpolated(monkeypatch: pytest.MonkeyPatch) -> None:
    interpolated: list[tuple[int, int]] = []
    resize = Image.Image.resize

    def seen(image: Image.Image, size: tuple[int, int], resample: int | None = None, **more: object) -> Image.Image:
        if resample != Image.Resampling.NEAREST:
            interpolated.append(size)
        return resize(image, size, resample, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Image.Image, "resize", seen)
    portrait("F1985-b")
    assert [width for width, _ in interpolated] == [1]
