"""What the exchange platform asks, against a point query of the same resource by the same account.

One use is what a platform asks before each call; a hundred are what it asks beforehand, and are told by one of them.
"""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from benchmarks.costs import HOW, Asked, Limits, compared
from benchmarks.measuring import Outcome
from benchmarks.places import Work, answer, serving
from benchmarks.processes import BenchmarkError
from benchmarks.questions import POINT, asked

CONSUMER, RESOURCE, PURPOSE = "WH-U-D20", "307005340200/000007", "ADMINISTRATIVE_BASIS"
"""Of a grant of the demonstration."""
USE = {"consumer": CONSUMER, "resource": RESOURCE, "items": ["姓名"], "purpose": PURPOSE}
MAY_USE = "query ($uses: [UseInput!]!) { mayUse(uses: $uses) { answer grant rules { id } } }"
LIMIT = 1.3
"""Of one use by a point query: no more is there to be done for it."""
MANY = 100
PER_USE = 0.35
"""Of each of a hundred by a point query."""


def run(work: Work) -> Iterator[Outcome]:
    """One use, and a hundred, on the embedded store."""
    with serving(work) as servers:
        point = Asked(servers.app, servers.pid, asked(POINT, code=RESOURCE), servers.platform)
        for uses, what, limit in (
            (1, "mayUse of one use, embedded store", LIMIT),
            (MANY, f"mayUse of {MANY} uses, embedded store", PER_USE * MANY),
        ):
            body = orjson.dumps({"query": MAY_USE, "variables": {"uses": [USE] * uses}})
            told = orjson.loads(answer(servers.app, body, servers.platform)).get("data")
            if not told or {each["answer"] for each in told["mayUse"]} != {"YES"}:
                raise BenchmarkError(f"the use is not granted: {told}")
            ours = Asked(servers.app, servers.pid, body, servers.platform)
            yield from compared(work, servers.client, what, ours, point, "a point query", Limits(limit), HOW)
