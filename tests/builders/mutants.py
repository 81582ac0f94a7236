"""Mutants of genuine files: damage of every sort, from a single bit to a whole revision that almost fits.

A mutant is made from a number alone and the files that it may damage, so a run can be continued or looked into.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from builders.revisions import DEPARTURES, Revision, objects, reference
from builders.viewers import sealed_revision

from graph.words.china_time import china_day
from licenses.proof.judging import judge
from licenses.proof.reading import read
from licenses.proof.trust import assess
from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import Verdict

_TOKENS = (
    re.compile(rb"(?<![\w.])\d+(?![\w.])"),
    re.compile(rb"/[A-Za-z][A-Za-z0-9]*"),
    re.compile(rb"\b(?:obj|endobj|stream|endstream|xref|trailer|startxref|true|false|null|R|n|f)\b"),
    re.compile(rb"<<|>>|\[|\]|[()]|\r\n|\n"),
)
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])( ?[\r\n]{1,2})")
_END = re.compile(rb"%%EOF\r?\n?")
_VALUE = re.compile(rb"<[0-9A-Fa-f]{2000,}>")
_MOST_BYTES = 400
"""Of a chunk that is deleted, doubled or moved."""


@dataclass(frozen=True)
class Mutant:
    """A damaged file."""

    seed: int
    of: str
    """The genuine file's shape."""
    kind: str
    data: bytes
    sealed: bytes
    """The genuine file as it was sealed: what this one has to show if it is called genuine."""

    def __str__(self) -> str:
        return f"mutant {self.seed} ({self.kind}) of {self.of!r}"


def mutants(genuine: Mapping[str, bytes], seeds: Sequence[int]) -> Iterator[Mutant]:
    """One mutant for each seed."""
    for seed in seeds:
        dice = random.Random(seed)
        of, kind = dice.choice(sorted(genuine)), dice.choice(sorted(KINDS))
        data = genuine[of]
        while data == genuine[of]:  # a token may have been exchanged for its like
            data = KINDS[kind](dice, genuine[of])
        yield Mutant(seed, of, kind, data, sealed_revision(genuine[of]))


def judged(data: bytes, trust: TrustBundle, at: datetime) -> Verdict:
    """Verify a file offline in this process: what a worker process does, without one for each of 10,000 files."""
    facts = read(data)
    findings = asyncio.run(assess(facts.seal, trust, at)) if facts.seal is not None else None
    return judge(facts, findings, None, at, china_day(at))


