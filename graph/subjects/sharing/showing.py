"""What is not shared, as who asks for it is shown it: on which basis, and which items of what he asks for.

* A basis is what the entry names, each with its title and whether it is in force on the day.
* Where none is in force any longer, that is said first: the entry is to be changed.
* Where items alone keep what is asked for from being had, these are named, and what is had without them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Final, LiteralString

from graph.cases.refusing import ConditionMissing
from graph.errors import Text, quoted
from graph.law.direct import direct, leading_to_it
from graph.law.policy import Policy
from graph.schema.periods import EXISTENCE
from graph.store.engine import Store
from graph.subjects.sharing import facts
from graph.subjects.sharing.cases import Parties
from graph.words.entries import SharingType

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


_NAMED: Final = 10
"""As many items are named; of more there are the first."""


@contextmanager
def naming_withheld(parties: Parties, asked: Sequence[str], row: Policy | None) -> Iterator[None]:
    """Name in a refusal the items that are not shared, where the request has others beside them.

    Args:
        parties: The two sides, and what there is.
        asked: Names of the items that are asked for; none = all.
        row: The policy that binds the provider.

    Raises:
        ConditionMissing: What was refused, at the items.
    """
    try:
        yield
    except ConditionMissing as refused:
        there = [each for each in parties.items if not asked or each.name in asked]
        withheld = [each.name for each in there if (each.sharing or parties.sharing) is SharingType.REFUSED]
        rest = [each.name for each in there if each.name not in withheld]
        if withheld and rest and "type" in refused.facts:
            said, had = refused.message, _had_without(parties, rest, row)
            zh, en = (f"；{had.zh}", f"; {had.en}") if had else ("", "")
            refused.message = Text(
                f"信息项{_quoted(withheld)}为不予共享：{said.zh}{zh}",
                f"not shared are {_quoted(withheld)}: {said.en}{en}",
            )
            refused.path = ("items", str(asked.index(withheld[0]) + 1)) if asked else ("items",)
        raise


def _had_without(parties: Parties, rest: Sequence[str], row: Policy | None) -> Text | None:
    """How the other items are had; None where they are not."""
    names, known = _quoted(rest), facts.of_resource(parties, rest)
    if row is not None and direct(row, known):
        return Text(f"其余可直接获取：{names}", f"had without a request are {names}")
    if row is not None and leading_to_it(row, known):
        return Text(f"其余可另行申请：{names}", f"to be asked for without them are {names}")
    return None


def _quoted(names: Sequence[str]) -> str:
    shown = "、".join(f"“{quoted(name, 40)}”" for name in names[:_NAMED])
    return f"{shown}…" if len(names) > _NAMED else shown
