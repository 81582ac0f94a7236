"""An answer as an expression: one display of the answer's keys in their order, and in it those of what it holds.

What stands in it are places in a row, attributes of a value, names of constants, and the answer's keys, which are
GraphQL names. The object that is shown is the place `<o>`: an answer that stands inside another one is its expression
with another variable there, so that one function makes all of them and calls none for each object.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

OBJECT: Final = "<o>"
"""The place of the object; no GraphQL name and no Python has it."""


@dataclass(frozen=True, slots=True)
class Display:
    """What is shown of one object."""

    text: str
    """An expression over `<o>`, `run`, and `l0`, `l1` …, what it has waited for."""
    names: Mapping[str, Any]
    """Constants in it."""
    rows: str = ""
    """An expression that counts the rows inside it that its statement has read with it; empty = there are none."""

    def of(self, variable: str) -> str:
        """The expression over an object that has a name."""
        return self.text.replace(OBJECT, variable)

    def build(self, waited: int) -> Callable[..., list[Any]]:
        """The function `(objects, run, *fetched)` that gives one answer for each object, after it has counted rows."""
        each = [f"l{number}" for number in range(waited)]
        every = [f"every_{name}" for name in each]
        through = f"({', '.join(['o', *each])}) in zip({', '.join(['objects', *every])})" if each else "o in objects"
        rows = self.rows.replace(OBJECT, "o")
        counted = f"run.context.allowance.count(sum([{rows} for o in objects]))" if rows else ""
        shown = f"[{self.of('o')} for {through}]"
        function: Callable[..., list[Any]] = made(self.names, ["objects", "run", *every], shown, counted)
        return function

    def one(self) -> Callable[..., Any]:
        """The function `(object, run)` for one object that waits for nothing and counts no rows."""
        function: Callable[..., Any] = made(self.names, ["o", "run"], self.of("o"))
        return function


def made(names: Mapping[str, Any], given: Sequence[str], expression: str, first: str = "") -> Any:
    """A function of one expression; every word in it is ours, or a GraphQL name written as a constant.

    Args:
        names: The constants in it.
        given: Its parameters.
        expression: What it returns.
        first: What is done before.
    """
    scope = dict(names)
    body = f"def made({', '.join(given)}):\n    {first or 'pass'}\n    return {expression}"
    exec(compile(body, "<plan>", "exec"), scope)  # noqa: S102
    return scope["made"]
