"""What an address says to people as plain text: each sentence in both languages."""

from http import HTTPStatus

from starlette.responses import Response

from api.http.errors import status_of
from graph.errors import Refusal, Text


def in_both(text: Text) -> str:
    """A sentence in both languages, on one line."""
    return f"{text.zh} / {text.en}"


def refused(refusal: Refusal) -> Response:
    """Say why nothing is given."""
    return _plain(refusal.message, status_of(refusal))


def missing(why: Text) -> Response:
    """Say that there is nothing at this address."""
    return _plain(why, HTTPStatus.NOT_FOUND)


def _plain(text: Text, status: HTTPStatus) -> Response:
    return Response(f"{in_both(text)}\n", status, media_type="text/plain")
