from functools import partial

import pytest

from benchmarks.measuring import Figure, Row, alternating, in_turn, judged, table


def row(*ours: float, limit: float | None = None, more: bool = False) -> Row:
    return Row("page", Figure(ours), Figure((2.0,) * len(ours)), "the floor", "ms", more, limit=limit)


def test_each_way_is_run_once_to_warm_up_and_then_in_turn() -> None:
    seen: list[str] = []

    def way(name: str) -> int:
        seen.append(name)
        return len(seen)

    assert in_turn(2, partial(way, "a"), partial(way, "b")) == [[3, 5], [4, 6]]
    assert "".join(seen) == "ababab"


def test_a_ratio_is_taken_inside_its_round() -> None:
    mine, theirs = alternating(3, iter((0.0, 1.0, 10.0, 3.0)).__next__, iter((0.0, 2.0, 10.0, 2.0)).__next__)
    assert (mine / theirs).rounds == (0.5, 1.0, 1.5)


@pytest.mark.parametrize(("limit", "told"), [(1.0, "≤ 1 ok"), (0.9, "≤ 0.9 NOT OK"), (None, "")])
def test_a_row_says_whether_the_median_of_its_ratio_keeps_its_limit(limit: float | None, told: str) -> None:
    judged_row = row(1.0, 2.0, 4.0, limit=limit)
    assert judged(judged_row) == told
    assert table([judged_row]).splitlines()[-1].endswith(told or "× the cost")


@pytest.mark.parametrize(("limit", "told"), [(1.0, "≥ 1 ok"), (1.1, "≥ 1.1 NOT OK")])
def test_where_more_is_better_the_limit_is_the_least(limit: float, told: str) -> None:
    assert judged(row(1.0, 2.0, 4.0, limit=limit, more=True)) == told
