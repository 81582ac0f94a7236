"""What is read most, by what it costs: a page of 100 entries with provider and items, an entry, a holder's licences."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.costs import Asked, Limits, compared
from benchmarks.measuring import Outcome, Row, Skipped, alternating
from benchmarks.places import MissingError, Server, Serving, Work, answer, neo4j, peer, serving
from benchmarks.questions import CODE, PAGE, QUESTIONS, THE_PAGE, Question, asked

CONNECTIONS = 8
FLOOR = 1.5
"""Of the page's processor time by that of the bare driver and orjson."""


def run(work: Work) -> Iterator[Outcome]:
    """On the embedded store against the floor; on Neo4j against the floor and the peer."""
    with serving(work) as servers:
        yield from _against_floor(work, servers, "embedded store")
    try:
        with neo4j(work) as uri, serving(work, uri) as servers:
            yield from _against_floor(work, servers, "Neo4j")
            with peer(work, uri) as theirs:
                for question in QUESTIONS:
                    yield from _against_peer(work, servers, theirs, question)
                yield _rate(work, servers, theirs)
    except MissingError as missing:
        yield Skipped("reads on Neo4j, against @neo4j/graphql", str(missing))


def _against_floor(work: Work, servers: Serving, store: str) -> Iterator[Row]:
    body, floor = asked(PAGE), servers.floor + "/page"
    THE_PAGE.refuse_difference(answer(servers.app, body), answer(floor, body))
    sides = (Asked(servers.app, servers.pid, body), Asked(floor, servers.pid, body))
    what = f"{THE_PAGE.what}, {store}"
    yield from compared(work, servers.client, what, *sides, "raw driver + orjson", Limits(FLOOR))


def _against_peer(work: Work, servers: Serving, theirs: Server, question: Question) -> Iterator[Row]:
    token = servers.holder.token if question.as_holder else ""
    given = {"holder": servers.holder.code_hash} if question.as_holder else {}
    ours = Asked(servers.app, servers.pid, asked(question.ours, code=CODE), token)
    other = Asked(theirs.url, theirs.pid, asked(question.theirs, code=CODE, **given))
    question.refuse_difference(answer(ours.url, ours.body, token), answer(other.url, other.body))
    what = f"{question.what}, Neo4j"
    yield from compared(work, servers.client, what, ours, other, "@neo4j/graphql", Limits(question.limit))


def _rate(work: Work, servers: Serving, theirs: Server) -> Row:
    """How many pages a second both answer to several at once."""
    rate = partial(_per_second, servers, work.seconds)
    ways = ((servers.app, THE_PAGE.ours), (theirs.url, THE_PAGE.theirs))
    ours, other = alternating(work.rounds, *(partial(rate, url, asked(query)) for url, query in ways))
    what = f"{THE_PAGE.what}, Neo4j, {CONNECTIONS} connections"
    how = "one process each on the same Neo4j, same columns, filter and orders; load from another process"
    return Row(what, ours, other, "@neo4j/graphql", "requests/s", more_is_better=True, how=how)


def _per_second(servers: Serving, seconds: float, url: str, body: bytes) -> float:
    return servers.client.load(url, body, seconds, CONNECTIONS).per_second
