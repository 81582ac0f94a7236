"""Pictures that lie in the cells of a workbook: pasted over a cell, or put into it as WPS does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from licenses.paper.photos import MAX_PHOTO_BYTES
from licenses.register.batches.photos import too_large


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that lies in a cell."""

    content: bytes

    def read(self, path: tuple[str, ...]) -> bytes:
        """Its bytes.

        Raises:
            Malformed: `PHOTO_TOO_LARGE`.
        """
        if len(self.content) > MAX_PHOTO_BYTES:
            raise too_large(len(self.content), path)
        return self.content


Pictures = Mapping[int, Picture]
"""By number of the row."""


def pictures_of(content: bytes, sheet: str, column: int) -> Pictures:  # noqa: ARG001 - read in the next step
    """The pictures that lie in a column of a sheet; none in a file that is no .xlsx.

    Args:
        content: The file.
        sheet: Name of the sheet.
        column: Position of the column, from 0.
    """
    return {}
