"""How much of something each asker may have in a while: what costs us, and lasts, is not made without end for anybody.

* Somebody with a name has a count of his own; of whom nothing is known, everybody at one address has one.
* Those of whom nothing is known have a bound together as well, so that many addresses are no way round it; what they
  have never counts for somebody with a name.
* What is being made counts; what came to nothing is given back.
* The memory is bounded: a count by its bound, the counts by a number; who came longest ago is forgotten.

Where several processes serve, it is counted in the store (`shared`).
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from graph.errors import LimitExceeded, Text
from graph.refusal_codes import Code
from graph.words.china_time import china_time
from licenses.proof.confinement.shares import Asker

Made = deque[datetime]
"""When somebody had one, earliest first."""


@dataclass(slots=True)
class Quota:
    """Bounds what each asker has over a sliding window."""

    most: int = 600
    """Of somebody with a name."""
    most_unknown: int = 20
    """Of all who ask from one address without one."""
    most_unknown_together: int = 400
    window: timedelta = timedelta(hours=1)
    most_askers: int = 10_000
    _made: OrderedDict[Hashable, Made] = field(default_factory=OrderedDict)
    _unknown: Made = field(default_factory=deque)

    @asynccontextmanager
    async def taken(self, asker: Asker, now: datetime) -> AsyncIterator[None]:
        """Have one; it is given back where what stands inside comes to nothing.

        Raises:
            LimitExceeded: `TOO_MANY_ATTEMPTS`, with when to come back; nothing was counted.
        """
        counts = self._counts(asker, now)
        for made, most in counts:
            if len(made) >= most:
                raise self.refusal(made[-most] + self.window, most)
        for made, _ in counts:
            made.append(now)
        try:
            yield
        except BaseException:
            for made, _ in counts:
                if now in made:
                    made.remove(now)
            raise

    def _counts(self, asker: Asker, now: datetime) -> list[tuple[Made, int]]:
        """The counts that one of an asker's goes into, each with its bound."""
        own = self._made.pop(asker, None) or deque()
        while len(self._made) >= self.most_askers:
            self._made.popitem(last=False)
        self._made[asker] = own
        counts = (
            [(own, self.most)]
            if asker.known
            else [(own, self.most_unknown), (self._unknown, self.most_unknown_together)]
        )
        for made, _ in counts:
            while made and now - made[0] >= self.window:
                made.popleft()
        return counts

    def refusal(self, until: datetime, most: int) -> LimitExceeded:
        """What is said to who has had his share."""
        minutes, back = round(self.window.total_seconds() / 60), china_time(until)
        return LimitExceeded(
            Text(
                f"出具过于频繁：{minutes}分钟内最多{most}份；请于{back:%H:%M:%S}后再试",
                f"too many: {most} in {minutes} minutes; come back after {back:%H:%M:%S} (China time)",
            ),
            code=Code.TOO_MANY_ATTEMPTS,
            limit=f"{most} in {minutes} minutes",
            extra={"retryAfter": back.isoformat(timespec="seconds")},
        )
