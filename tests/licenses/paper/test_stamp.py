from __future__ import annotations

import pickle

from PIL import Image

from licenses.paper import stamp

NAME, CODE = "芜湖市市场监督管理局", "3402000012345"


def red(drawn: stamp.Stamp, left: float, top: float, right: float, bottom: float) -> float:
    """Return the share of red in a part of the seal, given in shares of its side."""
    box = tuple(round(edge * drawn.side) for edge in (left, top, right, bottom))
    part = drawn.picture().getchannel("A").crop(box)  # type: ignore[arg-type]
    return sum(level * count for level, count in enumerate(part.histogram())) / (255 * part.width * part.height)


def test_the_seal_is_drawn_at_600_dpi_in_its_true_size() -> None:
    drawn = stamp.draw(NAME, CODE, demonstration=False)
    assert abs(drawn.side - 42 / 25.4 * 600) < 2
    assert drawn.picture().mode == "RGBA"


def test_the_seal_has_a_star_in_the_middle_and_nothing_outside_its_ring() -> None:
    drawn = stamp.draw(NAME, CODE, demonstration=False)
    assert red(drawn, 0.47, 0.47, 0.53, 0.53) > 0.95
    assert red(drawn, 0, 0, 0.1, 0.1) == 0


def test_a_demonstration_seal_says_so_below_its_use() -> None:
    where = (0.35, 0.8, 0.65, 0.87)
    real, shown = (stamp.draw(NAME, CODE, demonstration=flag) for flag in (False, True))
    assert red(real, *where) == 0
    assert red(shown, *where) > 0.05


def test_the_longest_names_stay_inside_the_ring() -> None:
    drawn = stamp.draw("内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗人力资源和社会保障局", CODE, demonstration=False)
    inside_the_ring = (0.46, 0.037, 0.54, 0.05)
    assert red(drawn, *inside_the_ring) < 0.02


def test_a_seal_is_drawn_once_and_small_enough_to_travel() -> None:
    drawn = stamp.draw(NAME, CODE, demonstration=True)
    assert stamp.draw(NAME, CODE, demonstration=True) is drawn
    assert pickle.loads(pickle.dumps(drawn)) == drawn
    assert len(drawn.samples) < 48_000


def test_the_picture_for_screens_is_red() -> None:
    picture = stamp.draw(NAME, CODE, demonstration=False).picture()
    assert isinstance(picture, Image.Image)
    middle = picture.getpixel((picture.width // 2, picture.height // 2))
    assert middle == (*stamp.RED, 255)


def test_a_place_is_a_square_in_whole_points_around_its_centre() -> None:
    left, bottom, right, top = stamp.Place(100, 50).box
    assert right - left == top - bottom == 119
    assert abs((left + right) / 2 - 100 / 25.4 * 72) <= 1
