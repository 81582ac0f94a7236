"""How the store fails; these are malfunctions, not refusals."""


class StoreError(Exception):
    """The store could not do what it was asked."""

    retryable = False


class StoreUnavailable(StoreError):
    """No connection, or the server is stopping; the same request may succeed later."""

    retryable = True


class OutcomeUnknown(StoreUnavailable):
    """The connection was lost while a write was being committed: it may be stored, or not.

    Only who asked can tell whether asking again is right: under the same idempotency key it always is.
    """

    def __init__(self, cause: str) -> None:
        """Say what happened to the connection."""
        super().__init__(f"the connection was lost during a commit; whether it is stored is not known: {cause}")


class StoreInUse(StoreUnavailable):
    """Another process has the folder of the embedded store open."""

    def __init__(self, folder: str) -> None:
        """Say which folder."""
        super().__init__(f"another process has this store open: {folder}")
        self.folder = folder


class KeyTaken(StoreError):
    """What was to be created has the unique key of something that is there by now; nothing is stored."""


class StoreTimeout(StoreError):
    """The statement ran longer than its budget."""

    retryable = True


class StoreMissing(StoreError):
    """The embedded server is not installed on this machine."""


class StoreLost(StoreError):
    """The embedded server has ended and cannot be brought back: the process has to end."""
