"""A search with facets, against release 0.1.0 on the same machine, in the same rounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from benchmarks.costs import HOW, Asked, Limits, compared
from benchmarks.measuring import Outcome, Skipped
from benchmarks.places import MissingError, Work, answer, released, serving
from benchmarks.processes import BenchmarkError
from benchmarks.questions import SEARCH, asked

LIMIT = 0.5
"""Of our processor time by the release's."""


def run(work: Work) -> Iterator[Outcome]:
    """Each on an embedded store of its own with the same catalogue."""
    body, what = asked(SEARCH), "search with facets and count, 20 entries, embedded store"
    try:
        with serving(work) as servers, released(work) as before:
            ours, theirs = (_facts(answer(url, body)) for url in (servers.app, before.url))
            if not _finds_as_much(ours, theirs):
                raise BenchmarkError(f"the answers differ: {ours} against {theirs}")
            sides = (Asked(servers.app, servers.pid, body), Asked(before.url, before.pid, body))
            how = f"{HOW}; the release from the history of this clone, each with a store of its own"
            yield from compared(work, servers.client, what, *sides, "release 0.1.0", Limits(LIMIT), how)
    except MissingError as missing:
        yield Skipped(what, str(missing))


def _finds_as_much(ours: Any, theirs: Any) -> bool:
    """Whether a page is as long, what is counted by is the same, and nothing is missing: we find by more than words."""
    return bool(ours[0] >= theirs[0] and ours[1] == theirs[1] and ours[2].keys() == theirs[2].keys())


def _facts(content: bytes) -> Any:
    found = orjson.loads(content)["data"]["resources"]
    facets = {facet["name"]: {(each["value"], each["count"]) for each in facet["counts"]} for facet in found["facets"]}
    return found["totalCount"], len(found["edges"]), facets
