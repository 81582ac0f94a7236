"""Uses of a licence (用证记录): that a 用证单位 has verified it, and so may object to it (WHL-13, WHL-19)."""

from dataclasses import dataclass
from datetime import datetime
from enum import unique

from graph.words.closed_list import ClosedList


@unique
class Recognition(ClosedList):
    """By what the register recognised the licence that was verified (识别方式)."""

    FILE = "证照文件"
    IDENTIFIER = "证照标识"


@dataclass(frozen=True, slots=True)
class LicenseUse:
    """One use of a licence; it tells nothing of the holder."""

    id: str
    license_id: str
    subject: str
    """Who verified it, as tokens name him."""
    at: datetime
    how: Recognition

    @property
    def pair(self) -> str:
        """What it is looked up by."""
        return pair_of(self.license_id, self.subject)


def pair_of(license_id: str, subject: str) -> str:
    """A licence and who has used it, as one key; an id of a licence has no bar in it."""
    return f"{license_id}|{subject}"
