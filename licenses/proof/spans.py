"""For how long an answer about certificates holds.

What is said of a chain depends on the certificates, on the revocation lists, and on a moment; on the moment only by the
periods that certificates and lists state, and by when something was revoked. So where no list names one of the
certificates, the answer stays as it is between two neighbouring begins or ends of periods.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import core, crl, x509

_CLOCKS_DIFFER_BY = timedelta(seconds=2)
"""More than the library allows for."""


@dataclass(frozen=True, slots=True)
class Span:
    """Between two moments at which something may change."""

    after: datetime
    before: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.after < moment < self.before

    def since(self, moment: datetime) -> Span:
        """The part of it that begins with a moment."""
        return Span(max(self.after, moment - timedelta(microseconds=1)), self.before)

    @classmethod
    def around(cls, moment: datetime, changes: Iterable[datetime]) -> Span | None:
        """The span in which a moment lies; None where it lies too close to a change, or before or behind them all."""
        ordered = sorted(set(changes))
        place = bisect(ordered, moment)
        if not 0 < place < len(ordered):
            return None
        span = cls(ordered[place - 1] + _CLOCKS_DIFFER_BY, ordered[place] - _CLOCKS_DIFFER_BY)
        return span if moment in span else None


def changes(certificates: Iterable[x509.Certificate], lists: Iterable[bytes]) -> list[datetime] | None:
    """When the answer may change; None where a list names a certificate, or does not say when it ends.

    Args:
        certificates: Everything that a chain may be made of.
        lists: Revocation lists (DER).
    """
    found, numbers = list[datetime](), set[bytes]()
    for one in certificates:
        found += (one.not_valid_before, one.not_valid_after)
        numbers.add(core.Integer(one.serial_number).dump())
    for der in dict.fromkeys(lists):
        if any(number in der for number in numbers):
            return None
        for moment in _period(der):
            if moment is None:
                return None
            found.append(moment)
    return found


def _period(der: bytes) -> Iterator[datetime | None]:
    try:
        listed = crl.CertificateList.load(der, strict=True)["tbs_cert_list"]
        yield listed["this_update"].native
        yield listed["next_update"].native
    except (ValueError, TypeError, KeyError):
        yield None
