"""Figures as people write them, however that is, and what stands between them.

1. A figure is what is read as one: in full width, raised, in a circle, of another script, in Chinese (三, 叁, 幺, 〇,
   ○); letters that look like one (O, l) where figures stand beside them.
2. What nobody sees parts nothing: joiners, marks of direction, variation selectors, combining marks, soft hyphens.
3. Blanks of any length, and up to eight visible signs, stand between figures of one chain; a letter ends it. 年, 月 and
   日 stand between figures too, and 1月 is 01月.
4. What is written for a machine is read as it shows: HTML entities and tags, percent-encoding, JSON's escapes.

Each step goes over a text once: nothing here looks back by more than a few characters.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

LAST: Final = "X"
"""The check character that is no figure."""
_LAST: Final = frozenset("XxХхΧχⅩⅹ×✕✖╳❌叉")
_ZEROS: Final = dict.fromkeys("○◯⭕", "0") | {"两": "2"}
"""What is read as a figure and is none to Unicode."""
_LOOKS: Final = dict.fromkeys("OoОоΟο", "o") | dict.fromkeys("lIІΙӏı", "l")
_PARTS: Final = dict.fromkeys(":：︰∶", ":") | {"年": "y", "月": "m", "日": "d"}
_JOINS: Final = dict.fromkeys(".．·•‧・∙⋅−~～", "-")
_UNSEEN: Final = frozenset("\u115f\u1160\u2065\u3164\uffa0")
"""Fillers that Unicode calls letters (Default_Ignorable_Code_Point)."""
_ZEROS_LEFT_OUT: Final = 2
"""A month and a day may be written without theirs."""
_TAGS: Final = range(0xE0000, 0xE1000)
"""A plane of marks, which are never shown, assigned or not."""
_BREAK: Final = "\0"
"""What no text has: others part texts by it."""
_OTHER: Final = "a"
_HAN: Final = 0x2E80
"""Beside a letter of an alphabet another one is a letter; beside an ideograph it may look like a figure."""


class _Classes(dict[int, str]):
    """What each character is to a reader of figures; looked up once a character."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _class(chr(code))
        return found


def _class(char: str) -> str:
    for table in (_PARTS, _LOOKS, _ZEROS, _JOINS):
        if char in table:
            return table[char]
    if char in _LAST or unicodedata.normalize("NFKC", char) in _LAST:
        return LAST
    figure = unicodedata.numeric(char, -1.0)
    if figure in range(10):
        return str(int(figure))
    return _OTHER if char == _BREAK else _class_of_kind(char, unicodedata.category(char))


def _class_of_kind(char: str, kind: str) -> str:
    if kind[0] == "Z" or char.isspace() or char == "\u2800":
        return " "
    if kind in ("Cf", "Cc") or kind[0] == "M" or char in _UNSEEN or ord(char) in _TAGS:
        return "i"
    if kind in ("Pd", "Pc"):
        return "-"
    if kind[0] in "PSC":
        return "s"
    return _OTHER if ord(char) < _HAN else "h"


_CLASSES: Final = _Classes()
_LOOKALIKE: Final = re.compile(r"(?<=[0-9])[ol]+(?![aol])|(?<![aol])[ol]+(?=[0-9])")
_LOOKING: Final = re.compile(r"[0-9][ol]|[ol][0-9]")
_AS_FIGURES: Final = str.maketrans("ol", "01")
_WITHOUT_GAPS: Final = dict.fromkeys(map(ord, "i -:sdym"))
_GAP: Final = r"[i ]*+(?:[-:sdym][i ]*+){0,8}+"
_CHAIN: Final = re.compile(rf"[0-9](?:{_GAP}[0-9X])*+")
_ESCAPED: Final = re.compile(
    r"&#?[0-9A-Za-z]{1,31};|(?:%[0-9A-Fa-f]{2})+|\\u[0-9A-Fa-f]{4}|\\[nrt]|</?[A-Za-z][^<>]{0,64}>"
    r"|[二三]?十[一二三四五六七八九]?(?=[ \t]?[月日号])"
    r"|[\u2469-\u2473\u3251-\u325f\u32b1-\u32bf\u33e0-\u33fe\u32c0-\u32cb]"
)
"""What shows as something else: escapes, tags, numbers of a day, and one sign for several figures."""
_MAY_BE_ESCAPED: Final = re.compile(r"[&%\\<十\u2469-\u2473\u3251-\u33fe]")


@dataclass(frozen=True, slots=True)
class Chain:
    """Figures that a reader may take together, in order."""

    figures: str
    """ASCII, and `X`."""
    starts: tuple[int, ...]
    """Where each stands in the text."""
    ends: tuple[int, ...]
    gaps: tuple[str, ...]
    """What stands before each, by kind: blanks, `-` what joins, `:`, `y` `m` `d` of a day, `s` other signs."""
    scripts: str
    """How each is written, as a letter: a change parts them as a blank would."""

    def apart(self, at: int) -> bool:
        """Whether a group of figures begins at a place, or the figures end there."""
        if at in (0, len(self.figures)):
            return True
        return bool(self.gaps[at]) or self.scripts[at] != self.scripts[at - 1] or LAST in self.figures[at - 1 : at + 1]


