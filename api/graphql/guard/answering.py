"""The executor that counts what it puts into an answer, and stops where the request has had all that it may have."""

from contextlib import suppress
from typing import Any, Final

from graphql import GraphQLLeafType, GraphQLOutputType
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from graph.errors import LimitExceeded

NAME_BYTES: Final = 24
"""What a value needs besides itself: its name, and what stands between two."""
ERROR_BYTES: Final = 1_000
"""What an error needs: both languages, its place, its facts."""
CHARACTER_BYTES: Final = 3
"""Of a text that is not all ASCII, at most for nearly every character."""
HANDFUL: Final = 32 * 1024
"""Bytes that are counted here before they are taken from the allowance: every value is counted, and there are many."""
_complete: Final = StrawberryGraphQLCoreExecutionContext.complete_leaf_value


class CountingExecutor(StrawberryGraphQLCoreExecutionContext):
    """Counts every value and every error before it is kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the allowance of the request from its context."""
        super().__init__(*args, **kwargs)
        self._take = self.context_value.allowance.take
        self._counted = 0

    def complete_leaf_value(self, return_type: GraphQLLeafType, result: Any) -> Any:  # type: ignore[override]
        """Complete a value.

        Raises:
            LimitExceeded: The answer is large enough.
        """
        value = _complete(return_type, result)
        size = NAME_BYTES
        if type(value) is str:
            size += len(value) if value.isascii() else CHARACTER_BYTES * len(value)
        self._counted += size
        if self._counted >= HANDFUL:
            self._take(self._counted)
            self._counted = 0
        return value

    def handle_field_error(
        self, raw_error: Exception, return_type: GraphQLOutputType, field_details_list: Any, path: Any
    ) -> None:
        """Keep an error, or hand it to the parent.

        An error too many ends the request all the same: this one is handled, so that its siblings are not left over.
        """
        with suppress(LimitExceeded):
            self._take(ERROR_BYTES)
        super().handle_field_error(raw_error, return_type, field_details_list, path)
