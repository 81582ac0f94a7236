"""A row that cites what its texts do not have, or has a gap, does not let the program start."""

from dataclasses import replace
from datetime import date

import pytest

from graph.law.acts import Act
from graph.law.checking import RowRefused, check_rows
from graph.law.findings import Breach, FindingKind
from graph.law.policies import POLICIES, policy
from graph.law.policy import Cell, Policy
from graph.law.provisions import Correction, EntryAct, EntryStep
from graph.words.organisation import PostKind

WUHU = policy("WH")


def test_every_row_holds_against_its_texts() -> None:
    check_rows()


def broken(what: str) -> Policy:
    cited = WUHU.citations
    match what:
        case "an article that no text has":
            return replace(WUHU, correction=Cell(Correction(None), ("WH-31",)))
        case "an item that its article does not have":
            return replace(WUHU, citations=replace(cited, findings={FindingKind.OTHER: (Breach(("WH-28.8",)),)}))
        case "a neighbour's article":
            return replace(WUHU, citations=replace(cited, acts={**cited.acts, Act.REGISTER_ENTRY: ("CS-15",)}))
        case "a neighbour's article in the wording before":
            before = Cell(Correction(5), ("JZ-16",))
            return replace(WUHU, correction=Cell(Correction(None), ("WH-16",), date(2026, 1, 1), before))
        case "no article":
            return replace(WUHU, lists=Cell(("部门",), ()))
        case "an act without a word":
            return replace(WUHU, citations=replace(cited, acts={}))
        case "an unknown post":
            step = EntryStep(EntryAct.PUBLISH, "局长", True, "本单位", ("WH-6",))  # type: ignore[arg-type]
            return replace(WUHU, entry_approval=Cell((step,), ("WH-6",)))
        case "an unknown post in the citations":
            return replace(WUHU, citations=replace(cited, posts={"局长": ("WH-27",)}))  # type: ignore[dict-item]
        case _:
            return replace(WUHU, correction=Cell(Correction(None), ("WH-16",), date(2026, 1, 1)))


@pytest.mark.parametrize(
    ("what", "place"),
    [
        ("an article that no text has", "WH.correction cites WH-31"),
        ("an item that its article does not have", "WH.findings.OTHER cites WH-28.8"),
        ("a neighbour's article", "WH.acts.REGISTER_ENTRY cites CS-15"),
        ("a neighbour's article in the wording before", "WH.correction cites JZ-16"),
        ("no article", "WH.lists cites no article"),
        ("an act without a word", "ISSUE_LICENSE"),
        ("an unknown post", "WH.entry_approval names '局长'"),
        ("an unknown post in the citations", "WH.posts names '局长'"),
        ("a gap before its first wording", "WH.correction says nothing before 2026-01-01"),
    ],
)
def test_what_is_wrong_in_a_row_is_named_with_its_place(what: str, place: str) -> None:
    with pytest.raises(RowRefused) as refused:
        check_rows([policy("CZ"), broken(what)])
    assert place in str(refused.value)
    assert PostKind.HEAD.name not in str(refused.value)


def test_a_row_without_a_document_cites_standards_only() -> None:
    assert not POLICIES["SC809"].documents
    with pytest.raises(RowRefused, match="WH-16"):
        check_rows([replace(POLICIES["SC809"], correction=WUHU.correction)])
