"""What resolvers have at hand in one request: the view through the asker's scope, and batches of reads in flight."""

import asyncio
from collections.abc import Awaitable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from graphql import DocumentNode
from strawberry.dataloader import DataLoader

from api.graphql.backend import Backend
from api.identity.request import RequestFacts
from graph.law.access import Principal
from graph.office.actor import Actor
from graph.store.allowance import Allowance
from graph.store.edges import Batch
from graph.store.view import View
from licenses.register.batches.running import Present


@dataclass(slots=True)
class Context:
    """One request."""

    facts: RequestFacts
    principal: Principal
    view: View
    backend: Backend
    present: Present
    """Who asks, asked anew as often as it matters, for what goes on after he was answered."""
    document: DocumentNode | None = None
    """What is asked for, where the guard has let it through already."""
    _loaders: dict[tuple[Hashable, ...], DataLoader[str, Any]] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        """Who asks, as a use case takes it."""
        return Actor(self.principal, self.facts.at)

    @property
    def allowance(self) -> Allowance:
        """What the request may have, for whoever makes its answer."""
        return self.facts.allowance

    @property
    def now(self) -> datetime:
        """When the request came in."""
        return self.facts.at

    def load(self, batch: Batch, key: str, **arguments: Any) -> Awaitable[Any]:
        """One value of a batch function, read together with its siblings in one statement.

        The future is shared: a sibling's failure cancels whoever waits for it, so each waits behind a shield.
        """
        place = (batch, *sorted((name, _hashable(value)) for name, value in arguments.items()))
        loader = self._loaders.get(place)
        if loader is None:

            async def read(keys: list[str]) -> list[Any]:
                return await batch(self.view, keys, **arguments)

            loader = self._loaders[place] = DataLoader(load_fn=read)
        return asyncio.shield(loader.load(key))

    def forget(self) -> None:
        """Drop what was read, because the request has written since."""
        self._loaders.clear()


def _hashable(value: Any) -> Hashable:
    return repr(value)
