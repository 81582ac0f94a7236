"""Plans: kept by document, chosen by what they cost, given up where anything irregular comes up.

1. A document that is valid and reads is compiled once for each set of values of the variables in its directives.
2. Its first runs ask one statement for each level, by texts that every document shares: a server plans a new text as
   long as it answers many known ones. Then the same is tried as one statement, and kept unless the other way is clearly
   cheaper; now and then both are measured again.
3. Any exception hands the request to graphql-core: reads can be repeated, and its errors are right by definition.
   A store that is away is away for it too, and who has left waits for neither.
"""

import math
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Final

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    OperationDefinitionNode,
    get_operation_ast,
    validate,
)
from graphql.execution.collect_fields import FragmentDetails
from graphql.execution.values import VariableValues, get_variable_values
from strawberry import Schema

from api.graphql.context import Context
from api.graphql.plan.choosing import Chosen
from api.graphql.plan.compiling import Compiler, Unplanned
from api.graphql.plan.parts import Part, Run, completed
from api.graphql.plan.variables import variables_in_directives
from api.process.logging import events
from graph.store.errors import StoreTimeout, StoreUnavailable

KEPT: Final = 256
"""Documents whose plans are kept."""
VARIANTS: Final = 8
"""Plans of one document: one for each set of values of the variables in its directives."""
SHARED: Final = 2
"""First runs of a plan, by texts that every document shares."""
TRIALS: Final = 8
"""Runs of each way before the cheaper one is kept; the first one by a new text does not count."""
CLEARLY: Final = 0.8
"""By how much less than one statement one for each level has to take: it is more work for the server, and on a busy
machine either looks cheaper than it is."""
AGAIN: Final = 1_000
"""Runs after which both are measured again."""


@dataclass(slots=True)
class Way:
    """One way to answer."""

    root: Part
    compiler: Compiler
    runs: int = 0
    seconds: float = math.inf
    """The least that a run took, of server and store together."""

    async def run(self, context: Context, values: VariableValues) -> Any:
        """Answer a request, and note what it took."""
        begun = perf_counter()
        run = Run(context, [given(values) for given in self.compiler.given])
        (answer,) = await completed(self.root, run, [None])
        if self.runs:
            self.seconds = min(self.seconds, perf_counter() - begun)
        self.runs += 1
        return answer


class Plan:
    """Both ways to answer one operation."""

    def __init__(self, chosen: Chosen) -> None:
        """Compile it.

        Raises:
            Unplanned: It has something that is not planned.
        """
        self._chosen = chosen
        self.levels = _way(chosen, fused=False)
        self._one: Way | None = None
        self._runs = 0

    @property
    def one(self) -> Way:
        """As one statement, as far as edges can be put into it."""
        if self._one is None:
            self._one = _way(self._chosen, fused=True)
        return self._one

    def choose(self) -> Way:
        """The way of the next run."""
        self._runs = (self._runs + 1) % AGAIN
        if self._runs <= SHARED:
            return self.levels
        if self._runs <= SHARED + 2 * TRIALS:
            return self.one if self._runs % 2 else self.levels
        return self.levels if self.levels.seconds < CLEARLY * self.one.seconds else self.one


@dataclass(slots=True)
class Known:
    """A document with its operation; None where nothing of it is planned."""

    operation: OperationDefinitionNode | None
    fragments: dict[str, FragmentDetails] = field(default_factory=dict)
    deciding: tuple[str, ...] = ()
    """Variables in directives."""
    plans: dict[tuple[Any, ...], Plan | None] = field(default_factory=dict)


PLANNED, UNPLANNED, GIVEN_UP = "plan", "graphql-core", "given up"
"""Who has executed an operation; the last is graphql-core after a plan."""


class Plans:
    """The plans of a schema."""

    def __init__(self, schema: Schema, note: Callable[[str], object] = str) -> None:
        """Keep none yet.

        Args:
            schema: The schema.
            note: Is told of each operation who has executed it.
        """
        self._schema, self._note = schema, note
        self._types = schema._schema  # noqa: SLF001 - strawberry has no public name for it
        self._known: OrderedDict[tuple[str, str | None], Known] = OrderedDict()

    async def answer(
        self,
        text: str,
        document: DocumentNode,
        operation: str | None,
        variables: Mapping[str, Any] | None,
        context: Context,
    ) -> dict[str, Any] | None:
        """The data of an operation; None where graphql-core has to execute it.

        Raises:
            StoreUnavailable: The store is away.
            StoreTimeout: A statement took too long.
        """
        plan, values = self.planned(text, document, operation, variables)
        if plan is None or values is None:
            self._note(UNPLANNED)
            return None
        try:
            data: dict[str, Any] = await plan.choose().run(context, values)
        except (StoreUnavailable, StoreTimeout):
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, graphql-core meets and reports it
            self._note(GIVEN_UP)
            events().info("plan_given_up", error=type(error).__name__)
            context.forget()
            return None
        self._note(PLANNED)
        return data

    def planned(
        self, text: str, document: DocumentNode, operation: str | None, variables: Mapping[str, Any] | None
    ) -> tuple[Plan | None, VariableValues | None]:
        """The plan of an operation, and the values of its variables; None where graphql-core has to execute it."""
        known = self._of(text, document, operation)
        if known.operation is None:
            return None, None
        values = get_variable_values(self._types, known.operation.variable_definitions or (), dict(variables or {}))
        if isinstance(values, list):
            return None, None
        decided = tuple(values.coerced.get(name) for name in known.deciding)
        if decided not in known.plans:
            if len(known.plans) >= VARIANTS:
                known.plans.clear()
            known.plans[decided] = self._compiled(known, values)
        return known.plans[decided], values

    def _compiled(self, known: Known, values: VariableValues) -> Plan | None:
        assert known.operation is not None  # noqa: S101 - `planned` has looked
        try:
            return Plan(Chosen(self._schema, known.operation, known.fragments, values))
        except Unplanned:
            return None
        except Exception as error:  # noqa: BLE001 - as at a run: graphql-core meets and reports it
            events().info("not_planned", error=type(error).__name__)
            return None

    def _of(self, text: str, document: DocumentNode, operation: str | None) -> Known:
        place = (text, operation)
        found = self._known.get(place)
        if found is None:
            found = self._known[place] = self._read(document, operation)
            if len(self._known) > KEPT:
                self._known.popitem(last=False)
        self._known.move_to_end(place)
        return found

    def _read(self, document: DocumentNode, name: str | None) -> Known:
        operation = get_operation_ast(document, name)
        if operation is None or validate(self._types, document):
            return Known(None)
        fragments = {
            each.name.value: FragmentDetails(each)
            for each in document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }
        return Known(operation, fragments, tuple(sorted(variables_in_directives(document))))


def _way(chosen: Chosen, *, fused: bool) -> Way:
    compiler = Compiler(chosen, fused=fused)
    return Way(compiler.root(), compiler)
