"""What attestations of every kind print alike: who asked, a moment, and how the sheet itself is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from graph.errors import Text, quoted
from graph.office.published import without_ids
from graph.words.china_time import china_time
from graph.words.people import Role

_STARS: Final = "*" * 8


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked, as it is printed."""

    role: Role
    name: str
    """As his token has it; of a holder it is the code of a person, and masked, as a number in another's name is."""

    @property
    def words(self) -> Text:
        """What stands on the receipt."""
        role = self.role.name.replace("_", " ").lower()
        match self.role:
            case Role.PUBLIC:
                return Text("未登录（匿名）", "anonymous")
            case Role.HOLDER:
                shown = _masked(self.name)
            case _:
                shown = quoted(without_ids(self.name))
        return Text(f"{self.role.zh} {shown}", f"{role} {shown}")

    @property
    def said(self) -> Mapping[str, str]:
        """What the attached document says."""
        return {"role": self.role.name.lower(), "words": self.words.zh}


def same(words: str) -> Text:
    """Words that are the same in both languages: names, numbers, what somebody has written."""
    return Text(words, words)


def moment(at: datetime) -> Text:
    """A moment, as it is printed."""
    return same(f"{china_time(at):%Y-%m-%d %H:%M:%S}（北京时间）")


def how_to_check(sheet: str, public_url: str) -> Text:
    """The note that says how it is proved that a sheet is the register's own.

    Args:
        sheet: What the sheet calls itself, in Chinese.
        public_url: Where people reach the service.
    """
    return Text(
        f"核验{sheet}：将本 PDF 文件提交至 {public_url}/verify，登记簿答复其是否原件；打印件、截图不作数。",
        f"To check it, send this PDF file to {public_url}/verify; a print or screenshot proves nothing.",
    )


def _masked(code: str) -> str:
    """The code of a person: the division that it begins with, and its end."""
    return f"{code[:3]}{_STARS}{code[-2:]}" if len(code) > len(_STARS) else _STARS
