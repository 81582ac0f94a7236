"""Where a search is met in what an entry says, and what might have been meant.

* A mark is a range of the text itself, in characters; what was typed is found in it in whatever script and width.
* What was typed by its sound marks the characters that sound so, from their first letters or whole.
* What might have been meant is a run of a title that is shown: as long as what was typed, and one character or letter
  off, or of the same sound. What is not shown to the asker is never proposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from graph.words.folding import folded
from graph.words.pinyin import syllables

AROUND = 20
"""Characters that are shown before and behind what is met in a long text: as much as is read at a glance."""


class Place(Enum):
    """Where a search is met."""

    TITLE = "名称"
    ITEM = "信息项"
    PROVIDER = "提供方"
    LIBRARY = "资源库"
    LICENSE_TYPE = "证照类型"
    SUMMARY = "摘要"
    CODE = "代码"


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of a text."""

    start: int
    """Its first character, from 0."""
    end: int
    """The one behind its last."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of a text with what is met in it."""

    text: str
    marks: tuple[Mark, ...]


class SuggestionKind(Enum):
    """Why something is suggested."""

    CORRECTION = "更正"
    COMPLETION = "补全"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What might be asked for instead."""

    text: str
    kind: SuggestionKind


@dataclass(frozen=True, slots=True)
class Highlight:
    """Where an entry meets a search."""

    code: str
    """Of the entry."""
    place: Place
    text: str
    """What stands there, as much of it as is read at a glance."""
    marks: tuple[Mark, ...]
    """What of the text meets the search."""


def met(text: str, words: Iterable[str], around: int = AROUND) -> Fragment | None:
    """What of a text meets some words, with what is around it; None where nothing does."""
    marks = _joined(sorted({each for word in words for each in _found(text, word)}))
    if not marks:
        return None
    start, end = max(0, marks[0][0] - around), min(len(text), marks[0][1] + around)
    inside = tuple(Mark(first - start, min(last, end) - start) for first, last in marks if first < end)
    return Fragment(text[start:end], inside)


def meant(typed: str, titles: Sequence[str]) -> str | None:
    """What might have been meant by what was typed, from what is found; None where it stands there as it is."""
    pieces = folded(typed).split()
    plain = [folded(title) for title in titles]
    better = [next((each for title in plain if (each := _nearest(piece, title))), piece) for piece in pieces]
    return " ".join(better) if better != pieces else None


def _found(text: str, word: str) -> Iterator[tuple[int, int]]:
    parts = [folded(character) for character in text]
    plain = "".join(parts)
    places = [at for at, part in enumerate(parts) for _ in part]
    at = plain.find(word) if word else -1
    while at >= 0:
        yield places[at], places[at + len(word) - 1] + 1
        at = plain.find(word, at + len(word))
    if word.isascii() and word.isalpha() and len(word) > 1 and word not in plain and not plain.isascii():
        yield from _heard(text, word)


def _heard(text: str, word: str) -> Iterator[tuple[int, int]]:
    """The characters that sound as a word begins: whole, the last of them begun, or by their first letters."""
    spelled = syllables(text) if len(text) == len(syllables(text)) else []
    for start, first in enumerate(spelled):
        for sounds in (spelled, [each[:1] for each in spelled]):
            heard, end = "", start
            while end < len(sounds) and len(heard) < len(word):
                heard, end = heard + sounds[end], end + 1
            if not text[start].isascii() and first and heard.startswith(word):
                yield start, end


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in ranges:
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _nearest(piece: str, title: str) -> str | None:
    """The run of a title that is nearest to a piece; None where none is near, or the piece itself is there."""
    if piece in title or len(piece) < 2:  # noqa: PLR2004 - one character is near to any
        return None
    spelled = syllables(title)
    if piece.isascii():
        runs = ((start, end) for start in range(len(title)) for end in range(start + 2, min(len(title), start + 8) + 1))
        return next((title[s:e] for s, e in runs if _one_off(piece, "".join(spelled[s:e]))), None)
    sound = syllables(piece)
    for start in range(len(title) - len(piece) + 1):
        end = start + len(piece)
        same = sum(a == b for a, b in zip(piece, title[start:end], strict=True))
        if spelled[start:end] == sound or (len(piece) > 2 and same == len(piece) - 1):  # noqa: PLR2004 - as above
            return title[start:end]
    return None


def _one_off(one: str, other: str) -> bool:
    """Whether two words are the same but for one letter that is wrong, missing or too many."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[at + 1 :] in {other[at:], other[at + 1 :]} or one[at:] == other[at + 1 :]
