"""Being told to stop: SIGINT and SIGTERM end what is under way, so that everything open is closed in order.

1. The first signal cancels the work, or does what the work has asked for instead; what follows is not interrupted.
2. Whoever runs the work learns which signal ended it.
"""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from typing import Any

try:
    from uvloop import new_event_loop
except ImportError:  # no wheel for this system
    new_event_loop = asyncio.new_event_loop  # type: ignore[assignment]

STOPPING = (signal.SIGINT, signal.SIGTERM)


class Signals:
    """What a signal does to the work that is under way."""

    def __init__(self) -> None:
        """Take the signals of this process; the current task is what they cancel."""
        self.arrived: signal.Signals | None = None
        task = asyncio.current_task()
        self._act: Callable[[], object] = task.cancel if task is not None else lambda: None
        for number in STOPPING:
            asyncio.get_running_loop().add_signal_handler(number, self._on, number)

    def instead(self, act: Callable[[], object]) -> None:
        """From now on a signal does this, and cancels nothing."""
        self._act = act

    def _on(self, number: signal.Signals) -> None:
        if self.arrived is None:
            self.arrived = number
            self._act()


def run(work: Callable[[Signals], Coroutine[Any, Any, None]]) -> signal.Signals | None:
    """Run some work to its end, or until a signal ends it; say which signal that was."""
    kept: list[Signals] = []

    async def attended() -> None:
        kept.append(Signals())
        await work(kept[0])

    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        try:
            runner.run(attended())
        except asyncio.CancelledError:
            if not kept or kept[0].arrived is None:
                raise
    return kept[0].arrived
