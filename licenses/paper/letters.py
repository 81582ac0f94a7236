"""What kind of character a page is asked to print: which never can be, why, and which have an official code by now.

* What acts or shows nothing (控制字符, 格式字符, 异体字选择符) is never printed: two names would look the same.
* Twenty-four characters of GB 18030 stood in the private use area until they had codes of their own. They are printed
  as what they are. What else stands in that area is somebody's own, and means nothing without his picture of it.
* Scripts whose letters join, stack or run downwards are not put together from single pictures.
* A compatibility ideograph (兼容汉字) is kept as it is given: a register may have entered a person under it.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from graph.errors import Text

# GB 18030-2022, implementation level 3, is all of Unicode 11's unified ideographs: 20,976 of the first block, 6,582 of
# Extension A, 42,711 B, 4,149 C, 222 D, 5,762 E, 7,473 F, and twelve of the compatibility block that are unified (K.
# Lunde, above; The Unicode Standard, version 11, table 18-1). Together 87,887.
GB_18030: Final = (
    (0x4E00, 0x9FEF), (0x3400, 0x4DB5), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0), (0xFA0E, 0xFA0F), (0xFA11, 0xFA11), (0xFA13, 0xFA14), (0xFA1F, 0xFA1F), (0xFA21, 0xFA21),
    (0xFA23, 0xFA24), (0xFA27, 0xFA29),
)  # fmt: skip
"""First and last of each run of ideographs of GB 18030-2022, implementation level 3 (实现级别3)."""

_SELECTORS: Final = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0x180B, 0x180D), (0x180F, 0x180F))
_JOINED: Final = (
    (
        (0x0600, 0x06FF),
        Text("阿拉伯字母（维吾尔文、哈萨克文、柯尔克孜文）", "the Arabic script (Uyghur, Kazakh, Kyrgyz)"),
    ),
    (
        (0x0750, 0x077F),
        Text("阿拉伯字母（维吾尔文、哈萨克文、柯尔克孜文）", "the Arabic script (Uyghur, Kazakh, Kyrgyz)"),
    ),
    (
        (0xFB50, 0xFDFF),
        Text("阿拉伯字母（维吾尔文、哈萨克文、柯尔克孜文）", "the Arabic script (Uyghur, Kazakh, Kyrgyz)"),
    ),
    (
        (0xFE70, 0xFEFC),
        Text("阿拉伯字母（维吾尔文、哈萨克文、柯尔克孜文）", "the Arabic script (Uyghur, Kazakh, Kyrgyz)"),
    ),
    ((0x0F00, 0x0FFF), Text("藏文", "the Tibetan script")),
    ((0x1800, 0x18AF), Text("蒙古文", "the Mongolian script")),
    ((0x1950, 0x197F), Text("德宏傣文", "the Tai Le script")),
    ((0x1980, 0x19DF), Text("西双版纳新傣文", "the New Tai Lue script")),
    ((0x1A20, 0x1AAF), Text("西双版纳老傣文", "the Tai Tham script")),
)
_YI: Final = (0xA000, 0xA4CF)
_ACTING: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def never_drawn(letter: str) -> Text | None:
    """Why a character cannot be printed, whatever fonts and pictures there are; None where that depends on them."""
    code = ord(letter)
    if any(first <= code <= last for first, last in _SELECTORS):
        return Text(
            "异体字选择符不单独显示，须改用该字形自己的编码",
            "a variation selector shows nothing by itself; use the code of the form that is meant",
        )
    for (first, last), script in _JOINED:
        if first <= code <= last:
            return Text(
                f"系统没有{script.zh}字库，这种文字也不能逐字用图片拼成；须填写其规范汉字译名",
                f"there is no font for {script.en}, and it is not put together from single pictures; "
                "give the name in its standard Chinese form",
            )
    category = unicodedata.category(letter)
    if category in _ACTING:
        return Text("控制字符或不可见字符须删去", "a control or invisible character; take it out")
    if category in {"Mn", "Me", "Mc"}:
        return Text("组合用附加符号须与字母合成一个字符", "a combining mark; write letter and mark as one character")
    return None


def kind(letter: str) -> Text:
    """What a character is that no font has."""
    code, category = ord(letter), unicodedata.category(letter)
    if category == "Co":
        return Text("私用区字符，没有公认的字形", "a private use character, which has no agreed form")
    if _YI[0] <= code <= _YI[1]:
        return Text("彝文，字库中没有", "of the Yi script, which no font here has")
    if any(first <= code <= last for first, last in GB_18030):
        return Text("GB 18030-2022 的汉字，现有字库中没有", "an ideograph of GB 18030-2022 that no font here has")
    return Text("字库中没有", "in no font here")


def is_rare_script(letter: str) -> bool:
    """Whether it is one that the fonts for rare characters are asked for: ideographs, their parts, Latin letters.

    Those fonts put forms of their own on private use codes, and symbols that nobody would expect in a name.
    """
    return unicodedata.name(letter, "").startswith(("CJK ", "KANGXI RADICAL ", "IDEOGRAPHIC ", "LATIN "))
