"""Executing one operation: by a plan where there is one, else by strawberry; within its time and its size.

- A plan is tried first, and what it answers is bytes: nothing of strawberry stands around it.
- Who leaves before his answer is made has his query stopped; a mutation is done to its end. Whatever ends a request
  ends its statements in the store.
- An answer that becomes larger than one may be is stopped while it is made.
"""

import asyncio
import copy
from collections.abc import Callable
from functools import partial
from typing import Final, TypeGuard

import orjson
from graphql import GraphQLError
from graphql import OperationType as Kind
from starlette.requests import Request
from strawberry import Schema
from strawberry.extensions import DisableIntrospection, ValidationCache
from strawberry.http import GraphQLRequestData
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from api.graphql.context import Context
from api.graphql.guard.admission import UNKNOWN, Guard, admit
from api.graphql.guard.answering import CountingExecutor
from api.graphql.guard.operation import choose
from api.graphql.plan.plans import Plans
from api.http.attending import Attending
from api.http.errors import OVERDUE, DeadlineExceeded, MethodNotAllowed
from api.http.operations import malformed
from api.identity.request import RequestFacts
from api.process.metrics import Metrics
from graph.errors import Refusal, Text
from graph.refusal_codes import Code
from graph.store.bounds import Lengths

BY_POST: Final = Text(
    zh="GET 请求只能查询；变更（mutation）请用 POST", en="GET is for queries; send a mutation by POST"
)


def guarded(schema: Schema, *, introspection: bool, lengths: Callable[[], Lengths] = lambda: UNKNOWN) -> Schema:
    """Give the same schema with the guard, the caches and the introspection rule in front of its own extensions.

    What it answers is counted while it is made.

    Args:
        schema: As the parts by subject make it.
        introspection: Whether it may be asked for.
        lengths: How long the short lists of the store are, as far as that is known now.
    """

    class Measuring(Guard):
        known = staticmethod(lengths)

    served = copy.copy(schema)
    hidden = () if introspection else (DisableIntrospection,)
    served.extensions = (Measuring, *hidden, *schema.extensions, ValidationCache)
    served.execution_context_class = CountingExecutor
    return served


class Executor:
    """Executes the operations of one schema."""

    def __init__(self, schema: Schema, metrics: Metrics) -> None:
        """Execute by `schema`, which should be `guarded`."""
        self._schema = schema
        self._types = schema._schema  # noqa: SLF001 - what graphql-core knows of it
        self._guard = next((each for each in schema.extensions if _guards(each)), Guard)
        self._plans = Plans(schema, metrics.executed)

    async def execute(
        self, request: Request, asked: GraphQLRequestData, facts: RequestFacts, context: object
    ) -> bytes | ExecutionResult:
        """Run one operation: the whole answer where a plan has made it, else what strawberry has come to.

        Raises:
            DeadlineExceeded: Its time is over.
            LimitExceeded: The answer is too large, or too much was read for it.
            MethodNotAllowed: A mutation by GET.
            ClientDisconnect: Who asked is gone.
            StoreError: The store does not answer a plan.
        """
        try:
            with Attending(request.receive, partial(_only_reads, asked)):
                async with asyncio.timeout(facts.budget.total_seconds()):
                    return await facts.allowance.spent_on(self._executed(request.method, asked, context))
        except TimeoutError as error:
            seconds = f"{facts.budget.total_seconds():g} s"
            raise DeadlineExceeded(OVERDUE, code=Code.DEADLINE_EXCEEDED, limit=seconds) from error

    async def _executed(self, method: str, asked: GraphQLRequestData, context: object) -> bytes | ExecutionResult:
        answer = await self._planned(asked, context) if isinstance(context, Context) else None
        return await self._by_strawberry(method, asked, context) if answer is None else answer

    async def _planned(self, asked: GraphQLRequestData, context: Context) -> bytes | None:
        """What a plan answers; None where there is none, or the guard refuses: that is told on the ordinary way."""
        text, name, variables = str(asked.query), asked.operation_name, asked.variables
        try:
            context.document = self._guard.examine(self._types, text, name, variables, self._guard.limits_of(context))
        except (GraphQLError, Refusal):
            return None
        if context.document is None:
            return None
        data = await self._plans.answer(text, context.document, name, variables, context)
        if data is None:
            return None
        answer = orjson.dumps({"data": data})
        context.allowance.take(len(answer))
        return answer

    async def _by_strawberry(self, method: str, asked: GraphQLRequestData, context: object) -> ExecutionResult:
        try:
            return await self._schema.execute(
                asked.query,
                variable_values=asked.variables,
                context_value=context,
                operation_name=asked.operation_name,
                allowed_operation_types=OperationType.from_http("GET" if method == "GET" else "POST"),
                operation_extensions=asked.extensions,
            )
        except InvalidOperationTypeError as error:
            raise MethodNotAllowed(BY_POST, code=Code.METHOD_NOT_ALLOWED, value="GET") from error
        except CannotGetOperationTypeError as error:
            raise malformed("请求无法处理", error.as_http_error_reason()) from error


def _guards(extension: object) -> TypeGuard[type[Guard]]:
    return isinstance(extension, type) and issubclass(extension, Guard)


def _only_reads(asked: GraphQLRequestData) -> bool:
    """Whether an operation changes nothing, so that it can be stopped anywhere."""
    try:
        chosen = choose(admit(asked.query or "").document, asked.operation_name)
    except (GraphQLError, Refusal):  # it will be refused
        return True
    return chosen.operation is not Kind.MUTATION
