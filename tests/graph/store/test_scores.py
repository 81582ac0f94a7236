"""Points of many nodes at once: sums and orders are those of plain numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.store.bitmaps import nodes_at
from graph.store.scores import Scores

NODES = st.integers(0, (1 << 20) - 1)


@given(st.lists(st.tuples(st.integers(0, 5000), NODES), max_size=8), NODES, st.booleans(), st.integers(0, 9000))
def test_nodes_come_in_the_order_of_their_points_from_where_it_begins(
    given_: list[tuple[int, int]], among: int, falling: bool, begin: int
) -> None:
    scores = Scores()
    for points, nodes in given_:
        scores.add(points, nodes)
    plain = {at: sum(points for points, nodes in given_ if nodes >> at & 1) for at in range(20) if among >> at & 1}
    told = [
        (points, nodes_at([at for at, each in plain.items() if each == points], 20))
        for points in sorted({*plain.values()}, reverse=falling)
    ]
    assert list(scores.in_order(among, falling=falling)) == told
    behind = [each for each in told if (each[0] <= begin if falling else each[0] >= begin)]
    assert list(scores.in_order(among, begin, falling=falling)) == behind
