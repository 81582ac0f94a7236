"""Characters of GB 18030 that stood in the private use area until they had codes of their own: which code is whose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

# GB 18030-2022 moves 18 of them; glibc 2.38 ("add GB18030-2022 charmap", libc-alpha, 2023-06-27) lists both codes of
# each. The six that follow kept their bytes in GB 18030-2005; their codes are in Unicode since 3.1 (K. Lunde, "The GB
# 18030-2022 Standard", 2022; WHATWG, encoding issue 27).
OFFICIAL: Final[Mapping[int, str]] = {
    0xE78D: "\ufe10", 0xE78E: "\ufe12", 0xE78F: "\ufe11", 0xE790: "\ufe13", 0xE791: "\ufe14", 0xE792: "\ufe15",
    0xE793: "\ufe16", 0xE794: "\ufe17", 0xE795: "\ufe18", 0xE796: "\ufe19", 0xE81E: "\u9fb4", 0xE826: "\u9fb5",
    0xE82B: "\u9fb6", 0xE82C: "\u9fb7", 0xE832: "\u9fb8", 0xE843: "\u9fb9", 0xE854: "\u9fba", 0xE864: "\u9fbb",
    0xE816: "\U00020087", 0xE817: "\U00020089", 0xE818: "\U000200cc", 0xE831: "\U000215d7", 0xE83B: "\U0002298f",
    0xE855: "\U000241fe",
}  # fmt: skip
"""Private use → official, of the 24 of GB 18030."""

_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")


def official(text: str) -> str:
    """The text with the 24 characters of GB 18030 under the codes that they have now."""
    return text.translate(OFFICIAL) if _PRIVATE.search(text) else text
