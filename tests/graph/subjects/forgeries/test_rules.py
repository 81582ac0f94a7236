"""Whose forgery it is, who presented it, and what is said where the text has no number."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from graph.errors import Conflict, Malformed
from graph.law.policies import policy
from graph.subjects.forgeries.rules import LONGEST_NAME, imitated, presenter, sentence_without_due

SEAL, FACE, OTHER = "11340200MB0000001A", "11340200MB0000002B", "11340200MB0000003C"
KNOWN = frozenset({SEAL, FACE, OTHER})


@pytest.mark.parametrize(
    ("claims", "known", "named", "found"),
    [
        ((SEAL, FACE), KNOWN, None, SEAL),
        ((SEAL, FACE), {FACE}, None, FACE),
        ((SEAL, FACE), KNOWN, FACE, FACE),
        ((), KNOWN, OTHER, OTHER),
        (("不是代码",), KNOWN, OTHER, OTHER),
    ],
)
def test_it_is_the_department_of_the_seal_then_of_the_face_then_the_one_named(
    claims: tuple[str, ...], known: frozenset[str], named: str | None, found: str
) -> None:
    assert imitated(claims, known, named) == found


@pytest.mark.parametrize(
    ("claims", "named", "code"),
    [
        ((), None, "DEPARTMENT_REQUIRED"),
        (("没有",), None, "DEPARTMENT_REQUIRED"),
        ((SEAL,), "没有", "UNKNOWN_DEPARTMENT"),
    ],
)
def test_one_that_is_not_known_has_to_be_named_and_to_be_there(
    claims: tuple[str, ...], named: str | None, code: str
) -> None:
    with pytest.raises(Malformed) as refused:
        imitated(claims, KNOWN, named)
    assert (refused.value.code, refused.value.path) == (code, ("department",))


def test_nobody_names_another_than_the_file_does() -> None:
    with pytest.raises(Conflict) as refused:
        imitated((SEAL, FACE), KNOWN, OTHER)
    assert (refused.value.code, refused.value.value) == ("DEPARTMENT_DIFFERS", OTHER)
    assert refused.value.limit == f"{SEAL}, {FACE}"


def test_a_presenter_has_a_name_and_a_code_only_where_it_is_known() -> None:
    assert (presenter(" 钱某 ", "", "111").name, presenter("钱某", "", "111").code) == ("钱某", "")
    assert presenter("钱某", "E12345678", "414").code_type_name == "普通护照"
    assert len(presenter("字" * LONGEST_NAME, "", "111").name) == LONGEST_NAME
    for name, code, code_type in (("", "", "111"), ("字" * (LONGEST_NAME + 1), "", "111"), ("钱", "1", "000")):
        with pytest.raises(Malformed):
            presenter(name, code, code_type)


def test_without_a_number_the_article_is_cited_and_no_neighbours() -> None:
    at = datetime(2025, 3, 3, 2, tzinfo=UTC)
    assert sentence_without_due(policy("WH"), at).rules == ("WHL-22",)
    assert sentence_without_due(policy("CZ"), at).rules == ()
    assert sentence_without_due(None, at).rules == ()
