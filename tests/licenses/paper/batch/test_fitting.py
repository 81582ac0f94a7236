"""Of a page of which it is found out whether it can be drawn the same is said as where it is drawn."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle

import pytest
from builders.every_type import CITIES, KINDS, stated
from builders.licenses import KIND, metadata
from builders.more import every, left_out
from builders.portraits import portrait

from graph.errors import Malformed
from graph.words.face_fields import FaceField
from licenses.paper import face
from licenses.paper.batch import fitting
from licenses.paper.batch.fitting import refusals_of
from licenses.paper.batch.press import Order, Press, Printed

FIELDS = (FaceField("KZ_MC", "名称", "文本"), FaceField("KZ_FW", "经营范围", "多行"))
MANY = tuple(FaceField(f"KZ_{number}", f"第{number}项", "文本") for number in range(80))
SCOPE = "技术服务、技术开发、技术咨询；（依法须经批准的项目，经相关部门批准后方可开展经营活动）"


def order(name: str, scope: str, photo: bytes | None = None) -> Order:
    identifier = "1.2.156.3005.2.11100000000013338W032.11430000006122244L.2026000001.001.X"
    said = metadata(face={"KZ_MC": name, "KZ_FW": scope}, identifier=identifier)
    return Order(said, photo, f"https://licenses.example/v/{identifier}")


def drawn(of: object, one: Order) -> tuple[object, ...] | None:
    """What drawing it has to say against it."""
    try:
        face.draw(one.said, of, one.photo, one.url)  # type: ignore[arg-type]
    except Malformed as refusal:
        return told(refusal)
    return None


def told(refusal: Malformed | None) -> tuple[object, ...] | None:
    return None if refusal is None else (refusal.code, refusal.path, refusal.value, refusal.limit, refusal.message)


@pytest.mark.parametrize("layout", every(len(face.LAYOUTS), face.LAYOUTS))
def test_the_same_is_said_of_each(layout: str) -> None:
    of = replace(KIND, layout=layout, fields=FIELDS)
    some = ("王\n小明", "电\u200b工", "芜湖市春江数字科技有限公司")
    orders = [order(name, SCOPE * lines) for name in some for lines in (1, 4, 9, 16, 40)]
    orders += [order("甲", "字" * 70_000), order("甲", SCOPE, b"no photo"), order("甲", SCOPE, portrait())]
    found = refusals_of(of, orders)
    assert [told(each) for each in found] == [drawn(of, each) for each in orders]
    assert {each.code for each in found if each} >= {"MISSING_GLYPH", "FACE_OVERFLOW", "PHOTO_UNREADABLE"}


def test_more_fields_than_a_page_takes_are_refused_as_where_they_are_drawn() -> None:
    of = replace(KIND, fields=MANY)
    one = Order(
        replace(order("甲", SCOPE).said, face={field.key: "字" for field in MANY}), None, "https://a.example/v/1"
    )
    assert told(refusals_of(of, [one])[0]) == drawn(of, one)
    assert refusals_of(of, []) == []


def test_what_is_known_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    of, alone = replace(KIND, fields=FIELDS), list[Order]()

    def singly(_: object, one: Order) -> Printed:
        alone.append(one)
        return Printed(b"", None)

    monkeypatch.setattr(fitting, "singly", singly)
    long = order("甲", SCOPE * 40)
    assert refusals_of(of, [order("甲", SCOPE), long, order("乙", SCOPE, portrait())]) == [None] * 3
    assert alone == [long]


@left_out
@pytest.mark.parametrize(("code", "city"), list(zip(sorted(KINDS), cycle(CITIES), strict=False)), ids=sorted(KINDS))
def test_of_every_type_of_the_demonstration_the_same_is_said(code: str, city: tuple[str, str]) -> None:
    of = KINDS[code]
    photo = portrait() if of.photo else None
    orders = [Order(said, photo, f"https://licenses.example/v/{said.identifier}") for said in stated(code, city)]
    press = Press.made(of, orders[0])
    assert press is not None
    pages = [page if isinstance(page, Malformed) else None for page in press.drawn(orders)]
    assert refusals_of(of, orders) == pages == [None] * len(orders)
