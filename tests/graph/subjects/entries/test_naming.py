"""What a refused step of an entry names besides: the item that is not to be shared, the entry that says the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import catalogue as build

from graph.cases.refusing import ConditionMissing
from graph.errors import Text
from graph.refusal_codes import Code
from graph.subjects.entries.rules.naming import naming
from graph.words.entries import EntryDraft, SharingType

GROUND = Text("暂不能办理“登记”，须：不予共享的依据现行有效", "register needs: a basis in force")


def refused(draft: EntryDraft, *facts: str, elsewhere: str | None = None, within: bool = True) -> ConditionMissing:
    with pytest.raises(ConditionMissing) as found, naming(draft, elsewhere, within=within):
        raise ConditionMissing(GROUND, code=Code.CONDITION_MISSING, path=("entry",), facts=facts)
    return found.value


def draft(**changes: Any) -> EntryDraft:
    items = (build.item("姓名"), build.item("测试结论", 2, sharing=SharingType.REFUSED))
    plain: dict[str, Any] = {"sharing": SharingType.CONDITIONAL, "items": items}
    return replace(build.entry("307001340200/000001"), **(plain | changes))


def test_an_item_that_is_not_to_be_shared_is_named_with_its_place_where_the_entry_is_shared() -> None:
    told = refused(draft(), "basis_kind", "basis_in_force")
    assert (told.path, told.value) == (("entry", "items", "2", "sharing"), "REFUSED")
    assert told.message.zh == "信息项“测试结论”为不予共享：暂不能办理“登记”，须：不予共享的依据现行有效"
    later = refused(draft(), "authority_confirmed", within=False)
    assert (later.path, "测试结论" in later.message.zh) == (("entry",), True)


def test_nothing_is_named_where_the_entry_itself_is_not_shared_or_something_else_is_missing() -> None:
    for told in (
        refused(draft(sharing=SharingType.REFUSED), "basis_kind"),
        refused(draft(items=(build.item("姓名"),)), "basis_kind"),
        refused(draft(), "basis_kind", "secret"),
    ):
        assert (told.path, told.value, told.message) == (("entry",), None, GROUND)


def test_the_entry_by_which_another_department_shares_the_same_is_named() -> None:
    told = refused(draft(), "collected_twice", elsewhere="E-9")
    assert (told.limit, "E-9 已共享" in told.message.zh) == ("E-9", True)
