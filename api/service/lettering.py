"""With what this installation draws the characters of a page: where its fonts and its registered pictures are."""

from collections.abc import Callable
from functools import partial
from typing import Final

from api.process.settings import Settings
from licenses.paper.lettering import DEBIAN_FOLDER, Lettering, use

FOLDER: Final = "glyphs"
"""Of the registered pictures, under the home folder."""


def drawing_with(settings: Settings) -> Callable[[], None]:
    """Say what this process draws with; return what says it in another process."""
    lettering = Lettering(settings.fonts or DEBIAN_FOLDER, settings.home.absolute() / FOLDER)
    use(lettering)
    return partial(use, lettering)
