"""The trust package that the service publishes by itself: made anew every day, so that no desk goes by an old one.

1. It is begun when the server serves, in a demonstration after its licences were sealed.
2. One that is younger than a day is left as it is, whoever made it.
3. What stands in the way (no seal, no trusted time, a store that is away) is written down, and tried again in an hour:
   nobody is refused anything because of it.
"""

from asyncio import sleep
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from api.process.logging import events
from api.service.packages import PUBLISHED
from graph.store.files import write_whole
from licenses.register.publishing import Published, Publisher, Tell, publish

if TYPE_CHECKING:
    from api.service.opening import Service

DAYS: Final = 7
"""How long a package is believed."""
RENEWED_SECONDS: Final = 24 * 60 * 60
AGAIN_SECONDS: Final = 60 * 60


async def made(service: "Service", code: str, days: int, tell: Tell = lambda *_: None) -> Published:
    """Make a package of this register.

    Args:
        service: What is open.
        code: USCC of the department that seals it.
        days: How long it is to be believed.
        tell: Told how far it is.

    Raises:
        Refusal: As `publish` does.
        TimestampUnavailable: No trusted time.
    """
    backend, trust = service.backend, service.backend.trust()
    publisher = Publisher(
        store=service.store,
        seals=backend.workshop.seals,
        code=code,
        demonstration=backend.demonstration,
        anchors=[anchor.dump() for anchor in trust.anchors],
        lists=trust.crls,
    )
    return await publish(publisher, service.clock(), days, tell)


async def keep_renewed(service: "Service", code: str) -> None:
    """Publish whenever it is due, until this is cancelled; without a publisher, nothing."""
    file = service.settings.trust / PUBLISHED
    while code:
        try:
            left = _left(file, service.clock())
            if left <= 0:
                package = await made(service, code, DAYS)
                file.parent.mkdir(parents=True, exist_ok=True)
                write_whole(file, package.package)
                events().info("trust package published", sequence=package.sequence, licenses=package.licenses)
                left = RENEWED_SECONDS
        except Exception as error:  # noqa: BLE001 - whatever it is, the service goes on, and this is tried again
            events().warning("no trust package", department=code, reason=f"{type(error).__name__}: {error}")
            left = AGAIN_SECONDS
        await sleep(left)


def _left(file: Path, at: datetime) -> float:
    """Seconds until it is due."""
    return file.stat().st_mtime + RENEWED_SECONDS - at.timestamp() if file.exists() else 0
