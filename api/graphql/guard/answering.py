"""The executor that counts what it puts into an answer, and stops where the request has had all that it may have."""

from typing import Any, Final

from graphql import GraphQLLeafType, GraphQLOutputType
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

NAME_BYTES: Final = 24
"""What a value needs besides itself: its name, and what stands between two."""
ERROR_BYTES: Final = 1_000
"""What an error needs: both languages, its place, its facts."""
CHARACTER_BYTES: Final = 3
"""Of a text that is not all ASCII, at most for nearly every character."""


class CountingExecutor(StrawberryGraphQLCoreExecutionContext):
    """Counts every value and every error before it is kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the allowance of the request from its context."""
        super().__init__(*args, **kwargs)
        self._take = self.context_value.allowance.take

    def complete_leaf_value(self, return_type: GraphQLLeafType, result: Any) -> Any:  # type: ignore[override]
        """Complete a value.

        Raises:
            Spent: The answer is large enough.
        """
        value = super().complete_leaf_value(return_type, result)
        self._take(NAME_BYTES + (bytes_of(value) if type(value) is str else 0))
        return value

    def handle_field_error(
        self, raw_error: Exception, return_type: GraphQLOutputType, field_details_list: Any, path: Any
    ) -> None:
        """Keep an error, or hand it to the parent.

        Raises:
            Spent: The answer is large enough.
        """
        self._take(ERROR_BYTES)
        super().handle_field_error(raw_error, return_type, field_details_list, path)


def bytes_of(text: str) -> int:
    """How many bytes a text needs, without writing it."""
    return len(text) if text.isascii() else CHARACTER_BYTES * len(text)
