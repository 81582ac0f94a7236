"""A list as a text file that is given piece by piece: however long it is, no more than a page of it is kept."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Iterable

from graph.office.sheets.cleaned import marked
from graph.office.sheets.filled import rows_of
from graph.office.sheets.forms import Form

BYTE_ORDER_MARK = "\ufeff"
"""By which spreadsheets know UTF-8."""


async def flowing(
    form: Form, pages: AsyncIterator[Iterable[object]], left_out: frozenset[str] = frozenset()
) -> AsyncIterator[bytes]:
    """The names of the columns, then the rows of each page, as an import reads them again.

    Args:
        form: The columns.
        pages: Values, as an import of the form would make them.
        left_out: Fields whose columns are not written.
    """
    yield (BYTE_ORDER_MARK + _written([[each.name for each in form.columns if each.field not in left_out]])).encode()
    async for page in pages:
        yield _written(row for value in page for row in rows_of(form, value, left_out)).encode()


def _written(rows: Iterable[list[str]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([marked(text) for text in row] for row in rows)
    return stream.getvalue()
