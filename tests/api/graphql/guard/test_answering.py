"""A request is stopped where its answer, or what it reads for it, becomes too much; nothing of it is answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from builders.more import left_out
from builders.office import NOW, Office

from api.graphql.guard.answering import HANDFUL
from api.graphql.schema import schema
from api.http.executing import guarded
from api.identity.authenticator import PUBLIC
from api.identity.request import Language, RequestFacts
from graph.errors import LimitExceeded
from graph.store.allowance import Allowance

SERVED = guarded(schema, introspection=True)
ITEMS = "{ resources { edges { node { name provider { name } items { name } } } } }"
LAW = "{ " + " ".join(f'a{n}: rules(policy: "WHL") {{ words }}' for n in range(20)) + " }"


async def asked(api: Office, query: str, allowance: Allowance) -> Any:
    facts = RequestFacts(PUBLIC, NOW, "request-1", Language.ZH, timedelta(seconds=10), allowance=allowance)
    context = await api.service.context(facts)
    return await allowance.spent_on(SERVED.execute(query, context_value=context))


@left_out
async def test_a_request_that_reads_too_many_rows_is_stopped(api: Office) -> None:
    whole = await asked(api, ITEMS, Allowance(most_rows=100))
    assert len(whole.data["resources"]["edges"]) == 4
    with pytest.raises(LimitExceeded) as refused:
        await asked(api, ITEMS, Allowance(most_rows=6))
    assert (refused.value.path, refused.value.limit) == (("rows",), "6")


async def test_an_answer_that_becomes_too_large_is_stopped(api: Office) -> None:
    assert (await asked(api, LAW, Allowance())).data
    with pytest.raises(LimitExceeded) as refused:
        await asked(api, LAW, Allowance(most_bytes=HANDFUL - 1))
    assert refused.value.path == ("answer_bytes",)


async def test_errors_are_part_of_the_answer(api: Office) -> None:
    stale = "{ " + " ".join(f'a{n}: node(id: "none")  {{ id }}' for n in range(20)) + " }"
    assert len((await asked(api, stale, Allowance())).errors) == 20
    with pytest.raises(LimitExceeded):
        await asked(api, stale, Allowance(most_bytes=10_000))
