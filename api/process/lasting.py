"""What a process begins with and keeps to its end: it is not looked through for garbage again and again.

1. The modules, the schema and everything that is opened are some hundred thousand objects. A full collection goes
   through all of them for nearly half a second, in which no request is answered; frozen, only what has come since is
   looked at.
2. A page is thousands of objects that end with its request and are in no circle. By the interpreter's own measure they
   would be looked through several times while it is made.
"""

import gc
from typing import Final

YOUNG: Final = 50_000
"""Objects more than before, after which the young ones are looked through."""


def settle() -> None:
    """Take all that there is now as lasting."""
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
