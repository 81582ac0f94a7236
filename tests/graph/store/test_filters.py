"""Filters: and, or, not become a bounded list of alternatives."""

from __future__ import annotations

import pytest

from graph.errors import LimitExceeded
from graph.store.filters import All, Any_, Leaf, Not, Tree, alternatives, width
from graph.subjects.entries.memory import RESOURCES

A, B = Leaf("sharing", ["UNCONDITIONAL"]), Leaf("sharing", ["UNCONDITIONAL", "REFUSED"])
C = Leaf("cycle", ["DAILY"])


@pytest.mark.parametrize(
    ("tree", "spread"),
    [
        (A, [{"sharing": ["UNCONDITIONAL"]}]),
        (All((A, C)), [{"sharing": ["UNCONDITIONAL"], "cycle": ["DAILY"]}]),
        (All((A, B)), [{"sharing": ["UNCONDITIONAL"]}]),
        (Any_((A, C)), [{"sharing": ["UNCONDITIONAL"]}, {"cycle": ["DAILY"]}]),
        (Not(A), [{"not_sharing": ["UNCONDITIONAL"]}]),
        (Not(Not(A)), [{"sharing": ["UNCONDITIONAL"]}]),
        (Not(All((A, C))), [{"not_sharing": ["UNCONDITIONAL"]}, {"not_cycle": ["DAILY"]}]),
        (Not(Any_((A, C))), [{"not_sharing": ["UNCONDITIONAL"], "not_cycle": ["DAILY"]}]),
        (All((Not(A), Not(B))), [{"not_sharing": ["UNCONDITIONAL", "REFUSED"]}]),
        (All(()), [{}]),
        (Any_(()), []),
        (
            All((Leaf("publishedFrom", "2026-01-01"), Leaf("publishedFrom", "2026-02-01"))),
            [{"publishedFrom": "2026-02-01"}],
        ),
        (
            Not(Any_((Leaf("publishedFrom", "2026-01-01"), Leaf("publishedFrom", "2026-02-01")))),
            [{"not_publishedFrom": "2026-01-01"}],
        ),
    ],
)
def test_a_filter_becomes_its_alternatives(tree: Tree, spread: list[dict[str, object]]) -> None:
    assert list(alternatives(tree, RESOURCES.merges)) == spread


def test_a_filter_that_spreads_without_end_is_refused() -> None:
    pair = Any_((A, C))
    with pytest.raises(LimitExceeded) as refused:
        alternatives(All((pair,) * 7), RESOURCES.merges)
    assert (refused.value.code, refused.value.limit) == ("FILTER_TOO_WIDE", "64")


NONE = Any_(())


@pytest.mark.parametrize(
    ("tree", "wide"),
    [
        (Any_((All(()),) * 9_990), 9_990),
        (Not(All((Any_((A, C)),) * 100)), 100),
        (Not(Any_((All((A, C)),) * 6)), 64),
        (All((Any_((A, C)),) * 6), 64),
        (All((Any_((A, C)),) * 10_000), 1_000_000),
        (All((*(Any_((A, C)),) * 10_000, NONE)), 0),
        (Any_((All((*(Any_((A, C)),) * 40, NONE)), A)), 1),
    ],
)
def test_alternatives_are_counted_before_one_is_made(tree: Tree, wide: int) -> None:
    assert width(tree) == wide
    if wide <= 64:
        assert len(alternatives(tree, RESOURCES.merges)) == wide
    else:
        with pytest.raises(LimitExceeded) as refused:
            alternatives(tree, RESOURCES.merges)
        assert (refused.value.code, refused.value.value) == ("FILTER_TOO_WIDE", str(wide))


def test_long_lists_are_merged_in_the_time_of_their_length() -> None:
    codes = [str(number) for number in range(100_000)]
    (found,) = alternatives(All((Leaf("providerId", codes), Leaf("providerId", codes[::-1]))), RESOURCES.merges)
    assert found == {"providerId": codes}
