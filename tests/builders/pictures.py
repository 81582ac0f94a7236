"""Reads Graphviz text back by its grammar, as far as our pictures use it: a digraph, clusters, nodes, arrows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*|-?\d+(?:\.\d+)?|->|[\[\]{}=]")
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_ENTITY_OR_TAG = re.compile(r"<|>")


@dataclass(frozen=True)
class Token:
    text: str
    kind: str
    """`word`, `quoted` or `markup`."""


@dataclass
class Picture:
    """What a text draws."""

    name: str
    attributes: dict[str, Token] = field(default_factory=dict)
    clusters: dict[str, Picture] = field(default_factory=dict)
    nodes: dict[str, dict[str, Token]] = field(default_factory=dict)
    arrows: list[tuple[str, str, dict[str, Token]]] = field(default_factory=list)


def read(text: str) -> Picture:
    """Read a whole text; what is no Graphviz text, or more than one graph, is an AssertionError."""
    tokens = _tokens(text)
    assert tokens[0].text == "digraph"
    picture, end = _graph(tokens, 1)
    assert end == len(tokens), "something stands behind the graph"
    return picture


def lines(token: Token) -> list[str]:
    """The lines of a label, as they are shown."""
    if token.kind == "markup":
        texts = ET.fromstring(token.text).iter("TD")
        return ["".join(each.itertext()).replace("\\\\", "\\") for each in texts]
    return [each.replace("\n", "") for each in _unescaped(token.text).split("\n")]


def words(token: Token) -> str:
    """The words of a label without its breaks."""
    return "".join("".join(lines(token)).split())


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def _tokens(text: str) -> list[Token]:
    found, at = list[Token](), 0
    while at < len(text):
        if space := _SPACE.match(text, at):
            at = space.end()
        elif quoted := _QUOTED.match(text, at):
            found.append(Token(quoted[1], "quoted"))
            at = quoted.end()
        elif text[at] == "<":
            end = _closing(text, at)
            found.append(Token(text[at + 1 : end], "markup"))
            at = end + 1
        else:
            word = _WORD.match(text, at)
            assert word is not None, text[at : at + 40]
            found.append(Token(word[0], "word"))
            at = word.end()
    return found


def _closing(text: str, at: int) -> int:
    """Where the bracket closes that opens there."""
    depth = 0
    for each in _ENTITY_OR_TAG.finditer(text, at):
        depth += 1 if each[0] == "<" else -1
        if depth == 0:
            return each.start()
    raise AssertionError("markup does not end")


def _graph(tokens: list[Token], at: int) -> tuple[Picture, int]:
    picture = Picture(_unescaped(tokens[at].text))
    assert tokens[at + 1].text == "{"
    at += 2
    while tokens[at] != Token("}", "word"):
        first = tokens[at]
        if first == Token("subgraph", "word"):
            inner, at = _graph(tokens, at + 1)
            assert inner.name not in picture.clusters
            picture.clusters[inner.name] = inner
        elif first.kind == "word":
            assert first.text in ("graph", "node", "edge")
            attributes, at = _attributes(tokens, at + 1)
            if first.text == "graph":
                picture.attributes = attributes
        elif tokens[at + 1] == Token("->", "word"):
            tail, head = first.text, tokens[at + 2].text
            attributes, at = _attributes(tokens, at + 3)
            assert {tail, head} <= picture.nodes.keys(), "an arrow between what is not drawn"
            picture.arrows.append((tail, head, attributes))
        else:
            assert first.text not in picture.nodes
            picture.nodes[first.text], at = _attributes(tokens, at + 1)
    return picture, at + 1


def _attributes(tokens: list[Token], at: int) -> tuple[dict[str, Token], int]:
    assert tokens[at] == Token("[", "word")
    at, found = at + 1, dict[str, Token]()
    while tokens[at] != Token("]", "word"):
        name, equals, value = tokens[at : at + 3]
        assert (name.kind, equals.text) == ("word", "="), name
        assert name.text not in found
        found[name.text] = value
        at += 3
    return found, at + 1