def _bits(dice: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice([1, 1, 1, 5, 50])):
        changed[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _token(dice: random.Random, data: bytes) -> bytes:
    """Put another token of the same sort in the place of one."""
    start = dice.randrange(len(data))
    sort = dice.choice(_TOKENS)
    found = sort.search(data, start) or sort.search(data)
    if found is None:
        return data
    other = sort.search(data, dice.randrange(len(data))) or found
    return data[: found.start()] + other[0] + data[found.end() :]


def _chunk(dice: random.Random, data: bytes) -> bytes:
    start, to = dice.randrange(len(data)), dice.randrange(len(data))
    end = start + dice.randrange(1, _MOST_BYTES)
    match dice.choice(["delete", "double", "copy", "move"]):
        case "delete":
            return data[:start] + data[end:]
        case "double":
            return data[:end] + data[start:]
        case "copy":
            return data[:to] + data[start:end] + data[to:]
        case _:
            rest = data[:start] + data[end:]
            return rest[:to] + data[start:end] + rest[to:]


def _entry(dice: random.Random, data: bytes) -> bytes:
    """Make an entry of a cross-reference table false or inexact."""
    entry = dice.choice(list(_ENTRY.finditer(data)))
    offset, generation, kind, end = entry.groups()
    match dice.choice(["offset", "generation", "kind", "end", "twice", "gone"]):
        case "offset":
            moved = dice.choice([0, 1, int(offset) + dice.randint(-20, 20), dice.randrange(len(data))])
            new = b"%010d %s %s%s" % (abs(moved), generation, kind, end)
        case "generation":
            new = b"%s %05d %s%s" % (offset, dice.choice([0, 1, 65535]), kind, end)
        case "kind":
            new = b"%s %s %s%s" % (offset, generation, b"f" if kind == b"n" else b"n", end)
        case "end":
            new = b"%s %s %s%s" % (
                offset,
                generation,
                kind,
                dice.choice([b"\n", b"\r", b"  \n", b" \r\n", b"\r\n", b"%\n"]),
            )
        case "twice":
            new = entry[0] * 2
        case _:
            new = b""
    return data[: entry.start()] + new + data[entry.end() :]


def _end(dice: random.Random, data: bytes) -> bytes:
    """Write something before, behind or instead of an end of file."""
    end = dice.choice(list(_END.finditer(data)))
    more = dice.choice(
        [b"\n", b"\r", b"\r\n", b" ", b"\0", b"%", b"%%EOF\n", b"% comment\n", b"1 0 obj\n<<>>\nendobj\n"]
    )
    match dice.choice(["before", "behind", "instead"]):
        case "before":
            return data[: end.start()] + more + data[end.start() :]
        case "behind":
            return data[: end.end()] + more * dice.choice([1, 1, 2, 20]) + data[end.end() :]
        case _:
            return data[: end.start()] + more + data[end.end() :]


def _revision(dice: random.Random, data: bytes) -> bytes:
    """Append a small revision: objects said again, or otherwise, in a table that is exact or almost."""
    known = objects(data)
    numbers = [dice.choice([max(known) + 1, *sorted(known), *_seen(data) * 8]) for _ in range(3)]
    *listed, hidden = numbers[: dice.choice([1, 2, 2, 3])]
    made = replace(
        dice.choice([Revision(), *DEPARTURES.values()]),
        objects={number: _said(dice, number, known) for number in listed},
        unlisted={hidden: _said(dice, hidden, known)} if dice.random() < 0.4 else {},
    )
    return made.after(data)


def _seen(data: bytes) -> list[int]:
    """The objects on which the picture depends most."""
    return [reference(data, entry) for entry in (b"/Contents", b"/Resources", b"/AcroForm", b"/N", b"/Root")]


def _said(dice: random.Random, number: int, known: Mapping[int, bytes]) -> bytes:
    """What an object says: mostly what it said before, or a little else."""
    before = known.get(number, b"<< >>")
    nothing = dice.choice([b"null", b"<< >>", b"<< /Length 0 >>\nstream\n\nendstream"])
    flag = dice.choice([b"/NeedAppearances true", b"/OpenAction null", b"/F 2", b"/Rotate 90", b"/Length 1"])
    flagged = before[:-2] + flag + b" >>" if before.endswith(b">>") else before
    return dice.choice(
        [before, before, before, _token(dice, before), flagged, nothing, dice.choice(list(known.values()))]
    )


def _later(dice: random.Random, data: bytes) -> bytes:
    """Damage only what stands behind the sealed revision; where nothing does, a small revision."""
    sealed = sealed_revision(data)
    if sealed == data or dice.random() < 0.3:
        data = _revision(dice, data)
    return sealed + dice.choice([_bits, _token, _chunk])(dice, data[len(sealed) :])


def _value(dice: random.Random, data: bytes) -> bytes:
    """Change the hexadecimal digits of a seal's or timestamp's value."""
    value = dice.choice(list(_VALUE.finditer(data)))
    start, end = value.span()
    digits = data[start + 1 : end - 1]
    place = dice.randrange(len(digits))
    match dice.choice(["digit", "padding", "case", "case of all", "blank", "other bytes"]):
        case "digit":
            digits = digits[:place] + dice.choice([b"0", b"7", b"F", b"G"]) + digits[place + 1 :]
        case "padding":
            digits = digits[:-2] + b"01"
        case "case":
            digits = digits[:place].swapcase() + digits[place:]
        case "case of all":
            digits = digits.swapcase()
        case "blank":
            digits = digits[:place] + b" " + digits[place:-1]
        case _:
            digits = digits[: place & ~1] + b"%02X" % dice.randrange(256) + digits[(place & ~1) + 2 :]
    return data[: start + 1] + digits + data[end - 1 :]


KINDS: Mapping[str, Callable[[random.Random, bytes], bytes]] = {
    "bits": _bits,
    "token": _token,
    "chunk": _chunk,
    "table entry": _entry,
    "end of file": _end,
    "appended revision": _revision,
    "later revisions": _later,
    "signature value": _value,
}
"""What is damaged, and how."""
