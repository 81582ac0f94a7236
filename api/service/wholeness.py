"""What checks of a HOME have come to, for who asks whether the service is well."""

from dataclasses import dataclass

from api.process.settings import Settings
from licenses.safekeeping.outcome import read_outcome


@dataclass(frozen=True, slots=True)
class Whole:
    """What is known of what is kept, for who asks whether the service is well."""

    damaged: bool
    said: dict[str, str]
    """By head: `ok`, how much is wrong, or that nobody has looked yet."""


def whole(settings: Settings) -> Whole:
    """What checks have come to; it tells of nobody, and of no file."""
    outcome = read_outcome(settings.home)
    seen = outcome.whole.done or outcome.faults
    said = {
        head.value: f"damaged: {wrong}" if wrong else "ok" if seen else "not checked yet"
        for head, wrong in outcome.heads.items()
    }
    return Whole(bool(outcome.faults), said)
