"""The fonts for rare characters, where they are installed, and pages without them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from licenses.paper.lettering import DEBIAN_FOLDER, RARE_FILES, Lettering, in_use, use

HOW = "fonts-hanazono is not installed: characters beyond Noto are not drawn here (apt-get install fonts-hanazono)"
RARE_FONTS = all((DEBIAN_FOLDER / name).is_file() for name in RARE_FILES)
needs_rare_fonts = pytest.mark.skipif(not RARE_FONTS, reason=HOW)


@contextmanager
def drawing_with(rare: Path = DEBIAN_FOLDER, registered: Path | None = None) -> Iterator[None]:
    """Draw with other fonts and pictures for a while."""
    before = in_use()
    use(Lettering(rare, registered))
    try:
        yield
    finally:
        use(before)
