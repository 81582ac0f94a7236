"""An edge as an expression inside the statement that reads its parents: one statement for several levels.

1. A template is opened from the same constants as the edge's own statement: each variable becomes a place in angle
   brackets. `<p>` is the parent, `<key>` the parent's key, `<c>` the child, `<row>` what is asked of the child.
2. Where it is placed, every variable gets a name of its own: a subquery sees those around it, and a name that is taken
   would join what has nothing to do with each other.
3. Nothing but constants of this program comes into a text.
"""

from __future__ import annotations

import re
from typing import Final, LiteralString

_BOUND: Final = re.compile(r"[(\[]([a-z]\w*)(?=[:)\]\s{])")
"""Where a text names a variable: a node, a relationship, what a list is gone through by."""
_WORDS: Final = frozenset({"true", "false", "null", "not", "id"})
_PLACE: Final = re.compile(r"<(\w+)>")


def opened(text: LiteralString) -> LiteralString:
    """A template: the text with each of its variables as a place."""
    names = {"p", "c", *_BOUND.findall(text)} - _WORDS
    variable = re.compile(rf"(?<![\w.:$<'])({'|'.join(sorted(names))})\b(?!\s*[(>])")
    return variable.sub(r"<\1>", text)  # pyright: ignore[reportReturnType] - made of constants


def placed(
    template: LiteralString, number: int, parent: LiteralString, key: LiteralString, row: LiteralString
) -> LiteralString:
    """The expression for one place in a statement.

    Args:
        template: What was `opened`.
        number: What tells its variables from those of every other place in the statement.
        parent: The parent's variable.
        key: Expression for the parent's key.
        row: What is asked of the child, over `child_of(number)`.
    """
    given = {"p": parent, "key": key, "row": row}
    return _PLACE.sub(  # pyright: ignore[reportReturnType] - made of constants
        lambda place: given.get(place[1], f"{place[1]}{number}"), template
    )


def child_of(number: int) -> LiteralString:
    """The child's variable in the place of a number."""
    return f"c{number}"  # pyright: ignore[reportReturnType] - a number that we have counted
