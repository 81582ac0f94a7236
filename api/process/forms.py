"""Sentences of other people's programs, recognised by their form: the constant words, with names in braces between."""

import re
from re import Pattern


def compiled(form: str) -> Pattern[str]:
    """A pattern for a form such as `No such command {name}.`, with a group for each name."""
    pieces = re.split(r"\{(\w+)\}", form)
    pattern = "".join(f"(?P<{piece}>.*?)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces))
    return re.compile(pattern, re.DOTALL)
