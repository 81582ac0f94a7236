"""A citizen identity number in every way in which people write one, made by hand for each; it knows no recogniser."""

from __future__ import annotations

from typing import Final

_WIDE: Final = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
_CHINESE: Final = str.maketrans("0123456789X", "〇一二三四五六七八九X")
_ZERO: Final = str.maketrans("0123456789X", "零一二三四五六七八九叉")
_CIRCLE: Final = str.maketrans("0123456789", "○一二三四五六七八九")
_FORMAL: Final = str.maketrans("0123456789X", "零壹贰叁肆伍陆柒捌玖x")
_SPOKEN: Final = str.maketrans("0123456789", "零幺两三四五六七八九")
_CIRCLED: Final = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LETTERS: Final = str.maketrans("01", "Ol")
_CYRILLIC: Final = str.maketrans("0X", "ОХ")
_ARABIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_MATHEMATICAL: Final = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
UNSEEN: Final = (
    "\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\u2064", "\u2066", "\u202c", "\ufeff",
    "\ufe0f", "\U000e0101", "\u034f", "\u0301", "\u20e3", "\u3164", "\u180e", "\u0007", "\U000e0020",
)  # fmt: skip
"""What stands between two figures and nobody sees."""
BLANKS: Final = (
    " ",
    "\u00a0",
    "\u3000",
    "\u2009",
    "\u202f",
    "\t",
    "\n",
    "\r\n",
    "\n    ",
    "        ",
    "\u2028",
    "\u2800",
)
SIGNS: Final = (
    "-", "–", "—", "－", "_", ".", "·", "・", "/", "／", "、", "，", ",", ";", "；", ":", "：", "|", "~", "*", "**",
    "…", "……", "——", "→", "+", "&", "<br>", "</td>\n<td>", "&nbsp;", "%20", "\\n", "\\u200b", "&#8203;",
)  # fmt: skip


def spellings(number: str) -> dict[str, str]:
    """The number in each way, by what the way is called.

    Args:
        number: Of eighteen places.
    """
    place, year, month, day, order = number[:6], number[6:10], number[10:12], number[12:14], number[14:]
    born = year + month + day
    found = {
        "as it is": number, "small x": number.lower(), "full width": number.translate(_WIDE),
        "Chinese": number.translate(_CHINESE), "with 零": number.translate(_ZERO),
        "with ○": number.translate(_CIRCLE), "formal": number.translate(_FORMAL), "spoken": number.translate(_SPOKEN),
        "circled": number.translate(_CIRCLED), "raised": number.translate(_RAISED), "Arabic": number.translate(_ARABIC),
        "mathematical": number.translate(_MATHEMATICAL), "letters": number.translate(_LETTERS),
        "Cyrillic": number.translate(_CYRILLIC), "×": number.replace("X", "×"),
        "mixed": place.translate(_CHINESE) + born.translate(_WIDE) + order,
        "every second": "".join(each.translate(_CHINESE) if at % 2 else each for at, each in enumerate(number)),
        "brackets": f"{place}（{born}）{order}", "half brackets": f"{place}({born}){order}",
        "corners": f"【{place}】【{born}】【{order}】", "bold": f"**{place}** **{born}** {order}",
        "a day": f"{place} {year}年{month}月{day}日 {order}",
        "a day in brackets": f"{place}（{year}年{month}月{day}日）{order}",
        "a day without zeros": f"{place}，{year}年{int(month)}月{int(day)}日，{order}",
        "a day in Chinese": f"{place}{year.translate(_CHINESE)}年{_number(month)}月{_number(day)}日{order}",
        "a day with hyphens": f"{place}/{year}-{month}-{day}/{order}", "by four": _groups(number, (4, 4, 4, 4, 2), " "),
        "by three": _groups(number, (3,) * 6, ","), "by figures": "、".join(number), "spaced": " ".join(number),
        "percent": "".join(f"%{ord(each):02X}" for each in number),
        "escaped": "".join(f"\\u{ord(each):04x}" for each in number),
        "entities": "".join(f"&#{ord(each)};" for each in number),
        "hexadecimal": "".join(f"&#x{ord(each):x};" for each in number),
        "wide percent": "".join(f"%{byte:02X}" for byte in number.translate(_WIDE).encode()),
        "tags": f"<b>{place}</b><i>{born}</i>{order}", "keycaps": "\ufe0f\u20e3".join(number),
        "among figures": f"9{number}43", "behind letters": f"sfz_{number}ab",
    }  # fmt: skip
    found |= {f"unseen {each!a}": each.join(number) for each in UNSEEN}
    found |= {f"unseen once {each!a}": f"{number[:9]}{each}{number[9:]}" for each in UNSEEN}
    found |= {f"blanks {each!a}": each.join((place, born, order)) for each in BLANKS}
    return found | {f"signs {each!a}": each.join((place, born, order)) for each in SIGNS}


def _groups(number: str, sizes: tuple[int, ...], between: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return between.join(parts)


def _number(figures: str) -> str:
    """A number up to 31 as it is read."""
    tens, ones = divmod(int(figures), 10)
    return f"{'' if tens < 2 else str(tens).translate(_CHINESE)}{'十' if tens else ''}" + (
        str(ones).translate(_CHINESE) if ones or not tens else ""
    )
