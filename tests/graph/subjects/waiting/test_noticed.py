"""What a notice says: every state that somebody is told of has words, whatever it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.errors import Text
from graph.subjects.waiting.noticed import Noticed, state_words
from graph.subjects.waiting.queues import QUEUES
from graph.words.notices import BasisTold, NoticeKind


def told(kind: NoticeKind, about: str, state: str, *acts: str) -> Text:
    return Noticed(kind, about, state, acts, "婚姻登记信息", date(2026, 3, 9), None, acts).text


@pytest.mark.parametrize("label", QUEUES)
def test_every_state_that_a_case_comes_into_has_words(label: str) -> None:
    states = [state for workflow in QUEUES[label].workflows for state in workflow.states]
    assert [state_words(NoticeKind.CASE_OVERDUE, label, each.name) for each in states] == [each.zh for each in states]


@pytest.mark.parametrize(
    ("kind", "about", "state", "words"),
    [
        (NoticeKind.ENTRY_CHANGED, "Resource", "PUBLISHED", "已发布"),
        (NoticeKind.ENTRY_ENDING, "Resource", "PARALLEL", "停用过渡"),
        (NoticeKind.OBJECTION_SETTLED, "Resource", "CORRECTED", "已更正"),
        (NoticeKind.BASIS_CHANGED, "LegalBasis", "REPEALED", "废止"),
    ],
)
def test_of_what_is_no_case_the_state_is_that_by_which_somebody_was_told(
    kind: NoticeKind, about: str, state: str, words: str
) -> None:
    assert state_words(kind, about, state) == words


def test_of_what_is_no_case_it_says_what_was_named_and_until_when() -> None:
    assert told(NoticeKind.BASIS_CHANGED, "LegalBasis", "REPEALED", "changeEntry") == Text(
        "依据变化，目录待更新：依据《婚姻登记信息》，废止；待办：变更；期限：2026-03-09。",
        "Basis changed: legal basis 婚姻登记信息, repealed; to be done: change; until 2026-03-09.",
    )


def test_of_a_basis_it_says_the_day_the_document_who_takes_over_and_which_entries_rest_on_it() -> None:
    basis = BasisTold(date(2026, 2, 28), "编〔2026〕9号", 4, ("甲", "乙", "丙"), "市住建局")
    told = Noticed(NoticeKind.BASIS_CHANGED, "LegalBasis", "MOVED", (), "职责", None, None, (), basis)
    assert told.text == Text(
        "依据变化，目录待更新：依据《职责》，职责划转；自2026-02-28起；文件：编〔2026〕9号；承接部门：市住建局；"
        "涉及目录条目4条：《甲》、《乙》、《丙》等。",
        "Basis changed: legal basis 职责, moved; from 2026-02-28 on; by 编〔2026〕9号; taken over by 市住建局; "
        "entries concerned: 4: 甲, 乙, 丙 and others.",
    )
    ended = replace(told, basis=BasisTold(date(2026, 2, 28), None, 0))
    assert "自2026-02-28起。" in ended.text.zh


def test_of_a_consumer_that_has_moved_it_says_which_where_to_and_since_when() -> None:
    moved = BasisTold(date(2026, 3, 2), None, 0, ("核对系统（USE-WH）",), "WH市政府")
    told = Noticed(NoticeKind.GRANT_LEFT_BEHIND, "Grant", "ACTIVE", (), "低保信息", None, None, (), moved)
    assert "使用方核对系统（USE-WH）自2026-03-02起属于WH市政府" in told.text.zh
    assert "from 2026-03-02 on 核对系统（USE-WH） is WH市政府's" in told.text.en
    nobodys = replace(told, basis=replace(moved, receiver=None)).text
    assert "自2026-03-02起不属于任何部门" in nobodys.zh
