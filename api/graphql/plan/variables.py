"""Which variables stand in a piece of a document."""

from collections.abc import Iterable, Iterator

from graphql import DirectiveNode, Node, VariableNode


def variables_in(nodes: Iterable[Node]) -> frozenset[str]:
    """The names of the variables inside some nodes."""
    return frozenset(each.name.value for node in nodes for each in _inside(node) if isinstance(each, VariableNode))


def variables_in_directives(document: Node) -> frozenset[str]:
    """The names of the variables inside the directives of a document."""
    return variables_in(each for each in _inside(document) if isinstance(each, DirectiveNode))


def _inside(node: Node) -> Iterator[Node]:
    """A node and everything in it."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        yield each
        for key in each.keys:
            held = getattr(each, key, None)
            waiting += [
                part for part in (held if isinstance(held, tuple | list) else (held,)) if isinstance(part, Node)
            ]
