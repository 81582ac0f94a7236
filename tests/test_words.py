"""Every sentence for people stands in both languages: in Chinese where it says zh, in English where it says en."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from builders.sources import ROOT, modules, nodes

ROOMS = ("graph", "licenses", "api", "seed")
CHINESE = re.compile(r"[一-鿿]")
QUOTED = re.compile(r"“[^”]*”")
"""What the user has to write or reads in his own table is quoted in Chinese in an English sentence, too."""
ZH, EN = ("zh", "rule_zh"), ("en", "rule")
"""Names of parameters that pass a sentence on."""
DATA = {
    "api/service/opening.py", "graph/office/references.py", "licenses/attestations/printed.py",
    "licenses/proof/terms.py",
}  # fmt: skip
"""Modules that also make a `Text` of a value as it stands: a date, a number, a name."""


@dataclass(frozen=True)
class Pair:
    place: str
    zh: ast.expr
    en: ast.expr


def literal(node: ast.expr) -> str | None:
    """The constant part of a text, or None where it has none."""
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=values):
            return "".join(literal(value) or "" for value in values)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            parts = [literal(left), literal(right)]
            return None if parts == [None, None] else "".join(part or "" for part in parts)
        case _:
            return None


def passing(path: Path) -> dict[str, tuple[int, int]]:
    """The callables of a module that take both sentences, with the places of the two."""
    found = {"Text": (0, 1)}
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
            zh = next((names.index(name) for name in ZH if name in names), None)
            en = next((names.index(name) for name in EN if name in names), None)
            if zh is not None and en is not None:
                found[node.name] = (zh, en)
    return found


ELSEWHERE = {"words": (0, 1), "refused": (3, 2)}
"""The two of them that other modules import: `api.process.terminal.words`, `api.process.settings.refused`."""


def pairs() -> Iterator[Pair]:
    for room in ROOMS:
        for path in modules(room):
            imported = {
                alias.asname or alias.name
                for node in nodes(path)
                if isinstance(node, ast.ImportFrom) and node.module in ("api.process.terminal", "api.process.settings")
                for alias in node.names
            }
            known = passing(path) | {name: places for name, places in ELSEWHERE.items() if name in imported}
            for node in nodes(path):
                if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in known:
                    continue
                zh_place, en_place = known[node.func.id]
                given = {keyword.arg: keyword.value for keyword in node.keywords}
                zh = next((given[name] for name in ZH if name in given), None)
                en = next((given[name] for name in EN if name in given), None)
                zh = node.args[zh_place] if zh is None and len(node.args) > zh_place else zh
                en = node.args[en_place] if en is None and len(node.args) > en_place else en
                if zh is not None and en is not None:
                    yield Pair(f"{path.relative_to(ROOT)}:{node.lineno}", zh, en)


@cache
def every_pair() -> list[Pair]:
    return list(pairs())


def test_the_sentences_are_found() -> None:
    assert len(every_pair()) > 450


def test_what_says_zh_is_chinese_and_what_says_en_is_english() -> None:
    wrong = []
    for pair in every_pair():
        zh, en = literal(pair.zh), literal(pair.en)
        if zh is not None and not CHINESE.search(zh) and (len(zh) > 1 and re.search(r"[A-Za-z]{2}", zh)):
            wrong.append(f"{pair.place}: zh {zh!r}")
        if en is not None and CHINESE.search(QUOTED.sub("", en)):
            wrong.append(f"{pair.place}: en {en!r}")
    assert wrong == []


def test_no_sentence_serves_for_both_languages() -> None:
    same = [
        pair.place
        for pair in every_pair()
        if ast.dump(pair.zh) == ast.dump(pair.en) and pair.place.partition(":")[0] not in DATA
    ]
    assert same == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_refusal_is_raised_with_a_text_never_with_a_bare_string(room: str) -> None:
    kinds = {"Refusal", "Malformed", "NotFound", "Forbidden", "Conflict", "LimitExceeded", "NoPolicy", "BadRequest"}
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules(room)
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in kinds
        and node.args
        and literal(node.args[0]) is not None
    ]
    assert bare == []
