"""Under which number each object of a batch's file stands: the same in every file, but for what comes last."""

from __future__ import annotations

from enum import IntEnum

FONT_OBJECTS = 5


class At(IntEnum):
    """The numbers that do not change."""

    PAGES = 1
    INTENT = 2
    INTENTS = 3
    STRUCTURE = 4
    PARENTS = 5
    PAGE = 6
    DOCUMENT = 7
    COLOUR_PROFILE = 8
    GREY_PROFILE = 9
    COLOUR = 10
    GREY = 11
    GROUND = 12
    NOTHING = 13
    """What is drawn where a page of the volume has a blank for its ground."""
    RESOURCES = 14
    CONTENTS = 15
    CODE = 16
    ATTACHED = 17
    EMBEDDED = 18
    METADATA = 19
    INFORMATION = 20
    CATALOG = 21
    FONT = 22
    """The first of the objects of the page's first font."""
    ELEMENTS = 27
    """The first element of the page's structure; behind the last stand further fonts and a photo."""
