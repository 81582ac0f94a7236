"""Media types: what is sent in, and in which an answer is given."""

from collections.abc import Sequence
from typing import Final

JSON: Final = "application/json"
GRAPHQL_RESPONSE: Final = "application/graphql-response+json"
MULTIPART: Final = "multipart/form-data"


def negotiated(accept: str | None) -> str:
    """Choose the media type of the answer: the newer one only for those who name it before the older one."""
    best, chosen = 0.0, JSON
    for part in (accept or "").split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if kind in (JSON, GRAPHQL_RESPONSE):
            weight = _weight(parameters)
            if weight > best:
                best, chosen = weight, kind
    return chosen


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter[2:])
            except ValueError:
                return 0.0
    return 1.0
