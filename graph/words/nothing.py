"""Words that say nothing: what people write where a name or a finding is asked for and they have none."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

NOTHING: Final = re.compile(
    r"无|暂无|没有|待定|待补充?|不详|未知|空|略|n/a|[-—–_/\\*.。?？、]+|[x×]{2,}", re.IGNORECASE
)


def says_nothing(text: str) -> bool:
    """Whether a text is a hyphen, a stroke or a word for nothing (无、暂无、/)."""
    return bool(NOTHING.fullmatch(unicodedata.normalize("NFKC", text)) or NOTHING.fullmatch(text))