def chains(text: str, least: int) -> Iterator[Chain]:
    """The chains of at least so many figures in a text, as it stands; then those in it as it would be shown."""
    yield from _chains(text, None, least)
    if _MAY_BE_ESCAPED.search(text) is not None:
        shown, places = _shown(text)
        if shown != text:
            yield from _chains(shown, places, least)


def readable(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """A part of a text in half width and capitals, without what nobody sees, and where each character stands."""
    places = [place for place in range(start, min(end, len(text))) if _CLASSES[ord(text[place])] != "i"]
    return "".join([_capital(text[place]) for place in places]), places


def _capital(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char).upper()
    return plain if len(plain) == 1 else char


def _chains(text: str, places: _Places | None, least: int) -> Iterator[Chain]:
    classes = text.translate(_CLASSES)
    if _LOOKING.search(classes) is not None:
        classes = _LOOKALIKE.sub(lambda found: found[0].translate(_AS_FIGURES), classes)
    for found in _CHAIN.finditer(classes):
        start, end = found.span()
        written = classes[start:end].translate(_WITHOUT_GAPS)
        if len(written) >= least - (_ZEROS_LEFT_OUT if "m" in classes[start:end] else 0):
            yield _chain(text, classes, start, end, places)


def _chain(text: str, classes: str, start: int, end: int, places: _Places | None) -> Chain:
    at = [place for place in range(start, end) if classes[place] in "0123456789X"]
    gaps = ["", *(classes[one + 1 : two].replace("i", "") for one, two in pairwise(at))]
    figures = [classes[place] for place in at]
    if "m" in classes[start:end]:
        figures, at, gaps = _padded(figures, at, gaps)
    return Chain(
        "".join(figures),
        tuple(at if places is None else [places.starts[place] for place in at]),
        tuple([place + 1 for place in at] if places is None else [places.ends[place] for place in at]),
        tuple(gaps),
        "".join([_script(text[place]) for place in at]),
    )


def _padded(figures: list[str], at: list[int], gaps: list[str]) -> tuple[list[str], list[int], list[str]]:
    """The same with a zero before each month and day of one figure."""
    whole: list[tuple[str, int, str]] = []
    for place, figure in enumerate(figures):
        before, after = gaps[place], gaps[place + 1] if place + 1 < len(gaps) else ""
        if ("y" in before and "m" in after) or ("m" in before and "d" in after):
            whole.append(("0", at[place], before))
            before = ""
        whole.append((figure, at[place], before))
    return [each[0] for each in whole], [each[1] for each in whole], [each[2] for each in whole]


def _script(char: str) -> str:
    if char in _LOOKS:
        return "o"
    return "f" if unicodedata.category(char) == "Nd" else "c"


@dataclass(frozen=True, slots=True)
class _Places:
    """Where each character that is shown stands in what was written."""

    starts: list[int]
    ends: list[int]


def _shown(text: str) -> tuple[str, _Places]:
    """A text as it is shown."""
    parts: list[str] = []
    places = _Places([], [])
    done = 0

    def kept(until: int) -> None:
        parts.append(text[done:until])
        places.starts.extend(range(done, until))
        places.ends.extend(range(done + 1, until + 1))

    for found in _ESCAPED.finditer(text):
        kept(found.start())
        done = found.end()
        shown = _unescaped(found[0])
        parts.append(shown)
        sizes = [len(char.encode("utf-8", "replace")) * 3 for char in shown] if found[0][0] == "%" else []
        whole = sum(sizes) != len(found[0])  # or it is no UTF-8, and each of its characters is all of it
        at = found.start()
        for place in range(len(shown)):
            places.starts.append(found.start() if whole else at)
            at = done if whole else at + sizes[place]
            places.ends.append(at)
    kept(len(text))
    return "".join(parts), places


def _unescaped(written: str) -> str:
    match written[0]:
        case "&":
            return html.unescape(written)
        case "<":
            return ""
        case "%":
            return bytes.fromhex(written.replace("%", "")).decode("utf-8", "replace")
        case "\\":
            return chr(int(f"0x{written[2:]}", 0)) if written[1] == "u" else " "
        case _:
            return _number(written)


def _number(written: str) -> str:
    """The number of a day or month in Chinese, or one sign for several figures, in two figures."""
    if "十" not in written:
        return unicodedata.normalize("NFKC", written)
    tens, _, ones = written.partition("十")
    return f"{int(unicodedata.numeric(tens)) if tens else 1}{int(unicodedata.numeric(ones)) if ones else 0}"
