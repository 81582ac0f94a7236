"""The tests that have to tell a changed table from the table: what the program decides, worked out from the texts.

Left out are tests that restate the table, for they would tell any change and show nothing of what rests on it:

* `law/test_policies.py`: a number is that number, a silence is a silence;
* `law/test_cells.py`: compares the decisions of two tables, whatever these say;
* `cases/test_scenarios.py` where it counts the lines, which are asked one by one, or runs what nobody has worked out;
* `law/test_checking.py`, `law/test_wordings.py`, `law/test_another_city.py`: make tables of their own.

Left out for their time are tests that need a store: they run the same tables through `cases.machine`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from inspect import iscoroutinefunction, signature
from io import StringIO
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from mutations.reading import reading

ROOT = Path(__file__).parents[2]
CHOSEN = (
    "tests/graph/cases/test_duty_steps.py",
    "tests/graph/cases/test_entry_steps.py",
    "tests/graph/cases/test_grant_steps.py",
    "tests/graph/cases/test_making_steps.py",
    "tests/graph/cases/test_request_steps.py",
    "tests/graph/cases/test_scenarios.py",
    "tests/graph/cases/test_who_moves.py",
    "tests/graph/law/test_breaches.py",
    "tests/graph/law/test_duties.py",
    "tests/graph/law/test_paths.py",
    "tests/graph/law/test_terms_of_the_texts.py",
    "tests/graph/law/test_who_may.py",
    "tests/graph/law/test_words_behind_the_table.py",
    "tests/graph/subjects/entries/test_grounds.py",
    "tests/graph/subjects/entries/test_rules.py",
    "tests/graph/subjects/organisation/test_branching.py",
    "tests/graph/subjects/sharing/test_rules.py",
)


LINES_AGAIN = (
    "test_only_scenarios_of_workflows_that_are_not_built_wait",
    "test_every_word_of_a_built_workflow_runs_in_a_scenario",
)
"""Tests of `test_scenarios.py` that count the lines, or ask what nobody has worked out."""


class NotGreen(Exception):  # noqa: N818 - named by what happened
    """A test is red on the table as it is, so it cannot tell a mutant."""


@dataclass(slots=True)
class Behaviour:
    """A test that is called in this process."""

    name: str
    function: Callable[..., object]
    values: Mapping[str, Any]
    seconds: float = 0.0
    reads: Collection[str] = ()
    """The cells that it reads, as `reading` says."""

    def asked_of(self, cell: str) -> bool:
        """Whether it can tell a change in a cell; the table of acts is asked of all."""
        return cell in self.reads or cell.startswith("acts.")

    def red(self) -> bool:
        """Whether it fails now."""
        try:
            self.function(**self.values)
        except pytest.skip.Exception:
            return False
        except (Exception, pytest.fail.Exception):  # noqa: BLE001 - whatever goes wrong on a changed table tells it
            return True
        return False


@dataclass(slots=True)
class _Collected:
    items: list[pytest.Item] = field(default_factory=list)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items.extend(session.items)


def chosen(names: Iterable[str] = CHOSEN) -> list[Behaviour]:
    """The chosen tests, the cheapest first; those that ask for fixtures are no pure functions and are left out.

    Raises:
        NotGreen: One of them is red on the table as it is.
    """
    collected = _Collected()
    arguments = ["--collect-only", "-qq", "-p", "no:cacheprovider", "--rootdir", str(ROOT)]
    with redirect_stdout(StringIO()) as said:
        ended = pytest.main([*arguments, *(str(ROOT / name) for name in names)], plugins=[collected])
    if ended != pytest.ExitCode.OK:
        raise NotGreen(f"the chosen tests cannot be collected: {said.getvalue()[-2000:]}")
    asked = (item for item in collected.items if not item.name.startswith(LINES_AGAIN))
    found = [each for each in map(_behaviour, asked) if each is not None]
    for each in found:
        begun = process_time()
        with reading() as each.reads:
            if each.red():
                raise NotGreen(each.name)
        each.seconds = process_time() - begun
    return sorted(found, key=lambda each: each.seconds)


def _behaviour(item: pytest.Item) -> Behaviour | None:
    if not isinstance(item, pytest.Function):
        return None
    values = item.callspec.params if hasattr(item, "callspec") else {}
    if signature(item.function).parameters.keys() != values.keys() or iscoroutinefunction(item.function):
        return None
    return Behaviour(item.nodeid, item.function, values)
