"""Papers that people hand in: scans of what was signed."""

from __future__ import annotations

import io
import zipfile

from PIL import Image


def scan(shade: int = 255, form: str = "PNG") -> bytes:
    """A page of one shade, as a scanner gives it: PNG, JPEG, TIFF or PDF."""
    page = io.BytesIO()
    Image.new("L", (64, 64), shade).save(page, form)
    return page.getvalue()


def packed(*names: str) -> bytes:
    """An archive of empty files."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as into:
        for name in names:
            into.writestr(name, "")
    return archive.getvalue()
