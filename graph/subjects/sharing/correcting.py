"""A request that was given back, stated anew: what it says now, and what it said before.

* Only what is said is another one; the rest stays. What was stated is kept, with the day until which it was.
* It is corrected within what was approved inside: of the items that were asked for, and no others.
* Another purpose or scenario is one that nobody has approved inside.
* The sharing type is that of the items for which it asks now.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from graph.cases.wording import noted, stated
from graph.errors import Malformed, Text
from graph.law.workflow import Articles
from graph.refusal_codes import Code
from graph.subjects.sharing.cases import Parties
from graph.subjects.sharing.facts import asked_type
from graph.subjects.sharing.settling import Correction
from graph.words.sharing import Purpose
from graph.words.sharing_cases import SharingCase, Stated


def corrected(case: SharingCase, parties: Parties, given: Correction, on: date, rules: Articles) -> SharingCase:
    """A request as it is stated anew; the same where nothing differs.

    Args:
        case: As it was read.
        parties: The two sides, and what there is.
        given: What is said anew.
        on: The day.
        rules: The articles of the step.

    Raises:
        Malformed: `NOT_ASKED_FOR` or `WORDS_REQUIRED`.
        LimitExceeded: `WORDS_TOO_LONG`.
    """
    items = case.stated.items if given.items is None else _names(given.items, case.stated.items, rules)
    anew = _anew(case.stated, given, items)
    if anew == case.stated:
        return case
    earlier = "\n".join(filter(None, (case.earlier, _line(case.stated, on))))
    return replace(case, stated=anew, sharing=asked_type(parties, items), earlier=earlier)


def another_use(before: Stated, after: Stated) -> bool:
    """Whether what is stated is for another purpose, or in another scenario, than was stated before."""
    return _use(before) != _use(after)


def _use(said: Stated) -> tuple[Purpose, str, str]:
    return said.purpose, said.purpose_words, said.scenario


def _names(given: tuple[str, ...], asked: tuple[str, ...], rules: Articles) -> tuple[str, ...]:
    items = tuple(dict.fromkeys(each.strip() for each in given))
    for position, name in enumerate(items, start=1):
        if asked and name not in asked:
            raise Malformed(
                Text("更正的信息项应在原申请范围之内", "what is corrected stays within what was asked for"),
                code=Code.NOT_ASKED_FOR,
                rules=rules,
                path=("items", str(position)),
                value=name,
                limit=", ".join(asked),
            )
    return items or asked


def _anew(said: Stated, given: Correction, items: tuple[str, ...]) -> Stated:
    purpose = said.purpose if given.purpose is None else given.purpose
    words = said.purpose_words if given.purpose_words is None else given.purpose_words
    return replace(
        said,
        purpose=purpose,
        purpose_words=(stated if purpose is Purpose.OTHER else noted)(words, "purposeWords"),
        scenario=said.scenario if given.scenario is None else noted(given.scenario, "scenario"),
        need=said.need if given.need is None else noted(given.need, "need"),
        items=items,
    )


def _line(said: Stated, on: date) -> str:
    """What was stated until a day."""
    parts = (
        ("用途", f"{said.purpose.zh}（{said.purpose_words}）" if said.purpose_words else said.purpose.zh),
        ("应用场景", said.scenario), ("政务业务需求", said.need), ("信息项", "、".join(said.items) or "全部"),
    )  # fmt: skip
    return f"{on.isoformat()}更正前：" + "；".join(f"{name}：{value}" for name, value in parts if value)
