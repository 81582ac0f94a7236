"""How often something may be tried in this process: guesses at a secret are few, whoever makes them."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from graph.errors import LimitExceeded, Text
from graph.refusal_codes import Code


@dataclass(slots=True)
class Throttle:
    """Counts attempts over a sliding window."""

    most: int = 5
    window: timedelta = timedelta(minutes=1)
    _made: deque[datetime] = field(default_factory=deque)

    def take(self, now: datetime) -> None:
        """Count one more.

        Raises:
            LimitExceeded: `TOO_MANY_ATTEMPTS`; this one was one too many, and does not count.
        """
        while self._made and now - self._made[0] >= self.window:
            self._made.popleft()
        if len(self._made) >= self.most:
            seconds = round(self.window.total_seconds())
            raise LimitExceeded(
                Text(
                    f"尝试过于频繁：{seconds}秒内最多{self.most}次",
                    f"too many attempts: {self.most} in {seconds} seconds",
                ),
                code=Code.TOO_MANY_ATTEMPTS,
                limit=f"{self.most} in {seconds} seconds",
            )
        self._made.append(now)
