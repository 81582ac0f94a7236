"""What a search means: forms of it, from the strictest to the loosest; the first that finds anything is asked.

1. Blanks and signs part a search in pieces, all of which have to be met, in any order; where the script changes within
   one, it is met as it stands, loosely in parts.
2. A Chinese piece is cut by the words that the field knows (`everyday`); each is met by itself or by what is meant by
   it. What says nothing is left out, unless nothing else is asked for.
3. Latin letters and figures are the beginning of a word, of a code or of a sound.
4. Loosely a piece is met in two parts, by its sound, or with one character wrong; a word in Latin with one letter
   wrong or missing where it is not met as it was typed, or as the sound of an everyday word.
5. At last any of the words is enough, or a part of one: its beginning, its end, a word of the field in it; and where
   that finds nothing either, any two characters that stand together.

A form is words and nothing of an index's own language: what was typed is in it as letters and figures only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TypeAlias

from graph.words.everyday import EMPTY, MEANINGS, PARTICLES, PLAIN
from graph.words.folding import folded
from graph.words.pinyin import syllables

LONGEST = 16
"""Characters of a piece that are looked at for a mistake."""
MOST = 12
"""Pieces that are looked at; what stands behind them is not asked for."""
MISTYPED = 3
"""Words with a letter wrong that are looked for."""
_PIECES = re.compile(r"[^\W_]+(?:(?<=[0-9a-z])[./-](?=[0-9a-z])[^\W_]+)*")
_SCRIPTS = re.compile(r"[0-9a-z]+(?:[./-][0-9a-z]+)*|[^\W_0-9a-z]+")
_PARTS = re.compile(r"[0-9a-z]+")
_SYLLABLES = re.compile(
    "(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ui|ao|ou|iu|ie|ve|ue|er|an|en|in|un|ia|ua|uo|[aoeiuv]))+"
)
"""Chinese as it is typed by its sound."""
_LONGEST_SOUND = 24
_SHORTEST_WRONG, _LONGEST_WRONG = 5, 24
"""Letters of a word that may have one wrong."""
_WORDS = sorted(
    (word for word in {*MEANINGS, *EMPTY, *PLAIN} if len(word) > 1 or word in PARTICLES),
    key=lambda each: (-len(each), each),
)
"""What a piece is cut by; a character that is a word alone may be a part of any other."""
_SHARED = 512


@dataclass(frozen=True, slots=True)
class Term:
    """A run of characters as it stands, or what begins with it; in a beginning `?` is any letter."""

    text: str
    begins: bool = False


Way: TypeAlias = tuple[Term, ...]
"""Terms that all have to be met."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that is asked for."""

    ways: tuple[Way, ...]
    """Each meets it."""
    mistyped: tuple[str, ...] = field(default=(), kw_only=True)
    """Beginnings, each of which meets it where nothing else does: it was typed with a letter wrong."""
    words: tuple[str, ...]
    """What of a title, or of the name of a part, meets it; the word that was typed is first."""
    parts: tuple[str, ...] = ()
    """Pairs of characters of it: the more of them a title has, the nearer it is."""


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a search."""

    wanted: tuple[Wanted, ...]
    any: bool = False
    """Whether one thing of it is enough."""


@dataclass(frozen=True, slots=True)
class Search:
    """A search as it is understood."""

    whole: str
    """All of it in the form in which names are compared."""
    forms: tuple[Form, ...]
    """From the strictest to the loosest; none where nothing is asked for."""


@lru_cache(_SHARED)
def understood(words: str) -> Search:
    """Read a search."""
    plain = folded(words)
    pieces = [_SCRIPTS.findall(piece) for piece in _PIECES.findall(plain)[:MOST]]
    said = _telling([part for runs in pieces for run in runs for part in _cut(run)])
    whole = "".join(plain.split())
    if not said:
        return Search(whole, ())
    together = ["".join(runs) for runs in pieces if len(runs) > 1]
    parts = _telling([part for runs in pieces if len(runs) == 1 for part in _cut(runs[0])])
    strict = Form(tuple(map(_strictly, [*together, *parts])))
    loose = Form(tuple(_mistyped(map(_loosely, said))))
    at_last = Form(tuple(map(_in_part, said)), any=True)
    by_pairs = Form(tuple(map(_by_pairs, said)), any=True)
    return Search(whole, tuple(dict.fromkeys([strict, loose, at_last, by_pairs])))


def _telling(parts: list[str]) -> list[str]:
    """The parts by which something is found; all of them, where there is none."""
    return [part for part in parts if part not in EMPTY] or parts


def _cut(piece: str) -> Iterator[str]:
    """The words of the field in a piece, the longest first, and what stands between them."""
    if piece[:1].isascii() or piece in MEANINGS:
        yield piece
        return
    start = at = 0
    while at < len(piece):
        word = next((word for word in _WORDS if piece.startswith(word, at)), "")
        # One character alone is no word: it belongs to what stands beside it.
        if word and at - start != 1 and (word in PARTICLES or len(piece) - at - len(word) != 1):
            if start < at:
                yield piece[start:at]
            yield word
            start = at = at + len(word)
        else:
            at += 1
    if start < at:
        yield piece[start:at]


def _mistyped(wanted: Iterable[Wanted]) -> Iterator[Wanted]:
    """The same, of which the first few may be mistyped: every text that may be meant is read for each."""
    left = MISTYPED
    for each in wanted:
        left -= bool(each.mistyped)
        yield each if left >= 0 else replace(each, mistyped=())


def _strictly(part: str) -> Wanted:
    meant = MEANINGS.get(part, ())
    if part.isascii():
        ways = [_beginning(part), *((Term(word),) for word in meant)]
    else:
        ways = [(Term(part, begins=len(part) == 1),), *((Term(word),) for word in meant)]
    return Wanted(tuple(ways), (part, *meant))


def _loosely(part: str) -> Wanted:
    strict = _strictly(part)
    if part.isascii():
        if not part.isalpha():
            return strict
        meant = tuple(dict.fromkeys(meant for word in _heard().get(part, ()) for meant in (word, *MEANINGS[word])))
        heard = (*((Term(word),) for word in meant), *_sounded(part))
        return Wanted((*strict.ways, *heard), (*strict.words, *meant), mistyped=tuple(dict.fromkeys(_misspelled(part))))
    run = part[:LONGEST]
    sound = "".join(syllables(run))
    ways: list[Way] = [*strict.ways]
    if len(run) > 1 and sound.isascii():
        ways.append((Term(sound, begins=True),))
    ways += [(Term(run[:at]), Term(run[at:])) for at in range(2, len(run) - 1)]
    if len(run) > 2:  # noqa: PLR2004 - of two characters one is not enough
        ways += [tuple(Term(side) for side in (run[:at], run[at + 1 :]) if side) for at in range(len(run))]
    pairs = tuple(run[at : at + 2] for at in range(len(run) - 1))
    return Wanted(tuple(dict.fromkeys(ways)), (*strict.words, sound), pairs)


def _in_part(part: str) -> Wanted:
    strict = _strictly(part)
    if part.isascii():
        return replace(strict, ways=(*strict.ways, *((side,) for sides in _sounded(part) for side in sides)))
    if len(part) < 3:  # noqa: PLR2004 - of two characters one is not enough
        return strict
    run = part[:LONGEST]
    sides = [side for at in range(2, len(run) - 1) for side in (run[:at], run[at:])]
    known = [word for word in _WORDS if len(word) > 1 and word in run and word not in EMPTY]
    meant = [each for word in known for each in (word, *MEANINGS.get(word, ()))]
    ways = dict.fromkeys([*strict.ways, *((Term(each),) for each in (*sides, *meant))])
    return Wanted(tuple(ways), tuple(dict.fromkeys([*strict.words, *meant])), _loosely(part).parts)


def _by_pairs(part: str) -> Wanted:
    strict = _strictly(part)
    if part.isascii():
        return strict
    pairs = tuple(part[at : at + 2] for at in range(len(part[:LONGEST]) - 1))
    return replace(strict, ways=(*strict.ways, *((Term(each),) for each in pairs)), parts=pairs)


def _sounded(run: str) -> Iterator[Way]:
    """A run of syllables in two parts, each the beginning of a sound: jingqu and keliu."""
    if len(run) <= _LONGEST_SOUND:
        for at in range(2, len(run) - 1):
            left, right = run[:at], run[at:]
            if _SYLLABLES.fullmatch(left) and _SYLLABLES.fullmatch(right):
                yield Term(left, begins=True), Term(right, begins=True)


@cache
def _heard() -> Mapping[str, tuple[str, ...]]:
    """Everyday words by their sound, whole and by initials."""
    found: dict[str, list[str]] = {}
    for word in MEANINGS:
        spelled = syllables(word)
        for sound in ("".join(spelled), "".join(each[:1] for each in spelled)):
            found.setdefault(sound, []).append(word)
    return {sound: tuple(words) for sound, words in found.items()}


def _beginning(part: str) -> Way:
    """Of what stands between the marks of a code the last may be begun only."""
    *before, last = _PARTS.findall(part)
    return (*map(Term, before), Term(last, begins=True))


def _misspelled(word: str) -> Iterator[str]:
    """A word with any letter in the place of one, with one more, with one less; its first two stand."""
    if not _SHORTEST_WRONG <= len(word) <= _LONGEST_WRONG:
        return
    for at in range(2, len(word)):
        yield f"{word[:at]}?{word[at + 1 :]}"
        yield f"{word[:at]}?{word[at:]}"
        yield word[:at] + word[at + 1 :]
