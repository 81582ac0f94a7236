"""How well something meets a search: what the rules say of each node alone, told of all at once."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from graph.store.bitmaps import Texts, positions
from graph.store.ordering import Order
from graph.store.ranking import LONGEST, Sayings
from graph.store.roll import Roll
from graph.store.searching import Found
from graph.words.asking import Form, understood

NAMES = ("婚姻登记信息", "婚姻登记", "企业登记注册基本信息", "社区服务信息", "出生医学证明", "登记", "市场主体GDP数据")
OFFICES = ("芜湖市民政局", "市民政局", "卫健委", "登记处")
ITEMS = ("姓名", "登记日期", "婚姻状况", "名称", "公民身份号码")
SUMMARIES = ("", "市县两级登记", "婚姻")
TYPED = ("婚姻登记", "登记", "民政局", "hunyin", "登记 姓名", "婚因登记", "数据", "gdp", "身份证号", "307/000003", "信")
RELEVANCE, NAME = Order("", descending=True, searches=True), Order("c.name")


@dataclass(frozen=True)
class Thing:
    code: str
    name: str
    summary: str
    around: tuple[str, ...]
    parts: tuple[str, ...]

    def weight(self, typed: str, form: Form) -> int:
        """The points of a thing by the rules, for words that are Chinese."""
        whole = understood(typed).whole
        points = 4000 if self.name == whole else 1200 if self.name.startswith(whole) else 900 * (whole in self.name)
        asked = [each.words for each in form.wanted] + [(part,) for each in form.wanted for part in each.parts]
        return points + sum(max(map(self._place, words)) for words in asked) - len(self.name)

    def _place(self, word: str) -> int:
        around = {each for name in self.around for each in (name, name.removeprefix("市"))}
        texts: Sequence[str] = (self.name, self.summary, *around, *self.parts)
        return next(
            points
            for points, holds in (
                (1000, self.name.startswith(word)), (800, word in self.name), (600, word in around),
                (500, word in self.parts), (400, any(each.startswith(word) for each in self.parts)),
                (200, any(word in each for each in texts)), (0, True),
            )
            if holds
        )  # fmt: skip


def things(dice: random.Random, number: int) -> list[Thing]:
    return [
        Thing(
            f"307/{at:06}",
            dice.choice(NAMES).casefold(),
            dice.choice(SUMMARIES),
            tuple(dice.sample(OFFICES, dice.randint(0, 2))),
            tuple(dice.sample(ITEMS, dice.randint(0, 3))),
        )
        for at in range(number)
    ]


def roll_of(known: Sequence[Thing]) -> Roll:
    """A roll that has learnt some things, each of them first as another one."""
    roll = Roll({"said": Sayings, "c.name": Texts})
    for turn in (1, 0):
        roll.put([each.code, _said(known[at - turn]), known[at - turn].name] for at, each in enumerate(known))
    return roll


def _said(thing: Thing) -> list[object]:
    return [thing.name, None, thing.code, thing.summary, list(thing.around), list(thing.parts)]


def found(roll: Roll, typed: str) -> Found:
    sayings = roll.columns["said"]
    assert isinstance(sayings, Sayings)
    form = next((form for form in understood(typed).forms if sayings.meeting(form, roll.every)), None)
    return Found(roll, sayings, typed, form, sayings.meeting(form, roll.every) if form else 0)


def test_points_are_those_of_each_alone() -> None:
    dice = random.Random(11)
    known = things(dice, 300)
    roll, told = roll_of(known), 0
    for typed in (each for each in TYPED if not each.isascii()):
        search = found(roll, typed)
        assert search.form is not None, typed
        if any(word.isascii() for wanted in search.form.wanted for word in wanted.words):
            continue  # by its sound something may be in a name that this test does not spell
        rows = search.in_order(RELEVANCE, roll.every, None, 300, backward=False)
        assert {code: points for points, code in rows} == {
            known[at].code: known[at].weight(typed, search.form) for at in positions(search.nodes)
        }
        told += len(rows)
    assert told > 500


def test_pages_are_parts_of_the_whole_order_forward_and_back() -> None:
    dice = random.Random(12)
    known = things(dice, 120)
    roll = roll_of(dice.sample(known, 120))
    for typed, order in ((typed, order) for typed in TYPED for order in (RELEVANCE, NAME, Order("c.id"))):
        search = found(roll, typed)
        whole = search.in_order(order, roll.every, None, 200, backward=False)
        by_id = sorted(whole, key=lambda row: row[1])
        assert whole == sorted(by_id, key=lambda row: row[0], reverse=order.descending)
        assert len(whole) == search.nodes.bit_count()
        for start in dice.sample(range(len(whole)), min(5, len(whole))):
            behind = search.in_order(order, roll.every, whole[start], 7, backward=False)
            assert behind == whole[start + 1 : start + 8]
            before = search.in_order(order, roll.every, whole[start], 7, backward=True)
            assert before == whole[max(0, start - 7) : start][::-1]
        assert search.in_order(order, roll.every, None, 5, backward=True) == whole[::-1][:5]


def test_a_page_cannot_begin_where_no_row_can_be() -> None:
    search = found(roll_of(things(random.Random(13), 20)), "登记")
    assert search.in_order(RELEVANCE, -1, ("登记", "307/000001"), 5, backward=False) == []
    assert search.in_order(NAME, -1, (5, "307/000001"), 5, backward=False) == []


def test_a_longer_name_than_can_be_told_apart_is_found_all_the_same() -> None:
    roll = roll_of([Thing("1", "登记" * LONGEST, "", (), ()), Thing("2", "登记", "", (), ())])
    assert [code for _, code in found(roll, "登记").in_order(RELEVANCE, -1, None, 5, backward=False)] == ["2", "1"]
