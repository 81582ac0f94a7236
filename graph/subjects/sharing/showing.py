"""The basis of what is not shared, as who asks for it is shown it.

* It is what the entry names, each with its title and whether it is in force on the day.
* Where none is in force any longer, that is said first: the entry is to be changed.
"""

from __future__ import annotations

from datetime import date
from typing import LiteralString

from graph.schema.periods import EXISTENCE
from graph.store.engine import Store

_BASES: LiteralString = (
    "MATCH (r:Resource {id: $code})-[:RESTS_ON]->(b:LegalBasis) WITH b ORDER BY b.id "
    f"RETURN collect([b.title, b.id, toString(b.validUntil), {EXISTENCE.holds('b', '$on')}])"
)


async def basis_shown(store: Store, code: str, on: date) -> str:
    """On what an entry rests, in words.

    Args:
        store: The graph.
        code: Of the entry.
        on: The day.
    """
    named = await store.read(_BASES, code=code, on=on.isoformat()) or ()
    lines = [
        f"《{title}》（{basis}）{'现行有效' if holds else f'自{until}起失效' if until else '尚未施行'}"
        for title, basis, until, holds in named
    ]
    if not lines:
        return "该条目未列明不予共享的依据"
    lapsed = "" if any(holds for *_, holds in named) else "所列依据均不在有效期内。"
    return f"{lapsed}依据：{'；'.join(lines)}"
