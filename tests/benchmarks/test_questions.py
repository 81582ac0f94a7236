import orjson
import pytest

from benchmarks.processes import BenchmarkError
from benchmarks.questions import QUESTIONS

POINT, HELD = QUESTIONS[1], QUESTIONS[2]
ENTRY = {"id": "1", "name": "entry", "sharing": "OPEN", "state": "PUBLISHED"}
LICENSE = {"identifier": "1", "number": "2", "state": "IN_FORCE", "issuedOn": "2026-01-01", "typeName": "t"}


def answer(found: object) -> bytes:
    return orjson.dumps({"data": {"found": found}})


def test_answers_of_one_content_in_the_forms_of_both_are_the_same() -> None:
    entry, entries = ENTRY | {"provider": {"name": "d"}}, [ENTRY | {"id": "9", "provider": [{"name": "d"}]}]
    POINT.refuse_difference(answer(entry), answer(entries))
    ours, theirs = LICENSE | {"type": {"name": "t"}}, LICENSE | {"type": [{"name": "t"}]}
    HELD.refuse_difference(answer({"licenses": {"edges": [{"node": ours}]}}), answer({"edges": [{"node": theirs}]}))


@pytest.mark.parametrize("other", [[], [{"node": LICENSE | {"number": "3", "type": [{"name": "t"}]}}]])
def test_other_answers_are_not_compared(other: list[object]) -> None:
    ours = {"licenses": {"edges": [{"node": LICENSE | {"type": {"name": "t"}}}]}}
    with pytest.raises(BenchmarkError, match="differ"):
        HELD.refuse_difference(answer(ours), answer({"edges": other}))


def test_two_empty_answers_are_not_compared_either() -> None:
    with pytest.raises(BenchmarkError):
        HELD.refuse_difference(answer({"licenses": {"edges": []}}), answer({"edges": []}))
