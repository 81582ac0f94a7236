"""What a process begins with and keeps to its end: it is not looked through for garbage again and again.

The modules, the schema and everything that is opened are some hundred thousand objects. A full collection goes through
all of them for nearly half a second, in which no request is answered; frozen, only what has come since is looked at.
"""

import gc


def settle() -> None:
    """Take all that there is now as lasting."""
    gc.freeze()
